"""Where the platform's own pages stand."""

from typing import Any

from yuheng.kernel.outcome import Decision, Words
from yuheng.platform import scopes
from yuheng.platform.acts import Actor
from yuheng.platform.guards import guarded, signed_in
from yuheng.platform.ui import steps
from yuheng.platform.web import views


def sees_subject(person: Actor | None, /, **kwargs: Any) -> Decision:
    """Only who sees the subject's organisation; whether the step itself is allowed, the flow decides."""
    subject = steps.subject_of(kwargs["flow"], kwargs["pk"])
    if person is not None and (subject is None or scopes.sees(person, subject.org_path)):
        return Decision.yes()
    return Decision.no(Words(zh="该事项不在您的职责范围内", en="This lies outside your duties"))


urlpatterns = [
    guarded("", views.workbench, policy=signed_in, name="workbench"),
    guarded("step/<str:flow>/<int:pk>/", views.take_step, policy=sees_subject, name="step"),
    # the flow decides, subject by subject, before anything is written
    guarded("steps/<str:flow>/", views.take_steps, policy=signed_in, name="steps"),
]
