"""The calendar of two up, two down: what was due when, when it was done, and who is late."""

from dataclasses import dataclass, field
from datetime import date

from yuheng.kernel.outcome import Words


@dataclass(frozen=True, slots=True)
class Late:
    """Somebody who has not done it by the last day, or did it after; `on` is when, None for not yet."""

    path: str
    name: Words
    due: date
    on: date | None
    days: int


@dataclass(frozen=True, slots=True)
class Milestone:
    """One date of the calendar: its rule, its last day, the day it was done, and who is late with it."""

    code: str
    title: Words
    rule: str
    due: date | None
    article: str
    on: date | None = None
    late: tuple[Late, ...] = field(default=())

    def tone(self, today: date) -> tuple[Words, str]:
        """How it stands today, in words and a tone."""
        if self.late:
            return Words(zh=f"{len(self.late)} 家逾期", en=f"{len(self.late)} late"), "bad"
        if self.on is not None:
            in_time = self.due is None or self.on <= self.due
            return (Words(zh="已办", en="Done"), "good") if in_time else (Words(zh="逾期办结", en="Done late"), "warn")
        if self.due is None or today <= self.due:
            return Words(zh="未到期", en="To come"), "info"
        return Words(zh="已到期，未办", en="Overdue"), "bad"


def lateness(who: tuple[str, Words], due: date, on: date | None, today: date) -> Late | None:
    """Whether somebody is late: done after the last day, or not done and the last day has passed.

    >>> lateness(("99/", Words("甲", "A")), date(2026, 9, 10), None, date(2026, 9, 10)) is None
    True
    >>> lateness(("99/", Words("甲", "A")), date(2026, 9, 10), date(2026, 9, 13), date(2026, 10, 1)).days
    3
    """
    days = ((on or today) - due).days
    return Late(who[0], who[1], due, on, days) if days > 0 else None
