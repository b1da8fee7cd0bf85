"""The only clock. A sample county stands on its own day; a test or a generator travels in time.

Order of authority: `at(…)` in this thread, then the standing day stored in the database, then the real time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

from yuheng.platform.models import StandingDay

ZONE = ZoneInfo("Asia/Shanghai")

_travelling: ContextVar[datetime | None] = ContextVar("travelling", default=None)
_standing: dict[str, datetime | None] = {}


def now() -> datetime:
    """The moment it is for this installation, aware, in the official zone."""
    travelling = _travelling.get()
    if travelling is not None:
        return travelling
    if "moment" not in _standing:
        _standing["moment"] = StandingDay.read()
    return _standing["moment"] or datetime.now(ZONE)


def today() -> date:
    """The day it is for this installation."""
    return now().astimezone(ZONE).date()


def moment(day: date, hour: int = 9) -> datetime:
    """A moment on `day` in the official zone.

    >>> moment(date(2026, 11, 16)).isoformat()
    '2026-11-16T09:00:00+08:00'
    """
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


@contextmanager
def at(when: datetime | date) -> Iterator[datetime]:
    """Travel to `when` (a day means nine in the morning) for as long as the block runs."""
    target = when if isinstance(when, datetime) else moment(when)
    token = _travelling.set(target)
    try:
        yield target
    finally:
        _travelling.reset(token)


def stand_at(when: datetime | None) -> None:
    """Let this installation's clock stand at `when`, or run again when None. Kept in the database."""
    StandingDay.write(when)
    _standing["moment"] = when


def forget_standing() -> None:
    """Read the standing day anew at the next call (after another process moved it)."""
    _standing.clear()
