"""A scoring rule as an Ibis expression in exact integer arithmetic, equal to `score_indicator` to the last digit.

How it is made and where it is tested: docs/algorithms/compiled-scoring.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import ibis
import ibis.expr.types as ir

from yuheng.analytics.columns import Columns, largest
from yuheng.analytics.curves import HUNDREDTHS, Place, Points
from yuheng.analytics.domain.codes import SCALE, Reading, Status, label_code, unscored
from yuheng.analytics.edges import Numbers
from yuheng.analytics.engines import Engine, Width
from yuheng.analytics.measures import peak, reach
from yuheng.analytics.wholes import Case, Code, choose, whole
from yuheng.evaluation.domain.rules import Measure, ScoringRule
from yuheng.evaluation.domain.score import ONE_WAN


class CannotCompile(ValueError):
    """The rule has no exact expression in hundredths of a point; the text says why."""


def indicator_code(rule: ScoringRule, line: Columns, engine: Engine) -> Code:
    """Return the code (`codes.decoded`) of every line under a rule: points in hundredths, or why there are none.

    `CannotCompile` for a rule that rounds only the total (a sum of fractions has no one denominator), keeps more than
    two digits, or could pass the engine's widest integers.
    """
    refuse_uncompilable(rule)
    if rule.measure is Measure.LABEL:
        return _by_label(rule, line, engine)
    return _by_width(rule, line, engine, lambda width: _by_reading(rule, line, width))


def execution_code(rule: ScoringRule, line: Columns, engine: Engine) -> Code:
    """Return the code of every execution line: target is the budget, actual what was paid, both in fen."""
    refuse_uncompilable(rule)
    rate = replace(rule, measure=Measure.DONE)
    return _by_width(rate, line, engine, lambda width: _execution(rate, line, width))


def refuse_uncompilable(rule: ScoringRule) -> None:
    """Raise `CannotCompile` with the reason, if there is one."""
    if rule.rounding.on != "indicator":
        raise CannotCompile(
            f"{rule.id} rounds on the {rule.rounding.on}: unrounded fractions cannot be added as integers"
        )
    if not 0 <= rule.rounding.digits <= HUNDREDTHS:
        raise CannotCompile(f"{rule.id} keeps {rule.rounding.digits} digits; the lake keeps hundredths")
    unknown = [band.label for band in rule.bands if not label_code(band.label)]
    if unknown:
        raise CannotCompile(f"{rule.id} has labels without a number: {', '.join(unknown)}")


def _by_width(rule: ScoringRule, line: Columns, engine: Engine, make: Callable[[Width], Code]) -> Code:
    """Compute in narrow integers where a row's values allow it, else in wide ones."""
    weight, held = largest(line.weight), line.largest()
    if peak(rule, weight, held) > engine.wide.largest:
        raise CannotCompile(f"{rule.id} could pass the widest integers of {engine.name}")
    if engine.narrow is None:
        return make(engine.wide)
    limit = reach(rule, weight=weight, largest=engine.narrow.largest)
    if held <= limit:
        return make(engine.narrow)
    if not limit:
        return make(engine.wide)
    values = [value for value in (line.target, line.actual, line.target_high) if value is not None]
    huge = [~value.between(-limit, limit) for value in values]
    any_huge = huge[0]
    for one in huge[1:]:
        any_huge |= one
    return choose([(any_huge, make(engine.wide))], make(engine.narrow))


