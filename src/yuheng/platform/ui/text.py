"""How values become words on a screen, in the reader's language. Used by tags, lists and charts alike."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from html import escape
from typing import Final

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from yuheng.kernel import money
from yuheng.kernel.outcome import Words
from yuheng.platform import clock

NOTHING: Final = "—"
_YUAN: Final = Words(zh="元", en="yuan")
Share = Fraction | Decimal | int


def language() -> str:
    """The language in which this page speaks: "zh-hans" unless it is another."""
    return get_language() or "zh-hans"


def say(value: object) -> str:
    """Text of `Words`, of a lazy translation or of anything printable; a dash for None and for nothing.

    >>> say(Words(zh="项目", en="Project")), say(None), say("")
    ('项目', '—', '—')
    """
    if isinstance(value, Words):
        return value.say(language()) or NOTHING
    return NOTHING if value is None else str(value) or NOTHING


def percent(share: Share | None, digits: int = 1) -> str:
    """A share of one as a percentage, half up; a dash for None.

    >>> percent(Fraction(2, 3)), percent(Decimal("0.5"), 0), percent(None)
    ('66.7%', '50%', '—')
    """
    if share is None:
        return NOTHING
    return f"{money.round_half_up(Fraction(share) * 100, digits):,f}%"


def points(hundredths: int | None, *, short: bool = False) -> str:
    """Integer hundredths as points with two decimals; `short` drops the zeros at the end.

    >>> points(9250), points(9250, short=True), points(1000, short=True), points(None)
    ('92.50', '92.5', '10', '—')
    """
    if hundredths is None:
        return NOTHING
    text = f"{'-' if hundredths < 0 else ''}{abs(hundredths) // 100}.{abs(hundredths) % 100:02d}"
    return text.rstrip("0").rstrip(".") if short else text


def day(value: date | datetime | None) -> str:
    """A day as people here write it: 2026-11-16, or 16 Nov 2026 in English; a dash for None.

    >>> day(date(2026, 11, 16))
    '2026-11-16'
    """
    if value is None:
        return NOTHING
    if isinstance(value, datetime):
        value = value.astimezone(clock.ZONE).date()
    if language().startswith("en"):
        return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
    return value.isoformat()


def day_html(value: date | datetime) -> SafeString:
    """A day as people here write it, and for machines as ISO 8601 has it."""
    return mark_safe(f'<time datetime="{value.isoformat()}">{day(value)}</time>')


MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def wan_html(fen: int | None) -> SafeString:
    """Fen as 万元 with the exact 元 on hover, for a column or a sentence that names the unit; a dash for None."""
    if fen is None:
        return SafeString(NOTHING)
    exact, unit = money.yuan(fen), escape(say(_YUAN))
    return mark_safe(f'<data value="{exact.replace(",", "")}" title="{exact} {unit}">{money.wan(fen)}</data>')


def exact_yuan(fen: int) -> str:
    """Fen as exact 元 with the unit, for hovering."""
    return f"{money.yuan(fen)} {say(_YUAN)}"


def yuan_html(fen: int | None) -> SafeString:
    """Fen as exact 元; a dash for None."""
    if fen is None:
        return SafeString(NOTHING)
    exact = money.yuan(fen)
    return mark_safe(f'<data value="{exact.replace(",", "")}">{exact}</data>')


def yi_or_wan(fen: int | None) -> tuple[str, str]:
    """The figure and the unit for a headline: 亿元 from one hundred million yuan on, else 万元.

    >>> yi_or_wan(52_370_000_000), yi_or_wan(1_234_000_000)
    (('5.24', '亿元'), ('1,234.00', '万元'))
    """
    if fen is None:
        return NOTHING, ""
    if abs(fen) >= money.FEN_PER_YI:
        return money.yi(fen), say(Words(zh="亿元", en="100m yuan"))
    return money.wan(fen), say(Words(zh="万元", en="10k yuan"))
