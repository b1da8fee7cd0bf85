"""Points of one indicator: every edge by name, and an independent oracle on random numbers."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuheng.evaluation.domain.rules import Measure, ScoringRule, scoring_rule
from yuheng.evaluation.domain.score import Scored, score_execution, score_indicator
from yuheng.evaluation.schemes import scheme_for
from yuheng.kernel.numbers import parse
from yuheng.regulations.domain.book import spec_fields
from yuheng.regulations.queries import rule

F, D = Fraction, Decimal
NATION_2021, COUNTY_2026 = (date(2022, 3, 1), ""), (date(2026, 3, 1), "990123")


def scoring(rule_id: str, where: tuple[date, str] = NATION_2021) -> ScoringRule:
    on, region = where
    return scoring_rule(spec_fields(rule(rule_id, on=on, region=region)))


def score(rule_id: str, target: str, actual: str, *, weight: str = "10", share: str = "") -> Scored:
    judged = F(share) if share else None
    return score_indicator(
        rule=scoring(rule_id), weight=D(weight), target=parse(target), actual=parse(actual), label_share=judged
    )


def made(**keys: object) -> ScoringRule:
    return scoring_rule({"id": "made.up", "source": "test", "trust": "D", **keys})


# ---------------------------------------------------------------- one indicator, its working and its edges


def test_the_working_says_enough_to_draw_the_point_and_to_name_the_article() -> None:
    working = score("scoring.at_least_threshold", "≥100", "80").working.as_json()
    assert working["rule"] == "scoring.at_least_threshold"
    assert working["source"] == "caiyu-2021-101#annex-1"
    assert (working["x"], working["y"]) == ({"exact": "4/5", "decimal": "0.8"}, {"exact": "1/2", "decimal": "0.5"})
    assert working["segment"] == {"start": ["3/5", "0"], "end": ["1", "1"]}
    assert working["exact"] == "5"
    curve = working["curve"]
    assert isinstance(curve, dict)
    assert [x["decimal"] for x, _ in curve["points"]] == ["0", "0.6", "1"]
    assert (curve["shape"], curve["below"], curve["above"], curve["unit"]) == ("linear", "hold", "hold", "share")
    assert json.loads(json.dumps(working)) == working


def test_a_measured_value_wins_over_a_judged_share() -> None:
    assert score("scoring.at_least", "≥100", "80", share="1").points == D("8.00")


def test_what_cannot_be_compared_is_left_to_a_person_and_a_judged_share_settles_it() -> None:
    open_question = score("scoring.at_least", "≥100人", "80公里")
    assert (open_question.status, open_question.points) == ("not_comparable", None)
    settled = score("scoring.at_least", "≥100人", "80公里", share="9/10")
    assert (settled.status, settled.points) == ("scored", D("9.00"))
    assert [words.en for words in settled.working.assumed] == ["The share was judged by a person"]


def test_a_target_range_is_reached_inside_and_measured_from_its_nearer_end_outside() -> None:
    inside, below, above = (score("scoring.at_least", "3-5个", actual) for actual in ("4个", "2个", "6个"))
    assert (inside.points, below.points, above.points) == (D("10.00"), D("6.67"), D("10.00"))
    assert score("scoring.equal_deviation", "3-5个", "6个").points == D("8.00")


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [
        *(("3-5万元", "20000元", "6.67"), ("3-5万元", "40000元", "10.00"), ("3-5公里", "1500米", "5.00")),
        *(("30000-50000元", "2万元", "6.67"), ("3-5万元", "2", "6.67"), ("3-5万元", "2公里", None)),
    ],
)
def test_a_range_and_an_actual_in_other_units_are_brought_into_one(
    target: str, actual: str, points: str | None
) -> None:
    assert score("scoring.at_least", target, actual).points == (None if points is None else D(points))


def test_an_approximate_actual_counts_as_printed_and_the_working_says_so() -> None:
    scored = score("scoring.at_least", "250", "200余人")
    assert scored.points == D("8.00")
    assert [words.zh for words in scored.working.assumed] == ["完成值带有约数，按所印数字计算"]


def test_words_that_repeat_the_target_are_taken_as_reached_and_other_words_are_judged() -> None:
    assert score("scoring.qualitative", "显著提升", "显著提升").points == D("10.00")
    assert score("scoring.qualitative", "显著提升", "有所提升").status == "needs_judgement"
    assert score("scoring.qualitative", "显著提升", "达成").points == D("10.00")
    assert score("scoring.qualitative", "显著提升", "部分达成").status == "needs_judgement"
    assert score("scoring.qualitative", "显著提升", "").status == "not_reported"


@pytest.mark.parametrize(
    ("label", "share", "points"),
    [
        *(("达成", "1", "10.00"), ("达成", "4/5", "8.00"), ("达成", "79/100", None)),
        *(("部分达成", "79/100", "7.90"), ("部分达成", "3/5", "6.00"), ("部分达成", "4/5", None)),
        *(("未达成", "59/100", "5.90"), ("未达成", "0", "0.00"), ("未达成", "3/5", None)),
    ],
)
def test_a_judged_share_must_lie_in_the_band_of_its_label(label: str, share: str, points: str | None) -> None:
    scored = score("scoring.qualitative", "显著", label, share=share)
    assert scored.points == (None if points is None else D(points))
    assert [problem.code for problem in scored.problems] == ([] if points else ["outside_band"])


def test_a_band_with_a_default_is_scored_by_rule_instead_of_by_a_person() -> None:
    bands = [{"code": "差", "from": 0, "to": 1, "default": "0.4"}, {"code": "优", "from": 1, "to": 1, "ends": "[]"}]
    scored = score_indicator(
        rule=made(measure="label", bands=bands), weight=D(10), target=parse("好"), actual=parse("差")
    )
    assert scored.points == D("4.00")


@pytest.mark.parametrize(
    ("edge", "points"),
    [("met_if_zero_or_more", "10.00"), ("met_if_zero", "0.00"), ("judge", None), ("not_comparable", None)],
)
def test_a_target_of_zero_follows_the_stated_edge(edge: str, points: str | None) -> None:
    zero = made(measure="actual/target", points=((0, 0), (1, 1)), edges={"target_zero": edge})
    scored = score_indicator(rule=zero, weight=D(10), target=parse("0"), actual=parse("1"))
    assert scored.points == (None if points is None else D(points))
    assert scored.status == {"judge": "needs_judgement", "not_comparable": "not_comparable"}.get(edge, "scored")


@pytest.mark.parametrize(
    ("edge", "actual", "status", "points"),
    [
        *(("met_or_judge", "-3", "scored", "10.00"), ("met_or_judge", "-8", "needs_judgement", None)),
        *(("as_is", "-4", "scored", "8.00"), ("not_comparable", "-3", "not_comparable", None)),
    ],
)
def test_a_target_below_zero_follows_the_stated_edge(edge: str, actual: str, status: str, points: str | None) -> None:
    negative = made(measure="actual/target", points=((0, 0), (1, 1)), edges={"target_negative": edge})
    scored = score_indicator(rule=negative, weight=D(10), target=parse("≥-5"), actual=parse(actual))
    assert (scored.status, scored.points) == (status, None if points is None else D(points))


def test_an_actual_of_zero_under_target_over_actual_follows_the_stated_edge() -> None:
    def points(edge: str) -> Decimal | None:
        inverse = made(measure="target/actual", points=((0, 0), (1, 1)), edges={"actual_zero": edge})
        return score_indicator(rule=inverse, weight=D(10), target=parse("≤3"), actual=parse("0")).points

    assert [points(edge) for edge in ("full", "zero", "judge")] == [D("10.00"), D("0.00"), None]


def test_missing_and_not_applicable_follow_the_stated_edges() -> None:
    def points(target: str, edges: dict[str, str]) -> tuple[str, Decimal | None]:
        plain = made(measure="actual/target", points=((0, 0), (1, 1)), edges=edges)
        scored = score_indicator(
            rule=plain, weight=D(10), target=parse(target), actual=parse("/" if target == "/" else "")
        )
        return scored.status, scored.points

    assert points("100", {}) == ("not_reported", None)
    assert points("100", {"missing": "zero"}) == ("scored", D("0.00"))
    assert points("/", {}) == ("not_applicable", None)
    assert points("/", {"not_applicable": "full"}) == ("scored", D("10.00"))
    assert points("/", {"not_applicable": "zero"}) == ("scored", D("0.00"))


def test_a_started_step_counts_or_does_not_and_points_off_never_fall_below_zero() -> None:
    def points(mode: str, actual: str) -> Decimal | None:
        stepped = made(
            measure="|actual-target|/target",
            points=((0, 0), (1, 1)),
            above="extend",
            unit="points_off",
            step={"size": "0.03", "mode": mode},
        )
        return score_indicator(rule=stepped, weight=D(15), target=parse("100"), actual=parse(actual)).points

    # One point off per 3 % of deviation, on 15 points: 7 % is two whole steps and a started third.
    assert (points("down", "93"), points("up", "93")) == (D("13.00"), D("12.00"))
    assert (points("down", "107"), points("up", "106")) == (D("13.00"), D("13.00"))
    assert points("down", "10") == D("0.00")


def test_rounding_is_half_up_or_down_and_may_wait_for_the_total() -> None:
    def scored(rounding: dict[str, object]) -> Scored:
        third = made(measure="actual/target", points=((0, 0), (1, 1)), rounding=rounding)
        return score_indicator(rule=third, weight=D(10), target=parse("3"), actual=parse("2"))

    assert scored({"digits": 2}).points == D("6.67")
    assert scored({"digits": 1, "mode": "down"}).points == D("6.6")
    assert scored({"digits": 0}).points == D(7)
    waiting = scored({"digits": 2, "on": "total"})
    assert (waiting.points, waiting.working.exact) == (D("6.6667"), F(20, 3))


@pytest.mark.parametrize(
    ("actual", "points", "reason"),
    [
        *(("129", "10.00", False), ("130", "10.00", True), ("149.99", "10.00", True)),
        *(("150", "9.00", True), ("199", "9.00", True), ("200", "8.00", True), ("900", "8.00", True)),
    ],
)
def test_the_sample_county_asks_why_from_130_percent_and_deducts_by_tiers(
    actual: str, points: str, reason: bool
) -> None:
    county = scheme_for(on=COUNTY_2026[0], region=COUNTY_2026[1]).rules["at_least"]
    scored = score_indicator(rule=county, weight=D(10), target=parse("≥100"), actual=parse(actual))
    assert (scored.points, scored.needs_reason) == (D(points), reason)
    nation = scheme_for(on=COUNTY_2026[0], region="").rules["at_least"]
    assert score_indicator(rule=nation, weight=D(10), target=parse("≥100"), actual=parse(actual)).points == D("10.00")


def test_execution_is_capped_and_a_budget_of_zero_follows_the_stated_edge() -> None:
    plain = scoring("scoring.execution")

    def points(budget: int, executed: int | None, which: ScoringRule = plain) -> tuple[str, Decimal | None]:
        scored = score_execution(rule=which, weight=D(10), budget_fen=budget, executed_fen=executed)
        return scored.status, scored.points

    assert points(32_977, 33_831) == ("scored", D("10.00"))
    assert points(0, 5) == ("not_applicable", None)
    assert points(5, None) == ("not_reported", None)
    keys = {"measure": "actual/target", "points": ((0, 0), (1, 1))}
    assert points(0, 5, made(**keys, edges={"budget_zero": "zero"})) == ("scored", D("0.00"))
    assert points(0, 5, made(**keys, edges={"budget_zero": "full"})) == ("scored", D("10.00"))


# ---------------------------------------------------------------- an independent oracle


def rounded(exact: Fraction) -> Decimal:
    return D(floor(exact * 100 + F(1, 2))) / 100


TENTHS = st.integers(min_value=0, max_value=5000).map(lambda tenths: D(tenths) / 10)
ABOVE_ZERO = st.integers(min_value=1, max_value=5000).map(lambda tenths: D(tenths) / 10)
WEIGHT = st.integers(min_value=0, max_value=10_000).map(lambda hundredths: D(hundredths) / 100)

ORACLE: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "scoring.at_least": lambda t, a: min(F(1), a / t),
    "scoring.at_least_threshold": lambda t, a: F(0) if a / t < F(6, 10) else min(F(1), (a / t - F(6, 10)) / F(4, 10)),
    "scoring.at_most": lambda t, a: F(1) if a <= t else t / a,
    "scoring.at_most_linear": lambda t, a: F(1) if a <= t else (F(0) if a >= 2 * t else 1 - (a - t) / t),
    "scoring.equal": lambda t, a: F(1) if a >= t else a / t,
    "scoring.equal_deviation": lambda t, a: max(F(0), 1 - abs(a - t) / t),
    "scoring.yes_no": lambda t, a: F(1) if a >= t else F(0),
}


@pytest.mark.parametrize("rule_id", ORACLE)
@given(target=ABOVE_ZERO, actual=TENTHS, weight=WEIGHT)
def test_the_evaluator_agrees_with_the_formula_to_the_last_digit(
    rule_id: str, target: Decimal, actual: Decimal, weight: Decimal
) -> None:
    scored = score(rule_id, str(target), str(actual), weight=str(weight))
    assert scored.points == rounded(ORACLE[rule_id](F(target), F(actual)) * F(weight))


@given(percent=st.integers(min_value=0, max_value=1100).map(lambda tenths: D(tenths) / 10), weight=WEIGHT)
def test_satisfaction_by_steps_agrees_with_the_table(percent: Decimal, weight: Decimal) -> None:
    share = next(s for least, s in ((90, F(1)), (80, F(8, 10)), (60, F(1, 2)), (0, F(0))) if percent >= least)
    assert score("scoring.satisfaction", "≥90%", f"{percent}%", weight=str(weight)).points == rounded(share * F(weight))


POINT = st.tuples(st.fractions(0, 3, max_denominator=20), st.fractions(0, 1, max_denominator=20))


@given(
    points=st.lists(POINT, min_size=1, max_size=6, unique_by=lambda point: point[0]),
    target=ABOVE_ZERO,
    actual=TENTHS,
    steps=st.booleans(),
)
def test_any_curve_agrees_with_a_plain_search(
    points: list[tuple[Fraction, Fraction]], target: Decimal, actual: Decimal, steps: bool
) -> None:
    points.sort()
    x = F(actual) / F(target)
    share = points[0][1] if x < points[0][0] else points[-1][1]
    for (x0, y0), (x1, y1) in pairwise(points):
        if x0 <= x < x1:
            share = y0 if steps else y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    shape = "steps" if steps else "linear"
    any_rule = made(measure=Measure.DONE, points=tuple(points), shape=shape)
    scored = score_indicator(rule=any_rule, weight=D(10), target=parse(str(target)), actual=parse(str(actual)))
    assert scored.points == rounded(share * 10)


@given(budget=st.integers(min_value=1, max_value=10**14), executed=st.integers(min_value=0, max_value=10**14))
def test_execution_agrees_with_integer_arithmetic(budget: int, executed: int) -> None:
    scored = score_execution(rule=scoring("scoring.execution"), weight=D(10), budget_fen=budget, executed_fen=executed)
    assert scored.points == D(min(1000, (2000 * executed + budget) // (2 * budget))) / 100
