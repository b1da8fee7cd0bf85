"""The classification of a year is loaded from a list, and requests must be classified by it."""

from io import BytesIO

import pytest
import xlsxwriter

from yuheng.budget import actions
from yuheng.budget.actions.classifying import FIELDS, entry_of
from yuheng.budget.drafts import RequestDraft
from yuheng.budget.models import ClassCode
from yuheng.budget.sheets import read_sheet
from yuheng.budget.testing import library_project
from yuheng.kernel.outcome import Refused
from yuheng.organisations.testing import Office
from yuheng.platform.acts import SYSTEM

LIST = """分类,科目编码,科目名称,核实情况,出处
支出功能分类,213,农林水支出,SEEN,某县公开的目标表
支出功能分类,21303,水利,MEMORY,
支出功能分类,2130335,农村人畜饮水,SEEN,某县公开的目标表
政府预算支出经济分类,502,机关商品和服务支出,MEMORY,
政府预算支出经济分类,50299,其他商品和服务支出,MEMORY,
部门预算支出经济分类,30299,其他商品和服务支出,MEMORY,
"""


def load(year: int, text: str = LIST) -> int:
    """Load a list as the command does."""
    rows, problems = read_sheet(text.encode("utf-8-sig"), FIELDS)
    assert not problems
    return actions.load_classification(by=SYSTEM, year=year, entries=[entry_of(row) for row in rows])


@pytest.mark.django_db
@pytest.mark.database
def test_a_list_is_loaded_once_and_only_its_changes_the_second_time(office: Office) -> None:
    assert load(2026) == 6
    assert load(2026) == 0
    assert load(2026, LIST.replace("农村人畜饮水", "农村供水")) == 1
    code = ClassCode.objects.get(year=2026, code="2130335")
    assert (code.title, code.parent, code.verified) == ("农村供水", "21303", True)
    assert not ClassCode.objects.get(code="50299").verified


@pytest.mark.django_db
def test_a_request_is_refused_with_each_code_that_the_list_of_its_year_lacks_or_that_is_too_short(
    office: Office,
) -> None:
    load(2026)
    version = actions.open_version(by=office.budget, year=2026, round="second")
    project = library_project(office)
    wrong = RequestDraft(project, 1_00, function_code="21303", government_economic="50201", department_economic="30299")
    with pytest.raises(Refused) as refused:
        actions.request_lines(by=office.preparer, version=version, drafts=[wrong])
    assert [(p.code, p.found) for p in refused.value.problems] == [("class_depth", "21303"), ("class_unknown", "50201")]
    assert {p.rule for p in refused.value.problems} == {"budget-law-regulation#art-40"}
    assert actions.request_lines(by=office.preparer, version=version, drafts=[RequestDraft(project, 1_00)])


@pytest.mark.django_db
def test_the_list_of_another_year_does_not_bind(office: Office) -> None:
    load(2025)
    version = actions.open_version(by=office.budget, year=2026, round="second")
    draft = RequestDraft(library_project(office), 1_00, government_economic="59999")
    assert actions.request_lines(by=office.preparer, version=version, drafts=[draft])


def test_a_workbook_reads_as_its_csv_does_and_numbers_stay_codes() -> None:
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("科目")
        for at, word in enumerate(("一、某县科目表",)):
            sheet.write(0, at, word)
        for at, word in enumerate(("分类", "科目编码", "科目名称")):
            sheet.write(1, at, word)
        sheet.write_row(2, 0, ["支出功能分类", 2130335, "农村人畜饮水"])
        sheet.write_row(3, 0, ["收支分类", 21303, ""])
    rows, problems = read_sheet(file.getvalue(), FIELDS)
    assert (rows[0].place, rows[0].text("code")) == ("科目!3", "2130335")
    assert [(p.where, p.found) for p in problems] == [("科目!A4", "收支分类"), ("科目!C4", "")]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"\xff\xfe\x00\x01", "名称,金额\n甲,1\n".encode()])
def test_what_is_no_such_table_is_said_to_be_none(content: bytes) -> None:
    rows, problems = read_sheet(content, FIELDS)
    assert not rows
    assert [p.code for p in problems] in (["sheet_no_header"], ["sheet_unreadable"])
