"""The book of law: overlays by region, repeals, what a local rule may change, and the fingerprint."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from yuheng.kernel.dated import NoLaw
from yuheng.kernel.outcome import Refused
from yuheng.regulations.domain.book import Book, canonical, digest
from yuheng.regulations.queries import library_of
from yuheng.regulations.tests.test_rule_files import folder

NATION = """kind: days
title: {zh: 公开期限, en: Publication}
calendar: calendar
stricter: lower
values:
  2015-01-01: {value: 20, source: notice, trust: V}
"""
COUNTY = """values:
  2022-01-01: {value: 10, calendar: working, source: notice#art-3, trust: D}
  2023-01-01: {value: null, source: notice#art-4, trust: D}
"""


def book(at: Path, **files: str) -> Book:
    return library_of(folder(at, **files))


def test_the_nearest_region_wins_until_it_repeals_and_an_overlay_states_only_what_differs(tmp_path: Path) -> None:
    law = book(tmp_path, national__days=NATION, regions__990123__days=COUNTY)
    before, during, after = (law.rule("days", on=date(year, 6, 1), region="990123") for year in (2021, 2022, 2023))
    assert [(found.days, found.working, found.region) for found in (before, during, after)] == [
        (20, False, ""),
        (10, True, "990123"),
        (20, False, ""),
    ]
    assert during.title.en == "Publication"
    assert (during.source.id, during.trust, during.unverified) == ("notice#art-3", "D", False)
    assert during.path == "regions/990123/days.yaml:2"
    assert law.rule("days", on=date(2022, 6, 1), region="990199").days == 20


def test_a_city_stands_between_its_county_and_the_nation(tmp_path: Path) -> None:
    city = COUNTY.replace("value: 10", "value: 15")
    law = book(tmp_path, national__days=NATION, regions__990100__days=city)
    assert law.rule("days", on=date(2022, 6, 1), region="990123").days == 15
    assert law.rule("days", on=date(2022, 6, 1), region="980123").days == 20


def test_a_day_with_no_law_and_a_rule_that_is_not_there_are_errors(tmp_path: Path) -> None:
    law = book(tmp_path, national__days=NATION)
    with pytest.raises(NoLaw, match="days"):
        law.rule("days", on=date(2014, 12, 31), region="990123")
    with pytest.raises(NoLaw, match="nights"):
        law.rule("nights", on=date(2024, 1, 1), region="990123")


def test_a_local_value_may_be_stricter_and_a_looser_one_is_refused_at_its_line(tmp_path: Path) -> None:
    assert book(tmp_path, national__days=NATION, regions__990123__days=COUNTY).ids() == ("days",)
    looser = COUNTY.replace("value: 10", "value: 25")
    with pytest.raises(Refused) as refused:
        book(tmp_path, national__days=NATION, regions__990123__days=looser)
    (problem,) = refused.value.problems
    assert (problem.where, problem.code, problem.found) == ("regions/990123/days.yaml:2", "looser", "25")


def test_a_wider_value_that_tightens_later_catches_the_local_one_that_stayed(tmp_path: Path) -> None:
    later = NATION + "  2022-06-01: {value: 5, source: notice, trust: V}\n"
    with pytest.raises(Refused, match=r"regions/990123/days\.yaml:2"):
        book(tmp_path, national__days=later, regions__990123__days=COUNTY)


RANGE = """kind: range
title: {zh: 预备费, en: Reserve}
unit: /1
stricter: narrower
values:
  2015-01-01: {value: {min: 0.01, max: 0.03}, source: notice, trust: V}
"""


@pytest.mark.parametrize(
    ("low", "high", "allowed"), [("0.02", "0.03", True), ("0.005", "0.03", False), ("0.02", "0.04", False)]
)
def test_a_local_range_must_lie_inside_the_wider_one(tmp_path: Path, low: str, high: str, allowed: bool) -> None:
    local = f"values:\n  2024-01-01: {{value: {{min: {low}, max: {high}}}, source: notice, trust: D}}\n"
    if allowed:
        assert book(tmp_path, national__r=RANGE, regions__990123__r=local).ids() == ("r",)
    else:
        with pytest.raises(Refused, match=r"regions/990123/r\.yaml:2"):
            book(tmp_path, national__r=RANGE, regions__990123__r=local)


def test_an_overlay_may_not_change_the_kind_of_a_rule(tmp_path: Path) -> None:
    other = "kind: flag\ntitle: {zh: 一, en: One}\nvalues:\n  2024-01-01: {value: true, source: notice, trust: D}\n"
    with pytest.raises(Refused) as refused:
        book(tmp_path, national__days=NATION, regions__990123__days=other)
    assert [problem.code for problem in refused.value.problems] == ["kind"]


def test_the_history_of_a_place_shows_every_change_and_the_days_without_law(tmp_path: Path) -> None:
    law = book(tmp_path, national__days=NATION, regions__990123__days=COUNTY)
    steps = law.history("days", region="990123")
    assert [(day.year, found.days if found else None) for day, found in steps] == [(2015, 20), (2022, 10), (2023, 20)]
    ended = NATION + "  2020-01-01: {value: null, source: notice, trust: V}\n"
    gone = book(tmp_path / "b", national__days=ended).history("days", region="")
    assert [(day.year, found is None) for day, found in gone] == [(2015, False), (2020, True)]


def test_the_fingerprint_follows_the_value_not_the_wording_the_layout_or_the_order(tmp_path: Path) -> None:
    def mark(name: str, text: str) -> str:
        law = book(tmp_path / name, national__days=text, national__r=RANGE)
        return digest(canonical(law.law(on=date(2024, 1, 1), region="990123").values()))

    first = mark("a", NATION)
    assert first == mark(
        "b", NATION.replace("Publication", "Publishing").replace("calendar: calendar\n", "") + "calendar: calendar\n"
    )
    assert first != mark("c", NATION.replace("20", "19"))
    assert first != mark("d", NATION.replace("source: notice", "source: notice#art-2"))
    assert first != mark("e", NATION.replace("trust: V", "trust: M"))


def test_a_later_folder_of_rules_lies_over_an_earlier_one(tmp_path: Path) -> None:
    folder(tmp_path / "installed", national__days=NATION)
    own = folder(tmp_path / "own", regions__990123__days=COUNTY.replace("notice", "own-notice"))
    (own / "instruments.yaml").write_text(
        "- {id: own-notice, title: {zh: 自, en: Own}, status: local}\n", encoding="utf-8"
    )
    law = library_of(tmp_path / "installed", own)
    assert law.rule("days", on=date(2022, 6, 1), region="990123").days == 10
    assert law.regions() == ("", "990123")


def test_values_are_asked_for_by_their_type_and_another_type_is_an_error(tmp_path: Path) -> None:
    law = book(tmp_path, national__days=NATION, national__r=RANGE)
    days, span = (law.rule(name, on=date(2024, 1, 1), region="") for name in ("days", "r"))
    assert (days.days, str(span.fields["max"])) == (20, "0.03")
    for wrong in ("flag", "text", "rows", "fields"):
        with pytest.raises(TypeError):
            getattr(days, wrong)
    with pytest.raises(TypeError):
        _ = span.number
