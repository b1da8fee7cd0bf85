"""An approved budget is changed: drafted by a unit or by finance, reviewed, decided, posted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db import transaction

from yuheng.budget.actions.posting import post
from yuheng.budget.domain.adjusting import (
    ADJUSTMENT,
    ARTICLE,
    KINDS,
    Item,
    beyond_department,
    needs_resolution,
    problems_in,
)
from yuheng.budget.domain.elements import ADJUSTMENT as BY_ADJUSTMENT
from yuheng.budget.domain.elements import VIREMENT
from yuheng.budget.domain.ledger import EntryDraft, Leg, shift
from yuheng.budget.models import Adjustment, AdjustmentItem, Entry, Line
from yuheng.budget.queries import balances_of, budget_of_lines
from yuheng.kernel.dated import NoLaw
from yuheng.kernel.money import Fen, wan
from yuheng.kernel.outcome import Problem, Words, refuse_if
from yuheng.platform import clock, duties, flow, numbering
from yuheng.platform.acts import Actor, Changes, record
from yuheng.regulations.queries import rule

LIMIT = "control.virement_share_max"


@dataclass(frozen=True)
class AdjustmentDraft:
    """A change to be asked for: `items` are fen by line, positive for what a line gains."""

    year: int
    kind: str
    ground: str
    items: Mapping[int, Fen]
    legal_ground: str = ""


@transaction.atomic
def draft_adjustment(*, by: Actor, draft: AdjustmentDraft) -> Adjustment:
    """Enter an adjustment. A unit drafts within itself; finance anywhere. Refuses all that is wrong with it at once."""
    lines = list(Line.objects.filter(pk__in=draft.items).select_related("project", "unit").order_by("pk"))
    _must_draft(by, lines)
    refuse_if([*_shape_problems(draft, lines), *_item_problems(draft.kind, lines, draft.items)])
    number = f"TZ{draft.year}-{numbering.take(f'adjustment/{draft.year}')[0]:05d}"
    start = flow.began(ADJUSTMENT, by=by, org_path=_common(lines), year=draft.year)
    row = Adjustment(**start, number=number, kind=draft.kind, ground=draft.ground, legal_ground=draft.legal_ground)
    if duties.may(by, "finance.budget", row.org_path):
        row.state = "reviewed"  # the desk that would review it has drafted it
    row.save()
    AdjustmentItem.objects.bulk_create(
        AdjustmentItem(adjustment=row, line=line, delta_fen=draft.items[line.pk]) for line in lines
    )
    changes: Changes = {line.act_title: (None, f"{wan(draft.items[line.pk])} 万元") for line in lines}
    record(by=by, verb="adjustment.enter", subject=row, changes=changes, reason=draft.ground, article=ARTICLE)
    return row


def _must_draft(by: Actor, lines: Sequence[Line]) -> None:
    over = [(line.act_title, line.org_path) for line in lines]
    if not all(duties.may(by, "finance.budget", path) for _, path in over):
        duties.must(by, "unit.prepare", over, article=ARTICLE)


def _common(lines: Sequence[Line]) -> str:
    """The narrowest organisation that holds every line."""
    paths = [line.org_path.rstrip("/").split("/") for line in lines]
    shared = [codes[0] for codes in zip(*paths, strict=False) if len(set(codes)) == 1]
    return "/".join(shared) + "/"


def _shape_problems(draft: AdjustmentDraft, lines: Sequence[Line]) -> list[Problem]:
    found = []
    checks = (
        (draft.kind in KINDS, "kind", Words(zh=f"没有“{draft.kind}”这种调整", en=f"No kind “{draft.kind}” of change")),
        (bool(draft.ground.strip()), "ground", Words(zh="请写明调整理由", en="Say why the budget is changed")),
        (len(lines) == len(draft.items), "line_unlisted", Words(zh="有的指标不存在", en="A line does not exist")),
        (
            all(line.year == draft.year for line in lines),
            "year",
            Words(zh="指标不属本年度", en="A line is of another year"),
        ),
    )
    for holds, code, message in checks:
        if not holds:
            found.append(Problem(f"adjustment_{code}", draft.ground or draft.kind, message, rule=ARTICLE))
    return found


def _item_problems(kind: str, lines: Sequence[Line], deltas: Mapping[int, Fen]) -> list[Problem]:
    return problems_in(kind, _items(lines, deltas))


def _items(lines: Sequence[Line], deltas: Mapping[int, Fen]) -> list[Item]:
    keys = [line.pk for line in lines]
    money, balances = budget_of_lines(keys), balances_of(keys)
    return [
        Item(
            line.pk,
            line.act_title,
            line.book,
            line.org_path,
            line.function_code,
            deltas[line.pk],
            money[line.pk].executable_fen,
            money[line.pk].budget_fen,
            -balances.get(line.pk, {}).get("source", 0),
        )
        for line in lines
    ]


def _department_share(region: str) -> Fraction | None:
    """The share of a line that a department may move by itself, where a rule is in force in the place."""
    try:
        return Fraction(rule(LIMIT, on=clock.today(), region=region).number)
    except NoLaw:
        return None


def submit_adjustments(*, by: Actor, adjustments: Sequence[Adjustment], reason: str = "") -> list[Adjustment]:
    """The unit submits."""
    flow.take("submit", adjustments, by=by, reason=reason)
    return list(adjustments)


def review_adjustments(*, by: Actor, adjustments: Sequence[Adjustment], reason: str = "") -> list[Adjustment]:
    """The department passes them on to finance."""
    flow.take("review", adjustments, by=by, reason=reason)
    return list(adjustments)


@transaction.atomic
def return_adjustments(*, by: Actor, adjustments: Sequence[Adjustment], because: str) -> list[Adjustment]:
    """Send adjustments back to the unit, from whichever review they stand in."""
    for state, step in {"submitted": "return_to_unit", "reviewed": "return_from_finance"}.items():
        flow.take(step, [row for row in adjustments if row.state == state], by=by, reason=because)
    return list(adjustments)


def refuse_adjustments(*, by: Actor, adjustments: Sequence[Adjustment], because: str) -> list[Adjustment]:
    """Finance does not make these changes."""
    flow.take("refuse", adjustments, by=by, reason=because)
    return list(adjustments)


def propose_adjustments(*, by: Actor, adjustments: Sequence[Adjustment], reason: str = "") -> list[Adjustment]:
    """Finance lays adjustments before the standing committee."""
    flow.take("propose", adjustments, by=by, reason=reason)
    return list(adjustments)


@transaction.atomic
def decide_within_department(*, by: Actor, adjustments: Sequence[Adjustment], reason: str = "") -> list[Adjustment]:
    """The department decides small virements among its own units, as far as a rule of the place lets it."""
    found: list[Problem] = []
    for row in adjustments:
        share = _department_share(row.org_path.split("/", 1)[0])
        lines, deltas = _lines_of(row)
        found += beyond_department(row.kind if not row.legal_ground else "legal", _items(lines, deltas), share)
    refuse_if(found)
    return _decided("decide_here", by, adjustments, reason)


def _lines_of(row: Adjustment) -> tuple[list[Line], dict[int, Fen]]:
    deltas = dict(row.items.order_by("line_id").values_list("line_id", "delta_fen"))
    return list(Line.objects.filter(pk__in=deltas).select_related("project").order_by("pk")), deltas


@transaction.atomic
def decide_adjustments(*, by: Actor, adjustments: Sequence[Adjustment], reason: str = "") -> list[Adjustment]:
    """Finance decides virements; what needs a resolution is refused here and named with the law's case."""
    refuse_if(
        Problem("resolution", row.act_title, NEEDS_RESOLUTION, rule=ARTICLE)
        for row in adjustments
        if needs_resolution(row.kind, row.legal_ground)
    )
    return _decided("decide", by, adjustments, reason)


