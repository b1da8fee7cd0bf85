"""Money is an integer number of fen. Reading it, showing it, sharing it, and the only rounding functions there are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeAlias

from yuheng.kernel.text import plain

Fen: TypeAlias = int
Exact: TypeAlias = int | Decimal | Fraction

FEN_PER_YUAN: Final = 100
FEN_PER_WAN: Final = 1_000_000
FEN_PER_YI: Final = 10_000_000_000

FEN_PER: Final[dict[str, int]] = {
    "分": 1,
    "角": 10,
    "元": FEN_PER_YUAN,
    "圆": FEN_PER_YUAN,
    "块": FEN_PER_YUAN,
    "百元": 100 * FEN_PER_YUAN,
    "千元": 1_000 * FEN_PER_YUAN,
    "万": FEN_PER_WAN,
    "万元": FEN_PER_WAN,
    "十万元": 10 * FEN_PER_WAN,
    "百万元": 100 * FEN_PER_WAN,
    "千万元": 1_000 * FEN_PER_WAN,
    "亿": FEN_PER_YI,
    "亿元": FEN_PER_YI,
}

_AMOUNT = re.compile(
    r"""^(?:人民币|RMB|¥|￥)?\s*(?P<sign>[-+(]?)\s*(?:¥|￥)?\s*
        (?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<rest>\.\d*)?\s*(?P<close>\)?)\s*
        (?P<unit>[^\d\s.,()]*)$""",
    re.VERBOSE,
)


class NotMoney(ValueError):
    """The text is not one amount of money that a whole number of fen can hold."""


def parse_yuan(text: str | int | Decimal, unit: str = "元", *, nearest: bool = False) -> Fen:
    """Read one printed amount into fen; `unit` counts where the text names none ("万元" in a form headed 单位：万元).

    Thousands separators, full-width digits, ¥, and the accountant's (brackets) for a negative are understood.
    An amount finer than a fen raises `NotMoney`, or is rounded half up where `nearest` is given. So does any
    text that is not one amount: nothing is guessed.

    >>> parse_yuan("4753.66万元"), parse_yuan("330000.00"), parse_yuan("33", "万元"), parse_yuan("(1,200.5)")
    (4753660000, 33000000, 33000000, -120050)
    """
    found = _AMOUNT.match(plain(str(text)).strip())
    if found is None or (found["sign"] == "(") != bool(found["close"]):
        raise NotMoney(f"not one amount of money: {text!r}")
    factor = FEN_PER.get(found["unit"] or unit)
    if factor is None:
        raise NotMoney(f"not a unit of money: {found['unit'] or unit!r} in {text!r}")
    number = Fraction(found["digits"].replace(",", "") + (found["rest"] or "").rstrip("."))
    fen = number * factor * (-1 if found["sign"] in {"-", "("} else 1)
    if fen.denominator != 1 and not nearest:
        raise NotMoney(f"finer than a fen: {text!r}")
    return int(round_half_up(fen, 0))


def round_half_up(value: Exact, digits: int) -> Decimal:
    """Round to `digits` decimals, halves away from zero (四舍五入); exact for any size of number.

    >>> round_half_up(Fraction(1, 8), 2), round_half_up(Decimal("-2.5"), 0)
    (Decimal('0.13'), Decimal('-3'))
    """
    over, under = _scaled(value, digits)
    return _decimal((2 * over + under) // (2 * under), digits, negative=value < 0)


def round_down(value: Exact, digits: int) -> Decimal:
    """Cut off after `digits` decimals, towards zero (truncation, as some counties score).

    >>> round_down(Fraction(2, 3), 2)
    Decimal('0.66')
    """
    over, under = _scaled(value, digits)
    return _decimal(over // under, digits, negative=value < 0)


def _scaled(value: Exact, digits: int) -> tuple[int, int]:
    """|value| x 10**digits as a fraction of two whole numbers (a page rounds hundreds: no Fraction is built for it)."""
    over, under = value.as_integer_ratio()
    return (abs(over) * 10**digits, under) if digits >= 0 else (abs(over), under * 10**-digits)


def _decimal(whole: int, digits: int, *, negative: bool) -> Decimal:
    """Build whole / 10**digits without a rounding context; never a negative zero."""
    if digits < 0:
        whole, digits = whole * 10**-digits, 0
    return Decimal(f"{'-' if negative and whole else ''}{whole}E{-digits}")


def wan(fen: Fen) -> str:
    """Show fen in 万元 with two decimals, half up, and thousands separators.

    >>> wan(1_234_567_890)
    '1,234.57'
    """
    return _shown(fen, FEN_PER_WAN)


def yuan(fen: Fen) -> str:
    """Show fen in 元, exact to the fen, with thousands separators.

    >>> yuan(1234567)
    '12,345.67'
    """
    return _shown(fen, FEN_PER_YUAN)


def yi(fen: Fen) -> str:
    """Show fen in 亿元 with two decimals, half up, and thousands separators.

    >>> yi(12_345_678_901_234)
    '1,234.57'
    """
    return _shown(fen, FEN_PER_YI)


def _shown(fen: Fen, per: Fen) -> str:
    """Fen in units of `per` with two decimals, half up; never a negative zero."""
    hundredths = (200 * abs(fen) + per) // (2 * per)
    return f"{'-' if fen < 0 and hundredths else ''}{hundredths // 100:,}.{hundredths % 100:02d}"


def share_of(fen: Fen, numerator: Exact, denominator: Exact) -> Fen:
    """Return fen x numerator / denominator, rounded half up to a fen; `ZeroDivisionError` when there is no whole.

    >>> share_of(100, 1, 3)
    33
    """
    return int(round_half_up(fen * Fraction(numerator) / Fraction(denominator), 0))


def split(fen: Fen, weights: Sequence[Exact]) -> list[Fen]:
    """Divide fen by weights so that the parts add up to it exactly (largest remainder, earlier part on a tie).

    A negative amount splits as its mirror. `ValueError` when there is no positive weight or one is negative.

    >>> split(100, [1, 1, 1])
    [34, 33, 33]
    """
    exact = [Fraction(weight) for weight in weights]
    total = sum(exact, Fraction(0))
    if total <= 0 or min(exact) < 0:
        raise ValueError("weights must not be negative and must add up to more than zero")
    sign = -1 if fen < 0 else 1
    ideal = [abs(fen) * weight / total for weight in exact]
    parts = [int(part) for part in ideal]
    by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - ideal[i], i))
    for i in by_remainder[: abs(fen) - sum(parts)]:
        parts[i] += 1
    return [sign * part for part in parts]
