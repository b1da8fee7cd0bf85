"""The worked cases that come with the law: they all come out, and one that is wrong is caught."""

from __future__ import annotations

from dataclasses import replace

from yuheng.evaluation.cases import run_cases
from yuheng.regulations.queries import cases


def test_every_worked_case_of_the_law_comes_out() -> None:
    assert [problem.as_json() for problem in run_cases()] == []
    assert len(cases()) > 60


def test_a_case_with_a_wrong_expectation_is_reported_with_what_came_out() -> None:
    right = next(case for case in cases() if case.expect.get("points") == 8)
    wrong = replace(right, expect={"points": 7})
    assert run_cases([right]) == []
    (problem,) = run_cases([wrong])
    assert problem.where.startswith(right.place) and "'points': '8'" in problem.found
