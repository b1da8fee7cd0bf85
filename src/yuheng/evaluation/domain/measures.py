"""From a printed target and a printed actual to the place on the curve, or to why there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal, TypeAlias

from yuheng.evaluation.domain.rules import Measure, ScoringRule
from yuheng.kernel.numbers import Kind, Printed, in_one_unit
from yuheng.kernel.outcome import Words
from yuheng.kernel.units import in_base


@dataclass(frozen=True, slots=True)
class Measured:
    """A place on the curve. `ratio` is actual over target where that means something; `late`: after the time limit."""

    x: Fraction
    ratio: Fraction | None = None
    late: bool = False
    assumed: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """An edge rule gives the share directly; `explain`: so far over a target of zero that a reason is needed."""

    share: Fraction
    because: Words
    explain: bool = False


@dataclass(frozen=True, slots=True)
class Judge:
    """No rule answers: the two values cannot be compared, or a person must judge."""

    status: Literal["not_comparable", "needs_judgement"]
    because: Words


Found: TypeAlias = Measured | Held | Judge

NOT_ONE_UNIT = Words(zh="目标值与完成值不能比较", en="Target and actual cannot be compared")
NO_DAY = Words(zh="目标或完成时间读不出日期", en="Target or actual time has no day that can be read")
UNSURE = Words(zh="完成值带有约数，按所印数字计算", en="The actual is approximate; the printed number is used")
IN_RANGE = Words(zh="完成值在目标区间内", en="The actual lies in the target's range")
AT_ZERO = Words(zh="目标值为零，按边界规则", en="The target is zero; the edge rule decides")
AT_NOTHING = Words(zh="完成值为零，按边界规则", en="The actual is zero; the edge rule decides")
BELOW_ZERO = Words(zh="目标值为负，达到即满分", en="The target is negative; reaching it is full")
JUDGE_NEGATIVE = Words(
    zh="目标值为负且未达到，比例没有意义", en="The target is negative and not reached; a ratio means nothing"
)

_BY_TARGET = frozenset({Measure.DONE, Measure.TWICE_LESS, Measure.DEVIATION})
_LESS = frozenset({Measure.INVERSE, Measure.TWICE_LESS, Measure.OVER_BY})

_FORMULA: dict[Measure, Callable[[Fraction, Fraction], Fraction]] = {
    Measure.DONE: lambda target, actual: actual / target,
    Measure.INVERSE: lambda target, actual: target / actual,
    Measure.TWICE_LESS: lambda target, actual: (2 * target - actual) / target,
    Measure.SHORT_BY: lambda target, actual: target - actual,
    Measure.OVER_BY: lambda target, actual: actual - target,
    Measure.DEVIATION: lambda target, actual: abs(actual - target) / target,
}


def measure(rule: ScoringRule, target: Printed, actual: Printed) -> Found:
    """Return where on the rule's curve an indicator lies, the share an edge rule gives, or why a person must look."""
    if rule.measure is Measure.DAYS_LATE:
        return _days_late(target, actual)
    if rule.measure is Measure.LEVEL:
        return _level(actual)
    if target.kind is Kind.RANGE:
        return _against_range(rule, target, actual)
    goal, got = in_one_unit(target, actual)
    if goal is None or got is None or not target.certain:
        return Judge("not_comparable", NOT_ONE_UNIT)
    found = ratio(rule, Fraction(goal), Fraction(got))
    return _with_doubt(found, actual)


def _with_doubt(found: Found, actual: Printed) -> Found:
    if isinstance(found, Measured) and not actual.certain:
        return Measured(found.x, found.ratio, found.late, (*found.assumed, UNSURE))
    return found


