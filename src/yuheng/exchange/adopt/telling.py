"""What an adoption tells: rows that did not enter and rows that entered otherwise than printed, and the totals."""

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from yuheng.kernel.money import Fen

Cell = tuple[int, str, str, str]
"""What a total is of: year, dimension ("economic_class", "function", …), its value, stage."""

Report = Callable[[str], None]
"""Who hears how far it has come."""

Sums = dict[Cell, Decimal]
CREDIT = frozenset({"initial", "modifications", "final"})
USE = frozenset({"reserved", "committed", "accepted"})
TOTALLED: Mapping[str, frozenset[str]] = {
    "economic_class": CREDIT | USE,
    "project": (CREDIT - {"final"})
    | USE
    | {"paid"},  # shared credit crosses projects: the final credit is no total of theirs
}
"""Which stages are totalled by what. Payments name no class of their own, so they are totalled by project."""

AMOUNTS = ("initial", "modifications", "reserved", "committed", "accepted", "paid", "final", "moved")
HEAD = ("loaded", "reason", "file", "row", "year", "project", "economic_class", "economic", *AMOUNTS, "text")


@dataclass(slots=True)
class Told:
    """One row of which something must be said. `loaded` is False where its amounts are not in the ledger.

    `amounts` are exact hundredths by stage: what did not enter, or what was moved or printed otherwise.
    """

    loaded: bool
    reason: str
    file: str
    row: int
    year: int = 0
    project: str = ""
    function: str = ""
    economic_class: str = ""
    economic: str = ""
    amounts: Mapping[str, Decimal] = field(default_factory=dict)
    text: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    """One total as the source has it, as the ledger has it, and what was told not to have entered; in hundredths."""

    cell: Cell
    source: Decimal
    ledger: Fen
    left_out: Decimal

    @property
    def difference(self) -> Decimal:
        """What nothing explains; it has to be zero."""
        return self.source - self.ledger - self.left_out


@dataclass
class Adopted:
    """What an adoption did: counts, everything that has to be told, every total."""

    counts: dict[str, object] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)

    @property
    def apart(self) -> list[Total]:
        """The totals that differ from the source without a row that says why."""
        return [one for one in self.totals if one.difference]

    @property
    def left_out(self) -> int:
        """How many rows did not enter as printed."""
        return sum(not one.loaded for one in self.told)


def add(sums: Sums, cell: Cell, amount: Decimal | int) -> None:
    """Add an amount to a total."""
    if amount:
        sums[cell] = sums.get(cell, Decimal(0)) + amount


def left_out(told: Iterable[Told]) -> Sums:
    """What did not enter, by year and each dimension (a field of `Told`)."""
    sums: Sums = {}
    for one in told:
        for stage, amount in () if one.loaded else one.amounts.items():
            for dimension in dimensions_of(stage):
                add(sums, (one.year, dimension, getattr(one, dimension), stage), amount)
    return sums


def dimensions_of(stage: str) -> list[str]:
    """By what a stage is totalled.

    >>> dimensions_of("final"), dimensions_of("paid"), dimensions_of("reserved")
    (['economic_class'], ['project'], ['economic_class', 'project'])
    """
    return [dimension for dimension, stages in TOTALLED.items() if stage in stages]


def totals(source: Sums, ledger: Mapping[Cell, Fen], out: Sums) -> list[Total]:
    """Every total that any of the three knows, in order."""
    cells = sorted(source.keys() | ledger.keys() | out.keys())
    zero = Decimal(0)
    return [Total(cell, source.get(cell, zero), ledger.get(cell, 0), out.get(cell, zero)) for cell in cells]


def by_year(rows: Iterable[Total], dimension: str) -> list[Total]:
    """Totals of one dimension added up over its values, by year and stage."""
    sums: dict[tuple[int, str], list[Total]] = {}
    for one in rows:
        if one.cell[1] == dimension:
            sums.setdefault((one.cell[0], one.cell[3]), []).append(one)
    return [
        Total(
            (year, dimension, "", stage),
            sum((one.source for one in group), Decimal(0)),
            sum(one.ledger for one in group),
            sum((one.left_out for one in group), Decimal(0)),
        )
        for (year, stage), group in sums.items()
    ]


def reasons(told: Iterable[Told]) -> dict[str, int]:
    """How many rows there are of each reason; those that did not enter are marked so."""
    counts = Counter(one.reason if one.loaded else f"not loaded: {one.reason}" for one in told)
    return dict(sorted(counts.items()))


def write_told(path: Path, told: Iterable[Told]) -> None:
    """Write every row of which something is said."""
    _write(path, HEAD, (_cells(one) for one in told))


def _cells(one: Told) -> list[object]:
    amounts = [units(one.amounts[name]) if name in one.amounts else "" for name in AMOUNTS]
    where = (one.file, one.row, one.year or "", one.project, one.economic_class, one.economic)
    return ["yes" if one.loaded else "no", one.reason, *where, *amounts, one.text]


def write_totals(path: Path, rows: Iterable[Total]) -> None:
    """Write every total: source, ledger, what was left out, and the difference."""
    head = ("year", "dimension", "value", "stage", "source", "ledger", "not_loaded", "difference")
    sums = ((one, (one.source, one.ledger, one.left_out, one.difference)) for one in rows)
    _write(path, head, ([*one.cell, *(units(fen) for fen in four)] for one, four in sums))


def _write(path: Path, head: Iterable[object], rows: Iterable[list[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)


def units(fen: Decimal | int) -> str:
    """Hundredths as plain units with at least two decimals, exact.

    >>> units(1250), units(Decimal("0.1")), units(-5)
    ('12.50', '0.001', '-0.05')
    """
    value = Decimal(fen).scaleb(-2).normalize()
    exponent = value.as_tuple().exponent
    return f"{value:.{max(2, -exponent)}f}" if isinstance(exponent, int) else str(value)
