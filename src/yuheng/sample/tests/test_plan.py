"""The plan is the same every time, and what was published stands in it as it was printed."""

import json
from pathlib import Path
from typing import Any

import pytest

from yuheng.sample.places import DEPARTMENTS, accounts, unit_for, units
from yuheng.sample.plan import FULL, plan
from yuheng.sample.published import TABLES, UNSEEN, publisher_faults
from yuheng.sample.truth import Fate, ProjectTruth, Truth, load, save

SHARED = Path(__file__).resolve().parents[5] / "shared" / "data"


@pytest.fixture(scope="module")
def whole() -> Truth:
    """A county that is large enough for every published table."""
    return plan(220, 3)


def printed(table: str) -> dict[str, Any]:
    """A table as it lies in the file."""
    read: dict[str, Any] = json.loads((TABLES / f"{table}.json").read_text(encoding="utf-8"))
    return read


def test_the_same_seed_gives_the_same_county_and_another_seed_another(whole: Truth) -> None:
    assert plan(220, 3) == whole
    assert plan(220, 4) != whole


@pytest.mark.parametrize("size", [40, 60, 100])
@pytest.mark.parametrize("seed", [3, 20261116])
def test_even_a_small_county_leaves_people_something_to_decide(size: int, seed: int) -> None:
    rows = [one for one in plan(size, seed).projects if one.fate in (Fate.LOOP, Fate.ONCE)]
    with_effect = [one for one in rows if one.evaluation == "sealed" and one.fate is Fate.LOOP and one.progress]
    assert {one.decision.kind for one in with_effect} == {"follow", "override", "wait"}
    assert "reviewed" in {one.evaluation for one in rows}


def test_a_county_grows_without_changing_the_projects_it_had(whole: Truth) -> None:
    larger = plan(300, 3)
    assert len(larger.projects) == 300
    assert larger.projects[: len(whole.projects)] == whole.projects


def test_the_truth_can_be_kept_and_read_again(whole: Truth, tmp_path: Path) -> None:
    save(whole, tmp_path / "truth.json")
    assert load(tmp_path / "truth.json") == whole


def test_every_table_that_shows_indicators_becomes_a_project(whole: Truth) -> None:
    assert {one.table for one in whole.projects if one.table} == {path.stem for path in TABLES.glob("*.json")}
    assert len(list(TABLES.glob("*.json"))) == 117
    assert len(whole.projects) == 220 >= FULL


def test_names_targets_results_and_points_are_as_printed(whole: Truth) -> None:
    published = [one for one in whole.projects if one.table]
    for one in published:
        table = printed(one.table)
        rows = dict(enumerate(table["indicators"], start=1))
        assert one.name == {UNSEEN: "司法支出项目（公开表上未见项目名称）"}.get(table["project"], table["project"])
        assert one.url == table["source"]
        for goal in one.goals:
            row = rows[goal.no]
            assert (goal.name, goal.printed) == (row["level3"], row["target"])
            assert goal.level1 == (row["level1"] or "产出指标")
            assert goal.weight in ("", row["weight"])
        for result in one.year(2025).results if one.verdict.indicators_c is None and one.of(2025) else ():
            row = rows[result.no]
            assert (result.printed, result.points) == (row["actual"], row["score"] or "")


def test_money_that_is_printed_is_the_money_of_the_project(whole: Truth) -> None:
    by_table = {one.table: one for one in whole.projects}
    library = by_table["hb_huangshi_haimian_2022"].year(2025)
    assert (library.budget_fen, library.paid_fen) == (200_0000_00, 195_5000_00), "printed 200 and 195.5 万元"
    over = by_table["ah_jinzhai_chagu_zhengti_2023"].year(2025)
    assert (over.budget_fen, over.paid_fen) == (329_7700_00, 329_7700_00), (
        "printed 329.77 and 338.31: no more than it has"
    )
    assert whole.overspend is not None
    assert whole.overspend.fen == 338_3100_00 - 329_7700_00


def test_a_table_without_a_measurable_target_gets_no_money(whole: Truth) -> None:
    without = [one for one in whole.projects if one.fate is Fate.UNMEASURABLE]
    assert without
    assert all(not one.goals for one in without)
    assert not {one.code for one in without} & {one.code for year in (2025, 2026, 2027) for one in whole.budgeted(year)}


def test_payments_never_pass_the_budget_and_add_up(whole: Truth) -> None:
    years = [year for one in whole.projects for year in one.years]
    assert all(year.paid_fen + year.waiting_fen <= year.budget_fen <= year.asked_fen for year in years)
    totals = whole.stage_totals(2026, closed=False)
    assert sum(totals.values()) == 0, "money only moves"


def test_an_invented_result_is_worth_its_share_of_the_weight(whole: Truth) -> None:
    short = [
        (goal, result)
        for one in whole.projects
        if one.verdict.indicators_c is not None
        for goal, result in zip(one.goals, one.year(2025).results, strict=True)
        if result.reason
    ]
    assert short, "somebody falls short"
    for goal, result in short:
        assert result.expected_c is not None
        assert 0 <= result.expected_c < int(goal.weight) * 100


def test_each_sector_has_a_unit_and_each_department_its_people(whole: Truth) -> None:
    known = units()
    sectors = {printed(one.table)["sector"] for one in whole.projects if one.table}
    assert all(unit_for(sector) in known for sector in sectors)
    assert {one.unit for one in whole.projects} <= set(known)
    names = [one.username for one in accounts()]
    assert len(names) == len(set(names)) == 3 * len(DEPARTMENTS) + 6


def test_faults_of_publishers_name_their_tables() -> None:
    faults = publisher_faults()
    assert len(faults) == 85
    assert {row["table"] for row in faults} & {path.stem for path in TABLES.glob("*.json")}


def test_the_tables_are_copies_of_the_collection() -> None:
    source = SHARED / "tables"
    if not source.is_dir():
        pytest.skip(f"the collection of published tables is not at {source}")
    for path in TABLES.glob("*.json"):
        original = json.loads((source / path.name).read_text(encoding="utf-8"))
        original.pop("transcribed_in", None)
        assert printed(path.stem) == original


def progress_of(rows: list[ProjectTruth]) -> set[str]:
    """How far their requests for 2027 have come."""
    return {one.progress for one in rows}


def test_the_second_submission_stands_in_every_state(whole: Truth) -> None:
    assert progress_of(whole.budgeted(2027)) == {"draft", "submitted", "reviewed", "accepted"}
    assert {one.fate for one in whole.projects} == set(Fate)
