"""A curve from a measure to a share: straight pieces or steps, evaluated exactly.

Every scoring rule that was found in national or local texts is such a curve (docs/algorithms/scoring-curve.md). A reading
says not only the value but which piece it came from, so that a page can draw the point and name the article.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

Exact: TypeAlias = int | Decimal | Fraction


class Beyond(StrEnum):
    """What holds outside the first and the last point: the end value, the end slope, or zero."""

    HOLD = "hold"
    EXTEND = "extend"
    ZERO = "zero"


class Shape(StrEnum):
    """Straight lines between the points, or one level per stretch."""

    LINEAR = "linear"
    STEPS = "steps"


class Closed(StrEnum):
    """To which stretch a point belongs where the value jumps: the one that starts there, or the one that ends there."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Point:
    """One corner of a curve."""

    x: Fraction
    y: Fraction


@dataclass(frozen=True, slots=True)
class Segment:
    """The stretch that a reading lies on; `start` or `end` is None beyond the first or the last point."""

    start: Point | None
    end: Point | None

    def as_json(self) -> dict[str, list[str] | None]:
        """Return both ends as [x, y], each an exact fraction in text ("4/5"), or null."""
        return {"start": _pair(self.start), "end": _pair(self.end)}


def _pair(point: Point | None) -> list[str] | None:
    return None if point is None else [str(point.x), str(point.y)]


@dataclass(frozen=True, slots=True)
class Reading:
    """The value of a curve at a place, and the stretch it was read from."""

    x: Fraction
    y: Fraction
    segment: Segment


@dataclass(frozen=True, slots=True)
class Curve:
    """A piecewise-linear or step curve. Points rise in x; two points with one x make a jump (linear shape only).

    Steps closed left: the level of a point holds from it on ("90 % and more: all"). Steps closed right: it holds up
    to and with it ("up to 15 days late: four fifths"). `ValueError` when the points do not make a curve.

    >>> Curve.through([(0, 0), (1, 1)]).at(Fraction(4, 5)).y
    Fraction(4, 5)
    >>> Curve.through([(0, 0), (1, 1)]).at(3).y
    Fraction(1, 1)
    """

    points: tuple[Point, ...]
    below: Beyond = Beyond.HOLD
    above: Beyond = Beyond.HOLD
    shape: Shape = Shape.LINEAR
    closed: Closed = Closed.LEFT

    def __post_init__(self) -> None:
        faults = faults_in(self.points, self.shape)
        if faults:
            raise ValueError("; ".join(faults))
        if self.shape is Shape.STEPS and Beyond.EXTEND in {self.below, self.above}:
            raise ValueError("steps have no slope to extend")

    @classmethod
    def through(
        cls,
        pairs: Iterable[tuple[Exact, Exact]],
        *,
        beyond: Beyond = Beyond.HOLD,
        shape: Shape = Shape.LINEAR,
        closed: Closed = Closed.LEFT,
    ) -> Curve:
        """Make a curve from (x, y) pairs with the same treatment at both ends."""
        points = tuple(Point(Fraction(x), Fraction(y)) for x, y in pairs)
        return cls(points, beyond, beyond, shape, closed)

    def at(self, x: Exact) -> Reading:
        """Read the curve at x, exactly."""
        place = Fraction(x)
        first, last = self.points[0], self.points[-1]
        if place < first.x:
            return Reading(place, self._outside(place, first, self.points[:2], self.below), Segment(None, first))
        if place > last.x:
            return Reading(place, self._outside(place, last, self.points[-2:], self.above), Segment(last, None))
        return self._steps(place) if self.shape is Shape.STEPS else self._linear(place)

    def _outside(self, place: Fraction, end: Point, pair: Sequence[Point], beyond: Beyond) -> Fraction:
        if beyond is Beyond.ZERO:
            return Fraction(0)
        if beyond is Beyond.HOLD or len(pair) == 1 or pair[0].x == pair[1].x:
            return end.y
        return _on_line(place, pair[0], pair[1])

    def _linear(self, place: Fraction) -> Reading:
        xs = [point.x for point in self.points]
        left = bisect_right(xs, place) - 1 if self.closed is Closed.LEFT else max(bisect_left(xs, place) - 1, 0)
        if 0 < left == len(xs) - 1 and xs[left - 1] < xs[left]:
            left -= 1
        start = self.points[left]
        end = self.points[min(left + 1, len(xs) - 1)]
        y = start.y if start.x == end.x else _on_line(place, start, end)
        return Reading(place, y, Segment(start, end))

    def _steps(self, place: Fraction) -> Reading:
        xs = [point.x for point in self.points]
        if self.closed is Closed.LEFT:
            at = bisect_right(xs, place) - 1
            after = self.points[at + 1] if at + 1 < len(xs) else None
            return Reading(place, self.points[at].y, Segment(self.points[at], after))
        at = bisect_left(xs, place)
        before = self.points[at - 1] if at else None
        return Reading(place, self.points[at].y, Segment(before, self.points[at]))


def _on_line(x: Fraction, one: Point, other: Point) -> Fraction:
    return one.y + (other.y - one.y) * (x - one.x) / (other.x - one.x)


def faults_in(points: Sequence[Point], shape: Shape = Shape.LINEAR) -> list[str]:
    """List why points do not make a curve: none at all, x falling, more than two on one x, a jump among steps.

    >>> faults_in([Point(Fraction(1), Fraction(0)), Point(Fraction(0), Fraction(1))])
    ['x falls from 1 to 0']
    """
    if not points:
        return ["a curve needs at least one point"]
    faults = [f"x falls from {one.x} to {other.x}" for one, other in pairwise(points) if other.x < one.x]
    most = 1 if shape is Shape.STEPS else 2
    xs = [point.x for point in points]
    faults += [f"{xs.count(x)} points at x = {x}" for x in sorted(set(xs)) if xs.count(x) > most]
    return faults
