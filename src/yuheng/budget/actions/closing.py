"""A year ends: what is needed is carried over, what is too old is recovered, the rest lapses; and money goes down a level."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from yuheng.budget.actions.moving import move_each, move_whole
from yuheng.budget.domain.stages import STAGE_TITLES
from yuheng.budget.models import Balance, Entry, Line
from yuheng.kernel.money import Fen
from yuheng.kernel.outcome import Problem, Words, refuse_if
from yuheng.organisations.queries import county
from yuheng.platform import clock, duties
from yuheng.platform.acts import BATCH, Actor, Done, record_many
from yuheng.projects.models import Target
from yuheng.regulations.queries import rule

YEARS = "control.carryover_years"
CARRIED = "budget-law#art-42"
RECOVERED = "budget-law-regulation#art-50"
CARRIABLE = ("executable", "reserved", "committed", "accepted")
WAITING = ("reserved", "committed", "accepted", "applied")


@dataclass(frozen=True)
class Carried:
    """What was carried over: the old line, the new one, the stage, the amount, and the voucher in the new year."""

    line: Line
    into: Line
    stage: str
    fen: Fen
    entry: Entry


@transaction.atomic
def carry_over(*, by: Actor, lines: Sequence[Line], stage: str = "executable") -> list[Carried]:
    """Carry all that stands in a stage of these lines into the next year, where it stands in the same stage.

    Refuses a stage that cannot be carried, and money older than the years that the law allows (two): it is recovered.
    """
    duties.must(by, "finance.budget", [(line.act_title, line.org_path) for line in lines], article=CARRIED)
    refuse_if([*_stage_problems(stage), *(problem for line in lines for problem in _too_old(line))])
    there = dict(Balance.objects.filter(line__in=lines, stage=stage, fen__gt=0).values_list("line_id", "fen"))
    moved = sorted((line for line in lines if line.pk in there), key=lambda line: line.pk)
    into = _next_lines(moved)
    out = move_each(by, [(line, stage, "carried", there[line.pk]) for line in moved], "carry_over")
    new = move_each(by, [(into[line.pk], "source", stage, there[line.pk]) for line in moved], "carry_in")
    _record_carried(by, moved, into, there, out, new)
    return [Carried(line, into[line.pk], stage, there[line.pk], entry) for line, entry in zip(moved, new, strict=True)]


def _stage_problems(stage: str) -> list[Problem]:
    if stage in CARRIABLE:
        return []
    title = STAGE_TITLES.get(stage, Words(zh=stage, en=stage))
    message = Words(zh=f"“{title.zh}”的资金不能结转", en=f"Money that is “{title.en}” cannot be carried over")
    return [Problem("stage", stage, message, rule=CARRIED)]


def _too_old(line: Line) -> list[Problem]:
    allowed = rule(YEARS, on=clock.today(), region=line.region).days
    if line.year + 1 - line.origin_year < allowed:
        return []
    message = Words(
        zh=f"“{line.act_title}”是 {line.origin_year} 年的资金，结转已满 {allowed} 年，应当收回",
        en=f"“{line.act_title}” is money of {line.origin_year}; after {allowed} years it is recovered",
    )
    return [Problem("too_old", line.act_title, message, rule=RECOVERED)]


def _next_lines(lines: Sequence[Line]) -> dict[int, Line]:
    """The line of next year under which each line's money goes on, made where there is none."""
    found = {
        row.carried_from_id: row
        for row in Line.objects.filter(carried_from__in=lines).select_related("project", "unit")
        if row.carried_from_id is not None
    }
    projects = [line.project_id for line in lines]
    next_years = {line.year + 1 for line in lines}
    promised = {(t.project_id, t.year): t for t in Target.objects.filter(project__in=projects, year__in=next_years)}
    new = [_next_line(line, promised.get((line.project_id, line.year + 1))) for line in lines if line.pk not in found]
    Line.objects.bulk_create(new, batch_size=BATCH)
    return found | {row.carried_from_id: row for row in new if row.carried_from_id is not None}


