"""Where the pages of execution stand."""

from typing import Any

from yuheng.budget.models import Line
from yuheng.execution.models import Commitment, Payment
from yuheng.execution.web import commitments, feeds, lines, looking, views
from yuheng.kernel.outcome import Decision, Words
from yuheng.platform import scopes
from yuheng.platform.acts import Actor
from yuheng.platform.duties import may
from yuheng.platform.guards import Policy, guarded, holds, signed_in

ARTICLE = "budget-law-regulation#art-57"
OUTSIDE = Decision.no(Words(zh="该指标不在您的职责范围内", en="This line lies outside your duties"))


def _over(model: type[Line | Commitment | Payment], duty: str) -> Policy:
    """Only who holds the duty over the organisation of the row that the address names."""

    def policy(person: Actor | None, /, **kwargs: Any) -> Decision:
        row = model.objects.filter(pk=kwargs["pk"]).first()
        if person is None or row is None:
            return OUTSIDE
        return may(person, duty, row.org_path, article=ARTICLE)

    return policy


def sees_line(person: Actor | None, /, **kwargs: Any) -> Decision:
    """Whoever sees the organisation of the line."""
    row = Line.objects.filter(pk=kwargs["pk"]).first()
    return Decision.yes() if person is not None and row is not None and scopes.sees(person, row.org_path) else OUTSIDE


FEEDS = holds("finance.treasury", "audit.read")
urlpatterns = [
    guarded("execution/", looking.index, policy=signed_in, name="execution"),
    guarded("lines/<int:pk>/", lines.line, policy=sees_line, name="line"),
    guarded("commitments/", commitments.index, policy=signed_in, name="commitments"),
    guarded("commitments/carry/", commitments.carry, policy=holds("finance.budget"), name="commitments-carry"),
    guarded(
        "commitments/enter/<int:pk>/", commitments.enter, policy=_over(Line, "unit.prepare"), name="commitment-enter"
    ),
    guarded(
        "commitments/<int:pk>/follow/",
        commitments.follow,
        policy=_over(Commitment, "unit.prepare"),
        name="commitment-follow",
    ),
    guarded("payments/", views.index, policy=signed_in, name="payments"),
    guarded("payments/ask/<int:pk>/", views.ask, policy=_over(Line, "unit.prepare"), name="payment-ask"),
    guarded("payments/ask/<int:pk>/try/", views.attempt, policy=_over(Line, "unit.prepare"), name="payment-try"),
    guarded(
        "payments/<int:pk>/refund/", views.refund, policy=_over(Payment, "finance.treasury"), name="payment-refund"
    ),
    guarded("payments/feeds/", feeds.index, policy=FEEDS, name="feeds"),
    guarded("payments/feeds/template/", feeds.template, policy=FEEDS, name="feed-template"),
    guarded("payments/feeds/<int:pk>/", feeds.feed, policy=FEEDS, name="feed"),
    guarded("payments/feeds/<int:pk>/bad/", feeds.bad, policy=FEEDS, name="feed-bad"),
]
