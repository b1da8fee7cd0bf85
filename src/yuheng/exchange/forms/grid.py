"""What every kind of file is read into: grids of cells that know their place, and then tables in the JSON form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from yuheng.kernel.outcome import Problem

MOST_ROWS: Final = 20_000
MOST_CELLS: Final = 300_000
WIDEST: Final = 256
MOST_INDICATORS: Final = 2_000  # of one table
MOST_LINES: Final = 500  # of money, of one table


class TooLarge(Exception):
    """More rows or cells than a performance table can have; `count` is what was reached."""

    def __init__(self, count: str) -> None:
        self.count = count
        super().__init__(count)


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """One cell as printed. A merged cell is one object that stands at each of the positions it covers."""

    text: str
    place: str  # "Sheet1!C5"; "T2!C5" is row 5, third column of the second table of a document


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet, or one table of a document. `heading` is the text that stands above it, nearest line last."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    heading: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormTable:
    """One performance table in the JSON form, and where each of its values stands in the file.

    `places` maps a path of the JSON form ("indicators[3].score") to a place of the file ("Sheet1!H12").
    """

    data: Mapping[str, object]
    places: Mapping[str, str] = field(default_factory=dict)

    def place_of(self, path: str) -> str:
        """Where a path stands in the file; the nearest thing that holds it, the path itself when nothing does.

        >>> FormTable({}, {"indicators[3]": "S!A12"}).place_of("indicators[3].score")
        'S!A12'
        """
        here = path
        while here:
            if here in self.places:
                return self.places[here]
            here = here.rpartition(".")[0]
        return path


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a file: its tables, its grids (to annotate), and what is wrong with the file itself."""

    name: str
    kind: str = ""
    tables: tuple[FormTable, ...] = ()
    grids: tuple[Grid, ...] = ()
    problems: tuple[Problem, ...] = ()


def held_small(lines: int, indicators: int) -> None:
    """Refuse a table with more rows than a form can have: what is compared with each other must stay few."""
    if lines > MOST_LINES or indicators > MOST_INDICATORS:
        raise TooLarge(f"{lines} lines, {indicators} indicators")


def column_name(number: int) -> str:
    """The letters of a column, counted from 0.

    >>> column_name(0), column_name(25), column_name(26), column_name(701)
    ('A', 'Z', 'AA', 'ZZ')
    """
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def place(name: str, row: int, column: int) -> str:
    """The place of a cell, row and column counted from 0.

    >>> place("T1", 4, 2)
    'T1!C5'
    """
    return f"{name}!{column_name(column)}{row + 1}"


def tidy(text: str) -> str:
    """A cell's text: line ends made one, blanks around each line taken off, empty lines dropped.

    >>> tidy("  ≥95% \\r\\n\\r\\n 达成 ")
    '≥95%\\n达成'
    """
    lines = (" ".join(line.split()) for line in text.replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


Span = tuple[str, int, int]  # text, columns, rows


def lay_out(name: str, rows: Iterable[Sequence[Span]], heading: Sequence[str] = ()) -> Grid:
    """Lay cells with spans onto a grid, as a browser does; `TooLarge` beyond the bounds."""
    open_: dict[int, tuple[Cell, int]] = {}  # column -> a cell that reaches down, and how many rows it still covers
    laid: list[tuple[Cell, ...]] = []
    cells = 0
    for spans in rows:
        if len(laid) >= MOST_ROWS:
            raise TooLarge(f"> {MOST_ROWS} rows")
        line, open_ = _lay_row(name, len(laid), spans, open_)
        laid.append(tuple(line))
        cells += len(line)
        if cells > MOST_CELLS:
            raise TooLarge(f"> {MOST_CELLS} cells")
    return Grid(name, tuple(laid), tuple(heading))


def _lay_row(
    name: str, at: int, spans: Sequence[Span], open_: Mapping[int, tuple[Cell, int]]
) -> tuple[list[Cell], dict[int, tuple[Cell, int]]]:
    line: list[Cell] = []
    below: dict[int, tuple[Cell, int]] = {}
    waiting = iter(spans)
    while len(line) < WIDEST:
        column = len(line)
        if column in open_:
            cell, left = open_[column]
            line.append(cell)
            if left > 1:
                below[column] = (cell, left - 1)
            continue
        span = next(waiting, None)
        if span is None:
            break
        text, wide, high = span
        cell = Cell(tidy(text), place(name, at, column))
        for _ in range(min(max(wide, 1), WIDEST - column)):
            if high > 1:
                below[len(line)] = (cell, high - 1)
            line.append(cell)
    return line, below


def distinct(row: Sequence[Cell]) -> Iterator[tuple[int, Cell]]:
    """The cells of a row once each, with the first column that they cover."""
    before: Cell | None = None
    for column, cell in enumerate(row):
        if cell is not before:
            yield column, cell
        before = cell
