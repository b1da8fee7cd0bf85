"""Writing, submitting and reading an evaluation in a browser."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from yuheng.budget.testing import library_project, released_line
from yuheng.evaluation import actions
from yuheng.evaluation.drafts import EvaluationDraft, OutcomeDraft
from yuheng.evaluation.models import Evaluation
from yuheng.evaluation.web.panels import evaluation_panel, grades_panel
from yuheng.evaluation.web.stages import score_stage, score_told
from yuheng.execution import actions as execution
from yuheng.execution.drafts import PaymentDraft
from yuheng.organisations.models import Person
from yuheng.organisations.testing import Office
from yuheng.platform import clock
from yuheng.projects.models import Project, TargetIndicator

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def next_year() -> Iterator[None]:
    with clock.at(date(2027, 2, 1)):
        yield


@pytest.fixture
def spent(office: Office) -> Project:
    """A project that spent 95 of its 100 thousand in 2026."""
    with clock.at(date(2026, 3, 2)):
        project = library_project(office)
        line = released_line(office, project, 10_000_000)
        held = execution.request_payments(
            by=office.preparer, drafts=[PaymentDraft(line, 9_500_000, "清河建材", "水管")]
        )
        execution.pay(by=office.treasury, payments=held)
    return project


def browser(person: Person) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(person)
    return client


def indicators(project: Project) -> list[TargetIndicator]:
    return list(TargetIndicator.objects.filter(target__project=project).order_by("no"))


def evaluated(office: Office, project: Project, printed_total: str = "") -> Evaluation:
    pipes, users = indicators(project)
    outcomes = (OutcomeDraft(pipes, "9公里", reason="跨年完成", printed_points="60"), OutcomeDraft(users, "96%"))
    draft = EvaluationDraft(project, 2026, outcomes, printed_total=printed_total)
    rows = actions.begin_evaluations(by=office.preparer, drafts=[draft])
    actions.submit_evaluations(by=office.approver, evaluations=rows)
    actions.review_evaluations(by=office.reviewer, evaluations=rows)
    return actions.seal_evaluations(by=office.performance, evaluations=rows)[0]


def test_a_unit_writes_its_account_and_every_fault_comes_back_with_what_was_typed(
    office: Office, spent: Project
) -> None:
    pipes, users = indicators(spent)
    url = reverse("evaluation-write", kwargs={"pk": spent.pk, "year": 2026})
    client = browser(office.preparer)
    assert pipes.name in client.get(url).content.decode()
    typed = {f"printed-{pipes.pk}": "9公里", f"printed-{users.pk}": "96%", f"judged-{users.pk}": "much"}
    wrong = client.post(url, typed)
    assert wrong.status_code == 409
    assert 'value="9公里"' in wrong.content.decode()
    assert not Evaluation.objects.exists()
    done = client.post(url, {**typed, f"judged-{users.pk}": "", f"reason-{pipes.pk}": "雨季长"})
    assert done.status_code == 302
    assert 'value="雨季长"' in client.get(url).content.decode()
    step = reverse("step", kwargs={"flow": "evaluation", "pk": Evaluation.objects.get().pk})
    browser(office.approver).post(step, {"step": "submit", "next": "/"})
    assert Evaluation.objects.get().state == "submitted"


def test_nobody_else_writes_and_a_stranger_reads_nothing(office: Office, spent: Project) -> None:
    row = evaluated(office, spent)
    write = reverse("evaluation-write", kwargs={"pk": spent.pk, "year": 2026})
    for person in (office.stranger, office.approver, office.performance):
        assert browser(person).get(write).status_code == 403
    page = reverse("evaluation", kwargs={"pk": row.pk})
    assert browser(office.stranger).get(page).status_code == 403
    assert browser(office.auditor).get(page).status_code == 200
    assert spent.name not in browser(office.stranger).get(reverse("evaluations")).content.decode()


def test_the_page_shows_every_line_on_its_curve_the_working_and_the_published_score(
    office: Office, spent: Project
) -> None:
    row = evaluated(office, spent, printed_total="99.50")
    page = browser(office.auditor).get(reverse("evaluation", kwargs={"pk": row.pk})).content.decode()
    for said in (
        "actual ÷ target = 0.75; share 75%; 60 points × 75% = 45 points",
        f"curve-{indicators(spent)[0].pk}-spec",
        "The published score is 99.50; recomputed under the rules in force it is 84.5",
        row.seal[:16],
    ):
        assert said in page


def test_the_project_page_carries_the_panel_and_a_citizen_sees_only_what_is_sealed(
    office: Office, spent: Project
) -> None:
    assert evaluation_panel(None, spent) is None
    evaluated(office, spent)
    assert evaluation_panel(None, spent) is not None
    page = browser(office.performance).get(reverse("project", kwargs={"pk": spent.pk})).content.decode()
    assert "panel-evaluation" in page
    assert "84.5" in page


def test_the_loop_and_the_workbench_count_scores(office: Office, spent: Project) -> None:
    assert grades_panel(office.performance) is None
    evaluated(office, spent)
    assert score_stage(office.performance, 2026).count == 1
    assert score_told(office.performance, spent)[0] == "done"
    assert grades_panel(office.performance) is not None
    listed = browser(office.performance).get(reverse("evaluations"), {"grade": "good"})
    assert spent.name in listed.content.decode()
