"""A report as the page shows it: files, the gravest problems first, the recomputed points beside the printed ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from yuheng.exchange.checking import Checked, report
from yuheng.kernel.outcome import Severity, Words

_GRAVEST: Final = tuple(Severity)
_NAMED: Final = re.compile(r"“([^”]*)”(?:[:：] ?)?(?=.)")  # the indicator or line that a message begins with
_IN_TABLE: Final = re.compile(r"T(\d+)!([A-Z]+)(\d+)")  # a cell of a document or page, which has no letters for columns
KINDS: Final = {
    "self": Words(zh="项目支出绩效自评表", en="Self-evaluation of a project"),
    "dept": Words(zh="部门整体支出绩效自评表", en="Self-evaluation of a department"),
    "target": Words(zh="绩效目标表", en="Table of targets"),
    "monitor": Words(zh="绩效监控表", en="Monitoring table"),
    "report": Words(zh="绩效报告", en="Report"),
    "assess": Words(zh="目标考核表", en="Assessment of targets"),
    "budget_list": Words(zh="资金执行表", en="List of funds"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """One of the places where a problem stands: the cell, what it is about, what stands there and what should."""

    where: Words
    name: str
    found: str
    expected: str


@dataclass(frozen=True, slots=True)
class Group:
    """One problem with all the places of a table where it stands: it is explained once."""

    severity: Severity
    message: Words
    remedy: Words
    rule: str
    places: Sequence[Place]


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file, for the page. `remarks` are the notes, which nobody has to act on."""

    file: str
    unit: str
    kind: Words
    on: str
    errors: int
    warnings: int
    problems: Sequence[Group]
    remarks: Sequence[Group]
    rows: Sequence[dict[str, Any]]
    total: str
    printed_total: str


@dataclass(frozen=True, slots=True)
class Result:
    """What was checked: its tables and the counts over all of them."""

    tables: tuple[Table, ...]
    summary: dict[str, Any]

    @property
    def share_that_agrees(self) -> str:
        """How many of the recomputed points agree with the printed ones; "" where none could be recomputed."""
        count = self.summary["scores_recomputed"]
        return f"{self.summary['scores_that_agree']} / {count}" if count else ""


def shown(files: Iterable[Checked]) -> Result:
    """A report as the page shows it; the tables with most errors first, as they were sent among equals."""
    found = list(files)
    tables = [_table(entry, unit) for one in found for entry, unit in zip(one.entries, one.units, strict=True)]
    tables.sort(key=lambda table: (-table.errors, -table.warnings))
    return Result(tuple(tables), report(found)["summary"])


def _table(entry: dict[str, Any], unit: str) -> Table:
    again = entry["recomputed"] or {"indicators": [], "total": None, "printed_total": None}
    groups = _groups(entry["problems"])
    severities = [one["severity"] for one in entry["problems"]]
    return Table(
        file=entry["file"],
        unit=unit,
        kind=KINDS.get(entry["kind"], Words()),
        on=entry["rules"]["on"] or "" if entry["rules"]["hash"] else "",
        errors=severities.count(Severity.ERROR),
        warnings=severities.count(Severity.WARNING),
        problems=[group for group in groups if group.severity is not Severity.NOTE],
        remarks=[group for group in groups if group.severity is Severity.NOTE],
        rows=[row for row in again["indicators"] if row["score"] is not None or row["printed"] is not None],
        total=again["total"] or "",
        printed_total=again["printed_total"] or "",
    )


def _groups(problems: Iterable[dict[str, Any]]) -> list[Group]:
    """The problems by what they say, apart from the name that they begin with; the gravest first."""
    found: dict[tuple[str, ...], list[Place]] = {}
    for one in problems:
        named = _NAMED.match(one["message"]["zh"])
        bare = [
            _NAMED.sub("", one["message"][lang], count=1) if named else one["message"][lang] for lang in ("zh", "en")
        ]
        same = (one["severity"], *bare, one["remedy"]["zh"], one["remedy"]["en"], one["rule"])
        place = Place(_where(one["where"]), named[1] if named else "", one["found"], one["expected"])
        found.setdefault(same, []).append(place)
    groups = [
        Group(Severity(severity), Words(zh=zh, en=en), Words(zh=to_do, en=to_do_en), rule, places)
        for (severity, zh, en, to_do, to_do_en, rule), places in found.items()
    ]
    return sorted(groups, key=lambda group: _GRAVEST.index(group.severity))


def _where(where: str) -> Words:
    """A cell of a workbook as it is called there; of a document by its table, row and column."""
    found = _IN_TABLE.fullmatch(where)
    if found is None:
        return Words(zh=where, en=where)
    column = 0
    for letter in found[2]:
        column = column * 26 + ord(letter) - 64
    return Words(
        zh=f"第 {found[1]} 个表第 {found[3]} 行第 {column} 格", en=f"table {found[1]}, row {found[3]}, column {column}"
    )
