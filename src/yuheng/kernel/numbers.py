"""Printed values of performance forms, read exactly: what is sure becomes a value, the rest stays as text.

The grammar comes from the published tables of Chinese local governments (targets, actual values, weights, scores);
nothing of the print is dropped and nothing is guessed: where a person would hesitate, `certain` is False.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from yuheng.kernel.money import round_half_up
from yuheng.kernel.reading_amounts import NUMBER, Amount, read_amount
from yuheng.kernel.reading_dates import Days, read_days
from yuheng.kernel.reading_words import GRADES, Front, is_doubtful, is_filling, label_of, peel
from yuheng.kernel.text import plain
from yuheng.kernel.units import in_base, unit_of

_DASH: Final = re.compile(r"[-—–―/\\|·]+")
_SEVERAL: Final = re.compile(r"[;\n]+")


class Kind(StrEnum):
    """What a printed value is. TEXT is a statement without a reading, SEVERAL a list of values in one cell."""

    NUMBER = "number"
    PERCENT = "percent"
    PERMILLE = "permille"
    MONEY = "money"
    DATE = "date"
    RANGE = "range"
    LABEL = "label"
    BLANK = "blank"
    DASH = "dash"
    TEXT = "text"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed value and its reading.

    `value` is in the printed `unit` ("95%" -> 95, "%"), `base_value` in the base unit (0.95; 元, 米, 亩 …).
    A range fills `low` and `high` only. `operator` is >=, >, =, <=, <, "" for none, "qual" for 定性.
    `label` is 达成/部分达成/未达成 or 优/良/中/低/差, "" for none. `remainder` is the print that took no part in
    the reading. `certain` is False where a reader would have to guess. `parts` holds the values of a SEVERAL.
    """

    text: str
    kind: Kind
    operator: str = ""
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    base_value: Decimal | None = None
    date_from: date | None = None
    date_to: date | None = None
    label: str = ""
    remainder: str = ""
    certain: bool = True
    parts: tuple[Printed, ...] = ()

    @property
    def value_e4(self) -> int | None:
        """Return the value in ten-thousandths of its unit, half up, as the database keeps it; None for no number."""
        return None if self.value is None else int(round_half_up(self.value * 10_000, 0))

    @property
    def empty(self) -> bool:
        """Say whether nothing was printed: a blank or a dash."""
        return self.kind in {Kind.BLANK, Kind.DASH}


def parse(text: str | None, *, year: int | None = None, unit: str = "") -> Printed:
    """Read one printed value; `year` and `unit` are the form's own, used where the print names none.

    >>> p = parse("≥ 95 %"); p.operator, p.value, p.base_value, p.kind.value
    ('>=', Decimal('95'), Decimal('0.95'), 'percent')
    >>> parse("12月底到位", year=2022).date_to
    datetime.date(2022, 12, 31)
    >>> p = parse("15000余份"); p.value, p.remainder, p.certain
    (Decimal('15000'), '余', False)
    """
    raw = text or ""
    bare = plain(raw).strip()
    if not bare:
        return Printed(raw, Kind.BLANK)
    if _DASH.fullmatch(bare):
        return Printed(raw, Kind.DASH)
    pieces = [piece for piece in _SEVERAL.split(bare) if piece.strip()]
    if sum(1 for piece in pieces if NUMBER.search(piece)) > 1:
        parts = tuple(parse(piece.strip(), year=year, unit=unit) for piece in pieces)
        return Printed(raw, Kind.SEVERAL, certain=all(part.certain for part in parts), parts=parts)
    return _read_one(raw, peel(bare), year, unit)


def comparable(target: Printed, actual: Printed) -> bool:
    """Say whether an actual value can be held against a target without a guess: same measure, days, or scale.

    A target range ("3-5个") counts as a number; so no actual range, and nothing that is not certain.

    >>> comparable(parse("≥28万亩"), parse("28")), comparable(parse("=100%"), parse("1"))
    (True, False)
    """
    if target.low is not None:
        target = replace(target, value=target.low, base_value=in_base(target.low, target.unit))
    if not (target.certain and actual.certain):
        return False
    if target.label and actual.label:
        return (target.label in GRADES) == (actual.label in GRADES)
    if target.kind is Kind.DATE and actual.kind is Kind.DATE:
        return target.date_to is not None and actual.date_to is not None
    return actual.value is not None and None not in in_one_unit(target, actual)


