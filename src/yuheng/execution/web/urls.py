"""Where the pages of payments stand."""

from typing import Any

from yuheng.budget.models import Line
from yuheng.execution.web import views
from yuheng.kernel.outcome import Decision, Words
from yuheng.platform.acts import Actor
from yuheng.platform.duties import may
from yuheng.platform.guards import guarded, signed_in


def asks_from_line(person: Actor | None, /, **kwargs: Any) -> Decision:
    """Only the preparer of the line's unit asks for payments."""
    line = Line.objects.filter(pk=kwargs["pk"]).first()
    if person is None or line is None:
        return Decision.no(Words(zh="该指标不在您的职责范围内", en="This line lies outside your duties"))
    return may(person, "unit.prepare", line.org_path, article="budget-law-regulation#art-57")


urlpatterns = [
    guarded("payments/", views.index, policy=signed_in, name="payments"),
    guarded("payments/ask/<int:pk>/", views.ask, policy=asks_from_line, name="payment-ask"),
]
