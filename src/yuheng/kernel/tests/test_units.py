"""Units convert exactly or not at all."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuheng.kernel.units import NoConversion, convert, in_base, is_known, split_unit, unit_of

AREAS = st.sampled_from(["亩", "万亩", "公顷", "hm2", "平方米", "万平方米", "平方公里", "km2"])


@given(st.fractions(max_denominator=10**6), AREAS, AREAS)
def test_there_and_back_is_the_same(value: Fraction, frm: str, to: str) -> None:
    assert convert(convert(value, frm, to), to, frm) == value


@pytest.mark.parametrize(
    ("value", "frm", "to", "expected"),
    [
        (1, "公顷", "亩", 15),
        (1, "平方公里", "亩", 1500),
        (1, "亩", "平方米", Fraction(2000, 3)),
        (3, "公里", "米", 3000),
        (2, "吨", "公斤", 2000),
        (1, "万元", "元", 10_000),
        (1, "亿元", "万元", 10_000),
        (2, "年", "个月", 24),
        (1, "天", "小时", 24),
        (5, "万人次", "人次", 50_000),
        (1, "元/人·天", "元/人.每天", 1),
        (9, "‰", "%", Fraction(9, 10)),
    ],
)
def test_known_conversions(value: int, frm: str, to: str, expected: Fraction) -> None:
    assert convert(value, frm, to) == expected


@pytest.mark.parametrize(
    ("frm", "to"), [("人", "人次"), ("元", "亩"), ("天", "工作日"), ("元/人", "元"), ("元/人", "元/户"), ("月", "天")]
)
def test_different_things_do_not_convert(frm: str, to: str) -> None:
    with pytest.raises(NoConversion):
        convert(1, frm, to)


def test_base_values_are_exact_decimals() -> None:
    assert in_base(Decimal("3.51"), "万t") == 35_100_000
    assert in_base(Decimal("9.61"), "/10万") == Decimal("0.0000961")
    assert in_base(Decimal(7), "") == 7
    assert unit_of("尺牍").dimension == "尺牍"
    assert not is_known("尺牍")


def test_the_unit_is_parted_from_the_words_after_it() -> None:
    assert split_unit("元/人年") == ("元/人年", "")
    assert split_unit("元/生/学期") == ("元/生/学期", "")
    assert split_unit("/亩") == ("/亩", "")
    assert split_unit("万株优") == ("万株", "优")
    assert split_unit("学校全部建成并投入使用") == ("", "学校全部建成并投入使用")
