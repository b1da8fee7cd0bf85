"""Which value is in force on a day: the nearest region wins, a repeal gives way, silence everywhere is an error."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuheng.kernel.dated import Dated, Entry, NoLaw, in_force

DAY = date(2020, 2, 25)


def test_a_value_holds_from_its_first_day_until_the_day_before_the_next() -> None:
    history = Dated.of({DAY: "old", date(2021, 8, 18): "new"})
    assert history.on(DAY - timedelta(days=1)) is None
    assert history.on(DAY) == Entry(DAY, "old")
    assert history.on(date(2021, 8, 17)) == Entry(DAY, "old")
    assert history.on(date(2021, 8, 18)) == Entry(date(2021, 8, 18), "new")


def test_the_nearest_region_wins_and_a_repeal_falls_back_to_the_wider_one() -> None:
    nation = Dated.of({DAY: 10})
    county = Dated.of({date(2022, 1, 1): 5, date(2023, 1, 1): None, date(2024, 1, 1): 6})
    got = [in_force([county, None, nation], date(year, 7, 1)) for year in (2021, 2022, 2023, 2024)]
    assert [(found.value, found.place) for found in got] == [(10, 2), (5, 0), (10, 2), (6, 0)]


def test_a_day_with_no_law_is_an_error_and_so_is_a_repeal_with_nothing_behind_it() -> None:
    with pytest.raises(NoLaw):
        in_force([Dated.of({DAY: 1})], DAY - timedelta(days=1))
    with pytest.raises(NoLaw):
        in_force([Dated.of({DAY: 1, date(2021, 1, 1): None})], date(2021, 1, 1))
    with pytest.raises(NoLaw):
        in_force([], DAY)


def test_zero_and_false_are_values_not_repeals() -> None:
    assert in_force([Dated.of({DAY: 0}), Dated.of({DAY: 9})], DAY).value == 0
    assert in_force([Dated.of({DAY: False})], DAY).value is False


def test_two_entries_on_one_day_are_refused() -> None:
    with pytest.raises(ValueError, match="one per day"):
        Dated((Entry(DAY, 1), Entry(DAY, 2)))


@given(st.dictionaries(st.dates(), st.one_of(st.none(), st.integers())), st.dates())
def test_the_value_in_force_is_that_of_the_latest_day_not_after_the_question(
    values: dict[date, int | None], day: date
) -> None:
    past = [since for since in values if since <= day]
    entry = Dated.of(values).on(day)
    assert (None if entry is None else (entry.since, entry.value)) == ((max(past), values[max(past)]) if past else None)
