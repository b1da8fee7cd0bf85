"""Where the pages of the budget stand."""

from typing import Any

from yuheng.budget.models import Request
from yuheng.budget.policies import may_amend
from yuheng.budget.web import views
from yuheng.kernel.outcome import Decision, Words
from yuheng.platform.acts import Actor
from yuheng.platform.duties import may
from yuheng.platform.guards import guarded, holds, signed_in
from yuheng.projects.models import Project

NO = Decision.no(Words(zh="该项目不在您的职责范围内", en="This project lies outside your duties"))


def asks_for_project(person: Actor | None, /, **kwargs: Any) -> Decision:
    """Only the preparer of the project's unit asks for money."""
    project = Project.objects.filter(pk=kwargs["pk"]).first()
    if person is None or project is None:
        return NO
    return may(person, "unit.prepare", project.org_path)


def amends_request(person: Actor | None, /, **kwargs: Any) -> Decision:
    """Who may change the amount of a request."""
    request = Request.objects.filter(pk=kwargs["pk"]).first()
    return may_amend(person, request) if person is not None and request is not None else NO


COUNTY = holds("finance.budget", "finance.performance", "congress.approve", "audit.read", "government.read")
urlpatterns = [
    guarded("budget/", views.index, policy=signed_in, name="budget"),
    guarded("budget/versions/<int:pk>/", views.version, policy=COUNTY, name="budget-version"),
    guarded(
        "budget/versions/<int:pk>/approve/", views.approve, policy=holds("congress.approve"), name="budget-approve"
    ),
    guarded("budget/versions/<int:pk>/release/", views.release, policy=holds("finance.budget"), name="budget-release"),
    guarded("budget/versions/<int:pk>/control/", views.control, policy=holds("finance.budget"), name="budget-control"),
    guarded("budget/ask/<int:pk>/", views.ask, policy=asks_for_project, name="budget-ask"),
    guarded("budget/requests/<int:pk>/amend/", views.amend, policy=amends_request, name="budget-amend"),
]
