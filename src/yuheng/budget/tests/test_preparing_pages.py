"""The pages of preparation: who does what on them, what they show, and what they answer when something is wrong."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from yuheng.budget import actions
from yuheng.budget.drafts import RequestDraft
from yuheng.budget.models import BaseFigure, BookRow, ClassCode, Reply, Request, Version
from yuheng.budget.testing import approved_lines, library_project
from yuheng.organisations.models import Person
from yuheng.organisations.testing import Office
from yuheng.projects.models import Project

pytestmark = pytest.mark.django_db
WAN = 1_000_000


def at_desk(person: Person) -> Client:
    """Somebody at a Chinese browser."""
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(person)
    return client


@pytest.fixture
def version(office: Office) -> Version:
    """An open version of 2026."""
    return actions.open_version(by=office.budget, year=2026, round="second")


def test_finance_types_a_row_changes_it_and_strikes_it(office: Office, version: Version) -> None:
    client, where = at_desk(office.budget), reverse("budget-book-row", kwargs={"pk": version.pk})
    typed = {"side": "income", "book": "general", "kind": "own", "item": "税收", "title": "税收收入"}
    for amount, left in (("120.5", [120_500_000]), ("1亿元", [10_000_000_000]), ("0", [])):
        assert client.post(where, {**typed, "amount": amount}).status_code == 302
        assert list(BookRow.objects.values_list("amount_fen", flat=True)) == left
    assert client.post(where, {**typed, "amount": "许多"}).status_code == 200
    refused = client.post(where, {**typed, "side": "outlay", "amount": "1"})
    assert refused.status_code == 409
    assert "没有“own”这一项" in refused.content.decode()
    assert at_desk(office.preparer).get(where).status_code == 403


def test_the_books_are_filled_from_a_table_and_what_is_wrong_is_said_by_cell(office: Office, version: Version) -> None:
    client, where = at_desk(office.budget), reverse("budget-books-upload", kwargs={"pk": version.pk})
    head = "收支方向,预算,类别,调入预算,基金或险种,编码,名称,金额（万元）\n"
    good = (
        "收入,一般公共预算,本级收入,,税收,,税收收入,100\n调出调入,政府性基金预算,调出,一般公共预算,土地,,土地调入,10\n"
    )

    def send(text: str) -> int:
        return client.post(where, {"file": SimpleUploadedFile("b.csv", text.encode("gb18030"))}).status_code

    assert send(head + good + "收入,第五本预算,本级收入,,,,某,一百\n") == 409
    assert not BookRow.objects.exists()
    assert send(head + good) == 302
    shown = client.get(reverse("budget-books", kwargs={"pk": version.pk}), {"format": "csv"})
    text = b"".join(shown.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert send(text) == 302, "what was downloaded is taken back"
    assert sorted(BookRow.objects.values_list("amount_fen", flat=True)) == [10 * WAN, 100 * WAN]


def test_the_checks_stand_on_a_page_before_anybody_compiles(office: Office, version: Version) -> None:
    where = reverse("budget-checks", kwargs={"pk": version.pk})
    client = at_desk(office.auditor)
    assert "收支还没有编制" in client.get(where).content.decode()
    BookRow.objects.create(
        version=version, side="income", book="social_insurance", kind="own", item="养老", title="缴费", amount_fen=WAN
    )
    BookRow.objects.create(
        version=version,
        side="flow",
        book="social_insurance",
        kind="transfer",
        to_book="general",
        item="养老",
        title="不许",
        amount_fen=WAN,
    )
    page = client.get(where).content.decode()
    assert "不允许从社会保险基金预算调入一般公共预算" in page
    assert page.index("不通过") < page.index("通过</span>")


def test_a_unit_enters_base_data_and_asks_by_standards(office: Office, version: Version) -> None:
    for code, category in (("R1", "personnel"), ("Y1", "operation")):
        project = library_project(office, code=code, name=category)
        Project.objects.filter(pk=project.pk).update(category=category)
    client, words = at_desk(office.preparer), {"pk": office.unit.pk, "year": 2026}
    assert client.post(reverse("budget-base-enter", kwargs=words), {"staff": "十", "floor": "1"}).status_code == 200
    assert not BaseFigure.objects.exists()
    assert client.post(reverse("budget-base-enter", kwargs=words), {"staff": "10", "floor": "100.5"}).status_code == 302
    page = client.get(reverse("budget-base-unit", kwargs=words))
    # 10 × (62,400 + 15,000 + 5,700) and 100.5 × 20 yuan by the sample county's notice of 2025
    assert page.context["total"] == 833_010_00
    assert client.post(reverse("budget-base-ask", kwargs=words)).status_code == 302
    assert sum(Request.objects.values_list("amount_fen", flat=True)) == 833_010_00
    assert at_desk(office.stranger).get(reverse("budget-base-unit", kwargs=words)).status_code == 403


def test_base_data_come_as_a_table_too(office: Office) -> None:
    client = at_desk(office.preparer)

    def send(text: str) -> int:
        content = f"单位编码,年度,基础数据编码,数量\n{text}".encode()
        return client.post(reverse("budget-base-upload"), {"file": SimpleUploadedFile("b.csv", content)}).status_code

    assert send("301001,2026,staff,12\n999,2026,staff,1\n") == 409
    assert send("301001,2026,staff,12\n302001,2026,staff,1\n") == 409, "another unit's"
    assert send("301001,2026,staff,1.23456\n") == 409
    assert not BaseFigure.objects.exists()
    assert send("301001,2026,staff,12\n301001,2026,floor,88.25\n") == 302
    assert dict(BaseFigure.objects.values_list("item", "quantity_e4")) == {"staff": 120_000, "floor": 882_500}


def test_finance_loads_a_list_of_codes_for_a_year(office: Office) -> None:
    content = "classification,code,name\nfunction,2130335,农村人畜饮水\n".encode()
    for person, status in ((office.preparer, 403), (office.budget, 302)):
        sent = {"file": SimpleUploadedFile("c.csv", content), "year": "2027"}
        assert at_desk(person).post(reverse("budget-classes-upload"), sent).status_code == status
    assert list(ClassCode.objects.values_list("year", "code")) == [(2027, "2130335")]
    assert "未核实" in at_desk(office.preparer).get(reverse("budget-classes")).content.decode()


def test_a_scenario_is_computed_on_its_page_and_shown_as_a_difference(office: Office) -> None:
    approved_lines(office, [(library_project(office), 100 * WAN)])
    base = Version.objects.get()
    client, where = at_desk(office.budget), reverse("budget-scenario", kwargs={"pk": base.pk})
    assert client.post(where, {"title": "如果", "classes": "213"}).status_code == 200, "a share is missing"
    assert client.post(where, {"title": "如果"}).status_code == 409
    assert client.post(where, {"title": "如果", "classes": "213，205", "class_share": "87.5"}).status_code == 302
    page = client.get(reverse("budget-compare"))
    assert page.context["total"] == -12_500_000
    assert "功能分类 213 × 87.5%" in page.content.decode()
    scenario = Version.objects.get(round="scenario")
    shown = client.get(reverse("budget-version", kwargs={"pk": scenario.pk}))
    assert shown.status_code == 200
    assert "如果" in shown.content.decode()


def test_replies_are_given_by_the_button_of_who_has_to(office: Office) -> None:
    approved_lines(office, [(library_project(office), 100 * WAN)])
    where = reverse("budget-reply", kwargs={"pk": Version.objects.get().pk})
    assert at_desk(office.budget).post(where).status_code == 302
    assert at_desk(office.reviewer).post(where).status_code == 302
    assert set(Reply.objects.values_list("organisation__kind", flat=True)) == {"department", "unit"}
    assert at_desk(office.preparer).post(where).status_code == 403


@pytest.mark.parametrize("page", ["budget-compare", "budget-calendar", "budget-table", "budget-base"])
def test_a_page_takes_as_many_queries_for_many_rows_as_for_few(office: Office, page: str) -> None:
    client = at_desk(office.budget)
    approved_lines(office, [(library_project(office, code=f"A{n}"), WAN) for n in range(2)], 2026)
    version = actions.open_version(by=office.budget, year=2027, round="first")
    _ask(office, version, 2)
    few = _queries(client, page)
    _ask(office, version, 8)
    assert _queries(client, page) == few


def _ask(office: Office, version: Version, many: int) -> None:
    start = Request.objects.count()
    projects = [library_project(office, code=f"B{start + n}", year=2027) for n in range(many)]
    drafts = [RequestDraft(one, WAN) for one in projects]
    actions.request_lines(by=office.preparer, version=version, drafts=drafts)


def _queries(client: Client, page: str) -> int:
    client.get(reverse(page))
    with CaptureQueriesContext(connection) as captured:
        assert client.get(reverse(page)).status_code == 200
    return len(captured)
