"""Asking the law: one rule, the whole law of a place on a day, its history, and where the code uses it.

The YAML is read once per process. Tests and a bureau's own folder of rules go through `library_of`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from yuheng.kernel.dated import NoLaw
from yuheng.kernel.outcome import Problem, Refused, Words, refuse_if
from yuheng.kernel.period import add_working_days, days_after
from yuheng.kernel.region import chain
from yuheng.regulations.domain.book import Book, canonical, digest, problems_in_book
from yuheng.regulations.domain.cases import Case, cases_in
from yuheng.regulations.domain.files import RuleFile, instruments, rule_file
from yuheng.regulations.domain.law import Instrument, Rule
from yuheng.regulations.domain.uses import Use, uses_in

PACKAGE = Path(__file__).resolve().parent.parent
RULES = PACKAGE / "rules"
OVERLAY_VARIABLE = "YUHENG_RULES_DIR"


def rule(rule_id: str, *, on: date, region: str) -> Rule:
    """Return the rule in force on a day in a place ("" is the nation); `NoLaw` when there is none."""
    return _resolved(rule_id, on, region)


@lru_cache(maxsize=8192)
def _resolved(rule_id: str, on: date, region: str) -> Rule:
    return library().rule(rule_id, on=on, region=region)


@lru_cache(maxsize=64)
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


@lru_cache(maxsize=64)
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


@lru_cache(maxsize=64)
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


@lru_cache(maxsize=1)
def cases() -> tuple[Case, ...]:
    """Return the worked cases of the installed law; `Refused` with all that is wrong with their files."""
    found: list[Case] = []
    problems: list[Problem] = []
    for path in sorted((RULES / "cases").glob("*.yaml")):
        read, wrong = cases_in(path.read_text(encoding="utf-8"), f"cases/{path.name}")
        found += read
        problems += wrong
    refuse_if(problems)
    return tuple(found)


@lru_cache(maxsize=1)
def library() -> Book:
    """Return the installed law, with the folder named by YUHENG_RULES_DIR laid over it; `Refused` with all problems."""
    extra = os.environ.get(OVERLAY_VARIABLE, "")
    return library_of(RULES, *((Path(extra),) if extra else ()))


def library_of(*folders: Path) -> Book:
    """Read folders of rules, later ones over earlier ones; `Refused` with every problem of every file at once."""
    documents: dict[str, Instrument] = {}
    files: dict[tuple[str, str], RuleFile] = {}
    problems: list[Problem] = []
    for folder in folders:
        for path in sorted(folder.rglob("instruments.yaml")):
            found, wrong = instruments(path.read_text(encoding="utf-8"), path.relative_to(folder).as_posix())
            problems += wrong + [_known(key, path, folder) for key in found if key in documents]
            documents.update(found)
        problems += _read_rules(folder, files)
    book = Book(files, documents)
    problems += problems_in_book(book)
    if problems:
        raise Refused(problems)
    return book


def _known(key: str, path: Path, folder: Path) -> Problem:
    message = Words(zh="文件编号已被使用", en="A document with this id is known already")
    return Problem("instrument", path.relative_to(folder).as_posix(), message, found=key)


def _read_rules(folder: Path, files: dict[tuple[str, str], RuleFile]) -> list[Problem]:
    """Read a folder's rule files, wider regions first, so that an overlay finds what it inherits."""
    problems: list[Problem] = []
    for region, rule_id, path in sorted(_rule_paths(folder), key=lambda found: (len(chain(found[0])), found[:2])):
        text, place = path.read_text(encoding="utf-8"), path.relative_to(folder).as_posix()
        near = [(wider, rule_id) for wider in chain(region)[1:]]
        wider = next((files[key] for key in near if key in files), None)
        file, wrong = rule_file(text=text, place=place, rule_id=rule_id, region=region, wider=wider)
        problems += wrong
        if file is not None:
            files[region, rule_id] = file
    return problems


def _rule_paths(folder: Path) -> Iterator[tuple[str, str, Path]]:
    for path in sorted(folder.rglob("*.yaml")):
        parts = path.relative_to(folder).with_suffix("").parts
        if path.name in {"instruments.yaml", "units.yaml"} or parts[0] not in {"national", "regions"}:
            continue
        region, names = ("", parts[1:]) if parts[0] == "national" else (parts[1], parts[2:])
        yield region, ".".join(names), path


def all_instruments() -> Mapping[str, Instrument]:
    """Return every document that rules may cite, by its id."""
    return library().instruments
