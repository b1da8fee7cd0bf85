"""Sheets: which cells the plan of a kind of project has, how a typed cell is read, and how a kept value is typed again.

One description serves the form, rows pasted or taken from a workbook, and the words of an act.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from yuheng.kernel.money import Fen, NotMoney, parse_yuan, wan, yuan
from yuheng.kernel.outcome import NOTHING, Problem, Words
from yuheng.kernel.text import plain
from yuheng.projects.domain.kinds.norms import About

MOST_FEN: Fen = 10**16  # 100 million million yuan: more than any government has, and far below what a row can hold
LONGEST = 200
E4 = 10_000
FLAGS = {"": False, "否": False, "no": False, "是": True, "yes": True, "on": True}
EMPTY: Mapping[str, Any] = {"money": 0, "year": 0, "day": None, "share": 0, "text": "", "choice": "", "flag": False}


@dataclass(frozen=True, slots=True)
class Field:
    """One cell: its name in the plan, its title, and how it is read.

    `kind`: money (fen; 万元 where no unit is typed), year, day, share (ten-thousandths), text, choice, flag. A cell that
    is not `needed` may stay empty; an empty cell reads as zero, no day, or no text.
    """

    name: str
    title: Words
    kind: str = "money"
    choices: tuple[tuple[str, Words], ...] = ()
    needed: bool = True
    hint: Words = NOTHING


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a plan: those of its head, and those of each row; `key` names the cells that make a row the only one."""

    plan: type
    head: tuple[Field, ...]
    row: type | None = None
    rows: tuple[Field, ...] = ()
    key: tuple[str, ...] = ()


def read_sheet(
    sheet: Sheet, head: Mapping[str, str], lines: Sequence[Sequence[str]], *, about: About
) -> tuple[Any, list[Problem]]:
    """Read a typed sheet into its plan, with every cell that could not be read; such a cell counts as empty."""
    problems: list[Problem] = []
    values = {one.name: _read(one, head.get(one.name, ""), about.at(one.name), problems) for one in sheet.head}
    if sheet.row is None:
        return sheet.plan(**values), problems
    rows = []
    for no, line in enumerate(lines, 1):
        cells = [*line, *[""] * len(sheet.rows)]
        pairs = zip(sheet.rows, cells, strict=False)
        rows.append(sheet.row(**{one.name: _read(one, text, about.at(no, one.name), problems) for one, text in pairs}))
    return sheet.plan(**values, rows=tuple(rows)), problems


def _read(field: Field, typed: str, place: str, problems: list[Problem]) -> Any:
    text = plain(typed).strip()
    if not text:
        if field.needed and field.kind != "flag":
            message = Words(zh=f"没有填写{field.title.zh}", en=f"{field.title.en} is missing")
            problems.append(Problem("cell_missing", place, message))
        return EMPTY[field.kind]
    value = READERS[field.kind](field, text)
    if isinstance(value, Words):
        problems.append(Problem("cell_unreadable", place, value, found=typed))
        return EMPTY[field.kind]
    return value


def _money(field: Field, text: str) -> Fen | Words:
    try:
        fen = parse_yuan(text, "万元")
    except NotMoney:
        return Words(
            zh="这不是一个金额（单位万元，也可写明单位）",
            en="This is not one amount of money (10k yuan unless a unit is written)",
        )
    if abs(fen) > MOST_FEN:
        return Words(zh="金额超过 100 万亿元，请核对单位", en="More than 100 million million yuan; check the unit")
    return fen


def _year(field: Field, text: str) -> int | Words:
    digits = text.removesuffix("年")
    if digits.isdecimal() and 2000 <= int(digits) <= 2100:
        return int(digits)
    return Words(zh="年度须为 2000 至 2100 的四位数字", en="A year has four digits, from 2000 to 2100")


def _day(field: Field, text: str) -> date | Words:
    try:
        return date.fromisoformat(text.replace("/", "-").replace(".", "-"))
    except ValueError:
        return Words(zh="日期须写作 2026-03-31", en="A day is written 2026-03-31")


