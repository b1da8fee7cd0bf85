"""What a reviewer should look at, and what rows say against each other: each fault put in is named where it stands.

The cases are invented; the faults are those that publishers really make (docs/algorithms/checker.md).
"""

from typing import Any

import pytest

from yuheng.evaluation.checking import check_table

Row = tuple[str, str, str, str, str]


def row(level2: str, name: str, target: str, actual: str = "", **more: Any) -> dict[str, Any]:
    level1 = "效益指标" if "效益" in level2 else "满意度指标" if "满意" in level2 else "产出指标"
    return {"level1": level1, "level2": level2, "level3": name, "target": target, "actual": actual, **more}


def line(label: str, initial: str = "", full: str = "", executed: str = "", rate: str = "") -> dict[str, str]:
    amounts = {"initial_budget": initial, "full_year_budget": full, "executed": executed}
    return {"label": label, **amounts, "rate": rate, "weight": "", "score": ""}


def form(*rows: dict[str, Any], lines: tuple[dict[str, str], ...] = (), **more: Any) -> dict[str, Any]:
    numbered = [{"no": no, **one} for no, one in enumerate(rows, 1)]
    return {"kind": "self", "year": "2023", "indicators": numbered, "budget_lines": list(lines), **more}


def found(data: dict[str, Any]) -> set[tuple[str, str, str]]:
    (entry,) = check_table(data)["files"]
    return {(one["code"], one["where"], one["severity"]) for one in entry["problems"]}


BUDGET = line("年度资金总额", "100", "100", "100", "100%")
CASES = [
    (form(row("数量指标", "聘用护林员", "20人"), row("成本指标", "补助", "6000元/人/月"), lines=(BUDGET,)), "cost_x_count", "indicators[1].target"),
    (form(row("数量指标", "总面积", "12.1亩", "12.1亩"), *(row("数量指标", name, "4亩", "4亩") for name in "甲乙丙")), "parts_ne_total_count", "indicators[0].target"),
    (form(row("数量指标", "路", "1条"), lines=(line("道路", "60", "60", "50"), line("东路", "40", "40", "30"), line("西路", "20", "20", "10"))), "parts_ne_total_money", "budget_lines[0].executed"),
    (form(row("数量指标", "岗位", "4个"), lines=(line("资金总额", "100", "40", "40", "100%"),)), "rate_base_mismatch", "budget_lines[0].rate"),
    (form(row("时效指标", "2022年11月底前付款", "及时")), "date_problem", "indicators[0].level3"),
    (form(row("质量指标", "到位率", "100%(优100%/良80%-100%/中60%-80%/差<50%)")), "band_gap", "indicators[0].target"),
    (form(row("成本指标", "道路补助标准", "≤50万元")), "unit_mismatch", "indicators[0].target"),
    (form(row("成本指标", "经费", "≤50万元"), lines=(BUDGET,), money_unit="元"), "unit_mismatch", "indicators[0].target"),
    (form(row("质量指标", "合格率", "97%", "97%", score="19.4", weight="")), "met_but_deducted", "indicators[0].score"),
    (form(row("数量指标", "培训人次", "≥100人次", "260人次")), "target_too_low", "indicators[0].target"),
    (form(row("数量指标", "成本控制", "≤50万元")), "unrelated_indicator", "indicators[0].level2"),
    (form(row("数量指标", "设备购置资金", "50万元")), "unrelated_indicator", "indicators[0].level3"),
    (form(row("数量指标", "培训班次", "5期"), row("质量指标", "培训完成率", "100%")), "unrelated_indicator", "indicators[1].level3"),
    (form({**row("数量指标", "兑付率", "100%"), "level2": "经济效益指标"}), "unrelated_indicator", "indicators[0].level2"),
    (form(row("质量指标", "建设质量达标率100%", "≥95%")), "contradiction", "indicators[0].target"),
    (form(row("成本指标", "项目总投资", "800万元"), lines=(BUDGET,)), "contradiction", "indicators[0].target"),
    (form(row("数量指标", "厕所", "1座", "未完工"), row("满意度指标", "群众满意度", "≥90%", "100%")), "contradiction", "indicators[1].actual"),
    (form(row("满意度指标", "群众满意度", "满意", "完成")), "not_a_measurement", "indicators[0].actual"),
    (form(row("数量指标", "开放", "≥360天", "≥360天")), "not_a_measurement", "indicators[0].actual"),
    (form(row("数量指标", "中心", "4个"), lines=(line("合计", "", "173", "61"),), printed_rating="良"), "rating_mismatch", "printed_rating"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "code", "where"), CASES, ids=[f"{code}-{where}" for _, code, where in CASES])
def test_a_fault_put_in_is_a_warning_where_it_stands(data: dict[str, Any], code: str, where: str) -> None:
    assert (code, where, "warning") in found(data)


def test_an_actual_value_with_a_sign_is_noted_with_the_value_that_it_should_be() -> None:
    (entry,) = check_table(form(row("数量指标", "开放", "≥360天", "≥360天")))["files"]
    assert [one["expected"] for one in entry["problems"] if one["code"] == "malformed_value"] == ["360天"]


def test_a_form_in_order_is_left_alone() -> None:
    rows = (
        row("数量指标", "聘用护林员", "20人", "21人"),
        row("数量指标", "总面积", "12亩", "12亩"),
        *(row("数量指标", name, "4亩", "4亩") for name in ("甲地", "乙地", "丙地")),
        row("质量指标", "验收合格率", "≥95%", "96%"),
        row("成本指标", "护林员补助标准", "≤400元/人/月", "400元/人/月"),
        row("时效指标", "完成时间", "2023年12月底前", "2023年11月"),
        row("社会效益指标", "受益农户", "≥800户", "900户"),
        row("满意度指标", "农户满意度", "≥90%", "95%"),
    )
    assert {one for one in found(form(*rows, lines=(BUDGET,))) if one[2] != "note"} == set()
