"""Where the pages of evaluation stand."""

from typing import Any

from yuheng.evaluation import policies
from yuheng.evaluation.models import Evaluation
from yuheng.evaluation.web import scenarios, views
from yuheng.kernel.outcome import Decision, Words
from yuheng.platform import scopes
from yuheng.platform.acts import Actor
from yuheng.platform.guards import guarded, signed_in
from yuheng.projects.models import Project

NOT_THERE = Words(zh="该事项不在您的职责范围内", en="This lies outside your duties")


def sees_evaluation(person: Actor | None, /, **kwargs: Any) -> Decision:
    """Whose posts reach the unit that is evaluated."""
    path = Evaluation.objects.filter(pk=kwargs["pk"]).values_list("org_path", flat=True).first()
    if person is not None and path is not None and scopes.sees(person, path):
        return Decision.yes()
    return Decision.no(NOT_THERE)


def writes_account(person: Actor | None, /, **kwargs: Any) -> Decision:
    """Only the preparer of the unit that spent the money."""
    project = Project.objects.filter(pk=kwargs["pk"]).first()
    if person is None or project is None:
        return Decision.no(NOT_THERE)
    return policies.may_begin(person, project)


urlpatterns = [
    guarded("evaluations/", views.index, policy=signed_in, name="evaluations"),
    guarded("evaluations/<int:pk>/", views.show, policy=sees_evaluation, name="evaluation"),
    guarded("rules/scenarios/", scenarios.index, policy=signed_in, name="scenarios"),
    guarded("rules/scenarios/<str:name>/<int:pk>/", scenarios.show, policy=sees_evaluation, name="scenario"),
    guarded("projects/<int:pk>/evaluation/<int:year>/", views.write, policy=writes_account, name="evaluation-write"),
]
