"""A published table as read: money lines, rows, printed totals. Reading decides nothing; `None` means not visible."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from yuheng.evaluation.domain.rules import mapping, sequence
from yuheng.kernel.money import Fen, NotMoney, parse_yuan
from yuheng.kernel.numbers import Printed, parse
from yuheng.kernel.text import plain

_POINTS: Final = re.compile(r"(\d+(?:\.\d+)?)\s*分?")
_TOTAL: Final = re.compile(r"合计|总额|总投资|总计")
_HINTS: Final = frozenset({"up", "down", "equal", "time", "text"})

# GB/T 2260 codes of the provinces, by the short names that the tables print
PROVINCES: Final[Mapping[str, str]] = {
    **{"北京": "110000", "天津": "120000", "河北": "130000", "山西": "140000", "内蒙古": "150000", "辽宁": "210000"},
    **{"吉林": "220000", "黑龙江": "230000", "上海": "310000", "江苏": "320000", "浙江": "330000", "安徽": "340000"},
    **{"福建": "350000", "江西": "360000", "山东": "370000", "河南": "410000", "湖北": "420000", "湖南": "430000"},
    **{"广东": "440000", "广西": "450000", "海南": "460000", "重庆": "500000", "四川": "510000", "贵州": "520000"},
    **{"云南": "530000", "西藏": "540000", "陕西": "610000", "甘肃": "620000", "青海": "630000", "宁夏": "640000"},
    **{"新疆": "650000"},
}


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """One line of the money block; amounts in fen where they can be read, texts as printed."""

    at: int
    label: str
    initial_fen: Fen | None
    full_fen: Fen | None
    executed_fen: Fen | None
    weight: Decimal | None
    rate: str
    score: Decimal | None
    texts: Mapping[str, str]

    @property
    def is_total(self) -> bool:
        """Whether it is a line of totals."""
        return _TOTAL.search(self.label) is not None


@dataclass(frozen=True, slots=True)
class FormRow:
    """One indicator as printed and as read. `target` or `actual` is None where the table does not show it."""

    at: int
    no: int
    level1: str
    level2: str
    name: str
    hint: str
    target: Printed | None
    actual: Printed | None
    weight: Decimal | None
    score: Decimal | None
    blank_score: bool

    @property
    def place(self) -> str:
        """Where it stands in the file."""
        return f"indicators[{self.at}]"


@dataclass(frozen=True, slots=True)
class Form:
    """A whole table. `complete` is False where rows are missing at the end, so that sums prove nothing."""

    kind: str
    province: str
    year: int | None
    lines: tuple[MoneyLine, ...]
    rows: tuple[FormRow, ...]
    weight_total: Decimal | None
    score_total: Decimal | None
    rating: str
    complete: bool
    money_unit: str = "万元"

    @property
    def scored(self) -> bool:
        """Whether it is a form that gives points."""
        return self.kind in {"self", "dept"}

    @property
    def first(self) -> MoneyLine | None:
        """The line of totals, else the first line; None without money."""
        return next((line for line in self.lines if line.is_total), self.lines[0] if self.lines else None)


def form_from(data: Mapping[str, object]) -> Form:
    """Read a table; `KeyError`, `TypeError` or `ValueError` when it is not one."""
    year = str(data.get("year") or "")
    known = int(year) if re.fullmatch(r"(19|20)\d\d", year) else None
    unit = str(data.get("money_unit") or "万元")
    return Form(
        kind=str(data.get("kind") or "self"),
        province=str(data.get("province") or ""),
        year=known,
        lines=tuple(_line(at, mapping(line), unit) for at, line in enumerate(sequence(data.get("budget_lines")))),
        rows=tuple(_row(at, mapping(row), known) for at, row in enumerate(sequence(data["indicators"]))),
        weight_total=points(data.get("printed_weight_total")),
        score_total=points(data.get("printed_score_total")),
        rating=_text(data.get("printed_rating")),
        complete=data.get("complete") is not False,
        money_unit=unit,
    )


def points(value: object) -> Decimal | None:
    """Points as printed ("9.5", "10分"), None for anything else.

    >>> points("10.00"), points("—"), points(None)
    (Decimal('10.00'), None, None)
    """
    found = _POINTS.fullmatch(plain(_text(value)).strip())
    return Decimal(found[1]) if found else None


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _line(at: int, line: Mapping[str, object], unit: str) -> MoneyLine:
    names = ("initial_budget", "full_year_budget", "executed")
    texts = {name: _text(line.get(name)) for name in names}
    initial, full, executed = (_money(texts[name], unit) for name in names)
    label = _text(line.get("label"))
    weight, score = points(line.get("weight")), points(line.get("score"))
    return MoneyLine(at, label, initial, full, executed, weight, _text(line.get("rate")), score, texts)


def _money(text: str, unit: str) -> Fen | None:
    try:
        return parse_yuan(text, unit, nearest=True)
    except NotMoney:
        return None


def _row(at: int, row: Mapping[str, object], year: int | None) -> FormRow:
    direction, operator = _text(row.get("direction")), _text(row.get("operator"))
    return FormRow(
        at=at,
        no=int(_text(row.get("no")) or at + 1),
        level1=_text(row.get("level1")),
        level2=_text(row.get("level2")),
        name=_text(row.get("level3")),
        hint=direction if direction in _HINTS else "",
        target=_printed(row.get("target"), year, operator),
        actual=_printed(row.get("actual"), year),
        weight=points(row.get("weight")),
        score=points(row.get("score")),
        blank_score=row.get("score") is not None and not _text(row.get("score")).strip(),
    )


def _printed(value: object, year: int | None, operator: str = "") -> Printed | None:
    if value is None:
        return None
    read = parse(str(value), year=year)
    if read.operator or not operator:
        return read
    joined = parse(f"{operator}{value}", year=year)
    return joined if joined.value == read.value else read
