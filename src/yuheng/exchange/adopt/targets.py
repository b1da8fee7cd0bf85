"""Indicators of a foreign budget: a target for each project and year, and what was reached at the end of the year."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from yuheng.exchange.adopt.founding import Founded
from yuheng.exchange.adopt.mapping import Indicators
from yuheng.exchange.adopt.reading import Table
from yuheng.exchange.adopt.telling import Told
from yuheng.kernel.money import round_half_up, split
from yuheng.kernel.numbers import Kind
from yuheng.monitoring.models import Reading
from yuheng.platform import clock
from yuheng.platform.acts import BATCH, SYSTEM, Done, record_many
from yuheng.projects.models import Project, Target, TargetIndicator

FULL_C = 10_000
BIGGEST_E4 = 2**63 - 1
PERCENT = frozenset({"%", "PORCENTAJE", "PERCENT", "PERCENTAGE"})


@dataclass(frozen=True, slots=True)
class SourceIndicator:
    """One row: its number in the file and its texts."""

    row: int
    level1: str
    name: str
    unit: str
    target: str
    actual: str

    @property
    def kind(self) -> str:
        """A percentage or a plain number, as far as its unit says."""
        return (Kind.PERCENT if self.unit.upper() in PERCENT else Kind.NUMBER).value


@dataclass
class Promised:
    """What was read and joined: indicators by project and year, and rows of which something must be said."""

    file: str = ""
    rows: int = 0
    joined: int = 0
    groups: dict[tuple[str, int], list[SourceIndicator]] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    functions: set[tuple[int, str]] = field(default_factory=set)
    targets: dict[tuple[str, int], int] = field(default_factory=dict)
    indicators: int = 0
    readings: int = 0


def e4_of(text: str) -> int | None:
    """A number in ten-thousandths, half up; None for what is no number or too large.

    >>> e4_of("12.5"), e4_of("0.00005"), e4_of("n.d.")
    (125000, 1, None)
    """
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    if not value.is_finite():
        return None
    scaled = int(round_half_up(value * 10_000, 0))
    return scaled if abs(scaled) <= BIGGEST_E4 else None


def read_indicators(spec: Indicators, table: Table, known: Mapping[str, Project]) -> Promised:
    """Read the indicators and join them to projects; rows without a text, a number or a project are told."""
    made = Promised(table.path.name)
    get_year, get_project, get_function = (table.getter(cols) for cols in (spec.year, spec.project, spec.function))
    texts = [table.getter(cols) for cols in (spec.level1, spec.name, spec.unit, spec.target, spec.actual)]
    for number, row in table.rows():
        made.rows += 1
        if not table.fits(row) or not get_year(row).isdecimal():
            made.told.append(Told(False, "columns", made.file, number, text=",".join(row)[:200]))
            continue
        year, project = int(get_year(row)), get_project(row)
        made.functions.add((year, get_function(row)))
        one = SourceIndicator(number, *(get(row) for get in texts))
        reason = _wrong(one, project, known)
        if reason:
            made.told.append(Told(False, reason, made.file, number, year, project, text=one.name[:200]))
        else:
            made.joined += 1
            made.groups.setdefault((project, year), []).append(one)
    return made


def _wrong(one: SourceIndicator, project: str, known: Mapping[str, Project]) -> str:
    if project not in known:
        return "indicator_without_project"
    if not one.name:
        return "indicator_without_text"
    return "" if e4_of(one.target) is not None else "target_is_no_number"


def write_targets(at: Founded, promised: Promised) -> None:
    """Write targets, their indicators and the readings of the year's end, with an act for each target."""
    rows = {key: _target(at.projects[key[0]], key[1]) for key in sorted(promised.groups)}
    Target.objects.bulk_create(rows.values(), batch_size=BATCH)
    promised.targets = {key: row.pk for key, row in rows.items()}
    done = []
    for key, row in rows.items():
        made = list(_indicators(row, promised.groups[key]))
        TargetIndicator.objects.bulk_create([one for one, _ in made], batch_size=BATCH)
        readings = list(_readings(key[1], made))
        Reading.objects.bulk_create(readings, batch_size=BATCH)
        promised.indicators += len(made)
        promised.readings += len(readings)
        done.append(Done(row, {"indicators": (None, len(made)), "readings": (None, len(readings))}))
    record_many(by=SYSTEM, verb="target.adopt", done=done)


def _target(project: Project, year: int) -> Target:
    return Target(
        project=project,
        year=year,
        org_path=project.org_path,
        statement=f"{project.name} {year}",
        state="confirmed",  # it was budgeted on where it comes from
        state_since=clock.today(),
        maker=SYSTEM.username,
    )


def _indicators(target: Target, group: list[SourceIndicator]) -> Iterator[tuple[TargetIndicator, SourceIndicator]]:
    """Weights are shared out evenly: the source has none. Without an operator: it does not say which way is better."""
    weights = split(FULL_C, [1] * len(group))
    for no, (one, weight) in enumerate(zip(group, weights, strict=True), 1):
        row = TargetIndicator(
            target=target,
            no=no,
            level1=one.level1[:40],
            name=one.name[:300],
            printed=one.target[:300],
            kind=one.kind,
            value_e4=e4_of(one.target),
            unit=one.unit[:30],
            measurable=True,
            weight_c=weight,
        )
        yield row, one


def _readings(year: int, made: list[tuple[TargetIndicator, SourceIndicator]]) -> Iterator[Reading]:
    """What was reached by the year's end; no share of the target, since which way is better is not known."""
    for row, one in made:
        value = e4_of(one.actual)
        if value is not None:
            yield Reading(
                indicator=row,
                through=date(year, 12, 31),
                printed=one.actual[:300],
                kind=one.kind,
                value_e4=value,
                unit=row.unit,
                by=SYSTEM.username,
                reported_on=clock.today(),
            )
