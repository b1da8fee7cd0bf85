"""Which verbs take a warning's steps when a button is pressed, and how acts about watching are called."""

from collections.abc import Sequence

from django.urls import reverse

from yuheng.kernel.outcome import Words
from yuheng.monitoring import actions
from yuheng.monitoring.domain.flows import WARNING
from yuheng.monitoring.models import Warning
from yuheng.platform.acts import Actor
from yuheng.platform.ui import steps, timeline


def _settle(*, by: Actor, subjects: Sequence[Warning], reason: str) -> object:
    return actions.settle_warnings(by=by, warnings=subjects)


def _return(*, by: Actor, subjects: Sequence[Warning], reason: str) -> object:
    return actions.return_warnings(by=by, warnings=subjects, because=reason)


def _answer_url(warning: Warning) -> str:
    return reverse("warning-answer", kwargs={"pk": warning.pk})


def register() -> None:
    """Let the buttons work; called once, by the wiring."""
    steps.register("warning", "settle", _settle)
    steps.register("warning", "return", _return)
    steps.register_page("warning", "answer", _answer_url)
    timeline.name_flow(WARNING)
    timeline.name_verbs(
        {
            "warning.raise": Words(zh="发出预警", en="Raised a warning"),
            "reading.report": Words(zh="填报执行中绩效", en="Reported results"),
        }
    )
    timeline.name_fields(
        {
            "light": Words(zh="监控灯", en="Light"),
            "choice": Words(zh="处理意见", en="Choice"),
            "answer": Words(zh="回复", en="Answer"),
        }
    )
