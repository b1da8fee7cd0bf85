"""The budget years of one project: what it asks, gets, pays and reports in each."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from random import Random

from yuheng.kernel.money import share_of
from yuheng.sample.spending import WATCH_DAYS_2025, WATCH_DAYS_2026, manner, payments, reports, waiting
from yuheng.sample.truth import Goal, Report, Result, YearTruth

STEP = 10_000_00  # invented amounts are whole 万元 or, below that, whole 元
MONTHS = (*((2, 10),) * 7, (2, 12), (6, 12), (2, 5))  # in which payments of 2025 fall
PACES = (*(Fraction(1),) * 5, Fraction(1, 2))  # of the results of 2025 against time


@dataclass(frozen=True, slots=True)
class Pace:
    """How finely a county is drawn: payments in a year, the days for which results are reported, and of how many goals."""

    most_payments: int = 6
    all_days: bool = True
    most_goals: int = 99


FINE, COARSE = Pace(), Pace(most_payments=3, all_days=False, most_goals=2)


def rounded(fen: int) -> int:
    """An amount as a budget would print it; never nothing."""
    step = STEP if fen >= 10 * STEP else 100
    return max(share_of(fen, 1, step) * step, step)


def asked_for(rng: Random, budget_fen: int) -> int:
    """What a unit asked for before the control number: mostly what it got, sometimes more."""
    more = rng.choice((0, 0, 0, 5, 10, 15, 20))
    return budget_fen if not more else max(rounded(share_of(budget_fen, 100 + more, 100)), budget_fen)


def next_budget(rng: Random, fen: int) -> int:
    """The budget of a following year."""
    return rounded(share_of(fen, rng.choice((90, 95, 100, 100, 105, 110)), 100))


def first_year(
    rng: Random, budget: tuple[int, int, int], goals: tuple[Goal, ...], results: tuple[Result, ...], pace: Pace
) -> YearTruth:
    """2025, executed whole: asked, budget and spent are given (spent -1: invented)."""
    asked, fen, spent = budget
    share = rng.choices((100, rng.randint(92, 99), rng.randint(70, 91), rng.randint(30, 60)), (35, 40, 18, 7))[0]
    paid = min(spent, fen) if spent >= 0 else share_of(fen, share, 100)
    return YearTruth(
        year=2025,
        asked_fen=asked,
        budget_fen=fen,
        payments=payments(rng, 2025, paid, rng.choice(MONTHS), pace.most_payments),
        reports=reports(goals[: pace.most_goals], WATCH_DAYS_2025, rng.choice(PACES)) if rng.random() < 0.9 else (),
        results=results,
    )


def second_year(
    rng: Random, asked: int, fen: int, goals: tuple[Goal, ...], printed: tuple[Report, ...], pace: Pace
) -> YearTruth:
    """2026, spent until the middle of November; readings that a table prints come before invented ones."""
    how = manner(rng)
    paid = share_of(fen, rng.randint(*how.paid), 100)
    done = payments(rng, 2026, paid, how.months, pace.most_payments)
    rest = fen - paid
    asked_now = (waiting(share_of(rest, 1, 2)),) if rest >= 1000 and rng.random() < 0.12 else ()
    days = WATCH_DAYS_2026 if pace.all_days else WATCH_DAYS_2026[1::3]
    told = reports(goals[: pace.most_goals], days, how.pace) if how.reports and not printed else ()
    return YearTruth(2026, asked, fen, payments=(*done, *asked_now), reports=printed or told)


def third_year(rng: Random, last_fen: int) -> YearTruth:
    """2027 as asked for; `budget_fen` is the control number."""
    asked = next_budget(rng, last_fen)
    control = asked if rng.random() < 0.7 else rounded(share_of(asked, rng.choice((90, 95)), 100))
    return YearTruth(2027, asked, min(asked, control))