def ratio(rule: ScoringRule, target: Fraction, actual: Fraction) -> Found:
    """Return the measure of two numbers in one unit, going through the rule's edges first."""
    if rule.measure in _BY_TARGET and target == 0:
        return _at_zero(rule, actual)
    if actual < 0 < target and rule.edge("actual_negative", "as_is") == "zero":
        actual = Fraction(0)
    if target < 0 and (rule.measure in _BY_TARGET or rule.measure is Measure.INVERSE):
        return _below_zero(rule, target, actual)
    if rule.measure is Measure.INVERSE and actual <= 0:
        return _no_actual(rule)
    share = actual / target if target > 0 else None
    return Measured(_FORMULA[rule.measure](target, actual), share)


def _at_zero(rule: ScoringRule, actual: Fraction) -> Found:
    edge = rule.edge("target_zero", "not_comparable")
    explain = any(tier.at_zero is not None and actual >= tier.at_zero for tier in rule.over)
    if edge == "met_if_zero_or_more":
        return Held(Fraction(1 if actual >= 0 else 0), AT_ZERO, explain)
    if edge == "met_if_zero":
        met = actual <= 0 if rule.measure is not Measure.DEVIATION else actual == 0
        return Held(Fraction(1 if met else 0), AT_ZERO, explain)
    return Judge("needs_judgement" if edge == "judge" else "not_comparable", AT_ZERO)


def _below_zero(rule: ScoringRule, target: Fraction, actual: Fraction) -> Found:
    edge = rule.edge("target_negative", "not_comparable")
    if edge == "as_is" and actual != 0:
        return Measured(_FORMULA[rule.measure](target, actual))
    met = actual <= target if rule.measure in _LESS else actual >= target
    if edge == "met_or_judge":
        return Held(Fraction(1), BELOW_ZERO) if met else Judge("needs_judgement", JUDGE_NEGATIVE)
    return Judge("not_comparable", JUDGE_NEGATIVE)


def _no_actual(rule: ScoringRule) -> Found:
    edge = rule.edge("actual_zero", "judge")
    if edge == "judge":
        return Judge("needs_judgement", AT_NOTHING)
    return Held(Fraction(1 if edge == "full" else 0), AT_NOTHING)


def _against_range(rule: ScoringRule, target: Printed, actual: Printed) -> Found:
    """Hold an actual against a range: inside is reached, outside the nearer end is the target."""
    pair = range_in_one_unit(target, actual)
    if pair is None:
        return Judge("not_comparable", NOT_ONE_UNIT)
    low, high, got = (Fraction(value) for value in pair)
    if low <= got <= high:
        return Held(Fraction(1), IN_RANGE)
    return _with_doubt(ratio(rule, low if got < low else high, got), actual)


def range_in_one_unit(target: Printed, actual: Printed) -> tuple[Decimal, Decimal, Decimal] | None:
    """Return both ends of a target range and the actual in one unit; None where they have none in common.

    >>> from yuheng.kernel.numbers import parse
    >>> range_in_one_unit(parse("3-5万元"), parse("20000元"))
    (Decimal('30000'), Decimal('50000'), Decimal('20000'))
    """
    low, got = _end_in_one_unit(target, target.low, actual)
    high, _ = _end_in_one_unit(target, target.high, actual)
    return None if low is None or high is None or got is None else (low, high, got)


def _end_in_one_unit(target: Printed, end: Decimal | None, actual: Printed) -> tuple[Decimal | None, Decimal | None]:
    base = None if end is None else in_base(end, target.unit)
    return in_one_unit(replace(target, kind=Kind.NUMBER, value=end, base_value=base), actual)


def _level(actual: Printed) -> Found:
    value = actual.base_value if actual.kind is Kind.PERCENT else None
    if value is None and actual.kind is Kind.NUMBER and not actual.unit and actual.value is not None:
        value = actual.value / 100 if actual.value > 1 else None
    if value is None:
        return Judge("not_comparable", NOT_ONE_UNIT)
    return Measured(Fraction(value))


def _days_late(target: Printed, actual: Printed) -> Found:
    if target.date_to is None or actual.date_to is None:
        return Judge("not_comparable", NO_DAY)
    days = (actual.date_to - target.date_to).days
    return Measured(Fraction(days), late=days > 0)
