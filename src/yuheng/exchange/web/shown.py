"""A report as the page shows it: files, the gravest problems first, the recomputed points beside the printed ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from yuheng.exchange.checking import Checked, report
from yuheng.kernel.outcome import Problem, Severity, Words

_GRAVEST: Final = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
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
class Table:
    """One table of a file, for the page."""

    file: str
    unit: str
    kind: Words
    on: str
    problems: tuple[Problem, ...]
    rows: Sequence[dict[str, Any]]
    total: str
    printed_total: str

    @property
    def errors(self) -> int:
        """How many errors there are."""
        return sum(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def warnings(self) -> int:
        """How many warnings there are."""
        return sum(problem.severity is Severity.WARNING for problem in self.problems)


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
    """A report as the page shows it."""
    found = list(files)
    tables = [_table(entry, unit) for one in found for entry, unit in zip(one.entries, one.units, strict=True)]
    return Result(tuple(tables), report(found)["summary"])


def _table(entry: dict[str, Any], unit: str) -> Table:
    again = entry["recomputed"] or {"indicators": [], "total": None, "printed_total": None}
    problems = sorted((_problem(one) for one in entry["problems"]), key=lambda one: _GRAVEST[one.severity])
    return Table(
        file=entry["file"],
        unit=unit,
        kind=KINDS.get(entry["kind"], Words()),
        on=entry["rules"]["on"] or "" if entry["rules"]["hash"] else "",
        problems=tuple(problems),
        rows=[row for row in again["indicators"] if row["score"] is not None or row["printed"] is not None],
        total=again["total"] or "",
        printed_total=again["printed_total"] or "",
    )


def _problem(one: dict[str, Any]) -> Problem:
    return Problem(
        code=one["code"],
        where=one["where"],
        message=Words(**one["message"]),
        found=one["found"],
        expected=one["expected"],
        rule=one["rule"],
        remedy=Words(**one["remedy"]),
        severity=Severity(one["severity"]),
    )
