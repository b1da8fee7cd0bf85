"""One indicator of several units, and the base of the execution rate."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuheng.evaluation.domain.aggregation import Aggregation, Part, aggregation_from, score_over_units
from yuheng.evaluation.domain.execution_base import Money, base_fen
from yuheng.evaluation.domain.rules import ScoringRule, scoring_rule
from yuheng.evaluation.domain.score import Scored
from yuheng.kernel.numbers import parse
from yuheng.regulations.domain.book import spec_fields
from yuheng.regulations.queries import rule

HUBEI = Aggregation(order="data_first", absolute="sum", relative="money", judged="money")
SCORE_FIRST = Aggregation(order="score_first", absolute="sum", relative="money", judged="money")


def part(target: str, actual: str, money: int = 1, judged: str = "") -> Part:
    share = Fraction(judged) if judged else None
    return Part(target=parse(target), actual=parse(actual), money_fen=money, judged=share)


def scoring(rule_id: str) -> ScoringRule:
    return scoring_rule(spec_fields(rule(rule_id, on=date(2022, 3, 1), region="")))


def together(rule_id: str, *parts: Part, how: Aggregation = HUBEI, weight: str = "10") -> Scored:
    return score_over_units(rule=scoring(rule_id), weight=Decimal(weight), parts=parts, how=how)


def test_the_methods_of_hubei_are_those_of_its_rule() -> None:
    found = rule("scoring.aggregation", on=date(2022, 3, 1), region="420200")
    assert aggregation_from(found.rows) == HUBEI


def test_lengths_in_other_units_are_added_in_one() -> None:
    scored = together("scoring.at_least", part("≥2公里", "1公里"), part("≥1000米", "500米"))
    assert (scored.points, [words.en for words in scored.working.assumed]) == (
        Decimal("5.00"),
        ["The figures of the units were made one, then scored"],
    )


def test_what_one_unit_has_too_much_makes_up_for_another_only_where_data_are_added_first() -> None:
    parts = (part("≥100", "150"), part("≥100", "50"))
    assert together("scoring.at_least", *parts).points == Decimal("10.00")
    assert together("scoring.at_least", *parts, how=SCORE_FIRST).points == Decimal("7.50")


def test_rates_are_weighted_by_money_and_without_money_count_alike() -> None:
    assert together("scoring.satisfaction", part("90%", "60%", 1), part("90%", "95%", 9)).points == Decimal("10.00")
    assert together("scoring.satisfaction", part("90%", "60%", 0), part("90%", "95%", 0)).points == Decimal("5.00")


def test_a_unit_without_an_answer_leaves_the_indicator_without() -> None:
    open_ = together("scoring.at_least", part("≥1", ""), part("≥1", "1"), how=SCORE_FIRST)
    assert (open_.status, open_.points) == ("not_reported", None)
    assert together("scoring.at_least", part("≥1", ""), part("≥1", "1")).status == "not_comparable"
    assert together("scoring.at_least", part("≥1", "1余"), part("≥1", "1")).status == "not_comparable"


def test_no_unit_at_all_is_an_error() -> None:
    with pytest.raises(ValueError, match="no unit"):
        together("scoring.at_least")


@given(pairs=st.lists(st.tuples(st.integers(1, 10**6), st.integers(0, 10**6)), min_size=1, max_size=8))
def test_adding_first_is_the_score_of_the_sums(pairs: list[tuple[int, int]]) -> None:
    scored = together("scoring.at_least", *(part(f"≥{target}", f"{actual}") for target, actual in pairs))
    target, actual = (sum(pair[side] for pair in pairs) for side in (0, 1))
    assert scored.share == min(Fraction(1), Fraction(actual, target))


@given(
    units=st.lists(st.tuples(st.integers(1, 100), st.integers(0, 10_000), st.integers(0, 100)), min_size=1, max_size=6)
)
def test_one_unit_alone_is_scored_as_ever_in_either_order(units: list[tuple[int, int, int]]) -> None:
    for target, money, actual in units:
        alone = part(f"≥{target}", f"{actual}", money)
        one, other = (together("scoring.at_least", alone, how=how) for how in (HUBEI, SCORE_FIRST))
        assert one.points == other.points


def test_each_base_is_its_own_amount_and_an_unknown_one_is_an_error() -> None:
    money = Money(initial_fen=100, full_year_fen=120, arrived_fen=110, carried_fen=20, fiscal_fen=90)
    bases = ("full_year", "initial", "arrived", "without_carryover", "fiscal")
    assert [base_fen(money, base) for base in bases] == [120, 100, 110, 100, 90]
    assert base_fen(Money(initial_fen=100), "full_year") is None
    with pytest.raises(KeyError):
        base_fen(money, "nonsense")
