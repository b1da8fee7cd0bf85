"""One number or one range with its unit inside a plain text, and the words on both sides of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from yuheng.kernel.reading_words import operator_after, operator_at_end
from yuheng.kernel.units import PER_MANY, split_unit

_DIGITS: Final = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
NUMBER: Final = re.compile(rf"(?:(?<![\w%‰).])[-+])?{_DIGITS}")
_RANGE_TO: Final = re.compile(rf"\s*(?:-{{1,2}}|[—–~至到]+)\s*(?P<high>{_DIGITS})")
_TAIL: Final = re.compile(rf"\s*(?:{PER_MANY}|(?:[kch]?m[23](?!\w))?[^\d\s,;:、。()<>=≤≥≦≧?*_~+\-]*)")
_ABOUT: Final = re.compile(r"\s*(余|多|几)(?=\w)")
_GAP: Final = re.compile(r"\s*[*_×]")
_NOTE: Final = re.compile(r"\([^()]*\)?")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number (low == high) or a range as printed, its unit, its operator, and the words before and after.

    `about` holds 余 or 多 between the number and its unit.
    """

    low: Decimal
    high: Decimal
    unit: str
    operator: str
    before: str
    about: str
    after: str


def read_amount(text: str) -> Amount | None:
    """Read the one amount of a text; None when there is none, or several with none of them at the beginning.

    Notes in brackets do not count as further amounts.

    >>> read_amount("3-5个").high, read_amount("15000余份").unit, read_amount("每人不超过500/年").operator
    (Decimal('5'), '份', '<=')
    >>> read_amount("完成1部宣传片,2套方案") is None
    True
    """
    outside = _NOTE.sub(lambda note: " " * len(note[0]), text)
    first = NUMBER.search(outside)
    if first is None or _GAP.match(text, first.end()):
        return None
    low, unit, end = _number_at(text, first)
    high, about = low, ""
    to = _RANGE_TO.match(text, end)
    if to:
        high, high_unit, end = _number_with_unit(text, to["high"], to.end())
        unit = high_unit or unit
    elif not unit:
        about, unit, end = _about(text, end)
    operator, before = operator_at_end(text[: first.start()])
    if before and NUMBER.search(outside, end):
        return None
    suffix, after = operator_after(text[end:])
    return Amount(min(low, high), max(low, high), unit, operator or suffix, before, about, after.strip())


def _number_at(text: str, found: re.Match[str]) -> tuple[Decimal, str, int]:
    """Return the number, its unit and where they end."""
    return _number_with_unit(text, found[0], found.end())


def _number_with_unit(text: str, digits: str, end: int) -> tuple[Decimal, str, int]:
    """Read the unit right after a number's digits."""
    unit, after = _unit_at(text, end)
    return Decimal(digits.replace(",", "")), unit, after


def _about(text: str, end: int) -> tuple[str, str, int]:
    """Read 余 or 多 and the unit after it: "200余人"."""
    found = _ABOUT.match(text, end)
    if found is None:
        return "", "", end
    unit, after = _unit_at(text, found.end())
    return found[1], unit, after


def _unit_at(text: str, at: int) -> tuple[str, int]:
    """Return the unit at a position, "" when none stands there, and where it ends."""
    tail = _TAIL.match(text, at)
    if tail is None or not tail[0].strip():
        return "", at
    word = tail[0].lstrip()
    if operator_after(word)[0] or _ABOUT.match(word):
        return "", at
    for suffix in ("以上", "以下", "以内", "左右", "及以上"):
        word = word.partition(suffix)[0]
    unit, _ = split_unit(word)
    start = at + len(tail[0]) - len(tail[0].lstrip())
    return unit, (start + len(unit)) if unit else at
