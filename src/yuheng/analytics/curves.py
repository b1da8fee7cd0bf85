"""From a measure to points: the pieces of the curve as cases, each with the rounded points of its line."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final, TypeAlias

import ibis.expr.types as ir

from yuheng.analytics.domain.codes import MOST, SCALE, Status, unscored
from yuheng.analytics.domain.pieces import Line, Piece
from yuheng.analytics.engines import Whole, Width
from yuheng.analytics.measures import Affine, affine, curve_pieces
from yuheng.analytics.wholes import Case, Code, Quotient, choose, times, whole
from yuheng.evaluation.domain.rules import OverTier, ScoringRule

HUNDREDTHS: Final = 2
Heights: TypeAlias = tuple[Fraction | None, Fraction | None]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line is measured: num / den with den above zero.

    `least` is a measure that is known not to be undercut, `late` says that a time limit has passed, `ratio` is
    (actual, target) with a target above zero, where over-achievement counts.
    """

    num: Whole
    den: Whole | int
    least: Fraction | None = None
    late: ir.BooleanValue | None = None
    ratio: tuple[Whole, Whole] | None = None


@dataclass(frozen=True, slots=True)
class Points:
    """The points of one rule for one weight column, in whole numbers of one width. Codes are in hundredths."""

    rule: ScoringRule
    width: Width
    weight: Whole

    def on_curve(self, place: Place) -> Code:
        """Return the points of a place on the curve, after any over-achievement tier."""
        if self.rule.step:
            num, den = self._steps(place), 1
        else:
            num, den = place.num, place.den
        if place.ratio is None:
            return self._pieces(place, num, den, Fraction(1))
        actual, target = place.ratio
        tiers = [
            (_in_tier(tier, actual, target), self._pieces(place, num, den, 1 - tier.deduct)) for tier in self.rule.over
        ]
        return choose(tiers, self._pieces(place, num, den, Fraction(1)))

    def of_share(self, share: Fraction) -> Code:
        """Return the points of a share of the weight that an edge gives."""
        points = Fraction(10**self.rule.rounding.digits, 100) * share
        return self._rounded(times(self.weight, points.numerator), points.denominator)

    def of_judged(self, judged: ir.IntegerValue) -> Code:
        """Return the points of a share that a person judged, in ten-thousandths."""
        points = Fraction(10**self.rule.rounding.digits, 100 * SCALE)
        return self._rounded(times(self.weight * self.width.lift(judged), points.numerator), points.denominator)

    def _steps(self, place: Place) -> Whole:
        """Count whole steps, started ones up or down."""
        step = self.rule.step
        if step is None:
            return place.num
        den = place.den * step.size.numerator
        count = Quotient(place.num * step.size.denominator, den, signed=True)
        return count.ceiling(self.width) if step.up else count.floor(self.width)

    def _pieces(self, place: Place, num: Whole, den: Whole | int, factor: Fraction) -> Code:
        """Return the cases of the curve, from the left; those below `least` cannot happen."""
        cases: list[Case] = []
        start = place.least
        for piece in curve_pieces(self.rule):
            if place.least is not None and piece.end is not None and not _reaches(piece, place.least):
                continue
            points = self._line(place, piece.line, factor, (num, den), (start, piece.end))
            if piece.end is None:
                return choose(cases, points)
            cases.append((_before(piece, num, den), points))
            start = piece.end
        raise ValueError("the last piece of a curve has no end")

    def _line(
        self,
        place: Place,
        line: Line,
        factor: Fraction,
        x: tuple[Whole, Whole | int],
        span: tuple[Fraction | None, Fraction | None],
    ) -> Code:
        """Return the points on one line, or a person's judgement where the rule is silent about lateness."""
        points = self._points(affine(self.rule, line, factor), x, _heights(line, span))
        if place.late is None or self.rule.edge("late", "") != "judge":
            return points
        silent = place.late if not line.slope else place.late & _is_zero(line, x)
        if not line.slope and line.base:
            return points
        return choose([(silent, whole(unscored(Status.NEEDS_JUDGEMENT)))], points)

    def _points(self, of: Affine, x: tuple[Whole, Whole | int], heights: Heights) -> Code:
        """Return rounded points; deductions never take more than the weight, and nothing from no weight."""
        num, den = (_term(self.weight, of.a, of.b), of.q) if of.level else self._sloped(of, x)
        low, high = heights
        if not self.rule.points_off:
            endless = low is None or high is None
            return self._rounded(num, den, signed=low is None or low < 0, endless=endless)
        nothing = (self.weight == 0) | (num <= 0)
        return choose([(nothing, whole(0))], self._rounded(num, den, endless=low is None))

    def _sloped(self, of: Affine, x: tuple[Whole, Whole | int]) -> tuple[Whole, Whole | int]:
        num, den = x
        base, slope = _term(self.weight, of.a, of.b), _term(self.weight, of.c, of.d)
        rise = slope * num
        return (rise + base * den if of.a or of.b else rise), times(den, of.q)

    def _rounded(self, num: Whole, den: Whole | int, *, signed: bool = False, endless: bool = False) -> Code:
        """Round num / den units of the rule's last digit, and return hundredths; `endless`: they may pass any number."""
        rounding = self.rule.rounding
        if isinstance(den, int) and den == 1:
            points = num
        else:
            fraction = Quotient(num, self.width.lift(whole(den)) if isinstance(den, int) else den, signed)
            points = fraction.down(self.width) if rounding.mode == "down" else fraction.half_up(self.width)
        up = 10 ** (HUNDREDTHS - rounding.digits)
        hundredths = times(points, up).cast("int64")
        if not endless:
            return hundredths
        return choose([(points.between(-MOST // up, MOST // up), hundredths)], whole(unscored(Status.BEYOND)))


def _term(weight: Whole, by: int, plus: int) -> Whole:
    """Return weight * by + plus, as short as it can be written."""
    if not by:
        return whole(plus)
    scaled = times(weight, by)
    return scaled + plus if plus else scaled


def _reaches(piece: Piece, least: Fraction) -> bool:
    """Say whether a piece holds for some measure of at least `least`."""
    return piece.end is None or piece.end > least or (piece.end == least and piece.with_end)


def _before(piece: Piece, num: Whole, den: Whole | int) -> ir.BooleanValue:
    """Say whether num / den lies before the end of a piece, multiplied out."""
    end = piece.end or Fraction(0)
    left = times(num, end.denominator)
    right = times(den, end.numerator) if end.numerator else 0
    return left <= right if piece.with_end else left < right


def _in_tier(tier: OverTier, actual: Whole, target: Whole) -> ir.BooleanValue:
    """Say whether actual / target falls into a tier; the target is above zero wherever that counts."""
    inside = (target > 0) & (times(actual, tier.low.denominator) >= times(target, tier.low.numerator))
    if tier.high is not None:
        inside &= actual * tier.high.denominator < target * tier.high.numerator
    return inside


def _is_zero(line: Line, x: tuple[Whole, Whole | int]) -> ir.BooleanValue:
    """Say whether a sloped line is zero at num / den."""
    root = -line.base / line.slope
    return x[0] * root.denominator == x[1] * root.numerator


def _heights(line: Line, span: tuple[Fraction | None, Fraction | None]) -> Heights:
    """Return the lowest and the highest y of a line on its stretch, None where it has none."""
    if not line.slope:
        return line.base, line.base
    ends = [None if x is None else line.at(x) for x in span]
    return (ends[0], ends[1]) if line.slope > 0 else (ends[1], ends[0])
