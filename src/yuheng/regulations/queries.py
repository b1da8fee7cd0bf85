"""Asking the law: one rule, the whole law of a place on a day, its history, and where the code uses it.

The YAML is read once per process, a bureau's own folder again when it changes (`current.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from yuheng.kernel.dated import NoLaw
from yuheng.kernel.outcome import Problem, Words, refuse_if
from yuheng.kernel.period import add_working_days, days_after
from yuheng.regulations.current import OVERLAY_VARIABLE, PACKAGE, RULES, by_book, library, watch
from yuheng.regulations.domain.book import canonical, digest
from yuheng.regulations.domain.cases import Case, cases_in
from yuheng.regulations.domain.comparing import Difference, differences
from yuheng.regulations.domain.law import Instrument, Rule
from yuheng.regulations.domain.scenario import Scenario
from yuheng.regulations.domain.standing import Standing, standing
from yuheng.regulations.domain.uses import Use, uses_in
from yuheng.regulations.loading import library_of, text_of

__all__ = [
    "OVERLAY_VARIABLE",
    "PACKAGE",
    "RULES",
    "all_ids",
    "all_instruments",
    "all_uses",
    "calendar_of",
    "cases",
    "cases_of",
    "compare",
    "deadline",
    "history",
    "law",
    "law_text",
    "library",
    "library_of",
    "named_regions",
    "rule",
    "rules_hash",
    "scenarios",
    "standing_on",
    "uses",
]


@dataclass(frozen=True)
class PlaceOnDay:
    """Where and when the law is asked."""

    on: date
    region: str


def rule(rule_id: str, *, on: date, region: str) -> Rule:
    """Return the rule in force on a day in a place ("" is the nation); `NoLaw` when there is none."""
    return _resolved(rule_id, on, region)


@by_book(maxsize=8192)
def _resolved(rule_id: str, on: date, region: str) -> Rule:
    return library().rule(rule_id, on=on, region=region)


@by_book(maxsize=64)
def _law(on: date, region: str) -> Mapping[str, Rule]:
    return library().law(on=on, region=region)


def law(*, region: str, on: date) -> Mapping[str, Rule]:
    """Return every rule in force on a day in a place, by id."""
    return _law(on, region)


def history(rule_id: str, *, region: str) -> list[tuple[date, Rule | None]]:
    """Return what stood in a place from each day that something changed; None = no law from that day."""
    return library().history(rule_id, region=region)


def deadline(rule_id: str, first: date, region: str) -> date:
    """Return the last day of a period of `days`, or the next `month_day`, counted from the day it starts.

    The first day itself is not counted (Civil Code, article 201). Working days leave out weekends and the holidays
    of `calendar.holidays`, and count the made-up days. `NoLaw` when the place has no such rule on that day.
    """
    found = rule(rule_id, on=first, region=region)
    if found.kind == "month_day":
        month, day = (int(part) for part in found.text.split("-"))
        this_year = date(first.year, month, day)
        return this_year if this_year >= first else date(first.year + 1, month, day)
    if not found.working:
        return first + timedelta(days=found.days)
    holidays, made_up = calendar_of(first.year, region)
    return add_working_days(first, found.days, holidays, made_up)


@by_book(maxsize=64)
def calendar_of(year: int, region: str) -> tuple[frozenset[date], frozenset[date]]:
    """Return the holidays and the made-up working days of a year and the next one, as far as they are announced."""
    days: dict[bool, set[date]] = {True: set(), False: set()}
    for each in (year, year + 1):
        try:
            rows = rule("calendar.holidays", on=date(each, 12, 31), region=region).rows
        except NoLaw:
            continue
        for row in rows:
            start, end = row["from"], row["to"]
            if isinstance(start, date) and isinstance(end, date):
                days[row["work"] is True] |= {start, *days_after(start, end)}
    return frozenset(days[False]), frozenset(days[True])


def all_ids() -> tuple[str, ...]:
    """Return the id of every rule in any region, sorted."""
    return library().ids()


def law_text(*, region: str, on: date) -> str:
    """Return the law of a place on a day as canonical JSON: what a seal keeps (`RuleSet.text`)."""
    return canonical(law(region=region, on=on).values())


@by_book(maxsize=64)
def rules_hash(region: str, on: date) -> str:
    """Return the sha256 of the law of a place on a day."""
    return digest(law_text(region=region, on=on))


def uses(rule_id: str) -> list[Use]:
    """Return the lines of code that ask for a rule; tests do not count."""
    return [use for use in all_uses() if use.rule_id == rule_id]


@lru_cache(maxsize=1)
def all_uses() -> tuple[Use, ...]:
    """Return every call in the code that asks for a rule by name."""
    files = sorted(
        path for path in PACKAGE.rglob("*.py") if "tests" not in path.parts and "migrations" not in path.parts
    )
    return tuple(
        use for path in files for use in uses_in(path.read_text(encoding="utf-8"), path.relative_to(PACKAGE).as_posix())
    )


def cases() -> tuple[Case, ...]:
    """Return the worked cases of the installed law and of the bureau's folder; `Refused` with all that is wrong."""
    own = watch().folder
    return cases_of(RULES, *((own,) if own else ()))


def cases_of(*folders: Path) -> tuple[Case, ...]:
    """Return the worked cases of folders of rules; `Refused` with all that is wrong with their files."""
    found: list[Case] = []
    problems: list[Problem] = []
    for path in (path for folder in folders for path in sorted((folder / "cases").glob("*.yaml"))):
        place = f"cases/{path.name}"
        read, wrong = cases_in(text_of(path, place, problems), place)
        found += read
        problems += wrong
    refuse_if(problems)
    return tuple(found)


def all_instruments() -> Mapping[str, Instrument]:
    """Return every document that rules may cite, by its id."""
    return library().instruments


def compare(left: PlaceOnDay, right: PlaceOnDay) -> list[Difference]:
    """List every rule that two places, or two days, have otherwise: by value, by basis, or on one side only."""
    return differences(law(region=left.region, on=left.on), law(region=right.region, on=right.on))


@by_book(maxsize=1)
def standing_on() -> Mapping[str, tuple[Standing, ...]]:
    """Return everything that stands on each document, in the order of its articles."""
    return standing(library())


def named_regions() -> Mapping[str, Words]:
    """Return what regions are called, by division code; a region may have rules and no name."""
    return library().titles


def scenarios() -> Mapping[str, Scenario]:
    """Return the rules that can be tried instead of those in force, by code."""
    return library().scenarios
