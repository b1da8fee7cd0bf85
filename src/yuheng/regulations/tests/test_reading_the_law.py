"""A lawyer reads: every rule from its document in three clicks, two laws side by side, a figure through time."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from yuheng.regulations import queries
from yuheng.regulations.domain.book import Book
from yuheng.regulations.domain.comparing import Differs, differences
from yuheng.regulations.queries import PlaceOnDay
from yuheng.regulations.tests.test_book import COUNTY, NATION, RANGE, book
from yuheng.regulations.web.drawing import chart_of
from yuheng.regulations.web.scales import timeline

LINK = re.compile(r'href="([^"#]+)')


def links(client: Client, address: str) -> set[str]:
    """The addresses behind a page's links."""
    page = client.get(address)
    assert page.status_code == 200, address
    return {unescape(found) for found in LINK.findall(page.content.decode())}


@pytest.mark.django_db
def test_every_value_of_every_rule_file_is_reached_from_the_laws_first_page_in_three_clicks(client: Client) -> None:
    """Law → documents → document (with its articles) → rule, on the day and in the place where the value holds."""
    assert "/law/documents/" in links(client, "/law/")
    papers = {address for address in links(client, "/law/documents/") if address.startswith("/law/documents/")}
    reached: set[tuple[str, str, date]] = set()
    for paper in sorted(papers - {"/law/documents/"}):
        for address in links(client, paper):
            where = urlsplit(address)
            asked = parse_qs(where.query, keep_blank_values=True)
            if where.path.startswith("/law/") and "on" in asked:
                rule_id = where.path.removeprefix("/law/").rstrip("/")
                reached.add((rule_id, asked["region"][0], date.fromisoformat(asked["on"][0])))
    shown = {
        (one, region, queries.rule(one, on=day, region=region).since)
        for one, region, day in reached
        if law(one, day, region)
    }
    stated = {
        (rule_id, region, entry.since)
        for (region, rule_id), file in queries.library().files.items()
        for entry in file.history.entries
        if entry.value is not None
    }
    assert stated - shown == set()
    assert len(stated) > 150


def law(rule_id: str, day: date, region: str) -> bool:
    return rule_id in queries.law(region=region, on=day)


@pytest.mark.django_db
def test_an_article_says_what_stands_on_it_and_who_uses_it(client: Client) -> None:
    page = client.get("/law/documents/caiyu-2020-10/").content.decode()
    article = page[page.index('id="art-18"') :]
    assert "第18条" in article
    assert "grades.evaluation" in article
    assert "results/queries.py" in article
    assert client.get("/law/documents/nothing/").status_code == 404


@pytest.mark.django_db
def test_places_are_called_by_their_names(client: Client) -> None:
    assert "湖北省 420000" in client.get("/law/scoring.at_least/").content.decode()
    english = client.get("/law/scoring.at_least/", headers={"accept-language": "en"}).content.decode()
    assert "Hubei Province 420000" in english
    unnamed = set(queries.library().regions()) - {""} - set(queries.named_regions())
    assert unnamed == set()


def two_laws(at: Path) -> Book:
    """A nation of two rules; county 990123 has its own days, county 990199 states the same days on its own notice."""
    same = COUNTY.replace("value: 10, calendar: working", "value: 20, calendar: calendar")
    own = "kind: flag\ntitle: {zh: 一, en: One}\nvalues:\n  2022-01-01: {value: true, source: notice, trust: D}\n"
    files = {"regions__990123__days": COUNTY, "regions__990199__days": same, "regions__990199__own": own}
    return book(at, national__days=NATION, national__r=RANGE, **files)


def test_places_differ_by_value_by_basis_or_on_one_side_only(tmp_path: Path) -> None:
    law = two_laws(tmp_path)
    here, there, nation = (law.law(on=date(2022, 6, 1), region=region) for region in ("990123", "990199", ""))
    assert [(one.rule_id, one.what) for one in differences(here, nation)] == [("days", Differs.VALUE)]
    found = differences(nation, there)
    assert [(one.rule_id, one.what) for one in found] == [("days", Differs.BASIS), ("own", Differs.ONLY_RIGHT)]
    assert found[0].left is not None
    assert found[0].right is not None
    assert (found[0].left.source.id, found[0].right.source.id) == ("notice", "notice#art-3")
    assert [(one.rule_id, one.what) for one in differences(there, nation)][1] == ("own", Differs.ONLY_LEFT)
    assert differences(here, law.law(on=date(2022, 7, 1), region="990123")) == []