def _next_line(line: Line, target: Target | None) -> Line:
    row = Line(
        year=line.year + 1, origin_year=line.origin_year, carried_from=line, target=target or line.target,
        request=line.request, unit=line.unit, project=line.project, elements=line.elements, adopted=line.adopted,
    )  # fmt: skip
    for name in ("region", "book", "fund", "org_path", "function_code", "government_economic", "department_economic"):
        setattr(row, name, getattr(line, name))
    return row


def _record_carried(
    by: Actor,
    lines: Sequence[Line],
    into: dict[int, Line],
    there: dict[int, Fen],
    out: Sequence[Entry],
    new: Sequence[Entry],
) -> None:
    done = []
    for line, left, came in zip(lines, out, new, strict=True):
        done.append(Done(line, {"carried_fen": (None, there[line.pk]), "entry": (None, left.digest)}))
        done.append(Done(into[line.pk], {"carried_in_fen": (None, there[line.pk]), "entry": (None, came.digest)}))
    record_many(by=by, verb="line.carry_over", done=done, article=CARRIED)


@transaction.atomic
def close_year(*, by: Actor, year: int) -> list[Line]:
    """Close a year: what is left lapses, and no line of the year can pay any more.

    Refuses while payments wait or commitments stand: they are paid, released or carried over first.
    """
    path = county().path
    duties.must(by, "finance.budget", [(str(year), path)], article=CARRIED)
    refuse_if(_waiting_problems(year))
    lines = list(Line.objects.filter(year=year).select_related("project", "unit").order_by("pk"))
    return [
        line
        for stage in ("executable", "allotted", "approved")
        for line in move_whole(by, lines, stage, "lapsed", "lapse")
    ]


def _waiting_problems(year: int) -> list[Problem]:
    found = []
    for stage in WAITING:
        count = Balance.objects.filter(line__year=year, stage=stage, fen__gt=0).count()
        if count:
            title = STAGE_TITLES[stage]
            zh, en = f"还有 {count} 条指标有“{title.zh}”的资金", f"{count} lines still have money {title.en.lower()}"
            found.append(Problem("pending_payments", str(year), Words(zh=zh, en=en), rule=CARRIED))
    return found


@transaction.atomic
def recover(*, by: Actor, year: int) -> list[Line]:
    """Take back what is still executable of money that was carried over as long as the law allows."""
    path = county().path
    duties.must(by, "finance.budget", [(str(year), path)], article=RECOVERED)
    allowed = rule(YEARS, on=clock.today(), region=county().path.split("/", 1)[0]).days
    rows = Line.objects.filter(year=year, origin_year__lte=year - allowed).select_related("project", "unit")
    return move_whole(by, list(rows.order_by("pk")), "executable", "lapsed", "recover")


@transaction.atomic
def transfer_down(*, by: Actor, line: Line, receiver: str, fen: Fen, document: str) -> Entry:
    """Give money of a line to a lower government (approved → transferred), on a document that names it."""
    article = "budget-law-regulation#art-59"
    duties.must(by, "finance.budget", [(line.act_title, line.org_path)], article=article)
    missing = [
        (receiver.strip(), "receiver", Words(zh="请写明接收方财政区划", en="Name the receiving division")),
        (document.strip(), "document", Words(zh="请写明指标文号", en="Name the document")),
    ]
    refuse_if(Problem(code, line.act_title, words, rule=article) for given, code, words in missing if not given)
    marks = {"receiver_region": receiver, "document": document}
    entry = move_each(by, [(line, "approved", "transferred", fen)], "transfer_down", ground=document, marks=marks)[0]
    changes = {"transferred_fen": (None, fen), "receiver": (None, receiver), "entry": (None, entry.digest)}
    record_many(by=by, verb="line.transfer_down", done=[Done(line, changes)], article=article)
    return entry
