"""Watching in the county's loop and in a project's way round it."""

from django.urls import reverse

from yuheng.kernel.outcome import Words
from yuheng.monitoring import queries
from yuheng.monitoring.web.panels import LIGHT_WORDS
from yuheng.platform import clock
from yuheng.platform.acts import Actor
from yuheng.platform.scopes import narrowest
from yuheng.platform.ui.loop import Stage
from yuheng.projects.models import Project

HOW = {"green": "done", "yellow": "current", "red": "returned", "grey": "current"}


def warning_stage(person: Actor | None, year: int) -> Stage:
    """Warnings of a year, and how many of them are still open."""
    count, still_open = queries.warning_counts(year, narrowest(person))
    note = Words(zh=f"{still_open} 件待办结", en=f"{still_open} still open") if still_open else None
    return Stage(count, None, f"{reverse('warnings')}?year={year}", note, counted=Words(zh="件", en="warnings"))


def warning_told(person: Actor, project: Project) -> tuple[str, Words | None]:
    """The newest light of a project in the running year: done, current, returned or "", and a few words."""
    seen = queries.latest_lights([project.pk], clock.today().year).get(project.pk)
    return (HOW[seen.light], LIGHT_WORDS[seen.light]) if seen else ("", None)
