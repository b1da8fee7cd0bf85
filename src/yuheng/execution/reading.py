"""A file of payments as the treasury or a bank sends it, csv or xlsx, as the feed that it declares. Nothing is decided here.

Above the rows stand lines of two cells (source, number, day, rows, total), then the heads of the columns, in any order.
"""

import csv
import hashlib
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

from python_calamine import CalamineError, CalamineWorkbook

from yuheng.execution.domain.feeds import COLUMNS, DECLARED, SOURCE_TITLES, FeedDraft, RowDraft
from yuheng.kernel.money import Fen, NotMoney, parse_yuan
from yuheng.kernel.outcome import Problem, Refused, Words, refuse_if
from yuheng.kernel.text import plain

MOST_BYTES = 20 * 2**20
MOST_UNPACKED = 400 * 2**20
MOST_ROWS = 200_000
WIDEST = 20
Grid = list[list[str]]


def read_feed(content: bytes) -> FeedDraft:
    """The feed in a file. Refuses a file that is none, with every cell of its head that cannot be read."""
    if len(content) > MOST_BYTES:
        raise _unreadable(f"文件超过 {MOST_BYTES >> 20} MB", f"The file is larger than {MOST_BYTES >> 20} MB")
    grid = _sheet(content) if content[:2] == b"PK" else _csv(content)
    head = next((at for at, line in enumerate(grid) if _columns(line).keys() >= {"external", "kind", "amount"}), None)
    if head is None:
        wanted = "、".join(COLUMNS[key].zh for key in ("external", "kind", "amount"))
        raise _unreadable(f"没有找到表头（{wanted}）", f"No heads were found ({wanted})")
    declared = _declared(grid[:head])
    columns = _columns(grid[head])
    return FeedDraft(
        source=_source(declared.get("source", ("", ""))[1]),
        number=declared.get("number", ("", ""))[1],
        **_figures(declared),  # type: ignore[arg-type]  # day, count and total_fen, each of its own kind
        rows=tuple(_rows(grid, head, columns)),
        sha256=hashlib.sha256(content).hexdigest(),
        letters={key: _letter(at) for key, at in columns.items()},
    )


def _unreadable(zh: str, en: str) -> Refused:
    remedy = Words(zh="使用下载的模板", en="Use the template")
    return Refused([Problem("feed_file", "", Words(zh=zh, en=en), remedy=remedy)])


def _sheet(content: bytes) -> Grid:
    """The first sheet, every cell as text."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            if sum(one.file_size for one in packed.infolist()) > MOST_UNPACKED:
                raise _unreadable("文件展开后过大", "The file is too large when unpacked")
        sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0)
        if sheet.total_height > MOST_ROWS:
            raise _unreadable(f"超过 {MOST_ROWS} 行", f"More than {MOST_ROWS} rows")
        return [[_text(value) for value in line[:WIDEST]] for line in sheet.to_python(skip_empty_area=False)]
    except (CalamineError, zipfile.BadZipFile, IndexError) as wrong:
        raise _unreadable("不是可读的 xlsx 工作簿", "This is no workbook that can be read") from wrong


def _text(value: object) -> str:
    """A cell's value as it would be typed; numbers exactly."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float):
        text = f"{Decimal(repr(value)):f}"
        return text.removesuffix(".0")
    return value.isoformat() if isinstance(value, date) else str(value)


def _csv(content: bytes) -> Grid:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        lines = [line[:WIDEST] for line in csv.reader(StringIO(text, newline=""))]
        if len(lines) > MOST_ROWS:
            raise _unreadable(f"超过 {MOST_ROWS} 行", f"More than {MOST_ROWS} rows")
        return lines
    raise _unreadable("不是可读的文本文件", "This is no text that can be read")


def _columns(line: Sequence[str]) -> dict[str, int]:
    """Which column stands where, by its head in either language."""
    return _named(line, COLUMNS)


def _named(cells: Sequence[str], titles: Mapping[str, Words]) -> dict[str, int]:
    known = {_bare(text): key for key, words in titles.items() for text in (key, words.zh, words.en)}
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        if (key := known.get(_bare(cell))) is not None:
            found.setdefault(key, at)
    return found


def _bare(text: str) -> str:
    return plain(text).strip().rstrip(":：").lower()


def _declared(lines: Sequence[Sequence[str]]) -> dict[str, tuple[str, str]]:
    """What the feed says of itself: place and text by key, from pairs of cells."""
    found: dict[str, tuple[str, str]] = {}
    for number, line in enumerate(lines, 1):
        for key, at in _named(line, DECLARED).items():
            text = line[at + 1].strip() if at + 1 < len(line) else ""
            found.setdefault(key, (f"{_letter(at + 1)}{number}", text))
    return found


def _source(text: str) -> str:
    typed = text.strip().lower()
    known = ((code, (code, words.zh, words.en.lower())) for code, words in SOURCE_TITLES.items())
    return next((code for code, names in known if typed in names), typed)


def _figures(declared: Mapping[str, tuple[str, str]]) -> dict[str, object]:
    readers: dict[str, Callable[[str], object]] = {"day": date.fromisoformat, "count": int, "total": _fen}
    values: dict[str, object] = {}
    problems = []
    for key, read in readers.items():
        place, text = declared.get(key, ("", ""))
        try:
            values[key] = read(text.replace(",", "") if key == "count" else text)
        except ValueError:
            title = DECLARED[key]
            message = Words(zh=f"{title.zh}未填写或无法识别", en=f"{title.en} is missing or cannot be read")
            problems.append(Problem(f"feed_{key}", place or title.zh, message, found=text[:60]))
    refuse_if(problems)
    return {"day": values["day"], "count": values["count"], "total_fen": values["total"]}


def _fen(text: str) -> Fen:
    try:
        return parse_yuan(text)
    except NotMoney as wrong:
        raise ValueError(text) from wrong


def _rows(grid: Grid, head: int, columns: Mapping[str, int]) -> list[RowDraft]:
    """The rows below the heads, as far as anything stands in them."""
    return [
        RowDraft(number, cells)
        for number, line in enumerate(grid[head + 1 :], head + 2)
        if any((cells := {key: line[at].strip() if at < len(line) else "" for key, at in columns.items()}).values())
    ]


def _letter(at: int) -> str:
    return chr(ord("A") + at) if 0 <= at < 26 else "?"
