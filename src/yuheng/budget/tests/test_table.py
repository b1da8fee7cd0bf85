"""Requests down and up again as a table: several sources, three years, every fault by its cell, nothing half-written."""

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from yuheng.budget import actions, queries
from yuheng.budget.drafts import RequestDraft
from yuheng.budget.models import Request, RequestYear, Version
from yuheng.budget.testing import library_project
from yuheng.organisations.testing import Office
from yuheng.projects.models import Project

pytestmark = [pytest.mark.django_db, pytest.mark.database]
WAN = 1_000_000


@pytest.fixture
def project(office: Office) -> Project:
    """A project in the library, and a version that takes requests."""
    actions.open_version(by=office.budget, year=2026, round="second")
    return library_project(office)


def client_of(person: object) -> Client:
    """Somebody at a Chinese browser."""
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(person)  # type: ignore[arg-type]
    return client


def send(client: Client, text: str) -> object:
    """Send a table as CSV."""
    file = SimpleUploadedFile("t.csv", text.encode("utf-8-sig"))
    return client.post(reverse("budget-table-upload"), {"file": file})


HEAD = "项目编码,预算,资金性质,申报数（万元）,第二年（万元）,第三年（万元）,测算依据\n"


def test_one_project_asks_from_several_sources_for_three_years(office: Office, project: Project) -> None:
    client = client_of(office.preparer)
    text = HEAD + "P1,一般公共预算,财政拨款,80,60,40,12公里\nP1,单位资金,事业收入资金,20.5,,,自筹\n"
    assert send(client, text).status_code == 302  # type: ignore[attr-defined]
    rows = {row.book: row.amount_fen for row in Request.objects.all()}
    assert rows == {"general": 80 * WAN, "unit_own": 20_500_000}
    version = Version.objects.get()
    assert queries.medium_term(version)["general"] == {2026: 80 * WAN, 2027: 60 * WAN, 2028: 40 * WAN}
    assert send(client, HEAD + "P1,一般公共预算,财政拨款,70,50,40,改\n").status_code == 302  # type: ignore[attr-defined]
    assert Request.objects.get(book="general").amount_fen == 70 * WAN
    assert list(RequestYear.objects.order_by("year").values_list("amount_fen", flat=True)) == [50 * WAN, 40 * WAN]


def test_what_is_downloaded_can_be_sent_back_unchanged(office: Office, project: Project) -> None:
    version = Version.objects.get()
    draft = RequestDraft(project, 12_345_678, later=(WAN, 0), basis="=1+1")
    actions.request_lines(by=office.preparer, version=version, drafts=[draft])
    client = client_of(office.preparer)
    answer = client.get(reverse("budget-table"), {"format": "xlsx"})
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    assert [cell.value for cell in sheet[2]][:3] == ["P1", "村级供水维修", "一般公共预算"]
    before = list(Request.objects.values())
    sent = client.post(reverse("budget-table-upload"), {"file": SimpleUploadedFile("t.xlsx", content)})
    assert sent.status_code == 302
    assert list(Request.objects.values()) == before
    assert list(RequestYear.objects.values_list("year", "amount_fen")) == [(2027, WAN), (2028, 0)]


def test_every_fault_is_named_by_its_cell_and_nothing_is_written(office: Office, project: Project) -> None:
    library_project(office, code="P2", name="未确认目标").targets.update(state="draft")
    client = client_of(office.preparer)
    good = "P1,一般公共预算,财政拨款,80,,,好\n"
    for text, places in (
        ("P1,五号预算,财政拨款,八十,,,坏\n", ["csv!B3", "csv!D3"]),
        ("P9,一般公共预算,财政拨款,1,,,没有\n", ["csv!3"]),
        ("P2,一般公共预算,财政拨款,1,,,没有目标\n", ["csv!3 未确认目标"]),
        (good, ["csv!3 村级供水维修"]),
        ("P1,一般公共预算,事业收入资金,0,,,零\n", ["csv!3 村级供水维修"]),
    ):
        answer = send(client, HEAD + good + text)
        assert answer.status_code == 409, text  # type: ignore[attr-defined]
        assert [p.where for p in answer.context["problems"]] == places  # type: ignore[attr-defined]
        assert not Request.objects.exists()
    assert send(client, HEAD + good).status_code == 302  # type: ignore[attr-defined]


def test_a_stranger_sends_nothing_for_this_unit(office: Office, project: Project) -> None:
    answer = send(client_of(office.stranger), HEAD + "P1,一般公共预算,财政拨款,80,,,好\n")
    assert answer.status_code == 409  # type: ignore[attr-defined]
    assert not Request.objects.exists()
