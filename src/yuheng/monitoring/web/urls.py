"""Where the pages of watching stand."""

from typing import Any

from yuheng.kernel.outcome import Decision, Words
from yuheng.monitoring import policies
from yuheng.monitoring.models import Warning
from yuheng.monitoring.web import views
from yuheng.platform.acts import Actor
from yuheng.platform.guards import guarded, signed_in
from yuheng.projects.models import Project

NOT_THERE = Words(zh="该事项不在您的职责范围内", en="This lies outside your duties")


def answers_warning(person: Actor | None, /, **kwargs: Any) -> Decision:
    """Only the head of the unit, while the warning waits for an answer."""
    warning = Warning.objects.select_related("project").filter(pk=kwargs["pk"]).first()
    if person is None or warning is None:
        return Decision.no(NOT_THERE)
    return policies.may_answer(person, warning)


def reports_results(person: Actor | None, /, **kwargs: Any) -> Decision:
    """Only the preparer of the unit that spends."""
    project = Project.objects.filter(pk=kwargs["pk"]).first()
    if person is None or project is None:
        return Decision.no(NOT_THERE)
    return policies.may_report(person, project)


urlpatterns = [
    guarded("warnings/", views.index, policy=signed_in, name="warnings"),
    guarded("warnings/<int:pk>/answer/", views.answer, policy=answers_warning, name="warning-answer"),
    guarded("projects/<int:pk>/results/", views.report, policy=reports_results, name="readings-report"),
]
