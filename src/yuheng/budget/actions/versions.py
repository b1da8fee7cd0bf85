"""Versions of the county's budget: opened, controlled, compiled, approved, released."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from yuheng.budget.actions.books import copied
from yuheng.budget.actions.moving import move_each, move_whole
from yuheng.budget.checks import checks
from yuheng.budget.domain.checking import problems_of
from yuheng.budget.domain.elements import ADJUSTMENT, AT_START, Marks
from yuheng.budget.domain.flows import REQUEST, VERSION
from yuheng.budget.marking import intern
from yuheng.budget.models import Line, Request, RequestYear, Version
from yuheng.kernel.money import Fen
from yuheng.kernel.outcome import Problem, Words, refuse_if
from yuheng.organisations.queries import county
from yuheng.platform import clock, duties, flow
from yuheng.platform.acts import BATCH, Actor, Changes, Done, record, record_many

COPIED = (
    "project_id",
    "target_id",
    "book",
    "fund",
    "function_code",
    "government_economic",
    "department_economic",
    "item",
    "guarantee",
    "basis",
)


@transaction.atomic
def open_version(*, by: Actor, year: int, round: str) -> Version:
    """Open a year's budget for requests in one round. Refuses a second open version of the same year."""
    path = county().path
    duties.must(by, "finance.budget", [(f"{year}", path)])
    if Version.objects.filter(year=year, org_path=path, state__in=["open", "compiled"]).exists():
        message = Words(zh=f"{year} 年已有未完成的预算版本", en=f"A version of {year} is still open")
        refuse_if([Problem(code="version_open", where=str(year), message=message)])
    version = Version.objects.create(round=round, **flow.began(VERSION, by=by, org_path=path, year=year))
    record(by=by, verb="version.open", subject=version, changes={"round": (None, round)})
    return version


@transaction.atomic
def send_control_numbers(*, by: Actor, version: Version, controls: Mapping[int, Fen]) -> Version:
    """Answer the first submission: each accepted request gets its control number and a draft in the second round.

    `controls` maps request keys to fen; a request that it does not name keeps what it asked. Returns the second version.
    """
    flow.take("control", [version], by=by)
    second = open_version(by=by, year=version.year, round=Version.Round.SECOND)
    asked = list(Request.objects.filter(version=version, state="accepted").select_related("project").order_by("pk"))
    copies = []
    for row in asked:
        row.control_fen = controls.get(row.pk, row.amount_fen)
        fields = {name: getattr(row, name) for name in COPIED}
        copy = Request(version=second, **fields, **flow.began(REQUEST, by=by, org_path=row.org_path, year=row.year))
        copy.maker, copy.control_fen, copy.proposed_fen = row.maker, row.control_fen, row.proposed_fen
        copy.amount_fen = min(row.amount_fen, row.control_fen)
        copies.append(copy)
    Request.objects.bulk_update(asked, ["control_fen"], batch_size=500)
    Request.objects.bulk_create(copies, batch_size=BATCH)
    copied(version, second)
    _copy_years(asked, copies)
    record_many(by=by, verb="request.control", done=[Done(c, {"control_fen": (None, c.control_fen)}) for c in copies])
    return second


def _copy_years(asked: Sequence[Request], copies: Sequence[Request]) -> None:
    """The medium-term plan of a request goes with it into the next round."""
    of = {row.pk: copy for row, copy in zip(asked, copies, strict=True)}
    plans = RequestYear.objects.filter(request__version__in={row.version_id for row in asked}).order_by("pk")
    RequestYear.objects.bulk_create(
        (
            RequestYear(request=of[one.request_id], year=one.year, amount_fen=one.amount_fen)
            for one in plans
            if one.request_id in of
        ),
        batch_size=BATCH,
    )


@transaction.atomic
def compile_version(*, by: Actor, version: Version, reason: str = "") -> Version:
    """Close the round and lay the draft before the congress.

    Refuses, all at once: requests without a decision, and every check of the books that fails (`domain.checking`).
    """
    refuse_if([*_undecided(version), *problems_of(checks(version))])
    flow.take("compile", [version], by=by, reason=reason)
    return version


def _undecided(version: Version) -> list[Problem]:
    waiting = Request.objects.filter(version=version, state__in=["draft", "submitted", "reviewed"]).count()
    message = Words(
        zh=f"还有 {waiting} 项申报没有结论，请先列入草案或不予安排",
        en=f"{waiting} requests are undecided; accept or refuse them first",
    )
    return [Problem(code="undecided", where=str(version), message=message)] if waiting else []


@transaction.atomic
def approve_version(*, by: Actor, version: Version, resolution: str) -> list[Line]:
    """The congress approves: every accepted request becomes a line, and its money stands as approved."""
    if not resolution.strip():
        message = Words(zh="批准预算须填写决议文号", en="An approval needs the number of the resolution")
        refuse_if([Problem(code="resolution", where=str(version), message=message, rule="budget-law#art-43")])
    flow.take("approve", [version], by=by, reason=resolution, changes={version.pk: {"resolution": ("", resolution)}})
    Version.objects.filter(pk=version.pk).update(resolution=resolution, approved_on=clock.today())
    rows = list(
        Request.objects.filter(version=version, state="accepted")
        .select_related("project__unit", "version")
        .order_by("pk")
    )
    marks = [_marks_of(row, resolution) for row in rows]
    keys = intern(marks)
    lines = [_line_of(row, keys[one]) for row, one in zip(rows, marks, strict=True)]
    Line.objects.bulk_create(lines, batch_size=BATCH)
    moves = [
        (line, "source", "approved", row.amount_fen) for line, row in zip(lines, rows, strict=True) if row.amount_fen
    ]
    entries = move_each(by, moves, "approve", ground=resolution)
    posted = {line.pk: entry.digest for (line, *_), entry in zip(moves, entries, strict=True)}
    changes: dict[int, Changes] = {
        row.pk: {"line": (None, line.pk), "entry": (None, posted.get(line.pk))}
        for line, row in zip(lines, rows, strict=True)
    }
    flow.take("approve", rows, by=by, changes=changes)
    return lines


def _marks_of(row: Request, resolution: str) -> Marks:
    """The 26 elements of a line that the congress approves."""
    return Marks(
        year=row.year,
        region=row.org_path.split("/", 1)[0],
        unit_code=row.project.unit.code,
        fund=row.fund,
        function_code=row.function_code,
        government_economic=row.government_economic,
        department_economic=row.department_economic,
        project_code=row.project.code,
        document=resolution,
        origin=ADJUSTMENT if row.version.round == Version.Round.ADJUSTED else AT_START,
    )


def _line_of(row: Request, elements: int) -> Line:
    return Line(
        year=row.year,
        origin_year=row.year,
        region=row.org_path.split("/", 1)[0],
        book=row.book,
        fund=row.fund,
        unit=row.project.unit,
        org_path=row.org_path,
        project=row.project,
        target_id=row.target_id,
        request=row,
        function_code=row.function_code,
        government_economic=row.government_economic,
        department_economic=row.department_economic,
        elements_id=elements,
    )


@transaction.atomic
def release_lines(*, by: Actor, lines: Sequence[Line]) -> list[Line]:
    """Release the approved money of lines to their units, all at once: from approved to executable."""
    duties.must(by, "finance.budget", [(line.act_title, line.org_path) for line in lines], article="budget-law#art-52")
    return move_whole(by, lines, "approved", "executable", "release")
