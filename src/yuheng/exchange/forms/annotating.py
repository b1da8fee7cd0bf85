"""The workbook given back: what was sent, with each problem as a comment on its cell, and a sheet that lists them.

A workbook keeps its sheets, values, formulas and formats (macros, links to other files and pictures are left behind);
a document, page or text becomes a workbook of its tables.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.utils.cell import coordinate_from_string, get_column_letter

from yuheng.exchange.forms.from_workbook import opened
from yuheng.exchange.forms.grid import Grid, Reading

AUTHOR: Final = "Yuheng 玉衡"
LIST: Final = "核对结果 Check"
_SEVERITY: Final = {"error": "错误 error", "warning": "提醒 warning", "note": "提示 note"}
_TITLES: Final = ("级别", "编码", "位置", "问题", "Problem", "现值", "应为", "依据", "怎么改", "Remedy")
_WIDTHS: Final = (14, 22, 18, 40, 40, 20, 20, 30, 36, 36)
_ILLEGAL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LONGEST: Final = 2_000
Said = Mapping[str, Any]


def annotated(reading: Reading, source: Path | bytes, problems: Sequence[Said]) -> bytes:
    """A workbook with the problems (as JSON data) in it. `Unreadable` when a workbook cannot be opened again."""
    book = (
        opened(source if isinstance(source, bytes) else source.read_bytes())
        if reading.kind == "xlsx" and reading.grids
        else _drawn(reading.grids)
    )
    places = {cell.place for grid in reading.grids for line in grid.rows for cell in line}
    said: dict[str, list[str]] = {}
    for problem in problems:
        if problem["where"] in places:
            said.setdefault(problem["where"], []).append(_text(problem))
    for where, texts in said.items():
        _comment(book, where, "\n\n".join(texts))
    _list(book, problems)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _text(problem: Said) -> str:
    facts = " → ".join(part for part in (problem["found"], problem["expected"]) if part)
    parts = [
        f"【{_SEVERITY[problem['severity']]}】{problem['message']['zh']}",
        facts,
        problem["rule"],
        problem["remedy"]["zh"],
        problem["message"]["en"],
        problem["remedy"]["en"],
    ]
    return _clean("\n".join(part for part in parts if part))


def _comment(book: Any, where: str, text: str) -> None:
    name, _, coordinate = where.rpartition("!")
    cell = book[name][coordinate]
    before = f"{cell.comment.text}\n\n" if cell.comment else ""
    cell.comment = Comment(f"{before}{text}"[:_LONGEST], AUTHOR, height=160, width=320)


def _list(book: Any, problems: Sequence[Said]) -> None:
    sheet = book.create_sheet(LIST)
    sheet.append(_TITLES)
    for column, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.cell(1, column).font = Font(bold=True)
    for row, problem in enumerate(problems, 2):
        cells = (
            *(_SEVERITY[problem["severity"]], problem["code"], problem["where"]),
            *(problem["message"]["zh"], problem["message"]["en"], problem["found"], problem["expected"]),
            *(problem["rule"], problem["remedy"]["zh"], problem["remedy"]["en"]),
        )
        for column, text in enumerate(cells, 1):
            _put(sheet, row, column, text)
    sheet.freeze_panes = "A2"


def _put(sheet: Any, row: int, column: int, text: str) -> None:
    """Text stays text: what begins with a sign of equality never becomes a formula."""
    cell = sheet.cell(row, column)
    cell.value = _clean(text)
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _clean(text: str) -> str:
    return _ILLEGAL.sub("", text)[:_LONGEST]


def _drawn(grids: Sequence[Grid]) -> Any:
    book = Workbook()
    book.remove(book.active)
    for grid in grids:
        _draw(book.create_sheet(grid.name), grid)
    return book


def _draw(sheet: Any, grid: Grid) -> None:
    areas: dict[str, tuple[int, int]] = {}
    for row, line in enumerate(grid.rows, 1):
        for column, cell in enumerate(line, 1):
            if cell.place not in areas and cell.text:
                _put(sheet, row, column, cell.text)
            areas[cell.place] = (row, column)
    for where, (bottom, right) in areas.items():
        letters, top = coordinate_from_string(where.rpartition("!")[2])
        corner = f"{get_column_letter(right)}{bottom}"
        if corner != f"{letters}{top}":
            sheet.merge_cells(f"{letters}{top}:{corner}")