def _share(field: Field, text: str) -> int | Words:
    bare = text.removesuffix("%")
    try:
        scaled = Decimal(bare) * (E4 // 100 if text.endswith("%") else E4)
    except InvalidOperation:
        scaled = Decimal("NaN")
    if not scaled.is_finite() or scaled != int(scaled) or not 0 <= scaled <= E4:
        return Words(
            zh="比例须在 0 与 1 之间（或 0% 至 100%），最多四位小数",
            en="A share lies between 0 and 1 (or 0 % and 100 %), with at most four decimals",
        )
    return int(scaled)


def _text(field: Field, text: str) -> str | Words:
    if len(text) > LONGEST:
        return Words(zh=f"文字超过 {LONGEST} 个字", en=f"The text is longer than {LONGEST} characters")
    return text


def _choice(field: Field, text: str) -> str | Words:
    for code, words in field.choices:
        if text in (code, words.zh, words.en):
            return code
    known = "、".join(words.zh for _code, words in field.choices)
    listed = ", ".join(words.en for _code, words in field.choices)
    return Words(zh=f"须为以下之一：{known}", en=f"It is one of: {listed}")


def _flag(field: Field, text: str) -> bool | Words:
    found = FLAGS.get(text.lower())
    return Words(zh="请填“是”或“否”", en="Say yes or no") if found is None else found


READERS: Mapping[str, Callable[[Field, str], Any]] = {
    "money": _money,
    "year": _year,
    "day": _day,
    "share": _share,
    "text": _text,
    "choice": _choice,
    "flag": _flag,
}


def typed(field: Field, value: Any) -> str:
    """A kept value as somebody would type it, so that reading it again gives it back.

    >>> typed(Field("income_fen", NOTHING), 1_234_500_000), typed(Field("linked_e4", NOTHING, "share"), 3000)
    ('1234.5', '0.3')
    """
    if value in (None, "") or (value == 0 and not field.needed and field.kind != "flag"):
        return ""
    if field.kind == "money":
        return _typed_money(value)
    if field.kind == "share":
        return f"{Decimal(value) / E4:f}"
    if field.kind == "choice":
        return dict(field.choices).get(value, Words(value, value)).zh
    return ("是" if value else "否") if field.kind == "flag" else str(value)


def _typed_money(fen: Fen) -> str:
    if Fraction(fen, E4).denominator == 1:
        text = wan(fen).replace(",", "")
        return text.rstrip("0").rstrip(".")
    return yuan(fen).replace(",", "") + "元"


def lines_of(sheet: Sheet, plan: Any) -> list[list[str]]:
    """The rows of a plan as somebody would type them."""
    return [[typed(one, getattr(row, one.name)) for one in sheet.rows] for row in getattr(plan, "rows", ())]


def problems_in_cells(sheet: Sheet, plan: Any, about: About) -> Iterator[Problem]:
    """What may be wrong with any sheet: no rows, amounts below zero, and rows that say the same twice."""
    rows = getattr(plan, "rows", ())
    if sheet.row is not None and not rows:
        yield Problem("rows_missing", about.at("rows"), Words(zh="明细表没有填写", en="The table is empty"))
    yield from _negative(sheet.head, plan, about)
    seen: dict[tuple[Any, ...], int] = {}
    for no, row in enumerate(rows, 1):
        yield from _negative(sheet.rows, row, about, no)
        key = tuple(getattr(row, name) for name in sheet.key)
        if key and key in seen:
            message = Words(zh=f"与第 {seen[key]} 行重复", en=f"It repeats row {seen[key]}")
            yield Problem("row_twice", about.at(no, sheet.key[-1]), message, found=" ".join(str(one) for one in key))
        seen.setdefault(key, no)


def _negative(fields: Sequence[Field], values: Any, about: About, *row: int) -> Iterator[Problem]:
    for one in fields:
        if one.kind == "money" and getattr(values, one.name) < 0:
            message = Words(zh=f"{one.title.zh}不能小于 0", en=f"{one.title.en} cannot be below zero")
            yield Problem("negative", about.at(*row, one.name), message, found=wan(getattr(values, one.name)))
