"""Rows of a workbook or a CSV file, read by the titles of its columns; what is wrong is said by cell.

The same titles head the files that lists write, so that what was downloaded can be changed and sent back.
"""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook

from yuheng.kernel.money import Fen, NotMoney, parse_yuan
from yuheng.kernel.outcome import Problem, Words

MOST_BYTES: Final = 10 * 2**20
MOST_UNPACKED: Final = 200 * 2**20
MOST_ROWS: Final = 20_000
LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class BadCell(ValueError):
    """A cell cannot be read; `words` say why."""

    def __init__(self, words: Words) -> None:
        self.words = words
        super().__init__(words.zh)


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its key, its title in both languages, how a cell is read, and whether a row needs it."""

    key: str
    title: Words
    read: Callable[[str], object] = str
    needed: bool = False


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row as read: where it stands ("Sheet1!7") and its values by key; an empty cell has none."""

    place: str
    values: Mapping[str, object]

    def text(self, key: str) -> str:
        """A text, "" where the cell is empty."""
        return str(self.values.get(key, ""))

    def fen(self, key: str) -> Fen:
        """An amount, 0 where the cell is empty."""
        found = self.values.get(key, 0)
        return found if isinstance(found, int) else 0


def money(text: str) -> Fen:
    """An amount in 万元 as fen; BadCell when it is none.

    >>> money("12.5")
    12500000
    """
    try:
        return parse_yuan(text, "万元")
    except NotMoney as wrong:
        raise BadCell(Words(zh="不是一个金额（万元，至多精确到分）", en="This is not an amount in 万元")) from wrong


def choice(titles: Mapping[str, Words]) -> Callable[[str], str]:
    """A reader of codes that also understands their words in either language.

    >>> choice({"general": Words(zh="一般公共预算", en="General public budget")})("一般公共预算")
    'general'
    """
    by_word = {word: code for code, words in titles.items() for word in (code, words.zh, words.en.lower())}

    def read(text: str) -> str:
        code = by_word.get(text) or by_word.get(text.lower())
        if code is None:
            known = "、".join(words.zh for words in titles.values())
            raise BadCell(Words(zh=f"只能填：{known}", en=f"One of: {', '.join(w.en for w in titles.values())}"))
        return code

    return read


def read_sheet(content: bytes, fields: Sequence[Field]) -> tuple[list[SheetRow], list[Problem]]:
    """The rows below the first line that names the needed columns, and everything that is wrong, by cell."""
    if len(content) > MOST_BYTES:
        return [], [_file("too_large", Words(zh="文件超过 10 MB", en="The file is larger than 10 MB"))]
    try:
        name, lines = _workbook(content) if content[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0") else _csv(content)
    except (CalamineError, zipfile.BadZipFile, UnicodeDecodeError, csv.Error, ValueError):
        return [], [
            _file("unreadable", Words(zh="不是可读的 xlsx、xls 或 csv 文件", en="Not a readable xlsx, xls or csv"))
        ]
    if len(lines) > MOST_ROWS:
        return [], [_file("too_large", Words(zh=f"超过 {MOST_ROWS} 行", en=f"More than {MOST_ROWS} rows"))]
    for number, line in enumerate(lines[:20]):
        if columns := _columns(line, fields):
            rows = [_row(f"{name}!", n, line, columns) for n, line in enumerate(lines) if n > number and any(line)]
            return [row for row, _ in rows], [problem for _, wrong in rows for problem in wrong]
    needed = "、".join(field.title.zh for field in fields if field.needed)
    message = Words(zh=f"找不到表头，至少要有：{needed}", en="No line heads the columns that are needed")
    return [], [_file("no_header", message)]


def _file(code: str, message: Words) -> Problem:
    remedy = Words(
        zh="请用“下载”得到的表格填写后上传", en="Fill in the table that the download gives, and send it back"
    )
    return Problem(f"sheet_{code}", "", message, remedy=remedy)


def _workbook(content: bytes) -> tuple[str, list[list[str]]]:
    if content[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise ValueError("unpacks to too much")
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    sheet = book.get_sheet_by_index(0)
    return sheet.name, [[_text(value) for value in line] for line in sheet.to_python(skip_empty_area=False)]


def _text(value: object) -> str:
    """A cell as it would be typed: whole numbers without a point, others with the digits that they have."""
    if isinstance(value, float):
        plain = f"{Decimal(repr(value)):f}"
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    return str(value).strip()


def _csv(content: bytes) -> tuple[str, list[list[str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030")
    if "\0" in text:
        raise ValueError("not text")
    return "csv", [[cell.strip().removeprefix("'") for cell in line] for line in csv.reader(StringIO(text))]


def _columns(line: Sequence[str], fields: Sequence[Field]) -> dict[int, Field]:
    """Which column holds which field, when the line heads all that are needed."""
    known = {word.lower(): field for field in fields for word in (field.key, field.title.zh, field.title.en)}
    columns = {at: known[cell.lower()] for at, cell in enumerate(line) if cell.lower() in known}
    there = {field.key for field in columns.values()}
    return columns if there and all(field.key in there for field in fields if field.needed) else {}


def _row(sheet: str, number: int, line: Sequence[str], columns: Mapping[int, Field]) -> tuple[SheetRow, list[Problem]]:
    values: dict[str, object] = {}
    problems = []
    for at, field in columns.items():
        text = line[at] if at < len(line) else ""
        try:
            if text:
                values[field.key] = field.read(text)
            elif field.needed:
                raise BadCell(Words(zh=f"“{field.title.zh}”不能为空", en=f"“{field.title.en}” is needed"))
        except BadCell as wrong:
            problems.append(Problem("sheet_cell", f"{sheet}{_letters(at)}{number + 1}", wrong.words, found=text))
    return SheetRow(f"{sheet}{number + 1}", values), problems


def _letters(at: int) -> str:
    """The letters of a column counted from 0.

    >>> _letters(0), _letters(27)
    ('A', 'AB')
    """
    return "".join(_places(at))


def _places(at: int) -> Iterator[str]:
    if at >= len(LETTERS):
        yield from _places(at // len(LETTERS) - 1)
    yield LETTERS[at % len(LETTERS)]
