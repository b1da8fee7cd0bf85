"""The first three stages of the county's loop."""

from django.urls import reverse

from yuheng.kernel.outcome import Words
from yuheng.platform.acts import Actor
from yuheng.platform.ui.loop import Stage
from yuheng.projects import queries


def project_stage(person: Actor | None, year: int) -> Stage:
    """Projects of the library that run in a year, with the money of their whole lives."""
    counts = queries.stage_counts(person, year)
    waiting = counts.projects - counts.in_library
    note = Words(zh=f"另有 {waiting} 个在办", en=f"{waiting} on their way") if waiting else None
    return Stage(counts.in_library, counts.amount_fen, _list(year), note)


def appraisal_stage(person: Actor | None, year: int) -> Stage:
    """Projects of a year that were appraised."""
    return Stage(queries.stage_counts(person, year).appraised, None, _list(year))


def target_stage(person: Actor | None, year: int) -> Stage:
    """Targets of a year that finance has confirmed."""
    counts = queries.stage_counts(person, year)
    open_ = counts.targets - counts.confirmed
    note = Words(zh=f"{open_} 个未确认", en=f"{open_} not confirmed") if open_ else None
    return Stage(counts.confirmed, None, _list(year), note)


def _list(year: int) -> str:
    return f"{reverse('projects')}?year={year}"
