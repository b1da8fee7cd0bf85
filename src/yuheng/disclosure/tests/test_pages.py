"""What citizens see: only what was published, without a login, and everything of it can be taken home."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client

from yuheng.disclosure.actions import Withheld, publish
from yuheng.disclosure.models import Publication
from yuheng.disclosure.web.panels import publication_panel
from yuheng.evaluation.models import Evaluation, Outcome
from yuheng.organisations.testing import Office
from yuheng.platform import clock
from yuheng.platform.testing.by_hand import take_guards_off
from yuheng.results.testing import WAN, Case, sealed

pytestmark = pytest.mark.django_db


def _number(text: str) -> dict[str, str]:
    return {"exact": text, "decimal": text}


WORKING = {
    "rule": "scoring.at_least",
    "measure": "actual/target",
    "source": "caiyu-2020-10#art-16",
    "weight": "50",
    "x": {"exact": "6/5", "decimal": "1.2"},
    "y": _number("1"),
    "curve": {
        "points": [[_number("0"), _number("0")], [_number("1"), _number("1")]],
        "shape": "linear",
        "closed": "left",
        "below": "hold",
        "above": "hold",
        "unit": "share",
    },
}


@pytest.fixture(autouse=True)
def summer() -> Iterator[None]:
    """Twelve working days after the seal."""
    with clock.at(date(2026, 6, 26)):
        yield


@pytest.fixture
def evaluations(office: Office) -> list[Evaluation]:
    """Three sealed evaluations; the first two are published."""
    cases = (
        Case("险工加固", "excellent", 100, 90, 9500),
        Case("渠道清淤", "poor", 300, 60, 5000),
        Case("未公开", "good", 9),
    )
    found = [sealed(office.unit, case) for case in cases]
    take_guards_off("evaluation_outcome")
    Outcome.objects.update(working=WORKING)
    publish(by=office.performance, evaluations=found[:2])
    return found


def test_the_county_page_adds_up_only_what_was_published(evaluations: list[Evaluation], client: Client) -> None:
    page = client.get("/public/")
    assert page.status_code == 200
    assert (page.context["totals"].count, page.context["totals"].budget_fen) == (2, 400 * WAN)
    assert "险工加固" in page.content.decode()
    assert "未公开" not in page.content.decode()


def test_the_county_page_says_so_when_nothing_is_published(office: Office, client: Client) -> None:
    assert "尚无公开内容" in client.get("/public/").content.decode()


def test_the_list_is_searched_and_sorted_and_goes_out_as_shown(evaluations: list[Evaluation], client: Client) -> None:
    by_score = client.get("/public/?sort=-total_c").context["published"].found
    assert [row.name for row in by_score] == ["险工加固", "渠道清淤"]
    rows = json.loads(client.get("/public/?format=json&grade=poor").content)["rows"]
    assert [(row["name"], row["budget_fen"], row["moved_fen"]) for row in rows] == [("渠道清淤", 300 * WAN, None)]
    assert client.get("/public/?q=nothing").context["published"].count == 0


def test_a_project_page_shows_promise_money_score_and_its_curve(evaluations: list[Evaluation], client: Client) -> None:
    text = client.get(f"/public/{evaluations[0].project.code}/").content.decode()
    for said in ("≥10公里", "12公里", "已兑现", "curve-1-spec", "尚未到期"):
        assert said in text
    assert client.get(f"/public/{evaluations[2].project.code}/").status_code == 404


def test_what_is_withheld_says_so_with_its_ground(office: Office, client: Client) -> None:
    one = sealed(office.unit, Case("涉密工程", "good", 100))
    parts = [Withheld(one, part, "disclosure-regulation#art-14") for part in ("money", "score", "promise")]
    publish(by=office.performance, evaluations=[one], withheld=parts)
    text = client.get(f"/public/{one.project.code}/").content.decode()
    assert text.count("依法不予公开") >= 3
    assert "100.00" not in text


def test_the_text_taken_home_has_the_digest_that_the_page_shows(evaluations: list[Evaluation], client: Client) -> None:
    code = evaluations[0].project.code
    row = Publication.objects.get(project=evaluations[0].project)
    taken = client.get(f"/public/{code}/content.json?year=2025&number=1").content
    assert hashlib.sha256(taken).hexdigest() == row.digest
    assert row.digest in client.get(f"/public/{code}/").content.decode()
    lines = client.get("/public/data/2025.jsonl").getvalue().splitlines()
    assert {hashlib.sha256(line).hexdigest() for line in lines} == set(
        Publication.objects.values_list("digest", flat=True)
    )


def test_citizens_read_in_english_as_well(evaluations: list[Evaluation], client: Client) -> None:
    page = client.get(f"/public/{evaluations[0].project.code}/", headers={"accept-language": "en"}).content.decode()
    assert "What was promised, and what came of it" in page
    assert "Not yet due" in page


def test_the_office_publishes_the_chosen_and_sees_what_is_overdue(
    office: Office, evaluations: list[Evaluation], client: Client
) -> None:
    client.force_login(office.performance)
    with clock.at(date(2026, 7, 10)):
        assert "逾期未公开" in client.get("/publications/?public=no").content.decode()
        keys = [one.pk for one in evaluations]
        assert client.post("/publications/publish/", {"sealed": keys}).status_code == 302
    assert Publication.objects.count() == 3
    client.force_login(office.stranger)
    assert client.post("/publications/publish/", {"sealed": keys}).status_code == 403


def test_the_project_page_of_the_office_lists_publications(office: Office, evaluations: list[Evaluation]) -> None:
    panel = publication_panel(office.preparer, evaluations[0].project)
    assert panel is not None
    assert [row.number for row in panel.context["publications"]] == [1]
    assert publication_panel(office.preparer, evaluations[2].project) is None
