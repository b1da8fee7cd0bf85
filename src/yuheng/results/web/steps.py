"""Tells the platform how the steps and acts of effects are called, and where a decision is made."""

from django.urls import reverse

from yuheng.kernel.outcome import Words
from yuheng.platform.ui import steps, timeline
from yuheng.results.domain.flows import EFFECT
from yuheng.results.models import Effect


def url_of(effect: Effect) -> str:
    """Where an effect is decided."""
    return reverse("effect", kwargs={"pk": effect.pk})


def register() -> None:
    """Called once, by the wiring. A decision needs an amount and perhaps a reason, so it has a page of its own."""
    steps.register_page(EFFECT.code, "decide", url_of)
    timeline.name_flow(EFFECT)
    timeline.name_verbs(
        {
            "effect.propose": Words(zh="按规则提出下年安排建议", en="Proposed next year's amount by rule"),
            "request.propose": Words(zh="收到评价结果建议金额", en="Received the amount that the result proposes"),
        }
    )
    timeline.name_fields(
        {
            "effect_fen": Words(zh="下年安排", en="Next year's amount"),
            "proposed_fen": Words(zh="结果应用建议", en="Proposed by the result"),
            "reason": Words(zh="理由", en="Reason"),
        }
    )
