"""The county's loop: payments."""

from django.urls import reverse

from yuheng.execution import queries
from yuheng.kernel.outcome import Words
from yuheng.platform.acts import Actor
from yuheng.platform.scopes import narrowest
from yuheng.platform.ui.loop import Stage


def payment_stage(person: Actor | None, year: int) -> Stage:
    """Payments made from a year's lines."""
    count, fen = queries.totals(year, narrowest(person))
    return Stage(count, fen, f"{reverse('payments')}?year={year}", counted=Words(zh="笔", en="payments"))
