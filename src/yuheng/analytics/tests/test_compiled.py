"""Every shipped rule, compiled, equals the exact evaluator to the last digit, on DuckDB and on PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yuheng.analytics.compiled import CannotCompile
from yuheng.analytics.domain.codes import Reading
from yuheng.analytics.engines import DUCKDB, Engine
from yuheng.analytics.reading import line_values
from yuheng.analytics.tests.lines import (
    Line,
    Runner,
    coded,
    exact_code,
    number_lines,
    rows_of,
    runner,
    shipped_rules,
    word_lines,
)
from yuheng.evaluation.domain.rules import Measure, OverTier, Rounding, ScoringRule, scoring_rule
from yuheng.evaluation.domain.score import score_execution
from yuheng.kernel.numbers import parse

RULES = dict(shipped_rules())
EVERY_RULE = pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
FEW = settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.too_slow])

# zero, signs, powers of two and five (ties), both sides of 2**53 and of what 64-bit products can hold
TELLING = (0, 1, -1, 8, 1600, 3000, 9999, 10000, 80000, 990000, -50000, 2**53 - 1, 2**53 + 1, 2**62 + 1, -(2**61))
values = st.lists(
    st.one_of(st.sampled_from(TELLING), st.integers(-(10**7), 10**8), st.integers(-(2**63) + 1, 2**63 - 1)),
    min_size=6,
    max_size=12,
    unique=True,
)
weights = st.lists(st.integers(0, 20_000), min_size=2, max_size=4, unique=True)
shares = st.lists(st.integers(0, 10_000), min_size=1, max_size=3, unique=True)


def test_every_rule_of_every_region_is_here() -> None:
    assert len(RULES) >= 25
    assert {rule.measure for rule in RULES.values()} == set(Measure)
    assert any(rule.over for rule in RULES.values()), "one region deducts for far over-achievement"
    assert any(rule.edge("budget_zero", "") == "as_one" for rule in RULES.values())


@pytest.mark.database
@EVERY_RULE
@FEW
@given(targets=values, actuals=values, weights=weights)
def test_numbers_score_alike(rule: ScoringRule, targets: list[int], actuals: list[int], weights: list[int]) -> None:
    lines = number_lines(rule, ([*TELLING, *targets], [*TELLING, *actuals]), weights)
    rows = rows_of(rule, lines)
    assert len(rows) > 800
    assert not differences(rule, lines, runner().codes(rule, rows))


@pytest.mark.database
@EVERY_RULE
@FEW
@given(weights=weights, judged=shares)
def test_words_and_judged_shares_score_alike(rule: ScoringRule, weights: list[int], judged: list[int]) -> None:
    lines = word_lines(weights, [*judged, 0, 6000, 7999, 8000, 10_000])
    rows = rows_of(rule, lines)
    assert len(rows) == len(lines)
    assert not differences(rule, lines, runner().codes(rule, rows))


@pytest.mark.database
@pytest.mark.parametrize("name", [name for name in RULES if ".execution-" in name])
@FEW
@given(budgets=values, paid=values, weights=weights)
def test_execution_scores_alike(name: str, budgets: list[int], paid: list[int], weights: list[int]) -> None:
    rule = RULES[name]
    pairs = list(product(weights, [*TELLING, *budgets], [None, *TELLING, *paid]))
    blank = (None, None), (int(Reading.MISSING), int(Reading.NUMBERS))
    rows = [
        (at, weight, budget, None, got, blank[1][got is not None], None, 0)
        for at, (weight, budget, got) in enumerate(pairs)
    ]
    codes = runner().codes(rule, rows, execution=True)
    for at, (weight, budget, got) in enumerate(pairs):
        points = Decimal(weight).scaleb(-2)
        exact = score_execution(rule=rule, weight=points, budget_fen=budget, executed_fen=got)
        assert codes[at] == coded(exact), (weight, budget, got)


# rules that no place has, so that each edge, rounding and shape that a file may state is compiled somewhere
MEASURES = [measure.value for measure in Measure if measure is not Measure.LABEL]
corners = st.sampled_from([Fraction(n, 20) for n in range(-10, 50)])
edges = st.fixed_dictionaries(
    {},
    optional={
        "target_zero": st.sampled_from(["met_if_zero_or_more", "met_if_zero", "judge", "not_comparable"]),
        "target_negative": st.sampled_from(["met_or_judge", "as_is", "not_comparable"]),
        "actual_negative": st.sampled_from(["zero", "as_is"]),
        "actual_zero": st.sampled_from(["full", "zero", "judge"]),
        "missing": st.sampled_from(["zero", "not_reported"]),
        "not_applicable": st.sampled_from(["rescale", "full", "zero"]),
        "late": st.just("judge"),
    },
)
roundings = st.fixed_dictionaries(
    {"digits": st.integers(0, 2), "mode": st.sampled_from(["half_up", "down"]), "on": st.just("indicator")}
)


@st.composite
def invented_rules(draw: st.DrawFn) -> ScoringRule:
    """Any rule that a file could state, with a tier or two for what lies far over the target."""
    shape = draw(st.sampled_from(["linear", "linear", "steps"]))
    xs = sorted(draw(st.lists(corners, min_size=1, max_size=4, unique=shape == "steps")))
    xs = [x for at, x in enumerate(xs) if at < 2 or xs[at - 2] != x]
    ends = ["hold", "zero"] if shape == "steps" else ["hold", "zero", "extend"]
    step = draw(
        st.none()
        | st.fixed_dictionaries({"size": st.sampled_from(["1", "0.3", "10"]), "mode": st.sampled_from(["up", "down"])})
    )
    spec = {
        "id": "invented",
        "source": "nobody#1",
        "trust": "D",
        "measure": draw(st.sampled_from(MEASURES)),
        "shape": shape,
        "closed": draw(st.sampled_from(["left", "right"])),
        "points": tuple((x, draw(corners)) for x in xs),
        "below": draw(st.sampled_from(ends)),
        "above": draw(st.sampled_from(ends)),
        "edges": draw(edges),
        "rounding": draw(roundings),
        "step": step,
        "unit": draw(st.sampled_from(["", "points_off"])),
    }
    tiers = (
        OverTier(Fraction(0), Fraction(1, 10), Fraction(1, 2), explain=False),
        OverTier(Fraction(3, 2), None, Fraction(1, 3), explain=True),
    )
    return scoring_rule(spec).with_over(draw(st.sampled_from([(), tiers])))


@pytest.mark.database
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rule=invented_rules(), weight=st.integers(0, 20_000))
def test_any_rule_that_could_be_written_scores_alike(rule: ScoringRule, weight: int) -> None:
    some = [value for value in TELLING if abs(value) < 2**53]
    lines = number_lines(rule, (some, some), [0, weight]) + word_lines([weight], [5000])
    assert not differences(rule, lines, runner().codes(rule, rows_of(rule, lines)))


def test_wide_integers_alone_give_the_same() -> None:
    rule = RULES["420000-scoring.at_least-2019-01-01"]
    rows = rows_of(rule, number_lines(rule, (TELLING, TELLING), [999, 12_345]))
    both = Runner(DUCKDB).codes(rule, rows)
    assert Runner(Engine("duckdb", DUCKDB.wide)).codes(rule, rows) == both
    assert Runner(DUCKDB).codes(rule, rows, weight="int32") == both


def test_what_cannot_be_exact_is_refused() -> None:
    rule = RULES["national-scoring.at_least-2020-02-25"]
    for refused in (Rounding(2, on="total"), Rounding(3)):
        with pytest.raises(CannotCompile, match="at_least"):
            Runner(DUCKDB).codes(replace(rule, rounding=refused), [])
    with pytest.raises(CannotCompile, match="widest integers"):
        Runner(DUCKDB).codes(rule, [], weight="int64")


def test_a_value_that_the_lake_cannot_hold_is_left_to_the_exact_evaluator() -> None:
    rule = RULES["national-scoring.at_least-2020-02-25"]
    target = parse("≥100")
    assert line_values(rule, target, parse("99.99995")) is None
    assert line_values(rule, target, parse("922337203685477")) is not None
    assert line_values(rule, target, parse("922337203685478000")) is None


def differences(rule: ScoringRule, lines: list[Line], codes: dict[int, int]) -> list[str]:
    """Say where the engine's codes are not those of the exact evaluator, a few of them."""
    wrong = [(lines[at], code, exact) for at, code in codes.items() if (exact := exact_code(rule, lines[at])) != code]
    return [
        f"{line.weight_c}: {line.target.text} {line.target.high}, {line.actual.text}, {line.judged_e4}: {code}, not {exact}"
        for line, code, exact in wrong[:5]
    ]
