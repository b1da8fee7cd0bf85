"""A benchmark compares only what gives the same answer."""

import pytest

from bench.floor import alone, compare


def by_hand() -> int:
    return sum(range(1000))


def ours() -> int:
    return 1000 * 999 // 2


def test_both_paths_are_run_five_times_and_compared() -> None:
    done = compare(name="sum", rows=1000, floor=by_hand, product=ours, goal="≤ 1", rounds=1)
    assert (done.rounds, done.floor.answer, done.product.answer) == (5, 499500, 499500)
    assert done.ratio > 0 and done.product.peak > 2**20


def test_a_quick_wrong_answer_is_no_answer() -> None:
    with pytest.raises(ValueError, match="do not agree"):
        compare(name="sum", rows=1000, floor=by_hand, product=lambda: 499501, goal="≤ 1")


def test_a_run_that_fails_is_not_a_figure(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RuntimeError, match="status"):
        alone(lambda: 1 // 0)
    assert "ZeroDivisionError" in capfd.readouterr().err
