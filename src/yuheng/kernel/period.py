"""Days, months and years of the budget: spans, month counts, and working days over a given set of holidays."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

Year: TypeAlias = int

NO_HOLIDAYS: frozenset[date] = frozenset()
_SATURDAY = 5


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """A span of days, both ends included.

    >>> Period(date(2026, 1, 1), date(2026, 1, 31)).days
    31
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a period ends before it begins: {self.start} … {self.end}")

    @property
    def days(self) -> int:
        """Count the days, both ends included."""
        return (self.end - self.start).days + 1

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day <= self.end

    def overlaps(self, other: Period) -> bool:
        """Say whether the two spans share a day."""
        return self.start <= other.end and other.start <= self.end

    def __str__(self) -> str:
        return f"{self.start.isoformat()}/{self.end.isoformat()}"


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A calendar month.

    >>> str(Month(2026, 12).later(1)), Month(2026, 2).period.end
    ('2027-01', datetime.date(2026, 2, 28))
    """

    year: Year
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 12:
            raise ValueError(f"not a month: {self.number}")

    @classmethod
    def of(cls, day: date) -> Month:
        """Return the month that a day lies in."""
        return cls(day.year, day.month)

    @property
    def period(self) -> Period:
        """Return the days of the month."""
        return Period(date(self.year, self.number, 1), end_of_month(self.year, self.number))

    def later(self, months: int) -> Month:
        """Return the month so many months later (earlier for a negative count)."""
        years, index = divmod(self.year * 12 + self.number - 1 + months, 12)
        return Month(years, index + 1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


def year(number: Year) -> Period:
    """Return the days of a budget year, which in China is the calendar year (Budget Law, article 18).

    >>> year(2026).end
    datetime.date(2026, 12, 31)
    """
    return Period(date(number, 1, 1), date(number, 12, 31))


def months_of(number: Year) -> tuple[Month, ...]:
    """Return the twelve months of a year."""
    return tuple(Month(number, month) for month in range(1, 13))


def end_of_month(in_year: Year, month: int) -> date:
    """Return the last day of a month.

    >>> end_of_month(2024, 2)
    datetime.date(2024, 2, 29)
    """
    return date(in_year, month, monthrange(in_year, month)[1])


def months_elapsed(on: date, in_year: Year) -> int:
    """Count the months of a year that are over at the close of a day: 0 before the year, 12 after it.

    The basis of time-proportional progress; a month counts on its last day, not before.

    >>> months_elapsed(date(2026, 11, 16), 2026), months_elapsed(date(2026, 11, 30), 2026)
    (10, 11)
    """
    if on.year != in_year:
        return 0 if on.year < in_year else 12
    return on.month if on == end_of_month(on.year, on.month) else on.month - 1


def is_working_day(
    day: date, holidays: Collection[date] = NO_HOLIDAYS, made_up: Collection[date] = NO_HOLIDAYS
) -> bool:
    """Say whether offices work: Monday to Friday but for `holidays`, and the `made_up` weekend days (调休上班).

    >>> is_working_day(date(2026, 11, 16)), is_working_day(date(2026, 11, 15))
    (True, False)
    """
    return day in made_up or (day.weekday() < _SATURDAY and day not in holidays)


def add_working_days(
    day: date, count: int, holidays: Collection[date] = NO_HOLIDAYS, made_up: Collection[date] = NO_HOLIDAYS
) -> date:
    """Return the day `count` working days later (earlier when negative); the first day itself is not counted.

    A deadline of 20 working days after approval (Budget Law, article 14) is `add_working_days(approved, 20, …)`.

    >>> add_working_days(date(2026, 11, 13), 1)
    datetime.date(2026, 11, 16)
    """
    step = timedelta(days=1 if count >= 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day, holidays, made_up)
    return day


def working_days_between(
    start: date, end: date, holidays: Collection[date] = NO_HOLIDAYS, made_up: Collection[date] = NO_HOLIDAYS
) -> int:
    """Count the working days after `start` up to and including `end`; negative when `end` comes first.

    >>> working_days_between(date(2026, 11, 13), date(2026, 11, 17))
    2
    """
    if end < start:
        return -working_days_between(end, start, holidays, made_up)
    return sum(is_working_day(day, holidays, made_up) for day in days_after(start, end))


def days_after(start: date, end: date) -> Iterator[date]:
    """Yield each day after `start` up to and including `end`."""
    for offset in range(1, (end - start).days + 1):
        yield start + timedelta(days=offset)