@transaction.atomic
def approve_adjustments(*, by: Actor, adjustments: Sequence[Adjustment], resolution: str) -> list[Adjustment]:
    """The standing committee approves; the number of its resolution goes into each adjustment and its voucher."""
    if not resolution.strip():
        message = Words(zh="批准预算调整须填写决议文号", en="An approval needs the number of the resolution")
        refuse_if(Problem("resolution", row.act_title, message, rule=ARTICLE) for row in adjustments)
    return _decided("approve", by, adjustments, resolution)


NEEDS_RESOLUTION = Words(
    zh="须提请人大常委会审查批准，财政不能自行决定",
    en="The standing committee must approve this; finance cannot decide it",
)


def _decided(step: str, by: Actor, adjustments: Sequence[Adjustment], resolution: str) -> list[Adjustment]:
    rows = sorted(adjustments, key=lambda row: row.pk)
    drafts = []
    for row in rows:
        lines, deltas = _lines_of(row)
        refuse_if(_item_problems(row.kind, lines, deltas))
        drafts.append(_voucher(row, deltas))
    entries = post(by=by, drafts=drafts)
    changes: dict[int, Changes] = {
        row.pk: {"entry": (None, entry.digest)} for row, entry in zip(rows, entries, strict=True)
    }
    flow.take(step, rows, by=by, reason=resolution, changes=changes)
    for row, entry in zip(rows, entries, strict=True):
        _settle(row, entry, resolution if step == "approve" else "")
    return rows


def _settle(row: Adjustment, entry: Entry, resolution: str) -> None:
    row.entry, row.decided_on, row.resolution = entry, clock.today(), resolution
    row.save(update_fields=["entry", "decided_on", "resolution"])


def _voucher(row: Adjustment, deltas: Mapping[int, Fen]) -> EntryDraft:
    legs: list[Leg] = []
    for line, fen in deltas.items():
        if row.kind == "virement":
            legs += shift(line, fen)
        else:
            legs += (Leg(line, "source", -fen), Leg(line, "executable", fen))
    marks = {"origin": VIREMENT if row.kind == "virement" else BY_ADJUSTMENT, "document": row.number}
    return EntryDraft(row.number, row.kind, row.ground, tuple(legs), marks=marks)
