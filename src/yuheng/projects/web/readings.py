"""How a reading of a printed target is shown."""

from decimal import Decimal

from yuheng.platform.ui.text import NOTHING, day
from yuheng.projects.domain.readings import Reading

SIGN = {">=": "≥", "<=": "≤", ">": "＞", "<": "＜", "=": "＝", "qual": "", "": ""}


def number_words(value_e4: int) -> str:
    """A number kept in ten-thousandths, without zeros at its end.

    >>> number_words(950000), number_words(12345)
    ('95', '1.2345')
    """
    text = f"{Decimal(value_e4) / 10_000:,.4f}"
    return text.rstrip("0").rstrip(".")


def reading_words(reading: Reading) -> str:
    """A reading in a few words: "≥ 95 %", "≤ 2026-11-30"; a dash when there is none."""
    if reading.value_e4 is not None:
        return " ".join(part for part in (SIGN[reading.operator], number_words(reading.value_e4), reading.unit) if part)
    if reading.due is not None:
        return f"{SIGN[reading.operator]} {day(reading.due)}".strip()
    return NOTHING
