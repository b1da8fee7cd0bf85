"""Yes, no and what is wrong."""

from __future__ import annotations

from datetime import date

import pytest

from yuheng.kernel.figure import Figure
from yuheng.kernel.outcome import Decision, Problem, Refused, Severity, Words, refuse_if, refuse_unless

LOCKED = Words("版本已锁定", "The version is locked")


def test_words_fall_back_to_the_other_language() -> None:
    assert Words("预算", "").say("en") == "预算"
    assert Words("", "Budget").say("zh-hans") == "Budget"
    assert LOCKED.say("en-us") == "The version is locked"
    assert not Words()


def test_a_refusal_carries_every_problem_and_warnings_alone_pass() -> None:
    warning = Problem("late", "A1", LOCKED, severity=Severity.WARNING)
    error = Problem("sum", "B7", LOCKED, found="9", expected="10", rule="r")
    refuse_if([warning])
    with pytest.raises(Refused) as refused:
        refuse_if([warning, error])
    assert refused.value.problems == (warning, error)
    assert refused.value.as_json()[1]["expected"] == "10"
    assert "B7: 版本已锁定" in str(refused.value)


def test_no_comes_with_its_reason_and_article() -> None:
    refuse_unless(Decision.yes())
    with pytest.raises(Refused) as refused:
        refuse_unless(Decision.no(LOCKED, source="law#art-13"), where="version 2")
    problem = refused.value.problems[0]
    assert (problem.message, problem.rule, problem.where) == (LOCKED, "law#art-13", "version 2")


def test_a_figure_is_exact_and_names_each_source_once() -> None:
    figure = Figure(3, "个", date(2026, 11, 16), ("a",))
    assert figure.because("b", "a").sources == ("a", "b")
    with pytest.raises(TypeError):
        Figure(0.1, "/1", date(2026, 11, 16))  # type: ignore[arg-type]
