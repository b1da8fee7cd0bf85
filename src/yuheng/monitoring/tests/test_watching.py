"""Reporting results, looking, warning, answering: by the people who have the duty, on one county's numbers."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yuheng.budget.actions import release_lines
from yuheng.budget.testing import approved_lines, library_project
from yuheng.execution import actions as execution
from yuheng.execution.drafts import PaymentDraft
from yuheng.kernel.outcome import Refused
from yuheng.monitoring import actions, queries
from yuheng.monitoring.drafts import AnswerDraft, ReadingDraft
from yuheng.monitoring.models import Observation, Reading, Warning
from yuheng.organisations.testing import Office
from yuheng.platform import acts, clock, flow
from yuheng.projects.models import Project, TargetIndicator
from yuheng.regulations.queries import deadline

pytestmark = [pytest.mark.django_db, pytest.mark.database]

OCTOBER = date(2026, 10, 31)


@pytest.fixture(autouse=True)
def autumn() -> Iterator[None]:
    flow.set_deadlines(deadline)
    with clock.at(date(2026, 11, 2)):
        yield


def funded(office: Office, paid_fen: int, count: int = 1) -> list[Project]:
    """Projects with 120,000 yuan each, of which so much is paid."""
    with clock.at(date(2026, 3, 2)):
        projects = [
            library_project(office, name=f"村级供水维修{n}", code=f"P{n}", fen=12_000_000) for n in range(count)
        ]
        lines = release_lines(by=office.budget, lines=approved_lines(office, [(one, 12_000_000) for one in projects]))
        if paid_fen:
            held = execution.request_payments(
                by=office.preparer, drafts=[PaymentDraft(line, paid_fen, "清河建材", "水管") for line in lines]
            )
            execution.pay(by=office.treasury, payments=held)
    return projects


def report(office: Office, project: Project, *printed: str, through: date = OCTOBER) -> list[Reading]:
    indicators = TargetIndicator.objects.filter(target__project=project).order_by("no")
    drafts = [ReadingDraft(one, through, text) for one, text in zip(indicators, printed, strict=False)]
    return actions.report_readings(by=office.preparer, drafts=drafts)


def test_ten_kilometres_of_twelve_in_october_with_money_in_step_are_green(office: Office) -> None:
    (project,) = funded(office, 9_600_000)
    readings = report(office, project, "10公里", "96%")
    assert [row.share_e4 for row in readings] == [8333, 10105]
    (seen,) = actions.observe(by=acts.SYSTEM, year=2026, through=OCTOBER)
    assert (seen.money_light, seen.result_light, seen.joint_light, seen.light) == ("green",) * 4
    assert (seen.budget_fen, seen.paid_fen, seen.result_e4) == (12_000_000, 9_600_000, 8333)
    assert seen.reasons[0]["article"] == "qingheng-2024#art-15"
    assert not Warning.objects.exists()
    # 60 points for 10 of 12 km, 30 for a rate that was held through ten of twelve months
    assert queries.result_curve(project, 2026) == [
        (OCTOBER, (60 * Fraction(8333, 10_000) + 30 * Fraction(10, 12)) / 90)
    ]


def test_unspent_money_raises_one_warning_to_be_answered_within_ten_working_days(office: Office) -> None:
    (project,) = funded(office, 0)
    report(office, project, "10公里", "96%")
    actions.observe(by=acts.SYSTEM, year=2026, through=OCTOBER)
    assert actions.observe(by=acts.SYSTEM, year=2026, through=OCTOBER) == []
    warning = Warning.objects.get()
    assert (warning.light, warning.state, warning.due) == ("red", "raised", date(2026, 11, 16))
    actions.observe(by=acts.SYSTEM, year=2026, through=date(2026, 11, 1))
    assert Warning.objects.count() == 1
    assert Observation.objects.count() == 2
    assert queries.light_counts(2026, office.county.path) == {"red": 1, "yellow": 0, "grey": 0, "green": 0}
    assert queries.latest_lights([project.pk], 2026)[project.pk].through == date(2026, 11, 1)


def test_an_answer_needs_a_choice_and_a_ground_and_finance_settles_it(office: Office) -> None:
    funded(office, 0)
    actions.observe(by=acts.SYSTEM, year=2026, through=OCTOBER)
    warning = Warning.objects.get()
    with pytest.raises(Refused) as refused:
        actions.answer_warnings(by=office.approver, answers=[AnswerDraft(warning, "wait", " ")])
    assert [problem.code for problem in refused.value.problems] == ["choice", "answer"]
    with pytest.raises(Refused):
        actions.answer_warnings(by=office.stranger, answers=[AnswerDraft(warning, "continue", "十一月集中支付")])
    actions.answer_warnings(by=office.approver, answers=[AnswerDraft(warning, "continue", "十一月集中支付")])
    with pytest.raises(Refused, match="意见"):
        actions.return_warnings(by=office.performance, warnings=[warning], because="")
    actions.return_warnings(by=office.performance, warnings=[warning], because="措施不具体")
    assert Warning.objects.get().due is not None
    warning = Warning.objects.get()
    actions.answer_warnings(by=office.approver, answers=[AnswerDraft(warning, "reallocate", "调剂到二期")])
    actions.settle_warnings(by=office.performance, warnings=[warning])
    assert Warning.objects.values_list("state", "choice").get() == ("settled", "reallocate")
    assert list(acts.verify()) == []


def test_all_that_is_wrong_with_readings_comes_back_at_once_and_nothing_is_written(office: Office) -> None:
    (project,) = funded(office, 0)
    pipes, users = TargetIndicator.objects.filter(target__project=project).order_by("no")
    drafts = [
        ReadingDraft(pipes, date(2025, 10, 31), "10公里"),
        ReadingDraft(pipes, OCTOBER, "20台"),
        ReadingDraft(users, OCTOBER, ""),
        ReadingDraft(users, OCTOBER, "96%"),
    ]
    with pytest.raises(Refused) as refused:
        actions.report_readings(by=office.preparer, drafts=drafts)
    assert [problem.code for problem in refused.value.problems] == ["day", "not_comparable", "missing", "twice"]
    assert not Reading.objects.exists()
    with pytest.raises(Refused):
        actions.report_readings(by=office.stranger, drafts=[ReadingDraft(pipes, OCTOBER, "10公里")])


def test_a_second_report_of_a_day_is_a_correction_and_the_first_stays(office: Office) -> None:
    (project,) = funded(office, 0)
    report(office, project, "1公里")
    report(office, project, "10公里")
    assert list(Reading.objects.order_by("number").values_list("number", "printed")) == [(1, "1公里"), (2, "10公里")]
    pipes = TargetIndicator.objects.filter(target__project=project).order_by("no")[0]
    assert queries.latest_shares([pipes.pk], OCTOBER) == {pipes.pk: 8333}


def test_looking_at_five_projects_asks_the_database_as_often_as_looking_at_one(office: Office) -> None:
    one, *others = funded(office, 0, count=6)
    with CaptureQueriesContext(connection) as few:
        actions.observe(by=acts.SYSTEM, year=2026, through=OCTOBER, projects=[one])
    with CaptureQueriesContext(connection) as many:
        actions.observe(by=acts.SYSTEM, year=2026, through=OCTOBER, projects=others)
    assert Warning.objects.count() == 6
    assert len(many) == len(few)
