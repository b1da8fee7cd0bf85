"""How projects enter the library."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yuheng.kernel.outcome import Refused
from yuheng.organisations.testing import Office
from yuheng.platform import acts
from yuheng.projects import actions, queries
from yuheng.projects.domain.drafts import Amendment
from yuheng.projects.models import Project
from yuheng.projects.testing import VAGUE, appraised, drafted, in_library, project_draft, reviewed, with_target

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def test_a_project_is_entered_by_its_unit_and_a_stranger_is_refused(office: Office) -> None:
    with pytest.raises(Refused) as refused:
        actions.register_projects(by=office.stranger, drafts=[project_draft()])
    assert codes(refused) == ["not_allowed"]
    assert not Project.objects.exists()

    (project,) = actions.register_projects(by=office.preparer, drafts=[project_draft()])
    assert (project.state, project.maker, project.org_path) == ("draft", "preparer", office.unit.path)
    assert [act.verb for act in acts.of(project)] == ["project.register"]


def test_everything_wrong_in_every_row_is_said_at_once_and_nothing_is_written(office: Office) -> None:
    bad = replace(project_draft(), name=" ", amount_fen=0, last_year=2026, function_code="0301", novelty="old")
    nowhere = replace(project_draft("P002"), unit="999999")
    with pytest.raises(Refused) as refused:
        actions.register_projects(
            by=office.preparer, drafts=[bad, nowhere, project_draft("P003"), project_draft("P003")]
        )
    assert set(codes(refused)) == {
        "name_missing",
        "amount",
        "years",
        "function_code",
        "novelty_unknown",
        "unit_unknown",
        "code_in_use",
    }
    assert not Project.objects.exists()


def test_a_draft_can_be_amended_and_a_submitted_project_cannot(office: Office) -> None:
    (project,) = drafted(office)
    draft = replace(project_draft(project.code), name="改名", amount_fen=5)
    actions.amend_projects(by=office.preparer, amendments=[Amendment(project, draft)])
    stored = Project.objects.get(pk=project.pk)
    assert (stored.name, stored.amount_fen) == ("改名", 5)
    changes = acts.of(project)[0].changes
    assert '"amount_fen":[200000000,5]' in changes and "category" not in changes

    actions.submit_projects(by=office.approver, projects=[project])
    with pytest.raises(Refused, match="不能修改"):
        actions.amend_projects(by=office.preparer, amendments=[Amendment(project, draft)])


def test_the_maker_does_not_check_his_own_project(office: Office) -> None:
    (project,) = drafted(office)
    Project.objects.filter(pk=project.pk).update(maker="approver")
    project.refresh_from_db()
    with pytest.raises(Refused, match="编制人不能审核"):
        actions.submit_projects(by=office.approver, projects=[project])

    Project.objects.filter(pk=project.pk).update(maker="preparer")
    project.refresh_from_db()
    actions.submit_projects(by=office.approver, projects=[project])
    assert project.state == "submitted"


def test_a_project_goes_back_from_wherever_it_stands_but_never_without_a_comment(office: Office) -> None:
    (project,) = drafted(office)
    with pytest.raises(Refused, match="不能退回"):
        actions.return_projects(by=office.reviewer, projects=[project], because="改")
    actions.submit_projects(by=office.approver, projects=[project])
    with pytest.raises(Refused) as refused:
        actions.return_projects(by=office.reviewer, projects=[project], because="  ")
    assert codes(refused) == ["comment_missing"]

    actions.return_projects(by=office.reviewer, projects=[project], because="补充立项依据")
    assert project.state == "draft"
    assert acts.of(project)[0].reason == "补充立项依据"


def test_without_a_measurable_target_nothing_enters_the_library_and_the_message_says_what_to_do(office: Office) -> None:
    (project,) = appraised(office)
    with pytest.raises(Refused) as refused:
        actions.admit_projects(by=office.budget, projects=[project])
    assert codes(refused) == ["target_missing"]
    assert "填报 2027 年绩效目标" in refused.value.problems[0].remedy.zh

    (target,) = with_target(office, [project], indicators=VAGUE, confirm=False)
    actions.submit_targets(by=office.approver, targets=[target])
    with pytest.raises(Refused) as refused:
        actions.confirm_targets(by=office.performance, targets=[target])
    assert codes(refused) == ["nothing_measurable"]
    assert "至少一条" in refused.value.problems[0].remedy.zh

    actions.return_targets(by=office.performance, targets=[target], because="写成数量")
    with_target(office, [project])
    actions.admit_projects(by=office.budget, projects=[project])
    assert project.state == "in_library"


def test_an_appraisal_is_demanded_from_a_million_yuan_on_and_below_it_may_be_waived(office: Office) -> None:
    (big,) = reviewed(office, amount_fen=100_000_000)
    with pytest.raises(Refused) as refused:
        actions.waive_appraisal(by=office.performance, projects=[big])
    assert codes(refused) == ["appraisal_demanded"]

    Project.objects.filter(pk=big.pk).update(amount_fen=99_999_999)
    big.refresh_from_db()
    actions.waive_appraisal(by=office.performance, projects=[big])
    with_target(office, [big])
    actions.admit_projects(by=office.budget, projects=[big])
    assert big.state == "in_library"


def test_only_a_project_of_the_library_gets_a_budget_line_and_only_for_its_own_years(office: Office) -> None:
    (project,) = in_library(office)
    assert queries.gate_problems([project], 2027) == []
    assert [p.code for p in queries.gate_problems([project], 2028)] == ["target_missing"]
    assert [p.code for p in queries.gate_problems([project], 2029)] == ["year_outside", "target_missing"]

    actions.close_projects(by=office.budget, projects=[project], because="任务完成")
    assert [p.code for p in queries.gate_problems([project], 2027)] == ["not_in_library"]


def test_a_unit_sees_its_own_projects_and_the_county_sees_all(office: Office) -> None:
    mine = drafted(office)
    theirs = actions.register_projects(by=office.stranger, drafts=[project_draft("Q1", unit="302001")])
    assert list(queries.seen_by(office.preparer)) == mine
    assert list(queries.seen_by(office.stranger)) == theirs
    assert queries.seen_by(office.auditor).count() == 2


def statements(office: Office, count: int, prefix: str) -> list[str]:
    """What a whole way into the library asks the database, inserts apart (SQLite cuts those at 999 values)."""
    with CaptureQueriesContext(connection) as captured:
        in_library(office, count, prefix=prefix)
    return [query["sql"].split()[0] for query in captured if not query["sql"].startswith("INSERT")]


def test_a_thousand_projects_ask_no_more_questions_than_ten(office: Office) -> None:
    statements(office, 1, "A")  # the first act of a chain makes its head
    assert statements(office, 1000, "B") == statements(office, 10, "C")