def test_two_days_of_one_place_differ_where_the_law_changed(tmp_path: Path) -> None:
    law = two_laws(tmp_path)
    before, after = (law.law(on=day, region="990123") for day in (date(2021, 12, 31), date(2022, 1, 1)))
    (found,) = differences(before, after)
    assert (found.left and found.left.days, found.right and found.right.days) == (20, 10)


def test_hubei_weighs_execution_twenty_and_performance_eighty_where_the_nation_weighs_four_levels() -> None:
    """rules-project.md §6.1 S3: the form of Hubei gives 20 to execution and 80 to performance."""
    on = date(2024, 1, 1)
    found = {one.rule_id: one for one in queries.compare(PlaceOnDay(on, ""), PlaceOnDay(on, "420000"))}
    weights = found["weights.self_2020"]
    assert weights.what is Differs.VALUE
    assert weights.left is not None
    assert weights.right is not None
    assert dict(weights.left.fields) == {"execution": 10, "output": 50, "benefit": 30, "satisfaction": 10}
    assert dict(weights.right.fields) == {"execution": 20, "performance": 80}
    assert "budget.flows" not in found


@pytest.mark.django_db
def test_the_page_shows_both_sides_and_links_to_both(client: Client) -> None:
    page = client.get("/rules/compare/?region=&on=2024-01-01&to_region=420000&to_on=2024-01-01").content.decode()
    assert "预算执行 20 · 绩效 80" in page
    for side in ("", "420000"):
        assert f"/law/weights.self_2020/?on=2024-01-01&amp;region={side}" in page
    same = client.get("/rules/compare/?region=&on=2024-01-01&to_region=&to_on=2024-01-01")
    assert same.context["chapters"] == []
    assert "两侧规定相同" in same.content.decode()


@pytest.mark.django_db
def test_grades_are_drawn_on_their_scale_with_the_ends_that_belong_to_them() -> None:
    chart = chart_of(queries.rule("grades.evaluation", on=date(2026, 3, 2), region=""))
    assert chart is not None
    assert chart.rows == (("差", "0 ≤ x < 60"), ("中", "60 ≤ x < 80"), ("良", "80 ≤ x < 90"), ("优", "90 ≤ x ≤ 100"))
    drawn = [(row["from"], row["to"]) for row in chart.spec["data"]["values"]]
    assert [[int(Fraction(end)) for end in pair] for pair in drawn] == [[0, 60], [60, 80], [80, 90], [90, 100]]


def test_a_figure_is_drawn_through_time_with_a_gap_where_no_law_stood(tmp_path: Path) -> None:
    ended = (
        NATION
        + "  2020-01-01: {value: null, source: notice, trust: V}\n  2021-01-01: {value: 15, source: notice, trust: V}\n"
    )
    law = book(tmp_path, national__days=ended, national__r=RANGE)
    chart = timeline(law.history("days", region=""), date(2026, 3, 2))
    assert chart is not None
    assert chart.rows == (("2015-01-01", "20"), ("2020-01-01", "—"), ("2021-01-01", "15"))
    assert chart.spec["data"]["values"][-1]["day"] == "2026-03-02"
    spread = timeline(law.history("r", region=""), date(2026, 3, 2))
    assert spread is not None
    assert spread.rows == (("2015-01-01", "1% – 3%"),)
    assert timeline([], date(2026, 3, 2)) is None


@pytest.mark.django_db
def test_every_kind_that_can_be_drawn_is_drawn_wherever_it_stands() -> None:
    for (region, rule_id), file in queries.library().files.items():
        for since in (entry.since for entry in file.history.entries if entry.value is not None):
            rule = queries.rule(rule_id, on=since, region=region)
            drawn = chart_of(rule)
            empty = not (isinstance(rule.value, tuple) and rule.value) and rule.kind != "weights"
            wanted = rule.kind in {"scoring", "bands", "labels", "weights"} and not empty
            assert (drawn is not None) == wanted, rule.path
