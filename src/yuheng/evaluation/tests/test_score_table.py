"""Whole tables: weights that are not printed, lines that do not apply, what stands in the way of a total."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuheng.evaluation.domain.grade import grade_of
from yuheng.evaluation.domain.row import Row
from yuheng.evaluation.domain.scheme import Scheme, level_code, pick_rule
from yuheng.evaluation.domain.table import Execution, score_table
from yuheng.evaluation.domain.weighing import assign_weights
from yuheng.evaluation.schemes import scheme_for
from yuheng.kernel.dated import NoLaw
from yuheng.kernel.numbers import parse

D = Decimal
DAY = date(2026, 3, 1)
ALL_SPENT = Execution(budget_fen=100, executed_fen=100)


def scheme(form: str = "self_2020", region: str = "") -> Scheme:
    return scheme_for(on=DAY, region=region, form=form)


def row(no: int, level1: str, target: str = "≥100", actual: str = "100", weight: str = "") -> Row:
    return Row(no=no, level1=level1, target=parse(target), actual=parse(actual), weight=D(weight) if weight else None)


FULL_TABLE = [
    row(1, "产出指标", "≥100", "80"),
    row(2, "产出指标"),
    row(3, "产出指标"),
    row(4, "效益指标", "显著", "显著"),
    row(5, "满意度指标", "≥90%", "95%"),
]


def test_unprinted_weights_share_their_level_equally_and_the_working_says_so() -> None:
    result = score_table(scheme=scheme(), rows=FULL_TABLE, execution=Execution(budget_fen=1000, executed_fen=955))
    assert [line.weight for line in result.lines] == [D(10), D("16.67"), D("16.67"), D("16.66"), D(30), D(10)]
    assert [str(line.scored.points) for line in result.lines] == ["9.55", "13.34", "16.67", "16.66", "30.00", "10.00"]
    assert (result.total, result.grade, result.problems) == (D("96.22"), "excellent", ())
    assert "平均分配" in " ".join(words.zh for words in result.rows[0].scored.working.assumed)


def test_printed_weights_stand_and_the_rest_of_their_level_goes_to_the_others() -> None:
    rows = [
        row(1, "产出指标", weight="30"),
        row(2, "产出指标"),
        row(3, "产出"),
        row(4, "效益", weight="30"),
        row(5, "满意度"),
    ]
    assert assign_weights(scheme(), rows) == [D(30), D(10), D(10), D(30), D(10)]


def test_cost_indicators_call_up_their_own_weights_and_a_missing_satisfaction_goes_to_benefit() -> None:
    later = scheme("self_2021")
    levels = ["成本指标", "产出指标", "效益指标", "满意度指标"]
    with_cost = assign_weights(later, [row(no, level) for no, level in enumerate(levels)])
    assert with_cost == [D(20), D(40), D(20), D(10)]
    assert assign_weights(later, [row(1, "产出指标"), row(2, "效益指标")]) == [D(50), D(40)]
    assert assign_weights(scheme(), [row(1, "产出指标"), row(2, "效益指标")]) == [D("56.25"), D("33.75")]


@given(st.lists(st.sampled_from(["产出指标", "效益指标", "满意度指标"]), min_size=1, max_size=40))
def test_assigned_weights_and_execution_always_add_up_to_100(levels: list[str]) -> None:
    weights = assign_weights(scheme(), [row(no, level) for no, level in enumerate(levels)])
    assert sum(weights) + 10 == 100


def test_a_line_that_does_not_apply_is_dropped_and_the_rest_scaled_up() -> None:
    rows = [*FULL_TABLE[:4], row(5, "满意度指标", "/", "/")]
    result = score_table(scheme=scheme(), rows=rows, execution=ALL_SPENT)
    assert result.rows[4].scored.status == "not_applicable"
    points = D(10) + D("13.34") + D("16.67") + D("16.66") + D(30)
    assert result.total == points * 100 / 90 == D("96.30")


def test_there_is_no_total_while_any_line_is_open_and_all_of_them_are_listed() -> None:
    rows = [row(1, "产出指标", "≥100", ""), row(2, "产出指标", "≥5人", "5公里"), row(3, "效益指标", "好", "有改善")]
    result = score_table(scheme=scheme(), rows=rows, execution=Execution(budget_fen=1, executed_fen=None))
    assert (result.total, result.grade) == (None, None)
    assert [(problem.where, problem.code) for problem in result.problems] == [
        ("execution", "not_reported"),
        ("row 1", "not_reported"),
        ("row 2", "not_comparable"),
        ("row 3", "needs_judgement"),
    ]


def test_weights_that_do_not_add_up_are_a_warning_and_over_achievement_asks_why() -> None:
    rows = [row(1, "产出指标", "≥100", "140", "70"), row(2, "效益指标", weight="30")]
    result = score_table(scheme=scheme(region="990123"), rows=rows, execution=ALL_SPENT)
    assert result.total == D("110.00")
    assert result.grade is None
    assert [(p.code, p.found) for p in result.problems] == [("over_achieved", ""), ("weights_sum", "110.00")]


@pytest.mark.parametrize(
    ("target", "level1", "name", "hint", "rule_id", "assumed"),
    [
        ("≥95%", "产出指标", "质量指标 合格率", "", "scoring.at_least", False),
        ("≤5万元", "产出指标", "成本指标 总成本", "", "scoring.at_most", False),
        ("=8个", "产出指标", "数量指标 个数", "", "scoring.equal", False),
        ("95%", "产出指标", "质量指标 合格率", "", "scoring.at_least", True),
        ("5万元", "产出指标", "成本指标 总成本", "", "scoring.at_most", True),
        ("5%", "产出指标", "结余率", "", "scoring.at_most", True),
        ("5%", "产出指标", "结余率", "up", "scoring.at_least", False),
        ("2025年12月31日", "产出指标", "时效指标", "", "scoring.time_limit", False),
        ("100%", "产出指标", "时效指标 及时率", "time", "scoring.at_least", True),
        ("显著提升", "效益指标", "社会效益", "", "scoring.qualitative", False),
        ("", "效益指标", "社会效益", "", "scoring.qualitative", False),
        ("27个;54亿元", "产出指标", "数量", "", "scoring.qualitative", False),
    ],
)
def test_the_sign_the_words_and_the_hint_choose_the_rule(
    target: str, level1: str, name: str, hint: str, rule_id: str, assumed: bool
) -> None:
    picked = pick_rule(scheme(), target=parse(target), level1=level1, name=name, hint=hint)
    assert (picked.rule.id, bool(picked.assumed)) == (rule_id, assumed)


def test_satisfaction_goes_by_steps_only_where_the_scheme_has_them() -> None:
    target = parse("≥90%")
    assert pick_rule(scheme("self_2021"), target=target, level1="满意度指标").rule.id == "scoring.satisfaction"
    assert pick_rule(scheme(), target=target, level1="满意度指标").rule.id == "scoring.at_least"


def test_levels_are_known_by_their_words() -> None:
    printed = ["产出指标（50分）", "效益指标", "服务对象满意度指标", "成本指标", "项目管理"]
    assert [level_code(level) for level in printed] == ["output", "benefit", "satisfaction", "cost", "项目管理"]


def test_no_total_between_0_and_100_is_without_a_grade_and_beyond_there_is_none() -> None:
    grades = scheme().grades
    codes = {D(cents) / 100: grade_of(D(cents) / 100, grades) for cents in range(10_001)}
    assert all(codes.values())
    edges = {
        total: grade.code
        for total, grade in codes.items()
        if grade and str(total) in {"59.99", "60", "79.99", "80", "89.99", "90"}
    }
    assert list(edges.values()) == ["poor", "fair", "fair", "good", "good", "excellent"]
    assert grade_of(D("100.01"), grades) is None


def test_a_form_that_no_rule_describes_and_a_day_before_the_law_are_errors() -> None:
    with pytest.raises(NoLaw):
        scheme("no_such_form")
    with pytest.raises(NoLaw):
        scheme_for(on=date(2019, 1, 1), region="")


# ---------------------------------------------------------------- what single forms add


def either(first: tuple[str, str], *others: tuple[str, str]) -> Row:
    pairs = [(parse(target), parse(actual)) for target, actual in (first, *others)]
    return Row(no=1, level1="产出指标", target=pairs[0][0], actual=pairs[0][1], instead=tuple(pairs[1:]), weight=D(100))


@pytest.mark.parametrize(
    ("choose", "first", "other", "points"),
    [
        *(("better", "50", "80", "80.00"), ("better", "80", "50", "80.00"), ("better", "", "50", "50.00")),
        *(("first", "50", "80", "50.00"), ("first", "", "80", "80.00"), ("better", "", "", None)),
    ],
)
def test_of_two_indicators_the_better_counts_or_the_first_that_has_an_answer(
    choose: str, first: str, other: str, points: str | None
) -> None:
    row_ = either(("≥100", first), ("≥100", other))
    result = score_table(scheme=replace(scheme(), choose=choose), rows=[row_], execution=None)
    assert result.rows[0].scored.points == (None if points is None else D(points))
    assert "任选其一" in result.rows[0].scored.working.assumed[-1].zh


def test_bonus_points_come_on_top_up_to_their_limit_and_never_without_a_limit() -> None:
    rows = [row(1, "产出指标", weight="100"), row(2, "加分项", "≥10", "5", "3")]
    with_bonus = replace(scheme(), bonus_max=Fraction(2))
    assert score_table(scheme=with_bonus, rows=rows, execution=None).total == D("101.50")
    most = [rows[0], row(2, "加分项", weight="3")]
    result = score_table(scheme=with_bonus, rows=most, execution=None)
    assert (result.total, result.grade, result.problems) == (D("102.00"), "excellent", ())
    without = score_table(scheme=scheme(), rows=most, execution=None)
    assert (without.total, without.grade) == (D("103.00"), None)
    assert [problem.code for problem in without.problems] == ["weights_sum"]


def test_a_bonus_is_not_scaled_up_when_a_line_does_not_apply() -> None:
    rows = [row(1, "产出指标", weight="50"), row(2, "效益指标", "/", "/", "50"), row(3, "加分项", weight="1")]
    assert score_table(scheme=replace(scheme(), bonus_max=Fraction(2)), rows=rows, execution=None).total == D("101.00")


@given(st.lists(st.sampled_from(["数量指标", "质量指标"]), min_size=1, max_size=12))
def test_whole_points_of_a_second_level_add_up_to_it(names: list[str]) -> None:
    guangshui = scheme("self_2019", "421381")
    rows = [replace(row(no, "产出指标"), level2=name) for no, name in enumerate(names)]
    weights = assign_weights(guangshui, rows)
    assert all(weight == int(weight) for weight in weights)
    for name, points in (("数量指标", 15), ("质量指标", 12)):
        assert sum(w for w, n in zip(weights, names, strict=True) if n == name) == (points if name in names else 0)


def test_a_strict_sign_has_its_own_rule_only_where_the_scheme_has_one() -> None:
    picked = {
        (region, sign): pick_rule(scheme(region=region), target=parse(f"{sign}10")).rule.id
        for region in ("", "130000")
        for sign in ("<", "≤", ">")
    }
    assert {pair for pair, rule_id in picked.items() if rule_id == "scoring.less_than"} == {("130000", "<")}
    assert picked["130000", ">"] == "scoring.at_least"
