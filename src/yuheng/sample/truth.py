"""What the sample's generator knows to be true, kept apart from everything that the product computes.

The plan of the whole county is one immutable value. The builder carries it out through the office's own verbs; tests
compare what the product answers with it. All money is in fen, points in hundredths.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any


class Fate(StrEnum):
    """How far a project comes by the day on which the sample's clock stands."""

    LOOP = "loop"  # budgeted, spent, evaluated and applied: 2025 to 2027
    ONCE = "once"  # 2025 only
    SECOND = "second"  # from 2026 on
    NEXT = "next"  # admitted for 2027
    URGENT = "urgent"  # in the adjusted budget of 2026 that lies before the congress
    APPRAISED = "appraised"  # waits for admission
    TARGET_SENT = "target_sent"  # its target waits for finance
    REVIEWED = "reviewed"  # waits for appraisal
    SUBMITTED = "submitted"  # waits for the department
    RETURNED = "returned"  # sent back with a comment
    REFUSED = "refused"  # appraised and not supported
    DRAFT = "draft"  # being entered
    UNMEASURABLE = "unmeasurable"  # published without a target that could be measured: no way to money


BUDGETED = (Fate.LOOP, Fate.ONCE, Fate.SECOND, Fate.NEXT)


@dataclass(frozen=True, slots=True)
class Goal:
    """One indicator of a target as it is entered; `weight` is empty where the rule is to assign it."""

    no: int
    level1: str
    level2: str
    name: str
    operator: str
    printed: str
    weight: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What one indicator reached; `expected_c` is what it must score, None where the generator does not know."""

    no: int
    printed: str
    reason: str = ""
    judged: str = ""
    points: str = ""
    expected_c: int | None = None


@dataclass(frozen=True, slots=True)
class Paid:
    """One payment: asked for on `day`, paid on `paid` ("" while it waits for the treasury)."""

    day: str
    paid: str
    fen: int


@dataclass(frozen=True, slots=True)
class Report:
    """What an indicator had reached by a day."""

    through: str
    no: int
    printed: str


@dataclass(frozen=True, slots=True)
class YearTruth:
    """One budget year of a project: asked, approved, paid, reported, reached."""

    year: int
    asked_fen: int
    budget_fen: int
    payments: tuple[Paid, ...] = ()
    reports: tuple[Report, ...] = ()
    results: tuple[Result, ...] = ()

    @property
    def paid_fen(self) -> int:
        """What the treasury paid."""
        return sum(one.fen for one in self.payments if one.paid)

    @property
    def waiting_fen(self) -> int:
        """What waits for the treasury."""
        return sum(one.fen for one in self.payments if not one.paid)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the indicators of 2025 come to (execution apart), None where the generator does not know; what was printed."""

    indicators_c: int | None = None
    printed_total: str = ""
    printed_grade: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What finance does with the effect: follow the rule, override it with an amount, or leave it waiting."""

    kind: str = "follow"  # follow | override | wait
    fen: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ProjectTruth:
    """Everything about one project."""

    code: str
    name: str
    unit: str
    fate: Fate
    category: str
    novelty: str
    function_code: str
    sector: str
    purpose: str
    statement: str
    first_year: int
    last_year: int
    goals: tuple[Goal, ...]
    years: tuple[YearTruth, ...]
    verdict: Verdict = field(default_factory=Verdict)
    decision: Decision = field(default_factory=Decision)
    table: str = ""
    url: str = ""
    progress: str = ""  # how far its request for 2027 has come
    evaluation: str = "sealed"  # how far its evaluation of 2025 has come: sealed, reviewed, draft
    special: int = 0  # which project of a special kind it is (sample/special.py); 0: an ordinary one

    @property
    def amount_fen(self) -> int:
        """What the library holds for its whole life."""
        return sum(one.asked_fen for one in self.years)

    @property
    def department(self) -> str:
        """The code of its department."""
        return self.unit[:3]

    def of(self, year: int) -> YearTruth | None:
        """What is true of one year; None when the project has no budget then."""
        return next((one for one in self.years if one.year == year), None)

    def year(self, year: int) -> YearTruth:
        """What is true of a year in which it has a budget; KeyError for any other."""
        found = self.of(year)
        if found is None:
            raise KeyError(year)
        return found


@dataclass(frozen=True, slots=True)
class Overspend:
    """The payment that the ledger must refuse: beyond what a published table's own budget covers."""

    code: str
    fen: int
    day: str


