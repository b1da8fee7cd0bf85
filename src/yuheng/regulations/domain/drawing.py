"""A curve as a drawing wants it: corners in order, jumps written out, and a stretch beyond both ends."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

from yuheng.kernel.curve import Beyond, Closed, Curve, Shape

Corner: TypeAlias = tuple[Fraction, Fraction]
SIGNED = frozenset({"days_late", "target-actual", "actual-target"})  # measures that go below zero


def corners_of(curve: Curve, *, signed: bool = False, reach: Sequence[Fraction] = ()) -> list[Corner]:
    """The corners of the drawing: exactly what the evaluator reads, wide enough to hold the places in `reach`.

    A ratio is drawn from zero on, a difference (`signed`) on both sides of its first and last point.

    >>> [str(x) for x, y in corners_of(Curve.through([(0, 0), (1, 1)]))]
    ['0', '1', '6/5']
    """
    first, last = curve.points[0].x, curve.points[-1].x
    margin = (last - first) / 5 or Fraction(1)
    left = min([first, first - margin if signed else max(first - margin, Fraction(0)), *reach])
    right = max([last + margin, *reach])
    inner = _jumps(curve) if curve.shape is Shape.STEPS else [(point.x, point.y) for point in curve.points]
    if curve.above is Beyond.ZERO:
        inner.append((last, Fraction(0)))
    if left == first:
        return [*inner, (right, curve.at(right).y)]
    if curve.below is Beyond.ZERO:
        inner.insert(0, (first, Fraction(0)))
    return [(left, curve.at(left).y), *inner, (right, curve.at(right).y)]


def _jumps(curve: Curve) -> list[Corner]:
    corners: list[Corner] = [(curve.points[0].x, curve.points[0].y)]
    for one, other in pairwise(curve.points):
        turn = (other.x, one.y) if curve.closed is Closed.LEFT else (one.x, other.y)
        corners += [turn, (other.x, other.y)]
    return corners
