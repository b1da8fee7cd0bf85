"""Checking files: read, recompute, and say of each problem where it stands in the file. Nothing is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from yuheng.evaluation.checking import check_table, report_of, unreadable
from yuheng.exchange.forms.annotating import annotated
from yuheng.exchange.forms.grid import FormTable
from yuheng.exchange.forms.reading import read
from yuheng.kernel.outcome import Problem

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Checked:
    """One file, checked: an entry of the report and the unit's name for each table; the workbook where it was asked."""

    entries: tuple[Entry, ...]
    units: tuple[str, ...]
    workbook: bytes | None = None

    @property
    def errors(self) -> int:
        """How many errors were found."""
        return sum(problem["severity"] == "error" for entry in self.entries for problem in entry["problems"])


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose law on which day (None: each table's own), and whether the annotated workbook is wanted."""

    region: str | None = None
    on: date | None = None
    annotate: bool = False


def check_file(source: Path | bytes, name: str, wanted: Wanted | None = None) -> Checked:
    """Check every table of a file. What is wrong with the file itself is told with its first table.

    `where` is the place in the file ("Sheet1!H12"), a path in a file of the JSON form.
    """
    wanted = wanted or Wanted()
    reading = read(source, name)
    entries = [_entry(table, name, wanted) for table in reading.tables]
    if not entries:
        entries = [_fileless(name, reading.problems)]
    else:
        entries[0]["problems"] = [one.as_json() for one in reading.problems] + entries[0]["problems"]
    units = tuple(str(table.data.get("unit") or "") for table in reading.tables) or ("",)
    book = None
    if wanted.annotate:
        book = annotated(reading, source, [problem for entry in entries for problem in entry["problems"]])
    return Checked(tuple(entries), units, book)


def unchecked(name: str, problem: Problem) -> Checked:
    """A file that could not be checked, and why."""
    return Checked((_fileless(name, [problem]),), ("",))


def _entry(table: FormTable, name: str, wanted: Wanted) -> Entry:
    (entry,) = check_table(table.data, region=wanted.region, on=wanted.on, file=name)["files"]
    for problem in entry["problems"]:
        problem["where"] = table.place_of(problem["where"])
    found: Entry = entry
    return found


def _fileless(name: str, problems: Iterable[Problem]) -> Entry:
    first, *rest = problems
    (entry,) = unreadable(name, first)["files"]
    entry["problems"] += [one.as_json() for one in rest]
    found: Entry = entry
    return found


def report(checked: Iterable[Checked]) -> dict[str, Any]:
    """One report on many files, in the public form; the summary also counts by unit and by kind of form."""
    found = list(checked)
    entries = [entry for one in found for entry in one.entries]
    units = [unit for one in found for unit in one.units]
    whole = report_of(entries)
    whole["summary"]["units"] = _counted(zip(units, entries, strict=True))
    whole["summary"]["kinds"] = _counted((entry["kind"], entry) for entry in entries)
    return whole


def _counted(named: Iterable[tuple[str, Entry]]) -> list[dict[str, Any]]:
    """Tables, errors and warnings under each name, most errors first."""
    tables: Counter[str] = Counter()
    seen: Counter[tuple[str, str]] = Counter()
    for name, entry in named:
        tables[name] += 1
        seen.update((name, problem["severity"]) for problem in entry["problems"])
    rows = [
        {"name": name, "tables": count, "errors": seen[name, "error"], "warnings": seen[name, "warning"]}
        for name, count in tables.items()
    ]
    return sorted(rows, key=lambda row: (-row["errors"], -row["warnings"], row["name"]))
