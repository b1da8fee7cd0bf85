"""Two numbers under a rule: its edges first, then the curve, in the order of the exact evaluator (`measures.ratio`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import ibis.expr.types as ir

from yuheng.analytics.curves import Place, Points
from yuheng.analytics.domain.codes import Reading, Status, unscored
from yuheng.analytics.engines import Whole
from yuheng.analytics.measures import FORMS
from yuheng.analytics.wholes import Case, Code, choose, whole
from yuheng.evaluation.domain.rules import Measure, ScoringRule

BY_TARGET = frozenset({Measure.DONE, Measure.TWICE_LESS, Measure.DEVIATION})
BY_DIFFERENCE = frozenset({Measure.SHORT_BY, Measure.OVER_BY})
_LESS = frozenset({Measure.INVERSE, Measure.TWICE_LESS, Measure.OVER_BY})
_NEVER_NEGATIVE = frozenset({Measure.DONE, Measure.INVERSE, Measure.DEVIATION})


@dataclass(frozen=True, slots=True)
class Numbers:
    """A target and an actual as whole numbers, and who answers where the rule does not."""

    rule: ScoringRule
    points: Points
    target: Whole
    actual: Whole
    reading: ir.IntegerValue
    judged: ir.IntegerValue | None

    def code(self) -> Code:
        """Return the points of the numbers, or why there are none. The common case stands first, the edges after it."""
        if self.rule.measure in BY_TARGET:
            return self._by_target()
        if self.rule.measure is Measure.INVERSE:
            return self._inverse()
        if self.rule.measure in BY_DIFFERENCE:
            return self._by_difference()
        num, den = self._fraction(self.actual)
        late = num > 0 if self.rule.measure is Measure.DAYS_LATE else None
        return self.points.on_curve(Place(num, den, late=late))

    def judge(self, status: Status) -> Code:
        """Return what a person judged, full points where the actual says "reached", else the status."""
        cases: list[Case] = []
        if self.judged is not None:
            cases.append((self.judged.notnull(), self.points.of_judged(self.judged)))
        said = self.reading == int(Reading.NUMBERS_REACHED)
        return choose([*cases, (said, self._share(1))], whole(unscored(status)))

    def _by_target(self) -> Code:
        target, actual = self.target, self.actual
        clamped = self._clamps()
        main = (target > 0) & (actual >= 0) if clamped else target > 0
        sure = self.rule.measure is Measure.DEVIATION or (clamped and self.rule.measure in _NEVER_NEGATIVE)
        cases = [(main, self._curve(actual, Fraction(0) if sure else None)), (target == 0, self._at_zero())]
        if clamped:
            cases.append((target > 0, self._curve(self._nothing(), None)))
        return choose(cases, self._below_zero())

    def _inverse(self) -> Code:
        main = (self.target >= 0) & (self.actual > 0)
        cases = [(main, self._curve(self.actual, Fraction(0))), (self.target < 0, self._below_zero())]
        return choose(cases, self._no_actual())

    def _by_difference(self) -> Code:
        whole_range = self._curve(self.actual, None)
        if not self._clamps():
            return whole_range
        below = (self.actual < 0) & (self.target > 0)
        return choose([(below, self._curve(self._nothing(), None))], whole_range)

    def _curve(self, actual: Whole, least: Fraction | None) -> Code:
        num, den = self._fraction(actual)
        return self.points.on_curve(Place(num, den, least, ratio=(actual, self.target)))

    def _fraction(self, actual: Whole) -> tuple[Whole, Whole | int]:
        form = FORMS[self.rule.measure]
        return form.numerator(self.target, actual), form.denominator(self.target, actual)

    def _clamps(self) -> bool:
        return self.rule.edge("actual_negative", "as_is") == "zero"

    def _nothing(self) -> Whole:
        return self.points.width.lift(whole(0))

    def _share(self, share: int) -> Code:
        return self.points.of_share(Fraction(share)) if share else whole(0)

    def _met(self, met: ir.BooleanValue, otherwise: Callable[[], Code]) -> Code:
        return choose([(met, self._share(1))], otherwise())

    def _at_zero(self) -> Code:
        edge = self.rule.edge("target_zero", "not_comparable")
        if edge == "met_if_zero_or_more":
            return self._met(self.actual >= 0, lambda: whole(0))
        if edge == "met_if_zero":
            exact = self.rule.measure is Measure.DEVIATION
            return self._met(self.actual == 0 if exact else self.actual <= 0, lambda: whole(0))
        return self.judge(Status.NEEDS_JUDGEMENT if edge == "judge" else Status.NOT_COMPARABLE)

    def _below_zero(self) -> Code:
        edge = self.rule.edge("target_negative", "not_comparable")
        if edge == "as_is":
            num, den = self._fraction(self.actual)
            silent = (self.actual == 0, self.judge(Status.NOT_COMPARABLE))
            return choose([silent], on_either_side(self.points, num, den))
        if edge == "met_or_judge":
            less = self.rule.measure in _LESS
            met = self.actual <= self.target if less else self.actual >= self.target
            return self._met(met, lambda: self.judge(Status.NEEDS_JUDGEMENT))
        return self.judge(Status.NOT_COMPARABLE)

    def _no_actual(self) -> Code:
        edge = self.rule.edge("actual_zero", "judge")
        if edge == "judge":
            return self.judge(Status.NEEDS_JUDGEMENT)
        return self._share(1 if edge == "full" else 0)


def on_either_side(points: Points, num: Whole, den: Whole) -> Code:
    """Return the points of num / den where the denominator may be below zero."""
    return choose([(den < 0, points.on_curve(Place(-num, -den)))], points.on_curve(Place(num, den)))
