"""How projects of special kinds are entered, judged and kept back."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yuheng.kernel.outcome import Refused
from yuheng.organisations.models import Organisation
from yuheng.organisations.testing import Office
from yuheng.platform import acts, clock
from yuheng.projects import actions, queries
from yuheng.projects.domain.drafts import Amendment, AppraisalDraft, PlanDraft
from yuheng.projects.domain.kinds import KINDS
from yuheng.projects.domain.kinds.bonds import BondPlan
from yuheng.projects.models import Bond, BondYear, Project
from yuheng.projects.testing import (
    MEASURABLE,
    PLANS,
    WAN,
    bond_plan,
    bond_scores,
    concession,
    in_library,
    project_draft,
    purchase_plan,
    scores,
    special,
    special_draft,
    with_target,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def to_finance(office: Office, *projects: Project) -> None:
    actions.submit_projects(by=office.approver, projects=projects)
    actions.review_projects(by=office.reviewer, projects=projects)


def admitted(office: Office, kind: str, code: str = "S001") -> Project:
    """A project of a kind in the library."""
    project = special(office, kind, code)
    to_finance(office, project)
    if kind == "bond" or project.amount_fen >= 100 * WAN:
        points = bond_scores() if kind == "bond" else scores("20")
        actions.appraise(by=office.performance, drafts=[AppraisalDraft(project, points)])
    else:
        actions.waive_appraisal(by=office.performance, projects=[project])
    with_target(office, [project])
    actions.admit_projects(by=office.budget, projects=[project])
    return project


@pytest.mark.parametrize("kind", PLANS)
def test_the_data_of_each_kind_come_back_as_they_were_set(office: Office, kind: str) -> None:
    project = special(office, kind)
    assert queries.plan_of(Project.objects.get(pk=project.pk)) == PLANS[kind][1]
    assert [act.verb for act in acts.of(project)] == ["plan.set", "project.register"]


def test_data_set_anew_keep_the_old_ones_in_the_act_and_nothing_else(office: Office) -> None:
    project = special(office, "bond")
    years = bond_plan().rows
    better = replace(bond_plan(), rows=(years[0], replace(years[1], income_fen=950 * WAN)))
    actions.set_plans(by=office.preparer, drafts=[PlanDraft(project, better)])
    changes = acts.of(project)[0].changes
    assert (
        "2027 300 50 – 40；2028 900 50 800 40" in changes
        and "2028 950 50 800 40" in changes
        and "bond_fen" not in changes
    )
    assert (Bond.objects.count(), BondYear.objects.count()) == (1, 2)


def test_all_that_is_wrong_is_said_and_nothing_is_written(office: Office) -> None:
    project = special(office, "bond")
    wrong = replace(bond_plan(), capital_fen=1, rows=bond_plan().rows[:1])
    with pytest.raises(Refused) as refused:
        actions.set_plans(by=office.preparer, drafts=[PlanDraft(project, wrong)])
    assert codes(refused) == ["funding_sum", "repayment_sum"]
    assert queries.plan_of(project) == bond_plan()
    with pytest.raises(Refused) as refused:
        actions.set_plans(by=office.preparer, drafts=[PlanDraft(project, concession())])
    assert codes(refused) == ["plan_kind"]
    with pytest.raises(Refused, match="本单位经办"):
        actions.set_plans(by=office.stranger, drafts=[PlanDraft(project, bond_plan())])


def test_a_bond_enters_the_library_only_appraised_by_its_own_sheet(office: Office) -> None:
    project = special(office, "bond")
    Project.objects.filter(pk=project.pk).update(amount_fen=1)  # far below what the county has appraised
    project.refresh_from_db()
    to_finance(office, project)
    with pytest.raises(Refused) as refused:
        actions.waive_appraisal(by=office.performance, projects=[project])
    assert codes(refused) == ["appraisal_demanded"]
    assert refused.value.problems[0].rule == "caiyu-2021-61"

    with pytest.raises(Refused) as refused:
        beyond = bond_scores(("25", "12", "10", "21", "5", "12", "15.01"))
        actions.appraise(by=office.performance, drafts=[AppraisalDraft(project, beyond)])
    assert codes(refused) == ["points_out_of_range"]
    (row,) = actions.appraise(by=office.performance, drafts=[AppraisalDraft(project, bond_scores())])
    assert (row.total_c, row.conclusion) == (10_000, "support")  # 25 + 12 + 10 + 21 + 5 + 12 + 15


def test_a_bond_whose_income_does_not_cover_it_stays_outside(office: Office) -> None:
    years = bond_plan().rows
    poor = replace(bond_plan(), rows=(years[0], replace(years[1], income_fen=679 * WAN)))
    project = special(office, "bond", plan=poor)
    to_finance(office, project)
    actions.appraise(by=office.performance, drafts=[AppraisalDraft(project, bond_scores())])
    with_target(office, [project])
    with pytest.raises(Refused) as refused:
        actions.admit_projects(by=office.budget, projects=[project])
    assert codes(refused) == ["coverage_total"]
    (problem,) = refused.value.problems
    assert (problem.found, problem.expected) == ("0.9989", "≥ 1.00")  # 879 / 880


def test_the_bonds_of_a_year_share_the_limit_of_the_county(office: Office) -> None:
    """The sample county may take up 800 million yuan a year."""
    first = admitted(office, "bond")
    Bond.objects.filter(project=first).update(bond_fen=79_200 * WAN)
    second = special(office, "bond", "S002")
    assert queries.plan_gate([second], 2027, budget=False) == []
    Bond.objects.filter(project=first).update(bond_fen=79_200 * WAN + 1)
    assert [one.code for one in queries.plan_gate([second], 2027, budget=False)] == ["bond_limit"]
    Project.objects.filter(pk=first.pk).update(year=2026)
    assert queries.plan_gate([second], 2027, budget=False) == []


def test_without_its_data_a_special_project_neither_enters_nor_gets_money(office: Office) -> None:
    for number, kind in enumerate(KINDS):
        (project,) = actions.register_projects(by=office.preparer, drafts=[special_draft(kind, f"N{number}")])
        assert "plan_missing" in [one.code for one in queries.admission_problems([project])]
        assert "plan_missing" in [one.code for one in queries.gate_problems([project], 2027)]


@pytest.mark.parametrize("kind", PLANS)
def test_each_kind_comes_into_the_library_and_gets_money_for_its_year(office: Office, kind: str) -> None:
    project = admitted(office, kind)
    assert project.state == "in_library"
    assert queries.gate_problems([project], 2027) == []


def test_a_purchase_without_a_satisfaction_indicator_gets_no_money(office: Office) -> None:
    project = special(office, "purchase")
    with_target(office, [project], indicators=MEASURABLE[:3])
    assert [one.code for one in queries.plan_gate([project], 2027, budget=True)] == ["satisfaction_missing"]
    with pytest.raises(Refused) as refused:
        actions.set_plans(by=office.preparer, drafts=[PlanDraft(project, replace(purchase_plan(), item="Z9"))])
    assert codes(refused) == ["catalogue"]


def test_a_transfer_and_a_contract_get_money_only_for_years_that_they_have(office: Office) -> None:
    transfer, contract = special(office, "transfer"), special(office, "ppp", "S002")
    found = queries.plan_gate([transfer, contract], 2028, budget=True)
    assert [(one.code, one.expected or one.found) for one in found] == [("plan_year", "2028")]
    assert queries.plan_gate([contract], 2029, budget=True)[0].code == "plan_year"


def test_a_contract_is_kept_up_after_admission_and_a_bond_is_not(office: Office) -> None:
    contract, bond = admitted(office, "ppp"), admitted(office, "bond", "S002")
    longer = replace(concession(), partner="清源水务二期公司")
    actions.set_plans(by=office.preparer, drafts=[PlanDraft(contract, longer)])
    with pytest.raises(Refused, match="专门数据不能修改"):
        actions.set_plans(by=office.preparer, drafts=[PlanDraft(bond, bond_plan())])
    assert isinstance(queries.plan_of(bond), BondPlan)


def test_what_a_contract_is_due_follows_the_score_that_somebody_above_found(office: Office) -> None:
    project = special(office, "ppp")
    assert queries.payment_due(project, 2027, Fraction(80)).due_fen == 1200 * WAN
    assert queries.payment_due(project, 2027, Fraction("79.99")).due_fen < 1200 * WAN
    with pytest.raises(KeyError):
        queries.payment_due(special(office, "fund", "S002"), 2027, Fraction(80))


def test_a_project_changes_its_kind_only_before_its_data_are_there(office: Office) -> None:
    project = special(office, "ppp")
    other = replace(special_draft("ppp"), kind="ordinary")
    with pytest.raises(Refused) as refused:
        actions.amend_projects(by=office.preparer, amendments=[Amendment(project, other)])
    assert codes(refused) == ["kind_has_data"]
    (empty,) = actions.register_projects(by=office.preparer, drafts=[special_draft("fund", "E1")])
    actions.amend_projects(
        by=office.preparer, amendments=[Amendment(empty, replace(special_draft("fund", "E1"), kind="ordinary"))]
    )
    assert Project.objects.get(pk=empty.pk).kind == "ordinary"


def test_a_department_as_a_whole_is_the_sum_of_its_projects_and_counts_nothing_twice(office: Office) -> None:
    in_library(office, 2)  # two million yuan each, by the department's unit
    second_unit = Organisation.objects.create(
        code="301002",
        name="水库所",
        kind="unit",
        parent=office.department,
        region=office.county.region,
        path=f"{office.department.path}301002/",
    )
    (other,) = in_library(office, 1, prefix="Q")
    Project.objects.filter(pk=other.pk).update(unit=second_unit, org_path=second_unit.path, amount_fen=70 * WAN)
    (roads,) = in_library(office, 1, prefix="R")
    Project.objects.filter(pk=roads.pk).update(unit=office.other_unit, org_path=office.other_unit.path)

    whole = special(office, "department")
    assert (queries.overall_of(whole, 2027).projects, queries.overall_of(whole, 2027).amount_fen) == (3, 470 * WAN)
    assert queries.overall_of(whole, 2029).projects == 0
    before = queries.stage_counts(None, 2027).amount_fen
    assert before == 3 * 200 * WAN + 70 * WAN  # with the roads; the overall object adds nothing
    assert [one.code for one in queries.plan_gate([whole], 2027, budget=True)] == ["overall_no_line"]
    assert queries.plan_gate([whole], 2027, budget=False) == [] and queries.appraisal_demand(whole) is None


def test_a_department_has_one_overall_object_a_year_and_it_has_no_amount(office: Office) -> None:
    special(office, "department")
    with pytest.raises(Refused) as refused:
        actions.register_projects(by=office.preparer, drafts=[special_draft("department", "S002")])
    assert codes(refused) == ["overall_twice"]
    later = replace(special_draft("department", "S003"), year=2029, last_year=2029)
    with pytest.raises(Refused) as refused:
        actions.register_projects(by=office.preparer, drafts=[replace(later, amount_fen=5)])
    assert codes(refused) == ["amount"]
    actions.register_projects(by=office.preparer, drafts=[later])


def test_an_unknown_kind_and_a_thousand_million_million_yuan_are_refused(office: Office) -> None:
    bad = replace(project_draft(), kind="lottery", amount_fen=10**17)
    with pytest.raises(Refused) as refused:
        actions.register_projects(by=office.preparer, drafts=[bad])
    assert codes(refused) == ["kind_unknown", "amount"]


def test_forty_projects_of_a_kind_ask_no_more_questions_than_two(office: Office) -> None:
    drafts = [special_draft("ppp", f"C{number:03d}") for number in range(42)]
    projects = actions.register_projects(by=office.preparer, drafts=drafts)
    plans = [PlanDraft(one, concession()) for one in projects]

    def questions(some: list[PlanDraft[Project]]) -> int:
        with CaptureQueriesContext(connection) as captured:
            actions.set_plans(by=office.preparer, drafts=some)
            queries.plan_gate([one.project for one in some], 2027, budget=True)
        return len([query for query in captured if not query["sql"].startswith("INSERT")])

    assert questions(plans[:2]) == questions(plans[2:])
    assert len(queries.plans_of(projects)) == 42


def test_a_late_report_warns_and_lets_the_rest_pass(office: Office) -> None:
    project = special(office, "fund")
    with clock.at(date(2028, 7, 5)):
        (problem,) = queries.plan_problems(project, PLANS["fund"][1])
        assert (problem.code, problem.stops, problem.rule) == ("report_late", False, "fund-direction-2026#art-5")
        actions.set_plans(by=office.preparer, drafts=[PlanDraft(project, PLANS["fund"][1])])
