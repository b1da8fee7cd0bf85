"""The form checker: faults that were put in are named, right tables stay quiet, and the publishers' own are found.

The expectation is the transcribers' list of faults (publisher_errors.csv), read by hand from the published tables.
"""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from yuheng.evaluation.checking import check_table

SHARED = Path(__file__).resolve().parents[5] / "shared" / "data"
# what arithmetic and the printed cells alone decide; the other kinds need a reader's judgement or the report's text
DECIDED = {
    "direction_wrong",
    "execution_above_100",
    "rate_on_zero_budget",
    "rate_target_ge_100",
    "score_above_weight",
    "total_ne_sum",
    "weights_not_100",
    "wrong_cell",
    "zero_total_line",
}
# errors beside the transcribers' list: an indicator is really called "1年"
ALSO_WRONG = {("hb_xiangyang_zhongxinyiyuan_2021", "wrong_cell")}


def table(**changes: Any) -> dict[str, Any]:
    """A right table of 2022: 95 of 100 spent, one shortfall, 93.5 points."""
    rows = [
        ("产出指标", "数量指标", "新建机井", "≥10眼", "8眼", "20", "16"),
        ("产出指标", "质量指标", "验收合格率", "≥95%", "96%", "30", "30"),
        ("效益指标", "社会效益指标", "受益农户", "≥800户", "820户", "30", "30"),
        ("满意度指标", "服务对象满意度指标", "农户满意度", "≥90%", "92%", "10", "10"),
    ]
    names = ("level1", "level2", "level3", "target", "actual", "weight", "score")
    return {
        "kind": "self",
        "province": "安徽",
        "year": "2022",
        "money_unit": "万元",
        "budget_lines": [money("年度资金总额", "100", "95", "95%", "10", "9.5")],
        "indicators": [{"no": n, **dict(zip(names, row, strict=True))} for n, row in enumerate(rows, 1)],
        "printed_score_total": "95.5",
        "printed_rating": "优",
        "complete": True,
        **changes,
    }


def money(label: str, full: str, executed: str, rate: str = "", weight: str = "", score: str = "") -> dict[str, str]:
    amounts = {"initial_budget": full, "full_year_budget": full, "executed": executed}
    return {"label": label, **amounts, "weight": weight, "rate": rate, "score": score}


def codes(data: dict[str, Any], severity: str = "") -> list[str]:
    (entry,) = check_table(data)["files"]
    return [one["code"] for one in entry["problems"] if severity in {"", one["severity"]}]


def with_cell(no: int, **cells: str | None) -> dict[str, Any]:
    data = table()
    data["indicators"][no - 1].update(cells)
    return data


def test_a_right_table_is_recomputed_to_the_last_digit_and_nothing_is_said() -> None:
    report = check_table(table(), file="a.json")
    (entry,) = report["files"]
    assert entry["problems"] == []
    again = entry["recomputed"]
    assert [(row["score"], row["agrees"]) for row in again["indicators"]] == [
        ("16.00", True),
        ("30.00", True),
        ("30.00", True),
        ("10.00", True),
    ]
    assert again["execution"] == {"rate": "0.95", "score": "9.50", "printed": {"rate": "95%", "score": "9.5"}}
    assert (again["total"], again["printed_total"], again["rating"], again["printed_rating"]) == (
        "95.50",
        "95.5",
        "优",
        "优",
    )
    assert (entry["file"], entry["kind"], entry["region"], entry["rules"]["on"]) == (
        "a.json",
        "self",
        "340000",
        "2023-03-01",
    )
    assert len(entry["rules"]["hash"]) == 64
    assert report["summary"]["errors"] == 0


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (table(printed_score_total="96"), "total_ne_sum"),
        (table(printed_rating="良"), "rating_mismatch"),
        (table(budget_lines=[money("年度资金总额", "100", "95", "100%", "10", "9.5")]), "rate_wrong"),
        (table(budget_lines=[money("年度资金总额", "100", "105", "105%", "10", "10")]), "execution_above_100"),
        (table(budget_lines=[money("年度资金总额", "0", "0"), money("财政拨款", "9", "9")]), "zero_total_line"),
        (with_cell(1, weight="30"), "weights_not_100"),
        (with_cell(2, score="31"), "score_above_weight"),
        (with_cell(2, score="28"), "met_but_deducted"),
        (with_cell(1, score="20"), "unmet_full_marks"),
        (with_cell(1, level3="100万元"), "wrong_cell"),
    ],
)
def test_one_fault_put_in_is_an_error_of_its_kind(data: dict[str, Any], code: str) -> None:
    assert code in codes(data, "error")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (with_cell(1, target="10", actual="8", score="20"), "unmet_full_marks"),  # read as "at least" without a sign
        (with_cell(3, actual="已完成"), "not_a_measurement"),
        (with_cell(3, target="≥800户", actual="20公里"), "unit_mismatch"),
        (with_cell(1, target="≤10眼"), "direction_wrong"),
        (with_cell(4, target="≥90"), "malformed_value"),
    ],
)
def test_what_needs_an_assumption_is_only_a_warning(data: dict[str, Any], code: str) -> None:
    assert code in codes(data, "warning")
    assert code not in codes(data, "error")


def test_a_cut_rate_is_a_note_and_a_rounded_one_is_right() -> None:
    lines = [money("年度资金总额", "58", "27", rate) for rate in ("46.55%", "46.6%")]
    assert codes(table(budget_lines=lines[:1], complete=False, printed_score_total=None)) == []
    assert "rate_wrong" not in codes(table(budget_lines=lines))
    assert codes(table(budget_lines=[money("总额", "58", "27", "46.5%")], complete=False), "note") == ["rate_truncated"]


def test_where_rows_are_missing_sums_prove_nothing_but_lost_points_do() -> None:
    cut = table(complete=False, printed_score_total="90")
    assert "total_ne_sum" not in codes(cut)
    assert "total_ne_sum" in codes(table(complete=False, printed_score_total="97"), "error")


def test_a_table_from_before_any_rule_or_without_a_year_is_held_to_arithmetic_alone() -> None:
    for year in ("2010", "20xx"):
        wrong = with_cell(2, score="31") | {"year": year}
        (entry,) = check_table(wrong)["files"]
        assert entry["rules"]["hash"] is None
        assert [one["code"] for one in entry["problems"]][:2] == ["no_law", "score_above_weight"]


@pytest.mark.parametrize("data", [{}, {"indicators": [{"no": "x"}]}, {"kind": "self"}])
def test_what_is_no_table_is_one_problem_and_no_traceback(data: dict[str, Any]) -> None:
    assert "unreadable" in codes(data)


def published() -> Iterator[tuple[dict[str, Any], set[str]]]:
    if not (SHARED / "tables").is_dir():
        pytest.skip(f"the published tables are not at {SHARED}")
    known: dict[str, set[str]] = {}
    with (SHARED / "publisher_errors.csv").open(encoding="utf-8") as lines:
        for line in csv.DictReader(lines):
            known.setdefault(line["table"], set()).add(line["kind"])
    for path in sorted((SHARED / "tables").glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        yield data, known.get(data["id"], set())


def test_every_fault_of_a_publisher_that_the_cells_decide_is_found() -> None:
    missed = {(data["id"], kind) for data, kinds in published() for kind in (kinds & DECIDED) - set(codes(data))}
    assert missed == set()


def test_no_error_is_given_to_a_table_in_which_the_readers_found_none() -> None:
    extra = {(data["id"], code) for data, kinds in published() for code in codes(data, "error") if code not in kinds}
    assert extra == ALSO_WRONG
