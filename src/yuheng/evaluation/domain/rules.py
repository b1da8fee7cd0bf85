"""A scoring rule as the evaluator sees it: a measure, a curve or bands, a rounding, and what holds at the edges.

Built from the plain keys of a rule file (docs/algorithms/rule-format.md); this module knows no files and no Django.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from yuheng.kernel.curve import Beyond, Closed, Curve, Point, Shape
from yuheng.kernel.money import round_down, round_half_up
from yuheng.kernel.outcome import NOTHING, Words


class Measure(StrEnum):
    """What is read off the curve."""

    DONE = "actual/target"
    INVERSE = "target/actual"
    TWICE_LESS = "(2*target-actual)/target"
    SHORT_BY = "target-actual"
    OVER_BY = "actual-target"
    DEVIATION = "|actual-target|/target"
    LEVEL = "actual"
    DAYS_LATE = "days_late"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Rounding:
    """How points are cut: digits, half up or down, at each indicator or only at the total."""

    digits: int = 2
    mode: str = "half_up"
    on: str = "indicator"

    def apply(self, points: Fraction) -> Decimal:
        """Round points; exact until here.

        >>> Rounding().apply(Fraction(25, 3))
        Decimal('8.33')
        """
        cut = round_down if self.mode == "down" else round_half_up
        return cut(points, self.digits)


@dataclass(frozen=True, slots=True)
class Step:
    """A measure that counts in whole steps: a started step counts ("up") or does not ("down")."""

    size: Fraction
    up: bool

    def count(self, measure: Fraction) -> Fraction:
        """Return the number of steps in a measure."""
        steps = measure / self.size
        return Fraction(-(-steps.numerator // steps.denominator) if self.up else steps.numerator // steps.denominator)


@dataclass(frozen=True, slots=True)
class LabelBand:
    """One band of a qualitative rule: the label, and the shares of the weight it may earn."""

    label: str
    title: Words
    low: Fraction
    high: Fraction
    top: bool
    default: Fraction | None = None

    def holds(self, share: Fraction) -> bool:
        """Say whether a judged share lies in the band; the lower end belongs to it, the upper one only at the top."""
        return self.low <= share < self.high or (self.top and share == self.high)


@dataclass(frozen=True, slots=True)
class OverTier:
    """What is done from so far over the target: a share of the points taken off, and whether reasons are needed.

    `at_zero` is the actual from which a reason is needed where the target is zero and has no ratio.
    """

    low: Fraction
    high: Fraction | None
    deduct: Fraction
    explain: bool
    at_zero: Fraction | None = None

    def holds(self, ratio: Fraction) -> bool:
        """Say whether actual over target falls into the tier."""
        return ratio >= self.low and (self.high is None or ratio < self.high)


@dataclass(frozen=True, slots=True)
class ScoringRule:
    """One scoring rule. `edges` names what holds where the measure has no value; `points_off`: y is points deducted."""

    id: str
    title: Words
    measure: Measure
    source: str
    trust: str
    curve: Curve | None = None
    bands: tuple[LabelBand, ...] = ()
    rounding: Rounding = Rounding()
    edges: Mapping[str, str] = field(default_factory=dict)
    step: Step | None = None
    points_off: bool = False
    over: tuple[OverTier, ...] = ()

    def edge(self, name: str, default: str) -> str:
        """Return what holds at an edge."""
        return self.edges.get(name, default)

    def with_over(self, tiers: tuple[OverTier, ...]) -> ScoringRule:
        """Return the rule with the over-achievement tiers of its scheme."""
        return replace(self, over=tiers)


def scoring_rule(spec: Mapping[str, object]) -> ScoringRule:
    """Build a scoring rule from its plain keys (with id, title, source and trust); `ValueError` for no such measure."""
    measure = Measure(str(spec["measure"]))
    title = spec.get("title")
    step = mapping(spec.get("step"))
    return ScoringRule(
        id=str(spec["id"]),
        title=title if isinstance(title, Words) else NOTHING,
        measure=measure,
        source=str(spec["source"]),
        trust=str(spec["trust"]),
        curve=None if measure is Measure.LABEL else _curve(spec),
        bands=tuple(_label_band(mapping(band)) for band in sequence(spec.get("bands"))),
        rounding=rounding_of(mapping(spec.get("rounding"))),
        edges=MappingProxyType({key: str(value) for key, value in mapping(spec.get("edges")).items()}),
        step=Step(fraction(step["size"]), step["mode"] == "up") if step else None,
        points_off=spec.get("unit") == "points_off",
    )


def _curve(spec: Mapping[str, object]) -> Curve:
    pairs = [sequence(pair) for pair in sequence(spec["points"])]
    beyond = str(spec.get("beyond", "hold"))
    return Curve(
        points=tuple(Point(fraction(x), fraction(y)) for x, y in pairs),
        below=Beyond(str(spec.get("below", beyond))),
        above=Beyond(str(spec.get("above", beyond))),
        shape=Shape(str(spec.get("shape", "linear"))),
        closed=Closed(str(spec.get("closed", "left"))),
    )


def _label_band(band: Mapping[str, object]) -> LabelBand:
    title, default = band.get("title"), band.get("default")
    return LabelBand(
        label=str(band["code"]),
        title=title if isinstance(title, Words) else NOTHING,
        low=fraction(band["from"]),
        high=fraction(band["to"]),
        top=str(band.get("ends", "[)")).endswith("]"),
        default=None if default is None else fraction(default),
    )


def rounding_of(fields: Mapping[str, object]) -> Rounding:
    """Build a rounding from its keys; what is not stated is two digits, half up, at each indicator."""
    digits = int(str(fields.get("digits", 2)))
    return Rounding(digits, str(fields.get("mode", "half_up")), str(fields.get("on", "indicator")))


def over_tier(row: Mapping[str, object]) -> OverTier:
    """Build one over-achievement tier from its row."""
    high, at_zero = row.get("to"), row.get("at_zero")
    return OverTier(
        low=fraction(row["from"]),
        high=None if high is None else fraction(high),
        deduct=fraction(row["deduct"]),
        explain=row.get("explain") is True,
        at_zero=None if at_zero is None else fraction(at_zero),
    )


def fraction(value: object) -> Fraction:
    """Return an exact number; `ValueError` for what is none."""
    return value if isinstance(value, Fraction) else Fraction(str(value))


def mapping(value: object) -> Mapping[str, object]:
    """Return a mapping, an empty one for nothing."""
    return value if isinstance(value, Mapping) else {}


def sequence(value: object) -> Sequence[object]:
    """Return a sequence, an empty one for nothing."""
    return value if isinstance(value, tuple | list) else ()
