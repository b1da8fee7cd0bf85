"""A measure as a fraction of two whole numbers, and how large whatever is computed from it can become."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import lcm
from types import MappingProxyType
from typing import Final

from yuheng.analytics.domain.codes import SCALE
from yuheng.analytics.domain.pieces import Line, Piece, pieces_of
from yuheng.analytics.engines import Whole
from yuheng.evaluation.domain.rules import Measure, ScoringRule
from yuheng.kernel.curve import Curve


@dataclass(frozen=True, slots=True)
class Form:
    """numerator(target, actual) over the target, the actual or a constant; |numerator| <= times * the larger value."""

    numerator: Callable[[Whole, Whole], Whole]
    over: str
    times: int

    def denominator(self, target: Whole, actual: Whole) -> Whole | int:
        """Return what the numerator is divided by."""
        if self.over in {"target", "actual"}:
            return target if self.over == "target" else actual
        return self.constant

    @property
    def constant(self) -> int:
        """Return the constant denominator: one unit, or one share of one for a value in per cent."""
        return SCALE * 100 if self.over == "percent" else SCALE


FORMS: Final = MappingProxyType(
    {
        Measure.DONE: Form(lambda target, actual: actual, "target", 1),
        Measure.INVERSE: Form(lambda target, actual: target, "actual", 1),
        Measure.TWICE_LESS: Form(lambda target, actual: target * 2 - actual, "target", 3),
        Measure.SHORT_BY: Form(lambda target, actual: target - actual, "unit", 2),
        Measure.OVER_BY: Form(lambda target, actual: actual - target, "unit", 2),
        Measure.DEVIATION: Form(lambda target, actual: (actual - target).abs(), "target", 2),
        Measure.LEVEL: Form(lambda target, actual: actual, "percent", 1),
        Measure.DAYS_LATE: Form(lambda target, actual: actual - target, "unit", 2),
    }
)


@dataclass(frozen=True, slots=True)
class Affine:
    """Points before rounding, in the last digit that is kept: (weight * a + b) * den + (weight * c + d) * num, over q * den.

    All four are whole numbers; num / den is the measure.
    """

    a: int
    b: int
    c: int
    d: int
    q: int

    @property
    def level(self) -> bool:
        """Say whether the points do not depend on the measure."""
        return not self.c and not self.d


def affine(rule: ScoringRule, line: Line, factor: Fraction) -> Affine:
    """Return the points on a line of the rule's curve; `factor` is what an over-achievement tier leaves of them."""
    points = 10**rule.rounding.digits * factor
    if rule.points_off:
        shares = (points / 100, -points * line.base, Fraction(0), -points * line.slope)
    else:
        shares = (points / 100 * line.base, Fraction(0), points / 100 * line.slope, Fraction(0))
    q = lcm(*(share.denominator for share in shares))
    a, b, c, d = (int(share * q) for share in shares)
    return Affine(a, b, c, d, q)


def curve_pieces(rule: ScoringRule) -> tuple[Piece, ...]:
    """Return the pieces of a rule's curve; `ValueError` for a rule without one."""
    if rule.curve is None:
        raise ValueError(f"{rule.id} has no curve")
    return _pieces(rule.curve)


@lru_cache(maxsize=1024)
def _pieces(curve: Curve) -> tuple[Piece, ...]:
    return pieces_of(curve)


def factors(rule: ScoringRule) -> tuple[Fraction, ...]:
    """Return what may be left of the points after over-achievement."""
    return (Fraction(1), *(1 - tier.deduct for tier in rule.over))


def reach(rule: ScoringRule, *, weight: int, largest: int) -> int:
    """Return how large target and actual may be (a power of two, 0 for none) for nothing to pass `largest`."""
    return next((2**bits for bits in range(63, 0, -1) if peak(rule, weight, 2**bits) <= largest), 0)


def peak(rule: ScoringRule, weight: int, value: int) -> int:
    """Return a bound of every number that is met on the way, for weights and values up to these."""
    form = FORMS[rule.measure]
    num, den = form.times * value, value if form.over in {"target", "actual"} else form.constant
    met = [num, den]
    if rule.step:
        num, den = num * rule.step.size.denominator + den * rule.step.size.numerator, 1
        met.append(num)
    pieces = curve_pieces(rule)
    ends = [piece.end for piece in pieces if piece.end is not None]
    met += [max(num * end.denominator, abs(end.numerator) * den) for end in ends]
    met += [value * (max(t.low.numerator, t.low.denominator, *_parts(t.high))) for t in rule.over]
    for piece in pieces:
        for factor in factors(rule):
            f = affine(rule, piece.line, factor)
            top = (weight * abs(f.a) + abs(f.b)) * den + (weight * abs(f.c) + abs(f.d)) * num
            met.append(2 * top + 2 * f.q * den)
    return max(met)


def _parts(value: Fraction | None) -> tuple[int, ...]:
    return () if value is None else (value.numerator, value.denominator)
