"""A scoring rule's curve as corners that a line can be drawn through, wide enough to show where an indicator stands."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from yuheng.kernel.curve import Closed, Curve, Point, Shape

Corner = tuple[Fraction, Fraction]


def corners(curve: Curve, at: Fraction | None = None) -> list[Corner]:
    """Return the corners to draw, from a little before the first point (or `at`) to a little after the last.

    A step is two corners on one x. Beyond the points the curve goes on as its rule says.

    >>> corners(Curve.through([(0, 0), (1, 1)]))[-2:]
    [(Fraction(1, 1), Fraction(1, 1)), (Fraction(5, 4), Fraction(1, 1))]
    """
    points = curve.points
    span = max(points[-1].x - points[0].x, Fraction(1))
    low = min(points[0].x, at if at is not None else points[0].x)
    high = max(points[-1].x + span / 4, at if at is not None else points[-1].x)
    inside = _stairs(points, curve.closed) if curve.shape is Shape.STEPS else [(p.x, p.y) for p in points]
    drawn = [(low, curve.at(low).y)] if low < points[0].x else []
    drawn += inside
    if high > points[-1].x:
        just = curve.at(points[-1].x + span / 1000).y
        if just != inside[-1][1] and curve.at(high).y == just:
            drawn.append((points[-1].x, just))
        drawn.append((high, curve.at(high).y))
    return drawn


def _stairs(points: Sequence[Point], closed: Closed) -> list[Corner]:
    """Levels joined by upright lines: each level runs to the next point, or from the one before it."""
    found: list[Corner] = [(points[0].x, points[0].y)]
    for one, other in pairwise(points):
        level = one.y if closed is Closed.LEFT else other.y
        found += [(other.x, one.y), (other.x, other.y)] if closed is Closed.LEFT else [(one.x, level), (other.x, level)]
    return found
