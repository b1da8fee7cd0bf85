"""A publication in one line, and many of them in one total: read from published content and from nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from yuheng.disclosure.domain.content import is_missing
from yuheng.kernel.money import Fen
from yuheng.kernel.outcome import Words


@dataclass(frozen=True, slots=True)
class Summary:
    """One published project in one line. None stands for what the publication does not say (missing or withheld)."""

    digest: str
    code: str
    name: str
    unit: Words
    department: Words
    year: int
    budget_fen: Fen | None
    paid_fen: Fen | None
    promised: int
    achieved: int
    total_c: int | None
    grade: str
    grade_words: Words
    effect_year: int | None
    base_fen: Fen | None
    decided_fen: Fen | None

    @property
    def rate(self) -> Fraction | None:
        """Spent as a share of what was promised; None without a budget."""
        return Fraction(self.paid_fen or 0, self.budget_fen) if self.budget_fen else None

    @property
    def moved_fen(self) -> Fen | None:
        """How much the result moved the later budget; None while nothing is decided."""
        return None if self.decided_fen is None else self.decided_fen - (self.base_fen or 0)


def summary_of(content: Mapping[str, Any], digest: str) -> Summary:
    """Read one line out of a published content."""
    project = content["project"]
    money, promise, score, effect = (_part(content, name) for name in ("money", "promise", "score", "effect"))
    indicators = promise.get("indicators", [])
    grade = score.get("grade", {"code": "", "zh": "", "en": ""})
    return Summary(
        digest=digest,
        code=project["code"],
        name=project["name"],
        unit=words_of(project["unit"]),
        department=words_of(project["department"]),
        year=content["year"],
        budget_fen=money.get("budget_fen"),
        paid_fen=money.get("paid_fen"),
        promised=len(indicators),
        achieved=sum(1 for one in indicators if is_achieved(one)),
        total_c=score.get("total_c"),
        grade=grade["code"],
        grade_words=words_of(grade),
        effect_year=effect.get("year"),
        base_fen=effect.get("base_fen"),
        decided_fen=effect.get("decided_fen"),
    )


def _part(content: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part: Mapping[str, Any] = content[name]
    return {} if is_missing(part) else part


def words_of(fields: Mapping[str, str]) -> Words:
    """The words under a mapping's zh and en."""
    return Words(zh=fields["zh"], en=fields["en"])


def is_achieved(indicator: Mapping[str, Any]) -> bool:
    """Say whether an indicator earned the whole weight it was scored with: the promise was kept.

    The working states that weight where it was rescaled; points are rounded to hundredths, so a part of one is nothing.
    """
    points, weight = indicator["points_c"], indicator.get("working", {}).get("weight")
    full_c = int(Fraction(weight) * 100) if weight else indicator["weight_c"]
    return points is not None and points >= full_c > 0


@dataclass(frozen=True, slots=True)
class Totals:
    """What many publications add up to (fen); `grades` counts by code, in the order first met."""

    count: int
    budget_fen: Fen
    paid_fen: Fen
    promised: int
    achieved: int
    up_fen: Fen
    down_fen: Fen
    undecided: int
    grades: Mapping[str, int]

    @property
    def rate(self) -> Fraction | None:
        """Spent as a share of what was promised."""
        return Fraction(self.paid_fen, self.budget_fen) if self.budget_fen else None

    @property
    def kept(self) -> Fraction | None:
        """The share of indicators that were reached in full."""
        return Fraction(self.achieved, self.promised) if self.promised else None


def totals(summaries: Iterable[Summary]) -> Totals:
    """Add up published lines; what a line does not say counts for nothing, and undecided effects are counted apart."""
    rows = list(summaries)
    moves = [row.moved_fen for row in rows if row.moved_fen is not None]
    return Totals(
        count=len(rows),
        budget_fen=sum(row.budget_fen or 0 for row in rows),
        paid_fen=sum(row.paid_fen or 0 for row in rows),
        promised=sum(row.promised for row in rows),
        achieved=sum(row.achieved for row in rows),
        up_fen=sum(move for move in moves if move > 0),
        down_fen=-sum(move for move in moves if move < 0),
        undecided=len(rows) - len(moves),
        grades=Counter(row.grade for row in rows if row.grade),
    )


@dataclass(frozen=True, slots=True)
class PublicYear:
    """All that was published of a year: a line for each project by code, their totals, and what they can be told by."""

    rows: tuple[Summary, ...]
    totals: Totals
    grades: Mapping[str, Words]
    departments: tuple[Words, ...]


def year_of(summaries: Iterable[Summary]) -> PublicYear:
    """Lines of one year with their totals, and the grades and departments that occur among them."""
    rows = tuple(sorted(summaries, key=lambda row: row.code))
    departments = {row.department.zh: row.department for row in rows}
    return PublicYear(
        rows,
        totals(rows),
        {row.grade: row.grade_words for row in rows if row.grade},
        tuple(departments[name] for name in sorted(departments)),
    )
