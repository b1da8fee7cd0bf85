"""Printed values: base units, comparability, and properties over made-up prints."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuheng.kernel.numbers import Kind, comparable, in_one_unit, parse
from yuheng.kernel.text import plain

VALUE = st.decimals(0, 10**12, places=2, allow_nan=False, allow_infinity=False)
OPERATOR = st.sampled_from(
    [(">=", "≥"), (">=", "不低于"), ("<=", "≤"), ("<=", "不超过"), (">", "大于"), ("<", "小于"), ("=", "="), ("", "")]
)
UNIT = st.sampled_from(["", "%", "‰", "个", "万亩", "元/人", "万元", "人次", "公里", "元/人·天", "工作日"])
SPACE = st.sampled_from(["", " "])


@given(VALUE, OPERATOR, UNIT, SPACE)
def test_what_is_printed_is_read_again(value: Decimal, operator: tuple[str, str], unit: str, space: str) -> None:
    for digits in (f"{value}", f"{value:,}"):
        read = parse(f"{operator[1]}{space}{digits}{space}{unit}")
        assert (read.operator, read.value, read.unit, read.remainder) == (operator[0], value, unit, "")
        assert read.certain


@given(VALUE, UNIT)
def test_full_width_print_reads_the_same(value: Decimal, unit: str) -> None:
    narrow = f"{value}{unit}"
    wide = "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c != " " else c for c in narrow)
    assert plain(wide) == narrow
    assert (parse(wide).value, parse(wide).unit) == (parse(narrow).value, parse(narrow).unit)


@given(st.dates(date(2015, 1, 1), date(2030, 12, 31)))
def test_a_day_is_read_in_each_form_it_is_printed_in(day: date) -> None:
    forms = [
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}/{day.month}/{day.day}",
    ]
    assert {parse(form).date_to for form in forms} == {day}
    assert parse(f"{day.month}月{day.day}日", year=day.year).date_from == day
    assert parse(forms[1] + "前").operator == "<="


@given(st.text(max_size=30))
def test_any_text_is_read_without_an_error_and_keeps_itself(text: str) -> None:
    read = parse(text, year=2026)
    assert read.text == text
    if read.kind is Kind.TEXT:
        assert read.remainder


@given(st.text(alphabet="0123456789.,-年月日底前≥%个万元/()优 ;至", max_size=24))
def test_any_mixture_of_the_grammar_is_read_without_an_error(text: str) -> None:
    parse(text, year=2026)


def test_a_day_that_the_calendar_does_not_have_is_no_date() -> None:
    read = parse("2022年2月30日")
    assert (read.kind is Kind.DATE, read.certain) == (False, False)


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("≥95%", "0.95"),
        ("0.9‰", "0.0009"),
        ("0.4163万元", "4163"),
        ("2.45亿元", "245000000"),
        ("3.45万亩", "34500"),
        ("25.26hm2", "378.9"),
        ("18.8公里", "18800"),
        ("50厘米", "0.5"),
        ("200万粒", "2000000"),
        ("23万元/个", "230000"),
        ("2年", "24"),
    ],
)
def test_the_value_in_its_base_unit(text: str, base: str) -> None:
    assert parse(text).base_value == Decimal(base)


def test_the_database_keeps_ten_thousandths_of_the_printed_unit() -> None:
    assert parse("32.9999").value_e4 == 329_999
    assert parse("95%").value_e4 == 950_000
    assert parse("优").value_e4 is None


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("≥28万亩", "28"),
        ("≥50000人次", "110406人次"),
        ("005 <= 33万元", "32.9999"),
        ("≤3000元", "0.2945万元"),
        ("= 100 %", "98.5"),
        ("100", "100%"),
        ("2公顷", "29亩"),
        ("3-5个", "4个"),
        ("2022年12月底前", "2022年11月30日"),
        ("优", "良"),
        ("完成", "未完工"),
    ],
)
def test_what_can_be_held_against_each_other(target: str, actual: str) -> None:
    assert comparable(parse(target), parse(actual))


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("=100%", "1"),
        ("≥95%", "0.96"),
        ("1000人", "1000人次"),
        ("20次", "20万元"),
        ("≥200人", "200余人"),
        ("11月前", "2022年10月8日"),
        ("优", "完成"),
        ("≥95%", "达成预期指标"),
        ("≥95%", ""),
        ("3-5个", "4-6个"),
        ("显著提升", "显著提升"),
    ],
)
def test_what_would_need_a_guess_is_not_comparable(target: str, actual: str) -> None:
    assert not comparable(parse(target), parse(actual))


def test_both_values_come_in_one_unit() -> None:
    assert in_one_unit(parse("≥28万亩"), parse("28.5")) == (Decimal(28), Decimal("28.5"))
    assert in_one_unit(parse("≤3000元"), parse("0.2945万元")) == (Decimal(3000), Decimal(2945))
    assert in_one_unit(parse("20次"), parse("20万元")) == (None, None)


def test_the_unit_of_the_form_counts_where_the_print_names_none() -> None:
    assert parse("620.82", unit="万元").base_value == 6_208_200
    assert parse("95%", unit="万元").unit == "%"
