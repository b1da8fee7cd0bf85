"""Workbooks into grids: xlsx by openpyxl (values, number formats, merges), xls by calamine."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook, PasswordError, SheetVisibleEnum

from yuheng.exchange.forms.as_shown import shown
from yuheng.exchange.forms.biff import number_formats
from yuheng.exchange.forms.faults import hint, unreadable
from yuheng.exchange.forms.grid import MOST_CELLS, MOST_ROWS, WIDEST, Cell, Grid, TooLarge, place, tidy
from yuheng.kernel.outcome import Problem, Severity

_FORMULA: Final = re.compile(rb"<f[ >/]")
_ROW: Final = re.compile(rb"<(?:\w+:)?row[ />]")
_CELL: Final = re.compile(rb"<(?:\w+:)?c[ />]")
_MERGED: Final = re.compile(rb"""mergeCell\s[^>]*?ref\s*=\s*["']([A-Z0-9:$]+)["']""")
_VBA: Final = "_VBA_PROJECT".encode("utf-16-le")  # the container of macros in an old workbook
MOST_TEXT: Final = 10_000_000  # characters of all cells together


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
    """The sheets of an old workbook that are shown; values by calamine, number formats by `biff`."""
    formats = number_formats(content)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
    except PasswordError as wrong:
        raise unreadable("encrypted") from wrong
    grids = []
    for number, about in enumerate(book.sheets_metadata):
        sheet = book.get_sheet_by_index(number)
        if about.visible is not SheetVisibleEnum.Visible:
            continue
        if sheet.total_height > MOST_ROWS or sheet.total_height * sheet.total_width > MOST_CELLS:
            raise TooLarge(f"{sheet.total_height} × {sheet.total_width}")
        grids.append(_old_grid(sheet, formats[number] if number < len(formats) else {}))
    return grids, [hint("macros")] if _VBA in content else []


def _old_grid(sheet: Any, formats: Mapping[tuple[int, int], str]) -> Grid:
    cells = [
        [
            Cell(tidy(shown(value, formats.get((row, column), "General"))), place(sheet.name, row, column))
            for column, value in enumerate(line[:WIDEST])
        ]
        for row, line in enumerate(sheet.to_python(skip_empty_area=False))
    ]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        _fill(cells, (top, left, bottom, right))
    return Grid(sheet.name, tuple(tuple(line) for line in cells))


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


def opened(content: bytes) -> Any:
    """The workbook itself, to write comments into; formulas stay formulas, macros and links are left behind."""
    try:
        return load_workbook(BytesIO(content), keep_links=False)
    except Exception as wrong:  # whatever a broken workbook makes the library raise
        raise unreadable("broken", found=type(wrong).__name__) from wrong
