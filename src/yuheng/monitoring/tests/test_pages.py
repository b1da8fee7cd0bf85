"""What people see and do about watching in a browser."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from yuheng.budget.testing import library_project, released_line
from yuheng.monitoring import actions
from yuheng.monitoring.models import Reading, Warning
from yuheng.monitoring.web.panels import lights_panel, watching_panel
from yuheng.monitoring.web.stages import warning_stage, warning_told
from yuheng.organisations.models import Person
from yuheng.organisations.testing import Office
from yuheng.platform import acts, clock
from yuheng.projects.models import Project, TargetIndicator

pytestmark = [pytest.mark.django_db, pytest.mark.database]

OCTOBER = date(2026, 10, 31)


@pytest.fixture(autouse=True)
def autumn() -> Iterator[None]:
    with clock.at(date(2026, 11, 2)):
        yield


@pytest.fixture
def unspent(office: Office) -> Project:
    """A project of which nothing was paid by October: a red light and a warning."""
    with clock.at(date(2026, 3, 2)):
        project = library_project(office)
        released_line(office, project, 10_000_000)
    actions.observe(by=acts.SYSTEM, year=2026, through=OCTOBER)
    return project


def browser(person: Person) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(person)
    return client


def test_the_panel_shows_the_light_with_its_word_its_reasons_with_articles_and_the_curve(
    office: Office, unspent: Project
) -> None:
    panel = watching_panel(office.performance, unspent)
    assert panel is not None
    assert panel.context["seen"].light == "red"
    page = browser(office.performance).get(reverse("project", kwargs={"pk": unspent.pk})).content.decode()
    for said in ("light-red", "Qingheng county measures", "watching-curve-spec", "Not reported"):
        assert said in page


def test_a_unit_answers_from_its_page_and_finance_settles_with_a_button(office: Office, unspent: Project) -> None:
    warning = Warning.objects.get()
    url = reverse("warning-answer", kwargs={"pk": warning.pk})
    client = browser(office.approver)
    empty = client.post(url, {"choice": "", "answer": ""})
    assert empty.status_code == 409
    assert empty.content.decode().count("problem-error") == 2
    done = client.post(url, {"choice": "continue", "answer": "十一月集中支付"})
    assert done.status_code == 302
    assert browser(office.approver).get(url).status_code == 403
    step = reverse("step", kwargs={"flow": "warning", "pk": warning.pk})
    browser(office.performance).post(step, {"step": "settle", "next": "/"})
    assert Warning.objects.get().state == "settled"


def test_a_stranger_neither_answers_nor_reports_nor_sees_the_warning(office: Office, unspent: Project) -> None:
    client = browser(office.stranger)
    assert client.get(reverse("warning-answer", kwargs={"pk": Warning.objects.get().pk})).status_code == 403
    assert client.get(reverse("readings-report", kwargs={"pk": unspent.pk})).status_code == 403
    assert unspent.name not in client.get(reverse("warnings")).content.decode()
    assert unspent.name in browser(office.reviewer).get(reverse("warnings")).content.decode()


def test_results_are_reported_in_a_table_and_what_is_left_empty_is_not(office: Office, unspent: Project) -> None:
    pipes, users = TargetIndicator.objects.filter(target__project=unspent).order_by("no")
    url = reverse("readings-report", kwargs={"pk": unspent.pk})
    client = browser(office.preparer)
    assert pipes.name in client.get(url).content.decode()
    wrong = client.post(url, {"through": "2026-10-31", f"value-{pipes.pk}": "20台"})
    assert wrong.status_code == 409
    assert "20台" in wrong.content.decode()
    client.post(url, {"through": "2026-10-31", f"value-{pipes.pk}": "10公里", f"value-{users.pk}": ""})
    assert Reading.objects.get().printed == "10公里"


def test_the_list_of_warnings_is_given_as_a_file_too(office: Office, unspent: Project) -> None:
    answer = browser(office.performance).get(reverse("warnings"), {"format": "json", "light": "red"})
    assert unspent.name in answer.getvalue().decode()


def test_the_loop_counts_warnings_and_the_workbench_counts_lights(office: Office, unspent: Project) -> None:
    stage = warning_stage(office.performance, 2026)
    assert (stage.count, stage.note is not None) == (1, True)
    assert warning_told(office.performance, unspent)[0] == "returned"
    assert lights_panel(office.performance) is not None
    assert lights_panel(None) is None
