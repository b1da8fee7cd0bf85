"""How an invented or published project spends and reports over a year, by its manner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from random import Random

from yuheng.kernel.money import round_half_up, split
from yuheng.kernel.numbers import Kind, Printed, comparable, parse
from yuheng.sample.invented import amount, plain
from yuheng.sample.truth import Goal, Paid, Report

REQUEST_DAY, PAY_DAY = 10, 15
WATCH_DAYS_2025 = (date(2025, 7, 31),)
WATCH_DAYS_2026 = (date(2026, 4, 30), date(2026, 6, 30), date(2026, 7, 31), date(2026, 8, 31), date(2026, 10, 31))
WAITING_DAY = date(2026, 11, 12)


@dataclass(frozen=True, slots=True)
class Manner:
    """How a project goes about its year: how much is paid by mid-November, in which months, and at what pace it achieves."""

    name: str
    often: int
    paid: tuple[int, int]  # percent of the budget, least and most
    months: tuple[int, int]
    pace: Fraction  # of results against time
    reports: bool = True


MANNERS = (
    Manner("steady", 66, (86, 93), (2, 10), Fraction(1)),
    Manner("slow", 10, (10, 45), (5, 10), Fraction(1, 2)),
    Manner("ahead of results", 8, (85, 97), (2, 5), Fraction(2, 5)),
    Manner("results ahead of money", 8, (35, 55), (4, 10), Fraction(11, 10)),
    Manner("silent", 8, (60, 90), (2, 10), Fraction(1), reports=False),
)


def working_day(day: date) -> date:
    """The day itself, or the Monday after a weekend.

    >>> working_day(date(2025, 5, 10)), working_day(date(2025, 5, 12))
    (datetime.date(2025, 5, 12), datetime.date(2025, 5, 12))
    """
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def manner(rng: Random) -> Manner:
    """Draw the manner of a project's year."""
    return rng.choices(MANNERS, [one.often for one in MANNERS])[0]


def payments(rng: Random, year: int, fen: int, months: tuple[int, int], most: int) -> tuple[Paid, ...]:
    """Split what is paid in a year over some of its months, about evenly; exact to the fen."""
    if fen <= 0:
        return ()
    first, last = months
    count = max(1, min(most, last - first + 1, fen // 100))
    chosen = [first + (last - first + 1) * (2 * no + 1) // (2 * count) for no in range(count)]
    parts = split(fen, [rng.randint(8, 12) for _ in chosen])
    return tuple(
        Paid(_day(year, month, REQUEST_DAY), _day(year, month, PAY_DAY), part)
        for month, part in zip(chosen, parts, strict=True)
        if part
    )


def _day(year: int, month: int, day: int) -> str:
    return working_day(date(year, month, day)).isoformat()


def waiting(fen: int) -> Paid:
    """A payment that still waits for the treasury when the sample's clock stops."""
    return Paid(WAITING_DAY.isoformat(), "", fen)


def reports(promised: tuple[Goal, ...], days: tuple[date, ...], pace: Fraction) -> tuple[Report, ...]:
    """What the unit reports of each goal that can be followed with a number, day by day."""
    found = []
    for goal in promised:
        target = followed(goal.printed, days[0].year)
        if target is not None:
            found += [Report(day.isoformat(), goal.no, _told(goal, target, day, pace)) for day in days]
    return tuple(found)


@lru_cache(maxsize=4096)
def followed(printed: str, year: int) -> Printed | None:
    """A target that can be followed with a number in its own unit; None for any other."""
    target = parse(printed, year=year)
    if not target.certain or target.remainder or target.value is None or target.value <= 0:
        return None
    again = parse(f"{plain(target.value)}{target.unit}", year=year, unit=target.unit)
    known = target.kind in {Kind.NUMBER, Kind.PERCENT, Kind.MONEY}
    return target if known and comparable(target, again) else None


def _told(goal: Goal, target: Printed, day: date, pace: Fraction) -> str:
    return f"{plain(_stand(goal, target, day, pace))}{target.unit}"


def _stand(goal: Goal, target: Printed, day: date, pace: Fraction) -> Decimal:
    """How far a goal stands by a day: rates and ceilings are held from the first day, counts grow with the months."""
    value = Fraction(target.value or 0)
    ceiling = target.operator in {"<=", "<"} or goal.operator in {"≤", "<=", "<"} or "成本" in goal.level1 + goal.level2
    if ceiling:
        return target.value or Decimal(0)
    if target.kind is Kind.PERCENT:
        return round_half_up(value * min(pace + Fraction(1, 5), Fraction(1)), 2)
    return amount(target, min(pace * Fraction(day.month, 12), Fraction(1)))
