"""How good the checker is: the faults of a list that it finds, and the errors that it raises where none is listed.

A list has the columns kind, table, detail (`publisher_errors.csv`); a table is a file named by it. Faults whose figures do not
stand in the transcribed tables are kept apart with the reason (`faults/not_decidable.csv`); where each of the others stands was
read by hand (`faults/places.csv`), and only a problem with the right code at such a place counts as found. Faults that
the checker found and that were confirmed by reading the table are listed beside (`faults/found_faults.csv`).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any, Final

JUDGED: Final = frozenset(
    {"contradiction", "not_a_measurement", "target_too_low", "template_or_blank", "unrelated_indicator"}
)
OWN: Final = Path(__file__).parent / "faults"
Entry = Mapping[str, Any]
Fault = tuple[str, str]  # kind, table


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, as counts."""

    part: int
    whole: int

    def as_json(self) -> dict[str, object]:
        """Counts, and the percentage with one decimal as text."""
        percent = f"{100 * self.part / self.whole:.1f}" if self.whole else ""
        return {"count": self.part, "of": self.whole, "percent": percent}


def recall(listed: Path, entries: Sequence[Entry]) -> dict[str, Any]:
    """Hold a report's entries against a list of faults.

    `decided`: faults that figures or rules decide; `judged`: those that a reader judges; both without the undecidable.
    `false_alarms`: tables without a listed fault (in either list) that were given an error.
    """
    by_table: dict[str, list[Entry]] = {}
    for entry in entries:
        by_table.setdefault(PurePath(entry["file"]).stem, []).append(entry)
    faults = [fault for fault in _faults(listed) if fault[1] in by_table]
    apart = {(row["kind"], row["table"]): row["reason"] for row in rows(OWN / "not_decidable.csv")}
    own = set(_faults(OWN / "found_faults.csv"))
    found = set(_found(by_table))
    asked = [fault for fault in faults if fault not in apart]
    decided = [fault for fault in asked if fault[0] not in JUDGED]
    judged = [fault for fault in asked if fault[0] in JUDGED]
    return {
        "decided": _share(decided, found),
        "judged": _share(judged, found),
        "judged_with_undecidable": _share([fault for fault in faults if fault[0] in JUDGED], found),
        "missed": [{"kind": kind, "table": table} for kind, table in asked if (kind, table) not in found],
        "not_decidable": [
            {"kind": kind, "table": table, "reason": apart[kind, table]}
            for kind, table in faults
            if (kind, table) in apart
        ],
        **_alarms(by_table, {*faults}, own),
    }


def _found(by_table: Mapping[str, Iterable[Entry]]) -> Iterator[Fault]:
    """The faults that were named at a place where they stand; any place where none was written down."""
    places = {(row["kind"], row["table"]): row["where"].split() for row in rows(OWN / "places.csv")}
    for name, some in by_table.items():
        for problem in (problem for one in some for problem in one["problems"]):
            fault = (problem["code"], name)
            if fault not in places or problem["where"] in places[fault]:
                yield fault


def _share(faults: Sequence[Fault], found: set[Fault]) -> dict[str, object]:
    return Share(sum(fault in found for fault in faults), len(faults)).as_json()


def _alarms(by_table: Mapping[str, Iterable[Entry]], listed: set[Fault], own: set[Fault]) -> dict[str, Any]:
    """Errors where the list has none: on the other tables, and on listed tables under another code."""
    errors = {
        (problem["code"], name)
        for name, some in by_table.items()
        for one in some
        for problem in one["problems"]
        if problem["severity"] == "error"
    }
    faulty = {table for _, table in listed}
    others = [name for name in by_table if name not in faulty]
    extra = sorted(fault for fault in errors if fault not in listed)
    alarmed = {table for _, table in extra if table not in faulty}
    unconfirmed = {table for kind, table in extra if table not in faulty and (kind, table) not in own}
    return {
        "alarmed_tables": Share(len(alarmed), len(others)).as_json(),
        "false_alarms": Share(len(unconfirmed), len(others)).as_json(),
        "errors_beside_the_list": [
            {"kind": kind, "table": table, "confirmed": (kind, table) in own} for kind, table in extra
        ],
    }


def _faults(path: Path) -> list[Fault]:
    return list(dict.fromkeys((row["kind"], row["table"]) for row in rows(path)))


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a list of faults."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))
