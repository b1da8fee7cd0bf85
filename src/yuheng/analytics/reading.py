"""From a printed target and actual to the numbers that the lake keeps of them, without losing a digit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from yuheng.analytics.domain.codes import SCALE, Reading, label_code
from yuheng.evaluation.domain.measures import range_in_one_unit
from yuheng.evaluation.domain.rules import Measure, ScoringRule
from yuheng.kernel.numbers import Kind, Printed, in_one_unit

_INT64 = 2**63
_REACHED = "达成"
Pair: TypeAlias = tuple[Fraction, Fraction | None, Fraction]


@dataclass(frozen=True, slots=True)
class LineValues:
    """What the lake keeps of one printed pair; values as in `codes`, None where there is none."""

    reading: Reading
    label: int
    target_e4: int | None = None
    target_high_e4: int | None = None
    actual_e4: int | None = None


def line_values(rule: ScoringRule, target: Printed, actual: Printed) -> LineValues | None:
    """Return the numbers of a printed pair as its rule measures it; None when one is finer or larger than the lake's.

    A line for which None comes back is scored exactly, one by one.
    """
    label = label_code(actual.label if actual.certain else "")
    if actual.empty:
        nothing = target.empty and target.text.strip()
        return LineValues(Reading.NOTHING if nothing else Reading.MISSING, label)
    said = _says_reached(target, actual)
    pair = None if rule.measure is Measure.LABEL else _pair(rule, target, actual)
    if pair is None:
        return LineValues(Reading.REACHED if said else Reading.UNLIKE, label)
    low, high, got = (None if value is None else _e4(value) for value in pair)
    if low is None or got is None or (high is None) != (pair[1] is None):
        return None
    return LineValues(Reading.NUMBERS_REACHED if said else Reading.NUMBERS, label, low, high, got)


def _says_reached(target: Printed, actual: Printed) -> bool:
    same = bool(target.text.strip()) and target.text.strip() == actual.text.strip()
    return same or (actual.label == _REACHED and actual.certain)


def _pair(rule: ScoringRule, target: Printed, actual: Printed) -> Pair | None:
    """Return target, upper end of a target range, and actual in one unit; None when they cannot be compared."""
    if rule.measure is Measure.DAYS_LATE:
        if target.date_to is None or actual.date_to is None:
            return None
        return Fraction(target.date_to.toordinal()), None, Fraction(actual.date_to.toordinal())
    if rule.measure is Measure.LEVEL:
        level = _per_cent(actual)
        return None if level is None else (Fraction(0), None, Fraction(level))
    if target.kind is Kind.RANGE:
        ends = range_in_one_unit(target, actual)
        return None if ends is None else (Fraction(ends[0]), Fraction(ends[1]), Fraction(ends[2]))
    goal, got = in_one_unit(target, actual)
    if goal is None or got is None or not target.certain:
        return None
    return Fraction(goal), None, Fraction(got)


def _per_cent(actual: Printed) -> Decimal | None:
    if actual.kind is Kind.PERCENT:
        return actual.value
    bare = actual.kind is Kind.NUMBER and not actual.unit
    return actual.value if bare and actual.value is not None and actual.value > 1 else None


def _e4(value: Fraction) -> int | None:
    """Return ten-thousandths, None when they are not whole or do not fit."""
    scaled = value * SCALE
    return int(scaled) if scaled.denominator == 1 and -_INT64 < scaled < _INT64 else None
