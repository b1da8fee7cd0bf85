"""What a grade does to money: the arithmetic, with every edge."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from yuheng.results.domain.effect import EffectRule, GradeChange, explain, propose, silent_about

EXCELLENT = GradeChange("excellent", "grow", Fraction(1, 10))
GOOD = GradeChange("good", "keep", Fraction(0))
FAIR = GradeChange("fair", "cut", Fraction(-1, 5))
POOR = GradeChange("poor", "cut_hard", Fraction(-1, 2))
RULE = EffectRule({one.grade: one for one in (EXCELLENT, GOOD, FAIR, POOR)}, "qingheng-2024#art-28", False, 2)


def test_the_same_request_gets_more_or_less_by_its_grade_alone() -> None:
    base, asked = 1_000_000_00, 1_200_000_00
    amounts = [propose(said, base, asked).proposed_fen for said in (EXCELLENT, GOOD, FAIR, POOR)]
    assert amounts == [1_100_000_00, 1_000_000_00, 800_000_00, 500_000_00]


def test_growth_is_room_and_not_a_gift() -> None:
    assert propose(EXCELLENT, 1_000_000_00, 1_050_000_00).proposed_fen == 1_050_000_00
    assert propose(EXCELLENT, 1_000_000_00, None).proposed_fen == 1_000_000_00


def test_what_a_unit_gives_up_by_itself_is_not_the_results_doing() -> None:
    asks_less = propose(GOOD, 1_000_000_00, 700_000_00)
    assert (asks_less.base_fen, asks_less.proposed_fen, asks_less.moved_fen) == (700_000_00, 700_000_00, 0)
    cut = propose(FAIR, 1_000_000_00, 900_000_00)
    assert (cut.proposed_fen, cut.moved_fen) == (720_000_00, -180_000_00)


def test_a_cut_is_rounded_half_up_to_a_yuan_and_an_unchanged_base_keeps_its_fen() -> None:
    assert propose(FAIR, 1_003_00).proposed_fen == 802_00  # 802.40 yuan
    assert propose(FAIR, 1_002_50).proposed_fen == 802_00
    assert propose(POOR, 1_001_00).proposed_fen == 501_00  # 500.50 yuan
    assert propose(GOOD, 1_001_33).proposed_fen == 1_001_33


def test_a_second_poor_year_in_a_row_cancels_and_a_fair_year_between_does_not() -> None:
    twice, between = RULE.of("poor", ["poor"]), RULE.of("poor", ["fair", "poor"])
    assert twice is not None and between is not None
    assert (twice.direction, propose(twice, 880_000_00, 880_000_00).proposed_fen) == ("cancel", 0)
    assert (between.direction, propose(between, 880_000_00, 880_000_00).proposed_fen) == ("cut_hard", 440_000_00)


def test_the_working_can_be_read_in_both_languages() -> None:
    cut, asked_less = propose(FAIR, 1_000_000_00), propose(EXCELLENT, 1_000_000_00, 1_050_000_00)
    assert cut.explanation.zh == "基数 100.00 万元 × 80% = 80.00 万元"
    assert asked_less.explanation.zh == "基数 100.00 万元 × 110% = 110.00 万元为上限，按申报建议 105.00 万元"
    assert explain(1000, 1_000_000_00, 1_050_000_00).en.startswith("Base 100.00 × 110% = 110.00 at most")


def test_a_grade_without_a_rule_is_a_problem_that_names_the_remedy() -> None:
    assert RULE.of("unheard") is None
    said = silent_about("unheard", "桥", RULE.article)
    assert (said.found, "results.budget_effects" in said.remedy.zh) == ("unheard", True)


@given(
    base=st.integers(0, 10**14),
    change=st.fractions(-1, 1, max_denominator=1000),
    asked=st.none() | st.integers(0, 10**14),
)
def test_a_proposal_lies_between_nothing_and_what_is_asked_and_within_half_a_yuan_of_the_rule(
    base: int, change: Fraction, asked: int | None
) -> None:
    found = propose(GradeChange("x", "cut", change), base, asked)
    assert 0 <= found.proposed_fen <= (base * 2 + 50 if asked is None else asked)
    assert found.proposed_fen <= base * (1 + change) + 50
