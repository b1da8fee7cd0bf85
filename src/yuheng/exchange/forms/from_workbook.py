"""Workbooks into grids: xlsx by openpyxl (values, number formats, merges), xls by calamine (values only)."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from yuheng.exchange.forms.faults import hint, unreadable
from yuheng.exchange.forms.grid import MOST_CELLS, MOST_ROWS, WIDEST, Cell, Grid, TooLarge, place, tidy
from yuheng.kernel.money import round_half_up
from yuheng.kernel.outcome import Problem, Severity

_DECIMALS: Final = re.compile(r"\.([0#?]+)")
_FIXED: Final = re.compile(r"\.(0+)")
_QUOTED: Final = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.')
_FORMULA: Final = re.compile(rb"<f[ >/]")
_ROW: Final = re.compile(rb"<(?:\w+:)?row[ />]")
_CELL: Final = re.compile(rb"<(?:\w+:)?c[ />]")
_MERGED: Final = re.compile(rb"""mergeCell\s[^>]*?ref\s*=\s*["']([A-Z0-9:$]+)["']""")
MOST_TEXT: Final = 10_000_000  # characters of all cells together
FINEST: Final = 10  # decimals that a spreadsheet shows of a plain number


def read_xlsx(content: bytes) -> tuple[list[Grid], list[Problem]]:
    """The sheets that are shown, with merged cells filled; notes on macros, links and formulas without a value."""
    problems = list(_notes(content))
    book = load_workbook(BytesIO(content), data_only=True, keep_links=False)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    grids = [_grid(sheet) for sheet in sheets]
    if _has_formulas(content):
        problems += _formulas(content, {grid.name: grid for grid in grids})
    return grids, problems


def read_xls(content: bytes) -> tuple[list[Grid], list[Problem]]:
    """The sheets of an old workbook. Its number formats cannot be seen: a percentage may stand as a share of one."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    grids = []
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        if sheet.total_height > MOST_ROWS or sheet.total_height * sheet.total_width > MOST_CELLS:
            raise TooLarge(f"{sheet.total_height} × {sheet.total_width}")
        rows = sheet.to_python(skip_empty_area=False)
        cells = [
            [Cell(tidy(shown(value, "General")), place(name, at, column)) for column, value in enumerate(row[:WIDEST])]
            for at, row in enumerate(rows)
        ]
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
            _fill(cells, (top, left, bottom, right))
        grids.append(Grid(name, tuple(tuple(row) for row in cells)))
    return grids, []


def _notes(content: bytes) -> Iterator[Problem]:
    with zipfile.ZipFile(BytesIO(content)) as packed:
        names = packed.namelist()
        if any(name.endswith("vbaProject.bin") for name in names):
            yield hint("macros")
        if any(name.startswith("xl/externalLinks/") for name in names):
            yield hint("external_links")
        for name in names:
            if name.startswith("xl/") and name.endswith(".xml"):
                _bounded(packed.read(name))


def _bounded(part: bytes) -> None:
    """Refuse a sheet with too many rows or cells, or merged over too much, before the library builds it."""
    rows, cells = len(_ROW.findall(part)), len(_CELL.findall(part))
    if rows > MOST_ROWS or cells > MOST_CELLS:
        raise TooLarge(f"{rows} rows, {cells} cells")
    merged = 0
    for found in _MERGED.finditer(part):
        left, top, right, bottom = range_boundaries(found[1].decode("ascii"))
        merged += ((right or 2**14) - (left or 1) + 1) * ((bottom or 2**20) - (top or 1) + 1)
        if merged > MOST_CELLS:
            raise TooLarge(f"merged over {merged} cells")


def _has_formulas(content: bytes) -> bool:
    with zipfile.ZipFile(BytesIO(content)) as packed:
        return any(
            _FORMULA.search(packed.read(name)) for name in packed.namelist() if name.startswith("xl/worksheets/sheet")
        )


def _formulas(content: bytes, grids: dict[str, Grid]) -> Iterator[Problem]:
    """Formulas are never computed: their saved value counts; one without a saved value is named."""
    book = load_workbook(BytesIO(content), keep_links=False)
    for name, grid in grids.items():
        for line in book[name].iter_rows():
            for cell in line:
                if cell.data_type != "f" or cell.row > len(grid.rows) or cell.column > len(grid.rows[cell.row - 1]):
                    continue
                shown_ = grid.rows[cell.row - 1][cell.column - 1]
                if not shown_.text:
                    yield hint(
                        "formula_without_value", shown_.place, found=_said(cell.value), severity=Severity.WARNING
                    )
                elif shown_.text.startswith("#"):
                    yield hint("error_value", shown_.place, found=shown_.text, severity=Severity.WARNING)


def _said(value: object) -> str:
    return str(getattr(value, "text", value))[:80]


def _grid(sheet: Worksheet) -> Grid:
    height, width = sheet.max_row or 0, min(sheet.max_column or 0, WIDEST)
    if height > MOST_ROWS * 10 or height * width > MOST_CELLS * 10:
        height = _last_row(sheet)
    if height > MOST_ROWS or height * width > MOST_CELLS:
        raise TooLarge(f"{height} × {width}")
    known = sheet._cells
    name = sheet.title
    cells = []
    length = 0
    for row in range(1, height + 1):
        line = []
        if length > MOST_TEXT:
            raise TooLarge(f"{length} characters")
        for column in range(1, width + 1):
            cell: Any = known.get((row, column))
            text = "" if cell is None or cell.value is None else tidy(shown(cell.value, cell.number_format))
            line.append(Cell(text, place(name, row - 1, column - 1)))
            length += len(text)
        cells.append(line)
    for area in sheet.merged_cells.ranges:
        _fill(cells, (area.min_row - 1, area.min_col - 1, area.max_row - 1, area.max_col - 1))
    return Grid(name, tuple(tuple(line) for line in cells))


def _last_row(sheet: Worksheet) -> int:
    """The last row that holds a value: formatting may reach to the end of the sheet."""
    return max((row for (row, _), cell in sheet._cells.items() if cell.value is not None), default=0)


def _fill(cells: list[list[Cell]], area: tuple[int, int, int, int]) -> None:
    """Let the first cell of a merged area stand at every position of it."""
    top, left, bottom, right = area
    if top >= len(cells) or left >= len(cells[top]):
        return
    first = cells[top][left]
    for line in cells[top : bottom + 1]:
        for column in range(left, min(right + 1, len(line))):
            line[column] = first


def shown(value: object, number_format: str) -> str:
    """A value as the workbook shows it. Numbers go through Decimal; hidden decimals of plain numbers are kept.

    >>> shown(0.95, "0%"), shown(0.978086, "0.00%"), shown(9.5, "0.00"), shown(0.1 + 0.2, "General")
    ('95%', '97.81%', '9.50', '0.3')
    >>> shown(1234.5, '#,##0.00"元"'), shown(8, '"≥"0"眼"')
    ('1234.50元', '≥8眼')
    """
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (datetime, date, time)):
        return _day(value)
    if isinstance(value, (int, float, Decimal)):
        return _number(Decimal(repr(value)) if isinstance(value, float) else Decimal(value), number_format or "General")
    return str(value)


def _day(value: date | time) -> str:
    if isinstance(value, time):
        return value.isoformat()
    return f"{value.year}年{value.month}月{value.day}日"


def _number(value: Decimal, number_format: str) -> str:
    form = number_format.split(";")[0]
    bare = _QUOTED.sub("", form)
    found = _DECIMALS.search(bare)
    least = len(fixed[1]) if (fixed := _FIXED.search(bare)) else 0
    if "%" in bare:
        return _plain(value * 100, len(found[1]) if found else 0, least) + "%"
    text = _plain(value, FINEST, least)
    if bare in {"General", "@"} or is_date_format(form):
        return text
    before, after = _literals(form)
    return f"{before}{text}{after}"


def _plain(value: Decimal, most: int, least: int) -> str:
    rounded = f"{round_half_up(value, most):f}"
    whole, _, rest = rounded.partition(".")
    rest = rest.rstrip("0").ljust(least, "0")
    return f"{whole}.{rest}" if rest else whole


def _literals(form: str) -> tuple[str, str]:
    """The quoted texts before and after the digits of a number format."""
    digits = re.search(r"[0#?]", _QUOTED.sub(lambda found: "\x00" * len(found[0]), form))
    at = digits.start() if digits else len(form)
    quoted = [(found.start(), found[1] or "") for found in re.finditer(r'"([^"]*)"', form)]
    return "".join(text for start, text in quoted if start < at), "".join(text for start, text in quoted if start > at)


def opened(content: bytes) -> Any:
    """The workbook itself, to write comments into; formulas stay formulas, macros and links are left behind."""
    try:
        return load_workbook(BytesIO(content), keep_links=False)
    except Exception as wrong:  # whatever a broken workbook makes the library raise
        raise unreadable("broken", found=type(wrong).__name__) from wrong
