"""What a person sees, and what waits for him."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yuheng.budget.testing import library_project
from yuheng.organisations.testing import Office
from yuheng.platform import inbox, scopes
from yuheng.projects.models import Project

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_a_unit_sees_its_own_a_department_its_units_finance_and_audit_everything(office: Office) -> None:
    own = library_project(office)
    foreign = library_project(office, code="P2", name="公路养护")
    Project.objects.filter(pk=foreign.pk).update(org_path=office.other_unit.path)
    everything = Project.objects.all()
    for person in (office.preparer, office.approver, office.reviewer):
        assert list(scopes.visible(everything, person)) == [own]
    assert [row.name for row in scopes.visible(everything, office.stranger)] == ["公路养护"]
    for person in (office.performance, office.treasury, office.congress, office.auditor):
        assert scopes.visible(everything, person).count() == 2


def test_what_a_person_sees_costs_one_query_for_posts_and_one_for_rows(office: Office) -> None:
    library_project(office)
    with CaptureQueriesContext(connection) as captured:
        list(scopes.visible(Project.objects.all(), office.reviewer))
        list(scopes.visible(Project.objects.all(), office.reviewer))
    assert len(captured) == 3


def test_a_submitted_project_waits_for_its_department_alone(office: Office) -> None:
    project = library_project(office)
    Project.objects.filter(pk=project.pk).update(state="submitted")
    waiting = {
        name: inbox.waiting_for(getattr(office, name), inbox.counts(getattr(office, name)))
        for name in ("approver", "reviewer", "budget", "stranger")
    }
    assert [item.title for item in waiting["reviewer"]] == ["村级供水维修"]
    assert waiting["reviewer"][0].step.code == "review"
    assert waiting["reviewer"][0].organisation.zh == "水务局机关"
    assert [waiting[name] for name in ("approver", "budget", "stranger")] == [[], [], []]
    assert inbox.counts(office.reviewer)["project"] == 1
