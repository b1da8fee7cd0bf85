"""Lines of one year and their money enter the ledger: credit, modifications, shared credit, and the stages of its use."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from yuheng.budget.actions import post
from yuheng.budget.domain.elements import ADJUSTMENT, VIREMENT, Marks
from yuheng.budget.domain.ledger import EntryDraft, Leg, move, shift
from yuheng.budget.marking import intern
from yuheng.budget.models import Entry, Line
from yuheng.exchange.adopt.founding import Founded
from yuheng.exchange.adopt.lines import SourceLine
from yuheng.exchange.adopt.mapping import Budget, Levels
from yuheng.exchange.adopt.sharing import Groups, Key, Moved, share
from yuheng.kernel.money import Fen
from yuheng.organisations.models import Organisation
from yuheng.platform import clock
from yuheng.platform.acts import BATCH, SYSTEM, Changes, Done, record_many
from yuheng.projects.models import Project

BOOK, FUND = "general", "fiscal"
VOUCHERS = {"reserved": "reserve", "committed": "commit", "accepted": "accept"}
ADOPTED = 120


@dataclass
class Year:
    """One year's lines in the source's order and their rows in the ledger; what was covered and what could not be."""

    year: int
    lines: list[SourceLine]
    rows: list[Line] = field(default_factory=list)
    entries: int = 0
    covered: dict[int, dict[int, Fen]] = field(default_factory=dict)
    uncovered: dict[int, Fen] = field(default_factory=dict)
    used: dict[int, dict[str, Fen]] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)
    done: list[Done] = field(default_factory=list)


@dataclass(frozen=True)
class _Voucher:
    """A voucher and whose it is: the act about it stands in that chain."""

    draft: EntryDraft
    subject: Project | Organisation


def make_line(line: SourceLine, at: Founded, *, adopted: str, target: int | None, elements: int) -> Line:
    """The row of a line; it names the rows of the file that it comes from."""
    project = at.projects[line.project]
    return Line(
        year=line.year,
        origin_year=line.year,
        region=at.root.code,
        book=BOOK,
        fund=FUND,
        unit=project.unit,
        org_path=project.org_path,
        project=project,
        target_id=target,
        adopted=adopted[:ADOPTED],
        function_code=line.function,
        government_economic=line.economic_class,
        department_economic=line.economic,
        elements_id=elements,
    )


def marks_of(line: SourceLine, at: Founded) -> Marks:
    """The accounting elements of a line, as far as the source has them."""
    project = at.projects[line.project]
    unit, codes = project.unit.code, (line.function, line.economic_class, line.economic)
    return Marks(line.year, at.root.code, unit, FUND, *codes, project_code=project.code)


def write_lines(year: Year, at: Founded, file: str, targets: Mapping[tuple[str, int], int]) -> None:
    """Write the lines of a year with their elements."""
    marks = [marks_of(line, at) for line in year.lines]
    keys = intern(marks)
    year.rows = [
        make_line(
            line,
            at,
            adopted=f"{file}: {', '.join(map(str, line.rows))}",
            target=targets.get((line.project, line.year)),
            elements=keys[mark],
        )
        for line, mark in zip(year.lines, marks, strict=True)
    ]
    Line.objects.bulk_create(year.rows, batch_size=BATCH)


def post_year(year: Year, at: Founded, budget: Budget) -> None:
    """Post all money of a year, in the order in which it happens; one voucher per project or group and step."""
    opening, closing = date(year.year, 1, 1), date(year.year, 12, 31)
    initial = {no: line.initial for no, line in enumerate(year.lines)}
    _post(year, opening, _each(year, at, "approve", partial(_credit, year, initial)))
    _post(year, closing, _modifications(year, at, budget.virement))
    _post(year, closing, _cover(year, at, budget.cover, tuple(budget.stages)))
    before = "executable"
    for stage in budget.stages:
        _post(year, closing, _each(year, at, VOUCHERS[stage], partial(_use, year, before, stage)))
        before = stage


def record(year: Year) -> None:
    """Write the acts of a year's vouchers, all at once."""
    record_many(by=SYSTEM, verb="budget.adopt", done=year.done)
    year.done = []


def _credit(year: Year, fen: Mapping[int, Fen], no: int) -> tuple[Leg, ...]:
    """Credit for a line by its number, from the source; what is negative goes back to it."""
    return move(year.rows[no].pk, "source", "executable", fen[no]) if fen.get(no) else ()


def _use(year: Year, frm: str, to: str, no: int) -> tuple[Leg, ...]:
    """All that the source says of a stage, out of the one before it."""
    fen = year.used[no][to]
    return move(year.rows[no].pk, frm, to, fen) if fen else ()


Legs = Callable[[int], tuple[Leg, ...]]


