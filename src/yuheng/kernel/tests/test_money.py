"""Money: exact reading, the only rounding, and shares that lose no fen."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuheng.kernel.money import (
    NotMoney,
    parse_yuan,
    round_down,
    round_half_up,
    share_of,
    split,
    wan,
    yi,
    yuan,
)

FEN = st.integers(-(10**18), 10**18)
RATIONAL = st.fractions(min_value=-(10**9), max_value=10**9)


@pytest.mark.parametrize(
    ("text", "unit", "fen"),
    [
        ("4753.66万元", "元", 4_753_660_000),
        ("3824.26万元", "万元", 3_824_260_000),
        ("330000.00", "元", 33_000_000),
        ("329998.60", "元", 32_999_860),
        ("1,548.447", "万元", 1_548_447_000),
        ("139.433578", "万元", 139_433_578),
        ("3,239,300.00", "元", 323_930_000),
        ("10万", "万元", 10_000_000),
        ("2.45亿元", "万元", 24_500_000_000),
        ("1.56", "亿元", 15_600_000_000),
        ("１，０３０，７００．００", "元", 103_070_000),
        ("¥ 12.5", "元", 1_250),
        ("-3.2", "万元", -3_200_000),
        ("(1,200.50)", "元", -120_050),
        ("0", "万元", 0),
    ],
)
def test_an_amount_is_read_as_a_person_reads_it(text: str, unit: str, fen: int) -> None:
    assert parse_yuan(text, unit) == fen


@pytest.mark.parametrize("text", ["", "-", "/", "约30万元", "30万人", "1,23.4", "1.2.3", "3-5万元", "(3", "十万元"])
def test_what_is_not_one_amount_is_refused(text: str) -> None:
    with pytest.raises(NotMoney):
        parse_yuan(text)


def test_finer_than_a_fen_is_refused_unless_the_nearest_is_asked_for() -> None:
    with pytest.raises(NotMoney):
        parse_yuan("0.125元")
    assert parse_yuan("0.125元", nearest=True) == 13


@given(FEN)
def test_yuan_printed_and_read_again_is_the_same(fen: int) -> None:
    assert parse_yuan(yuan(fen)) == fen


@given(FEN)
def test_wan_and_yi_are_within_half_of_their_last_digit(fen: int) -> None:
    assert abs(parse_yuan(wan(fen), "万元") - fen) <= 5_000
    assert abs(parse_yuan(yi(fen), "亿元") - fen) <= 50_000_000


@given(RATIONAL, st.integers(0, 6))
def test_rounding_half_up_agrees_with_its_definition(value: Fraction, digits: int) -> None:
    step = Fraction(1, 10**digits)
    rounded = Fraction(round_half_up(value, digits))
    assert (rounded / step).denominator == 1
    assert abs(rounded - value) <= step / 2
    if abs(rounded - value) == step / 2:
        assert abs(rounded) > abs(value)


@given(RATIONAL, st.integers(0, 6))
def test_rounding_down_never_grows_and_loses_less_than_one_step(value: Fraction, digits: int) -> None:
    cut = Fraction(round_down(value, digits))
    assert abs(cut) <= abs(value) < abs(cut) + Fraction(1, 10**digits)


def test_no_negative_zero_is_ever_shown() -> None:
    assert wan(-1) == "0.00"
    assert str(round_half_up(Decimal("-0.001"), 2)) == "0.00"


def test_rounding_to_tens() -> None:
    assert round_half_up(15, -1) == 20
    assert round_down(19, -1) == 10


@given(FEN, st.lists(st.integers(0, 10**6), min_size=1, max_size=20).filter(any))
def test_a_split_adds_up_and_is_within_one_fen_of_the_ideal(fen: int, weights: list[int]) -> None:
    parts = split(fen, weights)
    assert sum(parts) == fen
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(fen * weight, sum(weights))) < 1


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1], [2, -1]])
def test_a_split_needs_positive_weights(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        split(100, weights)


def test_a_share_of_nothing_is_an_error() -> None:
    assert share_of(10_000, 925, 1000) == 9_250
    with pytest.raises(ZeroDivisionError):
        share_of(10_000, 1, 0)
