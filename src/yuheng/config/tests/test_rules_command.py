"""`yuheng rules`: the law on a terminal, for people and for programs."""

import json
from pathlib import Path

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


def test_two_places_are_compared_by_value_article_and_trust(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["rules", "diff", "--region", "", "--on", "2024-01-01", "--to-region", "420000", "--to-on", "2024-01-01"]
    assert main([*asked, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["right"] == {"region": "420000", "on": "2024-01-01"}
    weights = next(one for one in answer["differences"] if one["id"] == "weights.self_2020")
    assert (weights["differs"], weights["left"]["trust"], weights["right"]["source"]) == (
        "value",
        "R-h",
        "form-hubei-project",
    )
    assert weights["right"]["value"] == {"execution": "20", "performance": "80"}
    assert main(asked) == 0
    assert "rules differ" in capsys.readouterr().out
    assert main(["rules", "diff", "--region", "moon"]) == 2


def test_two_days_of_one_place_are_compared(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["rules", "diff", "--region", "", "--on", "2020-02-24", "--to-on", "2020-02-25", "--json"]
    assert main(asked) == 0
    found = {one["id"]: one for one in json.loads(capsys.readouterr().out)["differences"]}
    assert (found["scoring.at_least"]["differs"], found["scoring.at_least"]["left"]) == ("only_right", None)


def test_a_folder_is_checked_before_it_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notice = tmp_path / "regions" / "990123" / "disclosure" / "budget.yaml"
    notice.parent.mkdir(parents=True)
    notice.write_text("values:\n  2024-01-01: {value: 10, source: own#art-1, trust: P}\n", encoding="utf-8")
    documents = tmp_path / "instruments.yaml"
    documents.write_text("- {id: own, title: {zh: 本县通知, en: Own notice}, status: local}\n", encoding="utf-8")
    cases = tmp_path / "cases" / "ours.yaml"
    cases.parent.mkdir()
    case = "- {name: 十日, region: '990123', on: 2026-01-01, rule: disclosure.budget, expect: {value: 10}, source: own#art-1}\n"
    cases.write_text(case, encoding="utf-8")
    assert main(["rules", "check", str(tmp_path)]) == 0
    cases.write_text(case.replace("{value: 10}", "{value: 12}"), encoding="utf-8")
    assert main(["rules", "check", str(tmp_path)]) == 1
    notice.write_text(
        "values:\n  2024-01-01: {value: 30, source: gone#art-1, trust: P, colour: red}\n", encoding="utf-8"
    )
    capsys.readouterr()
    assert main(["rules", "check", str(tmp_path), "--json"]) == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert {one["code"] for one in problems} == {"unknown_key", "unknown_source", "looser"}
    assert {one["where"] for one in problems} == {"regions/990123/disclosure/budget.yaml:2"}
    assert main(["rules", "check", str(tmp_path / "nowhere")]) == 2


def test_a_scenario_is_tried_from_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "scenario", "--json"]) == 0
    assert "threshold_2021" in {one["code"] for one in json.loads(capsys.readouterr().out)}
    assert main(["rules", "scenario", "threshold_2021", "--year", "1999", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["tried"], answer["changed"], answer["year"]) == (0, [], 1999)
    assert answer["scenario"]["rules"][0]["source"] == "caiyu-2021-101#annex-1"
    assert main(["rules", "scenario", "nonsense"]) == 2
