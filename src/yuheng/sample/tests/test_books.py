"""The invented books around the sample's projects keep the law of the county, however much the projects ask for."""

from hypothesis import given
from hypothesis import strategies as st

from yuheng.budget.checks import law_of
from yuheng.budget.domain.books import Books, Spent, problems_in_row
from yuheng.budget.domain.checking import checks_of
from yuheng.sample.books import codes, figures_of, rows_around
from yuheng.sample.places import COUNTY, DEPARTMENTS


@given(st.integers(min_value=0, max_value=10**13), st.sampled_from((2025, 2026, 2027)))
def test_every_check_holds_whatever_the_projects_ask(fen: int, year: int) -> None:
    rows = rows_around(fen, year)
    assert not [problem for row in rows for problem in problems_in_row(row, row.title)]
    assert len({row.key for row in rows}) == len(rows)
    found = checks_of(Books(tuple(rows), (Spent("general", "", "", fen),)), law_of(COUNTY))
    assert {check.verdict for check in found} == {"holds"}
    assert {check.code for check in found} >= {"flow", "deficit", "capital", "reserve", "revolving", "debt", "need"}


def test_the_lists_hold_the_function_of_every_unit_and_say_what_was_not_seen() -> None:
    known = {one.entry.code for one in codes() if one.entry.kind == "function"}
    assert {unit.function_code for department in DEPARTMENTS for unit in department.units} <= known
    assert all(one.entry.source for one in codes() if one.entry.verified)
    assert {one.entry.verified for one in codes()} == {True, False}


def test_the_base_data_of_a_unit_are_the_same_each_time() -> None:
    assert figures_of("110001", 2026) == figures_of("110001", 2026)
    assert all(number > 0 for number in figures_of("110001", 2025).values())