@dataclass(frozen=True, slots=True)
class Truth:
    """The whole county as planned."""

    seed: int
    projects: tuple[ProjectTruth, ...]
    overspend: Overspend | None = None

    def budgeted(self, year: int) -> list[ProjectTruth]:
        """The projects that have a budget line in a year."""
        return [one for one in self.projects if one.fate in BUDGETED and one.of(year) is not None]

    def carried(self) -> list[ProjectTruth]:
        """Unfinished projects whose money of 2025 goes on in 2026."""
        left = [one for one in self.budgeted(2025) if one.fate is Fate.LOOP and one.of(2026) and _rest(one, 2025)]
        return left[::9]

    def planned(self) -> list[ProjectTruth]:
        """Projects whose money of 2026 is released by month: as it is needed, and the rest in December."""
        return [one for one in self.budgeted(2026) if one.fate is Fate.SECOND][::3]

    def bound(self) -> list[tuple[ProjectTruth, int, int, int]]:
        """Projects that procure in 2026, with what they ask for, sign and accept of it: each half of the one before."""
        planned = {one.code for one in self.planned()}
        free = [one for one in self.budgeted(2026) if one.code not in planned and _rest(one, 2026) >= 10_000_00]
        return [(one, rest // 2, rest // 4, rest // 8) for one in free[::7] for rest in [_rest(one, 2026)]]

    def stage_totals(self, year: int, *, closed: bool) -> dict[str, int]:
        """Money of a year by stage, in fen; stages in which nothing ever stood are left out."""
        rows = [one.year(year) for one in self.budgeted(year)]
        budget, paid = sum(row.budget_fen for row in rows), sum(row.paid_fen for row in rows)
        waiting = sum(row.waiting_fen for row in rows)
        carried = sum(_rest(one, 2025) for one in self.carried())
        came, left = (carried if year == 2026 else 0), (carried if year == 2025 else 0)
        allotted = sum(_rest(one, 2026) for one in self.planned()) if year == 2026 else 0
        bound = self.bound() if year == 2026 else []
        asked, signed, accepted = (
            (sum(fens) for fens in zip(*(row[1:] for row in bound), strict=True)) if bound else (0, 0, 0)
        )
        rest = budget - paid - waiting
        return {
            "source": -budget - came,
            "approved": 0,
            "allotted": allotted,
            "executable": 0 if closed else rest + came - allotted - asked,
            "reserved": asked - signed,
            "committed": signed - accepted,
            "accepted": accepted,
            "applied": waiting,
            "paid": paid,
            "carried": left,
            "lapsed": rest - left if closed else 0,
        }


def _rest(one: ProjectTruth, year: int) -> int:
    """What a project has not asked for in a year."""
    row = one.year(year)
    return row.budget_fen - row.paid_fen - row.waiting_fen


def save(truth: Truth, path: Path) -> None:
    """Keep the truth beside the database it belongs to."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asdict(truth), ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def load(path: Path) -> Truth:
    """Read a truth that `save` kept; `FileNotFoundError` where the county is no sample."""
    row = json.loads(path.read_text(encoding="utf-8"))
    overspend = Overspend(**row["overspend"]) if row["overspend"] else None
    return Truth(row["seed"], tuple(_project(one) for one in row["projects"]), overspend)


def _project(row: dict[str, Any]) -> ProjectTruth:
    row["fate"] = Fate(row["fate"])
    row["goals"] = tuple(Goal(**one) for one in row["goals"])
    row["years"] = tuple(_year(one) for one in row["years"])
    row["verdict"], row["decision"] = Verdict(**row["verdict"]), Decision(**row["decision"])
    return ProjectTruth(**row)


def _year(row: dict[str, Any]) -> YearTruth:
    found = YearTruth(row["year"], row["asked_fen"], row["budget_fen"])
    return replace(
        found,
        payments=tuple(Paid(**one) for one in row["payments"]),
        reports=tuple(Report(**one) for one in row["reports"]),
        results=tuple(Result(**one) for one in row["results"]),
    )
