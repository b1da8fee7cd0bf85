"""The county's loop: the budget."""

from django.urls import reverse

from yuheng.budget import queries
from yuheng.kernel.outcome import Words
from yuheng.platform.acts import Actor
from yuheng.platform.scopes import narrowest
from yuheng.platform.ui.loop import Stage

LINES = Words(zh="条指标", en="lines")


def budget_stage(person: Actor | None, year: int) -> Stage:
    """Lines of a year and the money approved for them; before approval, what is being asked."""
    lines, fen = queries.stage_counts(year, narrowest(person))
    url = f"{reverse('budget')}?year={year}"
    if lines:
        return Stage(lines, fen, url, counted=LINES)
    asked, asked_fen = queries.asked(year, narrowest(person))
    note = Words(zh="正在编制，尚未批准", en="being prepared, not approved")
    return Stage(asked, asked_fen, url, note, counted=Words(zh="项申报", en="requests"))