def _each(
    year: Year, at: Founded, kind: str, legs_of: Legs, marks: Mapping[str, str] | None = None
) -> Iterator[_Voucher]:
    """One voucher for each project that this step moves money of; it follows the project's one before it."""
    legs: dict[str, list[Leg]] = {}
    for no, line in enumerate(year.lines):
        if made := legs_of(no):
            legs.setdefault(line.project, []).extend(made)
    for key, found in legs.items():
        project = at.projects[key]
        name, ground = f"{year.year}-{kind}-{project.code}", f"{kind} {year.year} {project.name}"
        draft = EntryDraft(name, kind, ground[:300], tuple(found), year.last.get(key), marks or {})
        yield _Voucher(draft, project)


def _levels(year: Year, levels: Levels) -> list[Groups]:
    """For each level, the group of a line by its number."""
    return [partial(_group, year, names) for names in levels]


def _group(year: Year, names: tuple[str, ...], no: int) -> Key:
    return tuple(getattr(year.lines[no], name) for name in names)


def _modifications(year: Year, at: Founded, levels: Levels) -> list[_Voucher]:
    """What nets to zero within a group is a virement, the rest a supplement or a cut."""
    takes = {no: line.modified for no, line in enumerate(year.lines) if line.modified > 0}
    gives = {no: -line.modified for no, line in enumerate(year.lines) if line.modified < 0}
    moved = share(takes, gives, _levels(year, levels))
    vouchers = [*_virements(year, at, moved, levels, "virement")]
    rest = {"supplement": takes, "cut": {no: -fen for no, fen in gives.items()}}
    for kind, deltas in rest.items():
        vouchers += _each(year, at, kind, partial(_credit, year, deltas), {"origin": ADJUSTMENT})
    return vouchers


def _cover(year: Year, at: Founded, levels: Levels, stages: tuple[str, ...]) -> list[_Voucher]:
    """Lines that use more than their credit take it from lines of their group that have some left.

    What no group holds is not posted: the use of the line is cut to its credit, and told.
    """
    used = [line.used[stages[0]] if stages else 0 for line in year.lines]
    short = [fen - line.final for fen, line in zip(used, year.lines, strict=True)]
    takes = {no: fen for no, fen in enumerate(short) if fen > 0}
    gives = {no: -fen for no, fen in enumerate(short) if fen < 0}
    moved = share(takes, gives, _levels(year, levels))
    for one in moved:
        for no, fen in one.deltas.items():
            if fen > 0:
                year.covered.setdefault(no, {})[one.level] = fen
    year.uncovered = takes
    for no, line in enumerate(year.lines):
        most = used[no] - takes.get(no, 0)
        year.used[no] = {stage: min(line.used[stage], most) for stage in stages}
    return [*_virements(year, at, moved, levels, "cover")]


def _virements(year: Year, at: Founded, moved: Sequence[Moved], levels: Levels, name: str) -> Iterator[_Voucher]:
    for number, one in enumerate(moved, 1):
        legs = [leg for no, fen in one.deltas.items() for leg in shift(year.rows[no].pk, fen)]
        group = " ".join(str(part) for part in one.group)
        ground = f"{name} {year.year}, {'+'.join(levels[one.level])} {group}"
        voucher = f"{year.year}-{name}-{number:06d}"
        draft = EntryDraft(voucher, name, ground[:300], tuple(legs), marks={"origin": VIREMENT})
        yield _Voucher(draft, _subject(at, levels[one.level], one.group))


def _subject(at: Founded, level: Sequence[str], group: Key) -> Project | Organisation:
    """The narrowest thing that a group lies in: a project, a unit, a department, or the place itself."""
    known: tuple[tuple[str, Mapping[str, Project] | Mapping[str, Organisation]], ...] = (
        ("project", at.projects),
        ("unit", at.units),
        ("department", at.departments),
    )
    for name, rows in known:
        if name in level:
            return rows[str(group[level.index(name)])]
    return at.root


def _post(year: Year, day: date, vouchers: Iterable[_Voucher]) -> None:
    """Post vouchers as of a day; their acts are written later, on the day that it is."""
    given = list(vouchers)
    with clock.at(day):
        entries = post(by=SYSTEM, drafts=[one.draft for one in given])
    codes = {row.pk: key for key, row in _projects_of(given)}
    for one, entry in zip(given, entries, strict=True):
        year.done.append(Done(one.subject, _changes(one, entry), one.draft.ground))
        if one.draft.kind not in ("virement", "cover"):
            year.last[codes[one.subject.pk]] = entry.pk
    year.entries += len(entries)


def _projects_of(given: Sequence[_Voucher]) -> Iterator[tuple[str, Project]]:
    for one in given:
        if isinstance(one.subject, Project):
            yield one.subject.code.split("-", 1)[1], one.subject


def _changes(one: _Voucher, entry: Entry) -> Changes:
    moved = sum(leg.fen for leg in one.draft.legs if leg.fen > 0)
    return {"entry": (None, entry.digest), "voucher": (None, entry.voucher), "fen": (None, moved)}
