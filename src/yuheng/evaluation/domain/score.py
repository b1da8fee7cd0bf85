"""The exact evaluator: one indicator, or the execution line, to points with the working shown.

Nothing is guessed: where a rule has no answer the status says who must give it, and `points` is None.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal, TypeAlias

from yuheng.evaluation.domain.measures import Found, Held, Judge, Measured, measure
from yuheng.evaluation.domain.rules import LabelBand, Measure, ScoringRule
from yuheng.kernel.curve import Curve, Segment
from yuheng.kernel.money import Fen, round_half_up
from yuheng.kernel.numbers import Printed
from yuheng.kernel.outcome import Problem, Words

Status: TypeAlias = Literal["scored", "not_reported", "not_applicable", "not_comparable", "needs_judgement"]

JUDGED = Words(zh="得分比例由人评定", en="The share was judged by a person")
SAME_TEXT = Words(zh="完成情况与目标一致，视为达成", en="The actual repeats the target and is taken as reached")
TOP_OF_BAND = Words(zh="未评定档内比例，达成按满分", en="No share was judged; reached is taken as full")
ONE_WAN: Fen = 10_000 * 100
_REACHED = "达成"


@dataclass(frozen=True, slots=True)
class Working:
    """How points came about: what was measured, where on which curve, under which rule, and what was assumed."""

    rule_id: str
    title: Words
    measure: str
    weight: Decimal
    source: str
    trust: str
    rounding: str
    x: Fraction | None = None
    y: Fraction | None = None
    exact: Fraction | None = None
    segment: Segment | None = None
    curve: Curve | None = None
    points_off: bool = False
    bands: tuple[LabelBand, ...] = ()
    deducted: Fraction = Fraction(0)
    assumed: tuple[Words, ...] = ()

    @property
    def curve_points(self) -> tuple[tuple[Fraction, Fraction], ...]:
        """Return the corners of the curve, none for bands."""
        return tuple((point.x, point.y) for point in self.curve.points) if self.curve else ()

    def as_json(self) -> dict[str, object]:
        """Return JSON data, enough to draw the curve and the point on it.

        Numbers are {"exact": "4/5", "decimal": "0.8"}; `curve` has points, shape, closed side and what holds beyond,
        and its y is a share of the weight, or points deducted where `unit` is "points_off".
        """
        return {
            "rule": self.rule_id,
            "title": self.title.as_json(),
            "measure": self.measure,
            "weight": str(self.weight),
            "source": self.source,
            "trust": self.trust,
            "rounding": self.rounding,
            "x": _number(self.x),
            "y": _number(self.y),
            "exact": None if self.exact is None else str(self.exact),
            "segment": None if self.segment is None else self.segment.as_json(),
            "curve": _curve(self),
            "bands": [[band.label, _number(band.low), _number(band.high)] for band in self.bands],
            "deducted": str(self.deducted),
            "assumed": [words.as_json() for words in self.assumed],
        }


def _number(value: Fraction | None) -> dict[str, str] | None:
    return None if value is None else {"exact": str(value), "decimal": f"{round_half_up(value, 6).normalize():f}"}


def _curve(working: Working) -> dict[str, object] | None:
    curve = working.curve
    if curve is None:
        return None
    return {
        "points": [[_number(x), _number(y)] for x, y in working.curve_points],
        "shape": curve.shape.value,
        "closed": curve.closed.value,
        "below": curve.below.value,
        "above": curve.above.value,
        "unit": "points_off" if working.points_off else "share",
    }


@dataclass(frozen=True, slots=True)
class Scored:
    """The points of one line. `points` is rounded as the rule says, None unless the status is "scored"."""

    points: Decimal | None
    share: Fraction | None
    status: Status
    working: Working
    needs_reason: bool = False
    problems: tuple[Problem, ...] = ()


def score_indicator(
    *,
    rule: ScoringRule,
    weight: Decimal,
    target: Printed,
    actual: Printed,
    label_share: Fraction | None = None,
    assumed: tuple[Words, ...] = (),
) -> Scored:
    """Score one indicator: `weight` in points, `label_share` the share a person judged (0 … 1), if any.

    A measured value wins over a judged share. Blank actual values follow the rule's `missing` edge; a dash on both
    sides means not applicable. Source: the rule's own article, named in the working.
    """
    working = _blank(rule, weight, assumed)
    if target.empty and actual.empty and target.text.strip() and label_share is None:
        return _not_applicable(rule, working)
    if rule.measure is Measure.LABEL:
        return _by_label(rule, working, target, actual, label_share)
    if actual.empty and label_share is None:
        return _missing(rule, working)
    found = measure(rule, target, actual)
    if isinstance(found, Judge) and label_share is not None:
        found = Held(label_share, JUDGED)
    elif isinstance(found, Judge) and _says_reached(target, actual):
        found = Held(Fraction(1), SAME_TEXT)
    return score_found(rule=rule, weight=weight, found=found, assumed=assumed)


def score_found(*, rule: ScoringRule, weight: Decimal, found: Found, assumed: tuple[Words, ...] = ()) -> Scored:
    """Score what was measured already: a place on the curve, a share, or why there is neither."""
    working = _blank(rule, weight, assumed)
    if isinstance(found, Measured):
        return _on_curve(rule, working, found)
    working = replace(working, assumed=(*assumed, found.because))
    if isinstance(found, Judge):
        return Scored(None, None, found.status, working)
    scored = _of_share(rule, replace(working, y=found.share), found.share)
    return replace(scored, needs_reason=found.explain)


def score_execution(*, rule: ScoringRule, weight: Decimal, budget_fen: Fen, executed_fen: Fen | None) -> Scored:
    """Score the execution line: executed over budget, both in fen; the rule's `budget_zero` edge decides at zero.

    "as_one" is what some systems do there: they divide by one unit of their forms, 万元.
    """
    working = _blank(rule, weight, ())
    if executed_fen is None:
        return _missing(rule, working)
    if budget_fen == 0:
        edge = rule.edge("budget_zero", "not_applicable")
        if edge == "not_applicable":
            return _not_applicable(rule, working)
        if edge != "as_one":
            return _of_share(rule, working, Fraction(1 if edge == "full" else 0))
        budget_fen = ONE_WAN
    return _on_curve(rule, working, Measured(Fraction(executed_fen, budget_fen)))


def _blank(rule: ScoringRule, weight: Decimal, assumed: tuple[Words, ...]) -> Working:
    return Working(
        rule_id=rule.id,
        title=rule.title,
        measure=rule.measure.value,
        weight=weight,
        source=rule.source,
        trust=rule.trust,
        rounding=f"{rule.rounding.digits} {rule.rounding.mode} {rule.rounding.on}",
        curve=rule.curve,
        points_off=rule.points_off,
        bands=rule.bands,
        assumed=assumed,
    )


def _missing(rule: ScoringRule, working: Working) -> Scored:
    if rule.edge("missing", "not_reported") == "zero":
        return _of_share(rule, working, Fraction(0))
    return Scored(None, None, "not_reported", working)


def _not_applicable(rule: ScoringRule, working: Working) -> Scored:
    edge = rule.edge("not_applicable", "rescale")
    if edge == "rescale":
        return Scored(None, None, "not_applicable", working)
    return _of_share(rule, working, Fraction(1 if edge == "full" else 0))


def _on_curve(rule: ScoringRule, working: Working, found: Measured) -> Scored:
    if rule.curve is None:
        raise ValueError(f"{rule.id} has no curve")
    x = rule.step.count(found.x) if rule.step else found.x
    reading = rule.curve.at(x)
    if found.late and reading.y == 0 and rule.edge("late", "") == "judge":
        late = Words(
            zh="逾期完成，办法未规定扣分，需人工判断", en="Late; the rule does not say what it costs, judge it"
        )
        return Scored(None, None, "needs_judgement", replace(working, x=x, assumed=(*working.assumed, late)))
    share = reading.y
    if rule.points_off:
        weight = Fraction(working.weight)
        share = max(Fraction(0), weight - reading.y) / weight if weight else Fraction(0)
    working = replace(working, x=x, y=reading.y, segment=reading.segment, assumed=(*working.assumed, *found.assumed))
    tier = next((tier for tier in rule.over if found.ratio is not None and tier.holds(found.ratio)), None)
    if tier is None:
        return _of_share(rule, working, share)
    scored = _of_share(rule, replace(working, deducted=tier.deduct), share * (1 - tier.deduct))
    return replace(scored, needs_reason=tier.explain)


def _of_share(rule: ScoringRule, working: Working, share: Fraction) -> Scored:
    exact = share * Fraction(working.weight)
    points = rule.rounding.apply(exact) if rule.rounding.on == "indicator" else round_half_up(exact, 4)
    return Scored(points, share, "scored", replace(working, exact=exact))


def _says_reached(target: Printed, actual: Printed) -> bool:
    """Say whether the actual repeats the target's words, or plainly says "reached"."""
    same = bool(target.text.strip()) and target.text.strip() == actual.text.strip()
    return same or (actual.label == _REACHED and actual.certain)


