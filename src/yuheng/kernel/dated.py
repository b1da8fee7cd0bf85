"""Values that change on a day: which one is in force, what a repeal does, and when there is no law at all."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

T = TypeVar("T")


class NoLaw(LookupError):
    """Nothing is in force on that day in that place; asking is an error, because a default would be an invention."""


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """A value from a day on; None repeals what stood before, and gives way to the wider region."""

    since: date
    value: T | None


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """A history of one value in one place, oldest first; `ValueError` when two entries start on one day.

    >>> Dated.of({date(2020, 1, 1): 10, date(2021, 1, 1): 20}).on(date(2020, 6, 30)).value
    10
    """

    entries: tuple[Entry[T], ...]

    def __post_init__(self) -> None:
        days = [entry.since for entry in self.entries]
        if sorted(set(days)) != days:
            raise ValueError("entries must be in order of day, one per day")

    @classmethod
    def of(cls, values: Mapping[date, T | None]) -> Dated[T]:
        """Make a history from a mapping of first days to values, in any order."""
        return cls(tuple(Entry(day, values[day]) for day in sorted(values)))

    def on(self, day: date) -> Entry[T] | None:
        """Return the entry in force on a day (a repeal is an entry with None), or None before the first one."""
        at = bisect_right([entry.since for entry in self.entries], day)
        return self.entries[at - 1] if at else None


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """What was in force, since when, and at which place of the chain (0 is the nearest)."""

    value: T
    since: date
    place: int


def in_force(histories: Sequence[Dated[T] | None], day: date) -> Found[T]:
    """Return the value in force on a day; `histories` runs from the nearest region to the nation, None = silent.

    The nearest region that has a value wins; a region that is silent, not yet in force or repealed gives way to the
    next wider one. `NoLaw` when none of them has a value.

    >>> nation, county = Dated.of({date(2020, 1, 1): 10}), Dated.of({date(2022, 1, 1): 5, date(2023, 1, 1): None})
    >>> [in_force([county, nation], date(year, 6, 1)).value for year in (2021, 2022, 2023)]
    [10, 5, 10]
    """
    for place, history in enumerate(histories):
        entry = history.on(day) if history is not None else None
        if entry is not None and entry.value is not None:
            return Found(entry.value, entry.since, place)
    raise NoLaw(f"nothing in force on {day.isoformat()}")
