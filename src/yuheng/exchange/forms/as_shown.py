"""A value of a workbook as the workbook shows it: a number format may hold the percent sign, the unit, even the ≥."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

from openpyxl.styles.numbers import is_date_format

from yuheng.kernel.money import round_half_up

FINEST: Final = 10  # decimals that a spreadsheet shows of a plain number
_DECIMALS: Final = re.compile(r"\.([0#?]+)")
_FIXED: Final = re.compile(r"\.(0+)")
_PART: Final = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<unseen>\[[^\]]*\]|_.|\*.)'
    r"|(?P<digits>General|@|[0#?][0#?,.%/]*(?:E[+-]0+)?)|(?P<plain>.)"
)


def shown(value: object, number_format: str) -> str:
    """A value as the workbook shows it. Numbers go through Decimal; hidden decimals of plain numbers are kept.

    >>> shown(0.95, "0%"), shown(0.978086, "0.00%"), shown(9.5, "0.00"), shown(0.1 + 0.2, "General")
    ('95%', '97.81%', '9.50', '0.3')
    >>> shown(1234.5, '#,##0.00"元"'), shown(8, '"≥"0"眼"'), shown(0.95, "≥0%")
    ('1234.50元', '≥8眼', '≥95%')
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
    before, digits, after = _parts(form)
    if not digits or is_date_format(form):
        return _plain(value, FINEST, 0)
    found = _DECIMALS.search(digits)
    least = len(fixed[1]) if (fixed := _FIXED.search(digits)) else 0
    if "%" in digits or "%" in after:
        text = _plain(value * 100, len(found[1]) if found else 0, least) + ("%" if "%" in digits else "")
    else:
        text = _plain(value, FINEST, least)
    return f"{before}{text}{after}"


def _parts(form: str) -> tuple[str, str, str]:
    """The text before the digits of a number format, the digits, and the text behind them."""
    before, digits, after = "", "", ""
    for part in _PART.finditer(form):
        text = part["quoted"] or part["escaped"] or part["plain"] or ""
        if part["digits"] and not digits:
            digits = part["digits"]
        elif digits:
            after += text
        else:
            before += text
    return before, digits, after.rstrip()


def _plain(value: Decimal, most: int, least: int) -> str:
    rounded = f"{round_half_up(value, most):f}"
    whole, _, rest = rounded.partition(".")
    rest = rest.rstrip("0").ljust(least, "0")
    return f"{whole}.{rest}" if rest else whole