def _by_reading(rule: ScoringRule, line: Columns, width: Width) -> Code:
    """Choose by what the prints are to each other; where they are two numbers, the rule's edges and curve decide."""
    points = Points(rule, width, width.lift(line.weight))
    target, actual = width.lift(line.target), width.lift(line.actual)
    numbers: list[Case] = []
    if line.target_high is not None and rule.measure not in {Measure.LEVEL, Measure.DAYS_LATE}:
        high = width.lift(line.target_high)
        inside = line.target_high.notnull() & (actual >= target) & (actual <= high)
        numbers.append((inside, points.of_share(Fraction(1))))
        target = choose([(line.target_high.notnull() & (actual > high), high)], target)
    pair = Numbers(rule, points, target, actual, line.reading, line.judged)
    cases: list[Case] = [(line.reading <= int(Reading.NUMBERS_REACHED), choose(numbers, pair.code()))]
    if line.judged is not None:
        cases.append((line.judged.notnull(), points.of_judged(line.judged)))
    cases.append((line.reading == int(Reading.REACHED), points.of_share(Fraction(1))))
    return choose([*cases, *_empty(rule, line, points)], whole(unscored(Status.NOT_COMPARABLE)))


def _empty(rule: ScoringRule, line: Columns, points: Points) -> list[Case]:
    """Return the cases of what was not printed."""
    return [
        (line.reading == int(Reading.MISSING), _missing(rule)),
        (line.reading == int(Reading.NOTHING), _not_applicable(rule, points)),
    ]


def _missing(rule: ScoringRule) -> Code:
    zero = rule.edge("missing", "not_reported") == "zero"
    return whole(0 if zero else unscored(Status.NOT_REPORTED))


def _not_applicable(rule: ScoringRule, points: Points) -> Code:
    edge = rule.edge("not_applicable", "rescale")
    if edge == "rescale":
        return whole(unscored(Status.NOT_APPLICABLE))
    return points.of_share(Fraction(1)) if edge == "full" else whole(0)


def _execution(rule: ScoringRule, line: Columns, width: Width) -> Code:
    points = Points(rule, width, width.lift(line.weight))
    budget, paid = width.lift(line.target), width.lift(line.actual)
    edge = rule.edge("budget_zero", "not_applicable")
    if edge == "not_applicable":
        at_zero = _not_applicable(rule, points)
    elif edge == "as_one":
        at_zero = points.on_curve(Place(paid, ONE_WAN))
    else:
        at_zero = points.of_share(Fraction(1)) if edge == "full" else whole(0)
    cases: list[Case] = [
        (line.reading == int(Reading.MISSING), _missing(rule)),
        (budget > 0, points.on_curve(Place(paid, budget))),
        (budget == 0, at_zero),
    ]
    return choose(cases, points.on_curve(Place(-paid, -budget)))


def _by_label(rule: ScoringRule, line: Columns, engine: Engine) -> Code:
    """Score by bands: a judged share must lie in the band of the label; without one only "reached" is clear."""
    width = engine.narrow or engine.wide
    points = Points(rule, width, width.lift(line.weight))
    cases: list[Case] = []
    if line.judged is not None:
        cases.append((_outside(rule, line), whole(unscored(Status.NEEDS_JUDGEMENT))))
        cases.append((line.judged.notnull(), points.of_judged(line.judged)))
    cases += _empty(rule, line, points)
    if line.label is not None:
        defaults = [(band.label, band.default) for band in rule.bands if band.default is not None]
        cases += [(line.label == label_code(label), points.of_share(share)) for label, share in defaults]
    said = line.reading.isin([int(Reading.REACHED), int(Reading.NUMBERS_REACHED)])
    return choose([*cases, (said, points.of_share(Fraction(1)))], whole(unscored(Status.NEEDS_JUDGEMENT)))


def _outside(rule: ScoringRule, line: Columns) -> ir.BooleanValue:
    """Say whether a judged share lies outside the band of the printed label."""
    if line.judged is None or line.label is None:
        return ibis.literal(False)
    outside = ibis.literal(False)
    for band in rule.bands:
        inside = _at_least(line.judged, band.low) & ~_at_least(line.judged, band.high)
        if band.top:
            inside |= line.judged.cast("int64") * band.high.denominator == SCALE * band.high.numerator
        outside |= (line.label == label_code(band.label)) & ~inside
    return outside


def _at_least(judged: ir.IntegerValue, share: Fraction) -> ir.BooleanValue:
    """Say whether a share in ten-thousandths is at least an exact one."""
    return judged.cast("int64") * share.denominator >= SCALE * share.numerator
