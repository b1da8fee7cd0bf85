"""The form of a kind's data: cells as typed, pasted or taken from a workbook, each with its problems."""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from yuheng.kernel.outcome import Problem, Words
from yuheng.projects.domain.kinds import Plan
from yuheng.projects.domain.kinds.sheets import Field, Sheet, lines_of, typed

Lines = list[list[str]]
BLANK_ROWS = 3
MOST_ROWS = 200
MOST_BYTES = 2_000_000
MOST_UNPACKED = 30_000_000


@dataclass(frozen=True)
class Cell:
    """A cell as shown: its field, the name of its input, what stands in it, and what is wrong with it."""

    field: Field
    name: str
    text: str
    problems: tuple[Problem, ...] = ()

    @property
    def options(self) -> list[tuple[str, Words, bool]]:
        """The choices of a cell, and which one stands in it."""
        return [(words.zh, words, self.text in (code, words.zh, words.en)) for code, words in self.field.choices]


@dataclass(frozen=True)
class Shown:
    """The whole form: the head, and rows with their numbers."""

    head: list[Cell]
    rows: list[tuple[int, list[Cell]]]


def kept(sheet: Sheet, plan: Plan | None) -> tuple[dict[str, str], Lines]:
    """A kept plan as somebody would type it."""
    if plan is None:
        return {}, []
    return {one.name: typed(one, getattr(plan, one.name)) for one in sheet.head}, lines_of(sheet, plan)


def posted(sheet: Sheet, data: QueryDict) -> tuple[dict[str, str], Lines]:
    """What was typed: the head, and the rows that hold something; pasted text counts as further rows."""
    head = {one.name: data.get(f"head-{one.name}", "") for one in sheet.head}
    lines = [[data.get(f"row-{no}-{one.name}", "") for one in sheet.rows] for no in range(1, MOST_ROWS + 1)]
    pasted = [line.split("\t") for line in data.get("pasted", "").splitlines()]
    return head, tidy(sheet, [*lines, *pasted])


def tidy(sheet: Sheet, lines: Iterable[Sequence[str]]) -> Lines:
    """Lines without those that are empty or repeat the titles; at most as many as the form takes."""
    titles = {word for one in sheet.rows[:1] for word in (one.title.zh, one.title.en)}
    trimmed = ([cell.strip() for cell in line] for line in lines)
    return [line for line in trimmed if any(line) and line[0] not in titles][:MOST_ROWS]


def from_workbook(sheet: Sheet, file: "UploadedFile[bytes]") -> tuple[Lines, list[Problem]]:
    """The rows of the first sheet of a workbook, its cells in the order of the form; or why it could not be read."""
    content = file.read(MOST_BYTES + 1)
    try:
        if len(content) > MOST_BYTES or _unpacked(content) > MOST_UNPACKED:
            return [], [_unreadable(Words(zh="文件过大", en="The file is too large"), file)]
        first = load_workbook(BytesIO(content), read_only=True, data_only=True).worksheets[0]
        rows = first.iter_rows(max_row=MOST_ROWS + 20, max_col=len(sheet.rows), values_only=True)
        return tidy(sheet, [[_text(value) for value in row] for row in rows]), []
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError):
        message = Words(zh="不是能读取的 xlsx 文件", en="This is no xlsx file that can be read")
        return [], [_unreadable(message, file)]


def _unpacked(content: bytes) -> int:
    with zipfile.ZipFile(BytesIO(content)) as packed:
        return sum(one.file_size for one in packed.infolist())


def _unreadable(message: Words, file: "UploadedFile[bytes]") -> Problem:
    remedy = Words(zh="另存为 xlsx 后重试，或直接粘贴各行", en="Save it as xlsx, or paste the rows")
    return Problem("workbook", "rows", message, found=file.name or "", remedy=remedy)


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)


def shown(sheet: Sheet, head: Mapping[str, str], lines: Lines, problems: Iterable[Problem]) -> Shown:
    """The form with its problems at their cells, and room for more rows."""
    by_cell: dict[str, tuple[Problem, ...]] = {}
    for problem in problems:
        by_cell[_cell(problem)] = (*by_cell.get(_cell(problem), ()), problem)
    cells = [Cell(one, f"head-{one.name}", head.get(one.name, ""), by_cell.get(one.name, ())) for one in sheet.head]
    if not sheet.rows:
        return Shown(cells, [])
    rows = []
    for no in range(1, min(len(lines) + BLANK_ROWS, MOST_ROWS) + 1):
        texts = [*(lines[no - 1] if no <= len(lines) else []), *[""] * len(sheet.rows)]
        pairs = zip(sheet.rows, texts, strict=False)
        row = [Cell(one, f"row-{no}-{one.name}", text, by_cell.get(f"{no} · {one.name}", ())) for one, text in pairs]
        rows.append((no, row))
    return Shown(cells, rows)


def _cell(problem: Problem) -> str:
    """The cell of a problem: "income_fen" of the head, "3 · income_fen" of a row."""
    parts = problem.where.split(" · ")
    return " · ".join(parts[-2:]) if len(parts) > 1 and parts[-2].isdecimal() else parts[-1]


def about_no_cell(form: Shown, problems: Iterable[Problem]) -> list[Problem]:
    """The problems that no cell of the form shows."""
    cells = [*form.head, *(cell for _no, row in form.rows for cell in row)]
    at_cells = {id(problem) for cell in cells for problem in cell.problems}
    return [problem for problem in problems if id(problem) not in at_cells]


def place_words(sheet: Sheet, problem: Problem) -> Words:
    """Where a problem is, as people call it: "第 3 行 · 项目收入"."""
    cell = _cell(problem)
    no, _dot, name = cell.rpartition(" · ")
    titles = {one.name: one.title for one in (sheet.rows if no else sheet.head)}
    title = titles.get(name, Words())
    if not no:
        return title
    return Words(zh=f"第 {no} 行 · {title.zh}", en=f"Row {no} · {title.en}")