def _by_label(rule: ScoringRule, working: Working, target: Printed, actual: Printed, judged: Fraction | None) -> Scored:
    """Score by bands: a judged share must lie in the band of the label; without one only "reached" is clear."""
    band = next((band for band in rule.bands if band.label == actual.label and actual.certain), None)
    if judged is not None:
        if band is not None and not band.holds(judged):
            return _outside(working, band.label, judged, (band.low, band.high))
        return _of_share(rule, replace(working, y=judged, assumed=(*working.assumed, JUDGED)), judged)
    if actual.empty:
        return _missing(rule, working)
    if band is not None and band.default is not None:
        return _of_share(rule, replace(working, y=band.default), band.default)
    if not _says_reached(target, actual):
        return Scored(None, None, "needs_judgement", working)
    why = TOP_OF_BAND if actual.label == _REACHED else SAME_TEXT
    return _of_share(rule, replace(working, y=Fraction(1), assumed=(*working.assumed, why)), Fraction(1))


def _outside(working: Working, label: str, judged: Fraction, band: tuple[Fraction, Fraction]) -> Scored:
    message = Words(zh=f"评定的比例不在“{label}”档内", en=f'The judged share lies outside the band of "{label}"')
    low, high = (f"{round_half_up(end * 100, 2).normalize():f}%" for end in band)
    found = f"{round_half_up(judged * 100, 2).normalize():f}%"
    problem = Problem("outside_band", "", message, found=found, expected=f"{low}-{high}", rule=working.rule_id)
    return Scored(None, None, "needs_judgement", working, problems=(problem,))
