"""From a unit's request to money that may be spent."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yuheng.budget import actions, queries
from yuheng.budget.drafts import RequestDraft
from yuheng.budget.models import Request
from yuheng.budget.testing import approved_lines, library_project
from yuheng.kernel.outcome import Refused
from yuheng.organisations.testing import Office
from yuheng.platform import acts
from yuheng.projects.models import Project

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_an_approved_request_becomes_a_line_whose_money_is_executable_after_release(office: Office) -> None:
    project = library_project(office)
    lines = approved_lines(office, [(project, 50_000_00)])
    assert queries.stage_totals(2026) == {"approved": 50_000_00, "source": -50_000_00}
    actions.release_lines(by=office.budget, lines=lines)
    money = queries.money_of([project.pk], 2026)[project.pk]
    assert (money.approved_fen, money.executable_fen, money.budget_fen) == (0, 50_000_00, 50_000_00)
    verbs = [act.verb for act in acts.of(Request.objects.get()).order_by("pk")]
    assert verbs == ["request.enter", "request.submit", "request.review", "request.accept", "request.approve"]


def test_a_project_outside_the_library_cannot_enter_the_budget_and_is_told_what_to_do(office: Office) -> None:
    version = actions.open_version(by=office.budget, year=2026, round="second")
    inside, outside = library_project(office), library_project(office, code="P2", name="新建水厂")
    Project.objects.filter(pk=outside.pk).update(state="reviewed")
    outside.refresh_from_db()
    with pytest.raises(Refused) as refused:
        drafts = [RequestDraft(inside, 1_00), RequestDraft(outside, 1_00)]
        actions.request_lines(by=office.preparer, version=version, drafts=drafts)
    assert all("新建水厂" in problem.where for problem in refused.value.problems)
    assert all(problem.remedy for problem in refused.value.problems)
    assert not Request.objects.exists()
    assert len(actions.request_lines(by=office.preparer, version=version, drafts=[RequestDraft(inside, 1_00)])) == 1


def test_a_project_without_a_confirmed_target_cannot_enter_the_budget(office: Office) -> None:
    version = actions.open_version(by=office.budget, year=2026, round="second")
    project = library_project(office)
    project.targets.update(state="submitted")
    with pytest.raises(Refused):
        actions.request_lines(by=office.preparer, version=version, drafts=[RequestDraft(project, 1_00)])
    project.targets.update(state="confirmed")
    assert actions.request_lines(by=office.preparer, version=version, drafts=[RequestDraft(project, 1_00)])


@pytest.mark.parametrize("fen", [0, -1, 10**18])
def test_an_amount_that_is_no_amount_is_refused(office: Office, fen: int) -> None:
    version = actions.open_version(by=office.budget, year=2026, round="second")
    with pytest.raises(Refused) as refused:
        actions.request_lines(by=office.preparer, version=version, drafts=[RequestDraft(library_project(office), fen)])
    assert [problem.code for problem in refused.value.problems] == ["amount"]


def test_a_stranger_cannot_ask_for_another_units_project(office: Office) -> None:
    version = actions.open_version(by=office.budget, year=2026, round="second")
    draft = RequestDraft(library_project(office), 1_00)
    with pytest.raises(Refused, match="预算单位经办"):
        actions.request_lines(by=office.stranger, version=version, drafts=[draft])
    assert actions.request_lines(by=office.preparer, version=version, drafts=[draft])


def test_the_second_submission_stays_within_the_control_number(office: Office) -> None:
    first = actions.open_version(by=office.budget, year=2026, round="first")
    project = library_project(office)
    asked = actions.request_lines(by=office.preparer, version=first, drafts=[RequestDraft(project, 80_000_00)])
    actions.submit_requests(by=office.approver, requests=asked)
    actions.review_requests(by=office.reviewer, requests=asked)
    actions.accept_requests(by=office.budget, requests=asked)
    second = actions.send_control_numbers(by=office.budget, version=first, controls={asked[0].pk: 60_000_00})
    draft = Request.objects.get(version=second)
    assert (draft.amount_fen, draft.control_fen, draft.state) == (60_000_00, 60_000_00, "draft")
    actions.amend_requests(by=office.preparer, amounts={draft.pk: 70_000_00}, because="材料涨价")
    draft.refresh_from_db()
    with pytest.raises(Refused, match="控制数"):
        actions.submit_requests(by=office.approver, requests=[draft])
    actions.amend_requests(by=office.preparer, amounts={draft.pk: 60_000_00}, because="压减")
    draft.refresh_from_db()
    actions.submit_requests(by=office.approver, requests=[draft])


def test_a_version_is_not_compiled_while_a_request_is_undecided(office: Office) -> None:
    version = actions.open_version(by=office.budget, year=2026, round="second")
    requests = actions.request_lines(
        by=office.preparer, version=version, drafts=[RequestDraft(library_project(office), 1_00)]
    )
    with pytest.raises(Refused, match="1 项申报没有结论"):
        actions.compile_version(by=office.budget, version=version)
    actions.submit_requests(by=office.approver, requests=requests)
    actions.review_requests(by=office.reviewer, requests=requests)
    actions.refuse_requests(by=office.budget, requests=requests, because="财力不足")
    assert actions.compile_version(by=office.budget, version=version).state == "compiled"


def test_an_approval_needs_a_resolution_and_the_congress(office: Office) -> None:
    version = actions.open_version(by=office.budget, year=2026, round="second")
    actions.compile_version(by=office.budget, version=version)
    with pytest.raises(Refused, match="决议文号"):
        actions.approve_version(by=office.congress, version=version, resolution=" ")
    with pytest.raises(Refused, match="人大审查批准"):
        actions.approve_version(by=office.budget, version=version, resolution="清人发〔2026〕1号")
    assert actions.approve_version(by=office.congress, version=version, resolution="清人发〔2026〕1号") == []


def test_a_closed_year_has_nothing_left_to_spend(office: Office) -> None:
    project = library_project(office)
    lines = approved_lines(office, [(project, 50_000_00)])
    actions.release_lines(by=office.budget, lines=lines)
    actions.close_year(by=office.budget, year=2026)
    assert queries.stage_totals(2026)["lapsed"] == 50_000_00
    assert queries.money_of([project.pk], 2026)[project.pk].executable_fen == 0


def test_many_requests_cost_as_many_queries_as_few(office: Office) -> None:
    def queries_for(many: int, year: int) -> int:
        projects = [library_project(office, code=f"P{year}-{n}", name=f"项目{n}", year=year) for n in range(many)]
        with CaptureQueriesContext(connection) as captured:
            lines = approved_lines(office, [(project, 1_000_00) for project in projects], year)
            actions.release_lines(by=office.budget, lines=lines)
        return len(captured)

    # a chain head is founded in the first call only
    queries_for(1, 2025)
    assert queries_for(30, 2027) == queries_for(2, 2026)  # SQLite takes 35 rows of elements in one statement
