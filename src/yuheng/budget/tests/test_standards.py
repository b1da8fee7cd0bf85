"""Base data times standards, by hand: the sample county's notices of 2024 and 2025."""

import pytest

from yuheng.budget import actions
from yuheng.budget.actions.basing import FigureDraft
from yuheng.budget.models import BaseFigure, Request, Version
from yuheng.budget.standards import workings_of
from yuheng.budget.testing import library_project
from yuheng.kernel.outcome import Refused
from yuheng.organisations.testing import Office
from yuheng.projects.models import Project

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def enter(office: Office, year: int, **figures: int) -> None:
    """The unit enters whole numbers of things."""
    drafts = [FigureDraft(office.unit, year, item, number * 10_000) for item, number in figures.items()]
    actions.enter_base_figures(by=office.preparer, drafts=drafts)


def test_the_standard_is_that_of_the_first_day_of_the_budget_year(office: Office) -> None:
    for year in (2025, 2026):
        enter(office, year, staff=10, vehicles=2)
    amounts = {year: {one.standard.code: one.fen for one in workings_of(office.unit, year)} for year in (2025, 2026)}
    # 10 × 60,000, 10 × 14,400, 10 × 6,000 and 2 × 36,000 yuan; from 2026 on 62,400, 15,000, 5,700 and 30,000
    assert amounts[2025] == {"salary": 600_000_00, "insurance": 144_000_00, "office": 60_000_00, "cars": 72_000_00}
    assert amounts[2026] == {"salary": 624_000_00, "insurance": 150_000_00, "office": 57_000_00, "cars": 60_000_00}


@pytest.fixture
def ready(office: Office) -> Version:
    """A unit with a personnel and a public-use project, and an open version."""
    for code, category in (("R1", "personnel"), ("Y1", "operation")):
        project = library_project(office, code=code, name=category)
        Project.objects.filter(pk=project.pk).update(category=category)
    return actions.open_version(by=office.budget, year=2026, round="second")


def test_requests_by_standards_carry_their_working_and_follow_the_base_data(office: Office, ready: Version) -> None:
    enter(office, 2026, staff=10, vehicles=2)
    rows = actions.requests_from_standards(by=office.preparer, version=ready, unit=office.unit)
    asked = {(row.department_economic, row.amount_fen) for row in rows}
    assert asked == {("30101", 624_000_00), ("30108", 150_000_00), ("30201", 57_000_00), ("30231", 60_000_00)}
    salary = Request.objects.get(department_economic="30101")
    assert salary.project.category == "personnel"
    assert salary.basis == "基本工资：10 × 62,400.00 元 = 624,000.00 元；qingheng-standards-2025"
    enter(office, 2026, staff=11)
    actions.requests_from_standards(by=office.preparer, version=ready, unit=office.unit)
    salary.refresh_from_db()
    assert salary.amount_fen == 686_400_00
    assert "11 × 62,400.00" in salary.basis
    assert Request.objects.count() == 4


def test_without_a_project_of_the_category_nothing_is_asked_and_the_way_is_told(office: Office) -> None:
    version = actions.open_version(by=office.budget, year=2026, round="second")
    enter(office, 2026, staff=10)
    with pytest.raises(Refused) as refused:
        actions.requests_from_standards(by=office.preparer, version=version, unit=office.unit)
    assert [problem.code for problem in refused.value.problems] == ["standard_project", "standard_project"]
    assert all(problem.remedy for problem in refused.value.problems)


def test_a_wrong_figure_keeps_all_of_them_out_and_a_stranger_enters_none(office: Office) -> None:
    drafts = [FigureDraft(office.unit, 2026, "staff", 10_000), FigureDraft(office.unit, 2026, "ships", -1, "S!A3")]
    with pytest.raises(Refused) as refused:
        actions.enter_base_figures(by=office.preparer, drafts=drafts)
    assert [(p.code, p.where) for p in refused.value.problems] == [("base_item", "S!A3"), ("base_quantity", "S!A3")]
    with pytest.raises(Refused, match="预算单位经办"):
        actions.enter_base_figures(by=office.stranger, drafts=drafts[:1])
    assert not BaseFigure.objects.exists()
