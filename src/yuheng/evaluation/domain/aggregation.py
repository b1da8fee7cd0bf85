"""One indicator carried out by several units: their figures made one and scored, or scored one by one and averaged.

What is added and what is averaged, and in which order, is data of a rule (`scoring.aggregation`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from yuheng.evaluation.domain.measures import NOT_ONE_UNIT, Found, Held, Judge, Measured, ratio
from yuheng.evaluation.domain.rules import Measure, ScoringRule
from yuheng.evaluation.domain.score import Scored, score_found, score_indicator
from yuheng.kernel.money import Fen
from yuheng.kernel.numbers import Kind, Printed
from yuheng.kernel.outcome import Words
from yuheng.kernel.units import unit_of

ADDED = Words(zh="各单位数据先汇总再计分", en="The figures of the units were made one, then scored")
AVERAGED = Words(zh="各单位先计分再平均", en="The units were scored, then averaged")
_RELATIVE = frozenset({Kind.PERCENT, Kind.PERMILLE})
Pair: TypeAlias = tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one unit promised and reached, its money in fen, and the share that a person judged, if any."""

    target: Printed
    actual: Printed
    money_fen: Fen
    judged: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregation:
    """`order`: "data_first" or "score_first"; the others: "sum", "money" (weighted mean) or "plain" (mean)."""

    order: str
    absolute: str
    relative: str
    judged: str


def aggregation_from(rows: Sequence[Mapping[str, object]]) -> Aggregation:
    """Read the rows {code, method} of the rule; `KeyError` when one of the four is missing."""
    said = {str(row["code"]): str(row["method"]) for row in rows}
    return Aggregation(order=said["order"], absolute=said["absolute"], relative=said["relative"], judged=said["judged"])


def score_over_units(*, rule: ScoringRule, weight: Decimal, parts: Sequence[Part], how: Aggregation) -> Scored:
    """Score an indicator of several units; the working says in which order it was done.

    Data first: values are made one by the rule's methods, or the shares that persons judged. Values without a common
    unit cannot be compared. Score first: a unit without an answer leaves all without. `ValueError` for no units.
    """
    if not parts:
        raise ValueError("there is no unit to aggregate")
    if how.order == "data_first":
        return score_found(rule=rule, weight=weight, found=_together(rule, parts, how), assumed=(ADDED,))
    each = [
        score_indicator(rule=rule, weight=weight, target=one.target, actual=one.actual, label_share=one.judged)
        for one in parts
    ]
    shares = [one.share for one in each if one.share is not None]
    if len(shares) < len(each):
        return next(one for one in each if one.share is None)
    return score_found(rule=rule, weight=weight, found=Held(_joined(shares, parts, how.judged), AVERAGED))


def _together(rule: ScoringRule, parts: Sequence[Part], how: Aggregation) -> Found:
    judged = [part.judged for part in parts if part.judged is not None]
    if len(judged) == len(parts):
        return Held(_joined(judged, parts, how.judged), ADDED)
    pairs = _in_one_unit(parts, base=rule.measure is Measure.LEVEL)
    if not pairs:
        return Judge("not_comparable", NOT_ONE_UNIT)
    relative = all(part.target.kind in _RELATIVE for part in parts)
    method = how.relative if relative else how.absolute
    target, actual = (_joined([pair[side] for pair in pairs], parts, method) for side in (0, 1))
    return Measured(actual) if rule.measure is Measure.LEVEL else ratio(rule, target, actual)


def _in_one_unit(parts: Sequence[Part], *, base: bool) -> list[Pair]:
    """Every target and actual in one unit: as printed where all print the same, else in the base unit; none if unlike."""
    printed = [value for part in parts for value in (part.target, part.actual)]
    units = {value.unit for value in printed}
    if len({unit_of(unit).dimension for unit in units}) > 1 or not all(value.certain for value in printed):
        return []
    wide = base or len(units) > 1
    values = [value.base_value if wide else value.value for value in printed]
    exact = [Fraction(value) for value in values if value is not None]
    return list(zip(exact[::2], exact[1::2], strict=True)) if len(exact) == len(values) else []


def _joined(values: Sequence[Fraction], parts: Sequence[Part], method: str) -> Fraction:
    """Add values up, or average them, weighted by money or not; without any money a weighted mean is a plain one."""
    if method == "sum":
        return sum(values, Fraction(0))
    money = sum(part.money_fen for part in parts)
    if method == "plain" or not money:
        return sum(values, Fraction(0)) / len(values)
    weighed = (value * part.money_fen for value, part in zip(values, parts, strict=True))
    return sum(weighed, Fraction(0)) / money
