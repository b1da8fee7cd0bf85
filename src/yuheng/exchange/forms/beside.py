"""Tables beside each other on one sheet, told apart before they are read.

Forms may stand side by side; and the form of targets of 财预〔2015〕163 号 prints the targets of the middle term and of the year
beside each other, under one first level.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from yuheng.exchange.forms.grid import Cell, Grid, distinct
from yuheng.exchange.forms.headers import INDICATOR_COLUMNS, key

Row = Sequence[Cell]
_LEVELS = ("level1", "level2", "level3")
_VALUES = {"target", "actual"}


@dataclass
class _Header:
    """The columns from the first to the last of a header; `shared` is the first level that stands in the header to its left."""

    first: int
    last: int
    roles: set[str]
    shared: int | None = None


def apart(grid: Grid) -> list[Grid]:
    """The grid itself, or a grid for each table where headers stand beside each other, whether on one row or not."""
    blocks: list[_Header] = []
    for one in sorted((one for row in grid.rows for one in _headers(row)), key=lambda one: one.first):
        if blocks and one.first <= blocks[-1].last:
            blocks[-1].last = max(blocks[-1].last, one.last)
        else:
            blocks.append(one)
    if len(blocks) < 2:
        return [grid]
    cuts = [_cut(grid.rows, left.last, right) for left, right in pairwise(blocks)]
    edges = [*zip([0, *cuts], [*cuts, None], strict=True)]
    return [_part(grid, *edge, block.shared) for edge, block in zip(edges, blocks, strict=True)]


def _headers(row: Row) -> Iterator[_Header]:
    """The headers of indicators on a row. A cell without text ends one; so does a level that it has already, behind a value."""
    found: list[_Header] = []
    first_level, open_ = None, False
    if not any("标" in cell.text for cell in row):
        return iter(())
    for column, cell in distinct(row):
        role = next((name for name, form in INDICATOR_COLUMNS.items() if form.fullmatch(key(cell.text))), "")
        known = found[-1].roles if open_ else set()
        if role in _LEVELS and (not open_ or (role in known and _VALUES & known)):
            found.append(_Header(column, column, set(), None if role == "level1" else first_level))
            open_ = True
        open_ = open_ and bool(cell.text)
        if role == "level1" or not cell.text:
            first_level = column if cell.text else None
        if role and open_ and role not in found[-1].roles:
            found[-1].roles.add(role)
            found[-1].last = column + sum(one is cell for one in row[column:]) - 1
    return (one for one in found if _VALUES & one.roles)


def _cut(rows: Sequence[Row], last: int, right: _Header) -> int:
    """The first column behind the left header that no cell reaches over, but for titles; the right header's own otherwise."""
    if right.shared is not None:
        return right.first
    return next((at for at in range(last + 1, right.first) if not any(_over(row, at) for row in rows)), right.first)


def _over(row: Row, column: int) -> bool:
    return (
        len(row) > column
        and row[column] is row[column - 1]
        and bool(row[column].text)
        and sum(bool(cell.text) for _, cell in distinct(row)) > 1
    )


def _part(grid: Grid, left: int, right: int | None, shared: int | None) -> Grid:
    lead = 0 if shared is None else shared + 1
    return Grid(grid.name, tuple((*row[:lead], *row[left:right]) for row in grid.rows), grid.heading)