def in_one_unit(target: Printed, actual: Printed) -> tuple[Decimal | None, Decimal | None]:
    """Return both values in one unit, (None, None) when they have none in common or one is no number.

    A value without a unit counts in the other's. Only "0.98" or "1" against a percentage is left open, because a
    spreadsheet may have printed a share of one.

    >>> in_one_unit(parse("≥28万亩"), parse("28.5")), in_one_unit(parse("2公顷"), parse("29亩"))
    ((Decimal('28'), Decimal('28.5')), (Decimal('30'), Decimal('29')))
    """
    if target.value is None or actual.value is None:
        return None, None
    if target.unit == actual.unit:
        return target.value, actual.value
    if not target.unit or not actual.unit:
        other, bare = (target, actual) if target.unit else (actual, target)
        share = other.unit in {"%", "‰"} and bare.value is not None and 0 < bare.value <= 1
        return (None, None) if share else (target.value, actual.value)
    if unit_of(target.unit).dimension != unit_of(actual.unit).dimension:
        return None, None
    return target.base_value, actual.base_value


def _read_one(raw: str, front: Front, year: int | None, unit: str) -> Printed:
    """Try the readings in order: days, amount, label, text."""
    days = read_days(front.rest, year)
    # A bare year may only begin a sentence ("2021年新建的学校"): then it is not the value.
    if days and (is_filling(days.rest) or not days.whole_year):
        return _of_days(raw, front, days)
    amount = read_amount(front.rest)
    if amount:
        return _of_amount(raw, front, amount, unit)
    return _of_words(raw, front)


def _of_days(raw: str, front: Front, days: Days) -> Printed:
    """Turn a reading of days into a value."""
    settled = is_filling(days.rest) or not is_doubtful(days.rest)
    return Printed(
        raw,
        Kind.DATE,
        operator=front.operator or ("<=" if days.deadline else ""),
        date_from=days.start,
        date_to=days.end,
        remainder=_join(front.kept, "" if days.end is None else days.lead, days.rest),
        certain=days.certain and settled,
    )


def _of_amount(raw: str, front: Front, amount: Amount, default_unit: str) -> Printed:
    """Turn a number or a range into a value, with a label where one follows ("5个 达成预期指标")."""
    unit = amount.unit or default_unit
    label, label_sure = label_of(amount.after)
    around = is_filling(amount.before) and (bool(label) or is_filling(amount.after))
    read = Printed(
        raw,
        _kind_of(unit),
        operator=front.operator or amount.operator,
        unit=unit,
        label=label,
        remainder=_join(front.kept, amount.before, amount.about, "" if label else amount.after),
        certain=around and label_sure and not amount.about,
    )
    if amount.low != amount.high:
        return replace(read, kind=Kind.RANGE, low=amount.low, high=amount.high)
    return replace(read, value=amount.low, base_value=in_base(amount.low, unit))


def _of_words(raw: str, front: Front) -> Printed:
    """Turn words into a label, or keep them as a text."""
    label, sure = label_of(front.rest.partition("(")[0])
    if label:
        note = front.rest.partition("(")
        return Printed(
            raw,
            Kind.LABEL,
            operator=front.operator,
            label=label,
            remainder=_join(front.kept, note[1] + note[2]),
            certain=sure and (not note[2] or is_filling(note[1] + note[2])),
        )
    text = _join(front.kept, front.rest)
    return Printed(raw, Kind.TEXT, operator=front.operator, remainder=text, certain=not is_doubtful(front.rest))


def _kind_of(unit: str) -> Kind:
    """Tell the kind of an amount from its unit; an amount per head or per day of money is money too."""
    if unit in {"%", "‰"}:
        return Kind.PERCENT if unit == "%" else Kind.PERMILLE
    return Kind.MONEY if unit_of(unit).dimension.split("/")[0] == "money" else Kind.NUMBER


def _join(*pieces: str) -> str:
    """Join what was not read, in the order of the print."""
    return " ".join(piece for piece in pieces if piece)
