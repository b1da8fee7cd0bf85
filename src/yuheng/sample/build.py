"""Building the sample county: the plan is carried out day by day through the verbs of the office."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction

from yuheng.indicators.actions import load_entries
from yuheng.kernel.outcome import Words
from yuheng.organisations.models import Organisation
from yuheng.platform import clock
from yuheng.platform.database import take_statistics
from yuheng.sample import books, budgeting, changing, judging, preparing, spending_events, watching
from yuheng.sample.county import County, Event
from yuheng.sample.office import open_office
from yuheng.sample.places import COUNTY
from yuheng.sample.plan import plan
from yuheng.sample.published import library_rows
from yuheng.sample.story import Story, tell
from yuheng.sample.truth import Truth, save

Progress = Callable[[int, int, Words], None]
OPENED, STANDS = date(2024, 5, 20), date(2026, 11, 16)
PROJECTS, SEED = 220, 20261116


def truth_path() -> Path:
    """Where the truth of this installation's sample is kept."""
    return Path(settings.HOME) / "sample-truth.json"


def holds_county() -> bool:
    """Whether this installation holds a county already."""
    return Organisation.objects.filter(code=COUNTY).exists()


def silent(done: int, of: int, title: Words) -> None:
    """Show no progress."""


@transaction.atomic
def build(projects: int = PROJECTS, seed: int = SEED, progress: Progress = silent) -> Story:
    """Build the sample county in an empty database, and let the clock stand at 2026-11-16 09:00.

    The same number of projects and the same seed give the same county. Whole or not at all: an interrupted build leaves
    nothing behind. Refuses where a county exists already.
    """
    with seldom_collected():
        progress(0, 1, Words("设立清衡县", "Founding Qingheng"))
        county = found(plan(projects, seed))
        _live(county, progress)
    clock.stand_at(clock.moment(STANDS))
    take_statistics()
    save(county.truth, truth_path())
    return tell(county.told)


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Let the garbage collector rest: a build only adds rows, and looking through them costs a quarter of its time."""
    usual = gc.get_threshold()
    gc.set_threshold(2_000_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _live(county: County, progress: Progress) -> None:
    """Let every event happen on its day."""
    events = timeline(county)
    for number, event in enumerate(events):
        progress(number, len(events), Words(f"{event.day} {event.title.zh}", f"{event.day} {event.title.en}"))
        with clock.at(event.day):
            event.run()
    progress(len(events), len(events), Words("完成", "Done"))


def found(truth: Truth) -> County:
    """Open the office and fill its library of indicators."""
    with clock.at(OPENED):
        office = open_office()
        load_entries(by=office.performance, rows=library_rows())
    return County(truth, office)


def timeline(county: County) -> list[Event]:
    """Everything that happens, in the order of days."""
    events: list[Event] = []
    for year in (2025, 2026, 2027):
        events += preparing.events(county, year, begins=date(year - 1, 6, 17))
        events += books.events(county, year)
        events += budgeting.events(county, year)
    for year in (2025, 2026):
        events += spending_events.events(county, year)
        events += watching.events(county, year)
    if county.truth.overspend:
        events.append(spending_events.overspend_event(county, county.truth.overspend))
    events.append(spending_events.close_event(county, 2025))
    events += judging.events(county)
    events += changing.events(county)
    events += preparing.events(county, 2026, begins=date(2026, 8, 25), urgent=True)
    events += budgeting.adjustment_events(county)
    return sorted(events, key=lambda one: one.day)
