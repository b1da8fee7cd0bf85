"""Curves: exact between the points, and as stated at the points, at the jumps and beyond the ends."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuheng.kernel.curve import Beyond, Closed, Curve, Point, Segment, Shape, faults_in

F = Fraction


def test_a_straight_piece_is_read_exactly_and_names_its_ends() -> None:
    reading = Curve.through([(0, 0), (F(3, 5), 0), (1, 1)]).at(F(4, 5))
    assert reading.y == F(1, 2)
    assert reading.segment == Segment(Point(F(3, 5), F(0)), Point(F(1), F(1)))
    assert reading.segment.as_json() == {"start": ["3/5", "0"], "end": ["1", "1"]}


@pytest.mark.parametrize(
    ("beyond", "under", "over"),
    [(Beyond.HOLD, F(1, 2), F(1)), (Beyond.EXTEND, F(0), F(2)), (Beyond.ZERO, F(0), F(0))],
)
def test_beyond_the_ends_the_value_is_held_extended_or_nothing(beyond: Beyond, under: Fraction, over: Fraction) -> None:
    curve = Curve.through([(1, F(1, 2)), (2, 1)], beyond=beyond)
    assert (curve.at(0).y, curve.at(4).y) == (under, over)
    assert (curve.at(0).segment.start, curve.at(4).segment.end) == (None, None)


def test_the_last_point_lies_on_the_last_piece() -> None:
    assert Curve.through([(0, 0), (1, 1)]).at(1).segment == Segment(Point(F(0), F(0)), Point(F(1), F(1)))


def test_a_single_point_is_a_constant_with_no_slope_to_extend() -> None:
    assert Curve.through([(1, 1)], beyond=Beyond.EXTEND).at(7).y == 1
    assert Curve.through([(1, 1)], beyond=Beyond.ZERO).at(7).y == 0


@pytest.mark.parametrize(("closed", "at_jump"), [(Closed.LEFT, F(3, 5)), (Closed.RIGHT, F(0))])
def test_at_a_jump_the_closed_side_decides(closed: Closed, at_jump: Fraction) -> None:
    curve = Curve.through([(0, 0), (F(3, 5), 0), (F(3, 5), F(3, 5)), (1, 1)], closed=closed)
    assert [curve.at(x).y for x in (F(59, 100), F(3, 5), F(61, 100))] == [0, at_jump, F(61, 100)]


def test_a_jump_at_the_last_point_is_read_by_its_closed_side() -> None:
    pairs = [(0, 0), (1, 0), (1, 1)]
    assert Curve.through(pairs, closed=Closed.LEFT).at(1).y == 1
    assert Curve.through(pairs, closed=Closed.RIGHT).at(1).y == 0


def test_steps_closed_left_hold_from_the_point_on() -> None:
    levels = Curve.through([(0, 0), (F(6, 10), F(1, 2)), (F(8, 10), F(8, 10)), (F(9, 10), 1)], shape=Shape.STEPS)
    assert [levels.at(F(x, 100)).y for x in (0, 59, 60, 79, 80, 89, 90, 150)] == [
        *(F(0), F(0), F(1, 2), F(1, 2), F(8, 10), F(8, 10), F(1), F(1))
    ]
    assert levels.at(F(9, 10)).segment == Segment(Point(F(9, 10), F(1)), None)


def test_steps_closed_right_hold_up_to_and_with_the_point() -> None:
    days_late = Curve(
        (Point(F(0), F(1)), Point(F(15), F(4, 5)), Point(F(30), F(3, 5))),
        Beyond.HOLD,
        Beyond.ZERO,
        Shape.STEPS,
        Closed.RIGHT,
    )
    assert [days_late.at(day).y for day in (-9, 0, 1, 15, 16, 30, 31)] == [1, 1, F(4, 5), F(4, 5), F(3, 5), F(3, 5), 0]
    assert days_late.at(0).segment == Segment(None, Point(F(0), F(1)))


def test_points_that_make_no_curve_are_refused_with_every_reason() -> None:
    assert faults_in([]) == ["a curve needs at least one point"]
    bad = [Point(F(x), F(0)) for x in (1, 0, 2, 2, 2)]
    assert faults_in(bad) == ["x falls from 1 to 0", "3 points at x = 2"]
    with pytest.raises(ValueError, match="x falls from 1 to 0; 3 points"):
        Curve(tuple(bad))
    with pytest.raises(ValueError, match="2 points at x = 1"):
        Curve.through([(1, 0), (1, 1)], shape=Shape.STEPS)
    with pytest.raises(ValueError, match="no slope"):
        Curve.through([(1, 0), (2, 1)], shape=Shape.STEPS, beyond=Beyond.EXTEND)


EXACT = st.fractions(min_value=-5, max_value=5, max_denominator=60)


@given(st.lists(st.tuples(EXACT, EXACT), min_size=2, max_size=7, unique_by=lambda pair: pair[0]), EXACT)
def test_a_curve_agrees_with_a_plain_search_for_the_piece(pairs: list[tuple[Fraction, Fraction]], x: Fraction) -> None:
    pairs.sort()
    expected = pairs[0][1] if x < pairs[0][0] else pairs[-1][1]
    for (x0, y0), (x1, y1) in pairwise(pairs):
        if x0 <= x <= x1:
            along = (x - x0) / (x1 - x0)
            expected = (1 - along) * y0 + along * y1
    assert Curve.through(pairs).at(x).y == expected


@given(st.lists(st.tuples(EXACT, EXACT), min_size=1, max_size=7, unique_by=lambda pair: pair[0]), EXACT)
def test_steps_agree_with_counting_the_points_passed(pairs: list[tuple[Fraction, Fraction]], x: Fraction) -> None:
    pairs.sort()
    passed = [y for at, y in pairs if at <= x]
    to_come = [y for at, y in pairs if at >= x]
    assert Curve.through(pairs, shape=Shape.STEPS).at(x).y == (passed[-1] if passed else pairs[0][1])
    right = Curve.through(pairs, shape=Shape.STEPS, closed=Closed.RIGHT)
    assert right.at(x).y == (to_come[0] if to_come else pairs[-1][1])
