"""Days, months, working days, regions."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuheng.kernel.period import (
    Month,
    Period,
    add_working_days,
    end_of_month,
    is_working_day,
    months_elapsed,
    months_of,
    working_days_between,
    year,
)
from yuheng.kernel.region import Level, chain, level, parent, within

DAY = st.dates(date(2020, 1, 1), date(2030, 12, 31))
# The National Day rest of 2025 as the State Council announced it: 1-8 October, working on 28 September and 11 October.
REST_2025 = {date(2025, 10, day) for day in range(1, 9)}
MADE_UP_2025 = {date(2025, 9, 28), date(2025, 10, 11)}


def test_the_day_after_the_national_day_rest_is_the_next_working_day() -> None:
    assert add_working_days(date(2025, 9, 30), 1, REST_2025, MADE_UP_2025) == date(2025, 10, 9)
    assert is_working_day(date(2025, 10, 11), REST_2025, MADE_UP_2025)
    assert add_working_days(date(2025, 10, 9), -1, REST_2025, MADE_UP_2025) == date(2025, 9, 30)


@given(DAY, st.integers(0, 200))
def test_counting_working_days_forth_and_back_agrees(day: date, count: int) -> None:
    later = add_working_days(day, count, REST_2025, MADE_UP_2025)
    assert working_days_between(day, later, REST_2025, MADE_UP_2025) == count
    assert working_days_between(later, day, REST_2025, MADE_UP_2025) == -count


@given(DAY)
def test_a_month_counts_as_elapsed_only_on_its_last_day(day: date) -> None:
    done = months_elapsed(day, day.year)
    assert done - (day.month - 1) == ((day + timedelta(days=1)).month != day.month)


def test_before_the_year_nothing_and_after_it_twelve_months_are_over() -> None:
    assert months_elapsed(date(2025, 12, 31), 2026) == 0
    assert months_elapsed(date(2027, 1, 1), 2026) == 12


def test_the_months_of_a_year_cover_it_without_a_gap() -> None:
    spans = [month.period for month in months_of(2024)]
    assert sum(span.days for span in spans) == year(2024).days == 366
    assert end_of_month(2023, 2) == date(2023, 2, 28)
    assert Month(2026, 1).later(-1) == Month(2025, 12) == Month.of(date(2025, 12, 5))


def test_a_period_knows_its_days_and_cannot_end_before_it_begins() -> None:
    assert date(2026, 3, 1) in year(2026)
    assert year(2026).overlaps(Period(date(2026, 12, 31), date(2027, 1, 1)))
    assert not year(2026).overlaps(year(2027))
    with pytest.raises(ValueError, match="ends before"):
        Period(date(2026, 1, 2), date(2026, 1, 1))
    with pytest.raises(ValueError, match="month"):
        Month(2026, 13)


def test_a_place_is_looked_for_from_near_to_far() -> None:
    assert chain("990123") == ("990123", "990100", "990000", "")
    assert chain("990123001") == ("990123001", "990123", "990100", "990000", "")
    assert chain("99") == chain("990000") == ("990000", "")
    assert parent("990000") == ""
    assert within("990123", "") and within("990123", "99") and not within("990200", "990100")
    assert [level(code) for code in ("", "99", "9901", "990123001002")] == [
        Level.NATION,
        Level.PROVINCE,
        Level.CITY,
        Level.VILLAGE,
    ]


@pytest.mark.parametrize("code", ["9", "99012", "abcdef", "000000", "９９０１２３"])
def test_what_is_no_division_code_is_an_error(code: str) -> None:
    with pytest.raises(ValueError, match="division code"):
        chain(code)
