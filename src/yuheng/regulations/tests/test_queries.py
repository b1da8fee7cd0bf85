"""The installed law as the rest of the house asks for it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from yuheng.kernel.dated import NoLaw
from yuheng.kernel.outcome import Refused
from yuheng.regulations import queries
from yuheng.regulations.domain.law import Rule, Trust
from yuheng.regulations.domain.uses import uses_in

DAY = date(2026, 11, 16)
COUNTY = "990123"


def ask(rule_id: str, region: str = COUNTY, on: date = DAY) -> Rule:
    return queries.rule(rule_id, on=on, region=region)


def test_the_installed_law_is_whole() -> None:
    assert len(queries.all_ids()) > 100
    assert {rule.id for rule in queries.law(region=COUNTY, on=DAY).values()} <= set(queries.all_ids())


def test_every_rule_that_the_code_asks_for_by_name_exists() -> None:
    asked = {use.rule_id: str(use) for use in queries.all_uses()}
    assert {name: where for name, where in asked.items() if name not in queries.all_ids()} == {}


def test_uses_are_found_in_the_syntax_tree_and_not_in_comments() -> None:
    code = '# rule("a.b")\nx = rule("c.d", on=day, region=r)\ny = queries.rule("e.f")\nz = rule(name)\n'
    assert [(use.rule_id, str(use)) for use in uses_in(code, "m.py")] == [("c.d", "m.py:2"), ("e.f", "m.py:3")]
    assert queries.uses("no.such_rule") == []


@pytest.mark.parametrize(
    ("rule_id", "article"),
    [
        ("disclosure.budget", "budget-law#art-14"),
        ("control.reserve_share", "budget-law#art-40"),
        ("deadline.reply_to_departments", "budget-law#art-52"),
        ("budget.library_only", "budget-law-regulation#art-41"),
        ("payment.within_budget", "budget-law-regulation#art-57-1"),
    ],
)
def test_what_was_read_in_the_law_itself_is_marked_so(rule_id: str, article: str) -> None:
    found = ask(rule_id, region="")
    assert (found.source.id, found.trust, found.unverified) == (article, Trust.VERIFIED, False)


def test_what_was_only_recalled_says_that_it_is_not_verified() -> None:
    assert ask("scoring.at_least").unverified
    assert ask("monitoring.deviation_max", region="510000").unverified


def test_nothing_is_made_up_for_the_nation() -> None:
    for rule_id in (
        "appraisal.conclusions",
        "monitoring.money_pace",
        "results.budget_year_offset",
        "appraisal.mandatory_from",
    ):
        with pytest.raises(NoLaw):
            ask(rule_id, region="")
    assert ask("results.budget_effects", region="").rows == ()
    assert ask("scoring.over_achievement", region="").rows == ()


def test_everything_of_the_sample_county_is_marked_as_its_own_invention() -> None:
    own = [rule for rule in queries.law(region=COUNTY, on=DAY).values() if rule.region == COUNTY]
    assert len(own) > 30
    assert {(rule.source.invented, rule.trust) for rule in own} == {(True, Trust.DESIGN)}
    assert "示例" in own[0].source.title.zh
    others = [rule for rule in queries.law(region="510000", on=DAY).values() if rule.source.invented]
    assert others == []


def test_the_sample_county_moves_money_by_grade() -> None:
    effects = {
        str(row["code"]): (row["direction"], row["cut"], row["growth_max"])
        for row in ask("results.budget_effects").rows
    }
    assert effects == {
        "excellent": ("grow", 0, Decimal("0.1")),
        "good": ("keep", 0, 0),
        "fair": ("cut", Decimal("0.2"), 0),
        "poor": ("cut_hard", Decimal("0.5"), 0),
    }


def test_calendar_days_and_working_days_and_days_of_the_year() -> None:
    assert queries.deadline("disclosure.budget", date(2026, 1, 20), COUNTY) == date(2026, 2, 9)
    # 10 working days from Tuesday 22 September 2026: Mid-Autumn 25-27, National Day 1-7, Saturday the 10th is worked
    assert queries.deadline("monitoring.reply_days", date(2026, 9, 22), COUNTY) == date(2026, 10, 13)
    # a year whose holidays are not announced counts weekends only
    assert queries.deadline("monitoring.reply_days", date(2030, 1, 4), COUNTY) == date(2030, 1, 18)
    assert queries.deadline("deadline.self_evaluation", date(2026, 3, 31), COUNTY) == date(2026, 3, 31)
    assert queries.deadline("deadline.self_evaluation", date(2026, 4, 1), COUNTY) == date(2027, 3, 31)


def test_the_fingerprint_is_of_the_text_that_a_seal_keeps_and_changes_with_day_and_place() -> None:
    text = queries.law_text(region=COUNTY, on=DAY)
    assert text == queries.law_text(region=COUNTY, on=DAY)
    marks = {queries.rules_hash(region, on) for region in (COUNTY, "510000", "") for on in (DAY, date(2021, 1, 1))}
    # In 2021 neither the sample county nor Sichuan had rules of their own: three places, one law.
    assert len(marks) == 4


def test_a_bureau_lays_its_own_folder_over_the_installed_law(tmp_path: Path) -> None:
    rules = tmp_path / "regions" / "980456" / "disclosure"
    rules.mkdir(parents=True)
    text = "values:\n  2024-01-01: {value: 10, source: own-notice#art-1, trust: P}\n"
    (rules / "budget.yaml").write_text(text, encoding="utf-8")
    document = "- {id: own-notice, title: {zh: 本县通知, en: Own notice}, status: local}\n"
    (tmp_path / "instruments.yaml").write_text(document, encoding="utf-8")
    asked = (
        "from datetime import date; from yuheng.regulations.queries import rule; "
        "print(*(rule('disclosure.budget', on=date(2026, 1, 1), region=r).days for r in ('980456', '980457')))"
    )
    environment = {**os.environ, queries.OVERLAY_VARIABLE: str(tmp_path), "PYTHONPATH": str(queries.PACKAGE.parent)}
    done = subprocess.run(
        [sys.executable, "-c", asked], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split() == ["10", "20"]
    (rules / "budget.yaml").write_text(text.replace("10", "30"), encoding="utf-8")
    with pytest.raises(Refused, match=r"regions/980456/disclosure/budget\.yaml:2"):
        queries.library_of(queries.RULES, tmp_path)
