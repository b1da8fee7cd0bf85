"""What people see and do on the pages of projects."""

import json
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from yuheng.organisations.models import Person
from yuheng.organisations.testing import Office
from yuheng.platform.ui.listing import Column, Kind
from yuheng.projects.models import Project, TargetIndicator
from yuheng.projects.testing import DIMENSIONS, appraised, drafted, in_library, reviewed, with_target
from yuheng.projects.web import listing

pytestmark = pytest.mark.django_db


def browser(person: Person, language: str = "zh-hans") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(person)
    return client


def page(name: str, project: Project, **more: int) -> str:
    return reverse(name, kwargs={"pk": project.pk, **more})


@pytest.fixture
def hung() -> Iterator[list[int]]:
    """A column of an upper context, and how many rows it was asked about each time."""
    asked: list[int] = []

    def values(keys: object, year: int) -> dict[int, int]:
        assert isinstance(keys, list)
        asked.append(len(keys))
        return {key: year * 100_000_000 for key in keys}

    with patch.dict(listing._hung, clear=True):
        listing.add_column(50, Column("paid", "已支付", kind=Kind.MONEY), values)
        yield asked


def test_a_stranger_is_told_why_he_may_not_see_a_project(office: Office) -> None:
    (project,) = drafted(office)
    refused = browser(office.stranger).get(page("project", project))
    assert refused.status_code == 403 and "不在您的查看范围内" in refused.content.decode()
    assert browser(office.preparer).get(page("project", project)).status_code == 200


def test_the_list_shows_a_column_of_an_upper_context_with_one_call_for_the_page(
    office: Office, hung: list[int]
) -> None:
    drafted(office, 30)
    shown = browser(office.budget).get(reverse("projects"), {"year": "2027", "sort": "-amount_fen"})
    assert shown.status_code == 200 and "已支付" in shown.content.decode()
    assert hung == [30]


def test_the_file_holds_exactly_what_the_filters_leave(office: Office, hung: list[int]) -> None:
    drafted(office, 3)
    reviewed(office, 2, prefix="R")
    answer = browser(office.budget).get(reverse("projects"), {"state": "reviewed", "sort": "code", "format": "json"})
    rows = json.loads(b"".join(answer))["rows"]
    assert [(row["code"], row["amount_fen"], row["unit"]) for row in rows] == [
        ("R0001", 200_000_000, "水务局机关"),
        ("R0002", 200_000_000, "水务局机关"),
    ]
    assert [row["paid"] for row in rows] == [202_600_000_000] * 2


def test_the_list_asks_the_same_number_of_questions_for_two_rows_and_for_forty(office: Office) -> None:
    client = browser(office.budget)

    def questions() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("projects"))
        return len(captured)

    drafted(office, 2)
    few = questions()
    drafted(office, 40, prefix="M")
    assert questions() == few


def test_a_unit_enters_a_project_and_every_mistake_stands_at_its_field(office: Office) -> None:
    client = browser(office.preparer)
    typed = {"name": "机井", "unit": "301001", "category": "specific", "novelty": "new", "amount_fen": "120.5"}
    wrong = client.post(reverse("project-new"), {**typed, "function_code": "9", "year": "2028", "last_year": "2027"})
    text = wrong.content.decode()
    assert "功能分类科目须为" in text and "起止年度不成立" in text
    assert not Project.objects.exists()

    right = {**typed, "function_code": "2130316", "year": "2027", "last_year": "2027"}
    assert client.post(reverse("project-new"), right).status_code == 302
    project = Project.objects.get()
    assert (project.amount_fen, project.state) == (120_500_000, "draft")

    client.post(page("project-edit", project), {**right, "amount_fen": "1,300,000元"})
    project.refresh_from_db()
    assert project.amount_fen == 130_000_000


def test_rows_pasted_from_a_sheet_are_checked_first_and_saved_after(office: Office) -> None:
    (project,) = drafted(office)
    client, sheet = browser(office.preparer), page("project-target", project, year=2027)
    bad = "产出指标\t数量指标\t机井\t≤\t≥12眼\t\n\t\t管道\t\t3公里\t二十"
    answer = client.post(sheet, {"do": "save", "statement": "解决饮水", "pasted": bad})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert (
        text.index('value="机井"') < text.index("符号不一致") < text.index('value="管道"') < text.index("最多两位小数")
    )

    good = bad.replace("≤", "≥").replace("≥12", "12").replace("二十", "")
    checked = client.post(sheet, {"do": "check", "statement": "解决饮水", "pasted": good})
    assert checked.status_code == 200 and "没有满意度指标" in checked.content.decode()
    assert not TargetIndicator.objects.exists()
    assert client.post(sheet, {"do": "save", "statement": "解决饮水", "pasted": good}).status_code == 302
    assert list(TargetIndicator.objects.values_list("name", "weight_c")) == [("机井", 4500), ("管道", 4500)]


def test_the_points_typed_into_the_form_decide_what_happens_to_the_project(office: Office) -> None:
    (project,) = reviewed(office)
    client, form = browser(office.performance), page("project-appraise", project)
    assert browser(office.preparer).get(form).status_code == 403
    too_many = client.post(form, {f"points-{code}": "21" for code in DIMENSIONS})
    assert too_many.status_code == 200 and Project.objects.get().state == "reviewed"
    assert client.post(form, {f"points-{code}": "18" for code in DIMENSIONS}).status_code == 302
    assert Project.objects.get().state == "appraised"


def test_the_office_admits_all_ticked_projects_or_none(office: Office) -> None:
    first, second = appraised(office, 2)
    with_target(office, [first])
    client, keys = browser(office.budget), [first.pk, second.pk]
    refused = client.post(reverse("steps", kwargs={"flow": "project"}), {"step": "admit", "key": keys})
    assert refused.status_code == 409 and "没有 2027 年绩效目标" in refused.content.decode()
    assert set(Project.objects.values_list("state", flat=True)) == {"appraised"}

    with_target(office, [second])
    assert client.post(reverse("steps", kwargs={"flow": "project"}), {"step": "admit", "key": keys}).status_code == 302
    assert set(Project.objects.values_list("state", flat=True)) == {"in_library"}


@pytest.mark.parametrize(("language", "word"), [("zh-hans", "闭环进度"), ("en", "Where it stands in the loop")])
def test_the_page_speaks_both_languages(office: Office, language: str, word: str) -> None:
    (project,) = in_library(office)
    assert word in browser(office.auditor, language).get(page("project", project)).content.decode()
