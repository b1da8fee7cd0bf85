"""The drawn curve passes through what the scorer gives, step by step and beyond the ends."""

from fractions import Fraction
from itertools import pairwise

import pytest

from yuheng.evaluation.domain.corners import corners
from yuheng.kernel.curve import Beyond, Closed, Curve, Shape

LATE = Curve.through([(0, 1), (15, Fraction(4, 5)), (30, Fraction(3, 5))], shape=Shape.STEPS, closed=Closed.RIGHT)
SATISFIED = Curve.through([(0, 0), (Fraction(3, 5), Fraction(1, 2)), (Fraction(9, 10), 1)], shape=Shape.STEPS)
STRAIGHT = Curve.through([(0, 0), (Fraction(3, 5), 0), (1, 1)])
FALLING_OFF = Curve.through([(0, 1)], beyond=Beyond.ZERO, shape=Shape.STEPS)


def drawn_at(drawn: list[tuple[Fraction, Fraction]], x: Fraction) -> set[Fraction]:
    """All heights that the drawn line has at x."""
    heights = {y for at, y in drawn if at == x}
    for (x0, y0), (x1, y1) in pairwise(drawn):
        if x0 < x < x1:
            heights.add(y0 + (y1 - y0) * (x - x0) / (x1 - x0))
    return heights


@pytest.mark.parametrize("curve", [LATE, SATISFIED, STRAIGHT, FALLING_OFF])
@pytest.mark.parametrize("x", [Fraction(n, 20) for n in range(0, 25)] + [Fraction(n) for n in (2, 10, 15, 29, 30, 31)])
def test_the_line_passes_through_every_value_of_the_curve(curve: Curve, x: Fraction) -> None:
    drawn = corners(curve, x)
    assert drawn[0][0] <= x <= drawn[-1][0]
    assert curve.at(x).y in drawn_at(drawn, x)


def test_an_indicator_far_beyond_the_last_point_is_still_on_the_picture() -> None:
    assert corners(STRAIGHT, Fraction(3))[-1] == (Fraction(3), Fraction(1))
