"""`yuheng rules`: the law on a terminal, for people and for programs."""

import json

import pytest

from yuheng.config.cli import main

pytestmark = pytest.mark.django_db


def test_a_rule_is_shown_with_its_article_and_the_code_that_asks_for_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "show", "results.budget_effects", "--on", "2026-03-01", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["source"], shown["trust"], shown["region"]) == ("qingheng-2024#art-28", "D", "990123")
    assert any(use.startswith("results/queries.py") for use in shown["asked_by"])
    assert main(["rules", "show", "scoring.at_least", "--region", ""]) == 0
    assert "not verified against the text" in capsys.readouterr().out


def test_no_law_is_a_problem_and_no_place_is_a_failure(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "show", "scoring.at_least", "--on", "2020-02-24", "--region", ""]) == 1
    assert "no_law" not in capsys.readouterr().err
    assert main(["rules", "history", "nonsense"]) == 1
    assert main(["rules", "show", "scoring.at_least", "--region", "moon"]) == 2


def test_a_history_names_each_day_that_changed_something(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "history", "results.budget_effects", "--json"]) == 0
    steps = json.loads(capsys.readouterr().out)
    assert [step["from"] for step in steps] == ["2020-02-25", "2024-01-01"]
    assert [step["rule"]["region"] for step in steps] == ["", "990123"]


def test_the_worked_cases_come_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "test", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["cases"] > 60, answer["problems"]) == (True, [])


def test_the_whole_law_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--json", "show"]) == 0
    assert len(json.loads(capsys.readouterr().out)) > 100
