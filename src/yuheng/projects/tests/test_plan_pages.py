"""What people see and do on the pages of special kinds."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from yuheng.organisations.models import Person
from yuheng.organisations.testing import Office
from yuheng.projects import actions, queries
from yuheng.projects.domain.kinds import KINDS, TITLES
from yuheng.projects.domain.kinds.bonds import BondPlan
from yuheng.projects.domain.kinds.sheets import lines_of, typed
from yuheng.projects.models import Project
from yuheng.projects.testing import PLANS, bond_plan, drafted, special, special_draft

pytestmark = pytest.mark.django_db


def browser(person: Person, language: str = "zh-hans") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(person)
    return client


def page(name: str, project: Project) -> str:
    return reverse(name, kwargs={"pk": project.pk})


def as_typed(kind: str) -> dict[str, str]:
    """What somebody would type into the form of a kind."""
    sheet, plan = KINDS[kind].sheet, PLANS[kind][1]
    cells = {f"head-{one.name}": typed(one, getattr(plan, one.name)) for one in sheet.head}
    for no, line in enumerate(lines_of(sheet, plan), 1):
        cells |= {f"row-{no}-{one.name}": text for one, text in zip(sheet.rows, line, strict=True)}
    return cells


def test_a_unit_chooses_the_kind_and_then_fills_in_its_data(office: Office) -> None:
    client = browser(office.preparer)
    typed_in = {"name": "水厂", "unit": "301001", "category": "specific", "novelty": "new", "kind": "bond"}
    years = {"function_code": "2130316", "year": "2027", "last_year": "2028", "amount_fen": "1000"}
    answer = client.post(reverse("project-new"), {**typed_in, **years})
    project = Project.objects.get()
    assert (project.kind, answer.headers["Location"]) == ("bond", page("project-plan", project))
    assert client.post(page("project-plan", project), {**as_typed("bond"), "do": "save"}).status_code == 302
    assert queries.plan_of(project) == bond_plan()


def test_each_wrong_cell_says_so_in_its_place_and_what_was_typed_stays(office: Office) -> None:
    (project,) = actions.register_projects(by=office.preparer, drafts=[special_draft("bond")])
    wrong = {**as_typed("bond"), "head-bond_fen": "八百", "row-1-income_fen": "-300", "row-2-year": "28"}
    answer = browser(office.preparer).post(page("project-plan", project), {**wrong, "do": "save"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert text.index('value="八百"') < text.index("不是一个金额") < text.index('value="-300"')
    assert text.index('value="-300"') < text.index("不能小于 0") < text.index('value="28"') < text.index("四位数字")
    assert "还本之和" not in text  # no sum is judged while its parts cannot be read
    assert queries.plan_of(project) is None


def test_checking_keeps_nothing_and_says_what_would_be_wrong(office: Office) -> None:
    (project,) = actions.register_projects(by=office.preparer, drafts=[special_draft("bond")])
    client, form = browser(office.preparer), page("project-plan", project)
    short = client.post(form, {**as_typed("bond"), "row-2-principal_fen": "799", "do": "check"})
    assert "各年还本之和不等于债券本金" in short.content.decode()
    fine = client.post(form, {**as_typed("bond"), "do": "check"})
    assert "尚未保存" in fine.content.decode()
    assert queries.plan_of(project) is None


def workbook(*rows: tuple[object, ...]) -> SimpleUploadedFile:
    book, content = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(content)
    return SimpleUploadedFile("plan.xlsx", content.getvalue())


def test_the_yearly_plan_comes_from_a_workbook(office: Office) -> None:
    (project,) = actions.register_projects(by=office.preparer, drafts=[special_draft("bond")])
    client, form = browser(office.preparer), page("project-plan", project)
    head = {"head-bond_fen": "800", "head-capital_fen": "200", "do": "save"}
    titles = ("年度", "项目收入", "运营成本", "还本", "付息")
    good = workbook(titles, (2027, 300, 50.0, None, "40"), (), (2028, "900万元", 50, 800, "400000元"))
    assert client.post(form, {**head, "workbook": good}).status_code == 302
    assert queries.plan_of(project) == bond_plan()

    bad = client.post(form, {**head, "workbook": workbook(titles, (2027, "三百", None, 800, 1.005))})
    assert bad.status_code == 409 and bad.content.decode().count("不是一个金额") == 1
    broken = client.post(form, {**head, "workbook": SimpleUploadedFile("plan.xlsx", b"PK not a workbook")})
    assert broken.status_code == 409 and "不是能读取的 xlsx 文件" in broken.content.decode()
    assert queries.plan_of(project) == bond_plan()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("kind", [*PLANS, "department"])
def test_the_page_of_each_kind_shows_its_figures_in_both_languages(office: Office, kind: str, language: str) -> None:
    project = special(office, kind)
    text = browser(office.auditor, language).get(page("project", project)).content.decode()
    assert TITLES[kind].say(language) in text
    shown = {
        "bond": "1.25",
        "fund": "5.00",
        "purchase": "农业社会化服务" if language != "en" else "Services to farming",
        "ppp": "1,200.00",
        "transfer": "80.0%",
        "department": "水务局",
    }
    assert shown[kind] in text


def test_a_bond_that_is_not_covered_is_red_on_its_page_and_names_the_year(office: Office) -> None:
    years = bond_plan().rows
    plan = replace(bond_plan(), rows=(years[0], replace(years[1], income_fen=0)))
    assert isinstance(plan, BondPlan)
    project = special(office, "bond", plan=plan)
    text = browser(office.auditor).get(page("project", project)).content.decode()
    assert "项目收益不能覆盖债券本息" in text and "部分年度资金不足以还本付息" in text and "2028" in text


def test_an_ordinary_project_has_no_form_of_that_kind_and_a_stranger_no_door_to_it(office: Office) -> None:
    (plain,) = drafted(office)
    refused = browser(office.preparer).get(page("project-plan", plain))
    assert refused.status_code == 403 and "没有专门数据" in refused.content.decode()
    bond = special(office, "bond")
    assert browser(office.preparer).get(page("project-plan", bond)).status_code == 200
    assert browser(office.stranger).get(page("project-plan", bond)).status_code == 403


def test_a_department_as_a_whole_offers_no_form_of_its_own(office: Office) -> None:
    whole = special(office, "department")
    text = browser(office.preparer).get(page("project", whole)).content.decode()
    assert "填写专门数据" not in text and "为所属项目合计" in text


def test_the_list_is_narrowed_to_a_kind(office: Office) -> None:
    drafted(office, 2)
    special(office, "fund")
    text = browser(office.budget).get(reverse("projects"), {"kind": "fund"}).content.decode()
    assert "fund S001" in text and "P0001" not in text
