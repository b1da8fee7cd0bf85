"""The account of a project's year in plain values: what is scored, what is sealed, what can be recomputed from a seal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from yuheng.evaluation.domain.row import Row
from yuheng.evaluation.domain.rules import mapping, sequence
from yuheng.evaluation.domain.scheme import Scheme
from yuheng.evaluation.domain.table import Execution, RowResult, TableResult, score_table
from yuheng.kernel.money import Fen, round_half_up
from yuheng.kernel.numbers import Printed, parse

E4 = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One indicator: what was promised, what was reached, what a person judged (share × 10⁴), and why it deviates."""

    no: int
    level1: str
    level2: str
    name: str
    operator: str
    target: str
    weight_c: int
    actual: str
    judged_e4: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A project's year as accounted for; money in fen."""

    project: str
    org_path: str
    year: int
    budget_fen: Fen
    executed_fen: Fen
    summary: str
    lines: tuple[Line, ...]

    def as_json(self) -> dict[str, object]:
        """Plain data in the order of the fields; `account_from` reads it back."""
        return asdict(self)


def account_from(data: Mapping[str, object]) -> Account:
    """Read an account back from plain data; `KeyError`, `TypeError` or `ValueError` when it is none."""
    return Account(
        project=str(data["project"]),
        org_path=str(data["org_path"]),
        year=int(str(data["year"])),
        budget_fen=int(str(data["budget_fen"])),
        executed_fen=int(str(data["executed_fen"])),
        summary=str(data["summary"]),
        lines=tuple(_line(mapping(line)) for line in sequence(data["lines"])),
    )


def _line(data: Mapping[str, object]) -> Line:
    judged = data["judged_e4"]
    return Line(
        no=int(str(data["no"])),
        level1=str(data["level1"]),
        level2=str(data["level2"]),
        name=str(data["name"]),
        operator=str(data["operator"]),
        target=str(data["target"]),
        weight_c=int(str(data["weight_c"])),
        actual=str(data["actual"]),
        judged_e4=None if judged is None else int(str(judged)),
        reason=str(data["reason"]),
    )


def score(account: Account, scheme: Scheme) -> TableResult:
    """Score an account under a scheme."""
    rows = [row_of(line, account.year) for line in account.lines]
    money = Execution(budget_fen=account.budget_fen, executed_fen=account.executed_fen)
    return score_table(scheme=scheme, rows=rows, execution=money)


def row_of(line: Line, year: int) -> Row:
    """A line as the scorer reads it. A bare actual is read in the target's own unit."""
    target = goal(line.operator, line.target, year)
    return Row(
        no=line.no,
        level1=line.level1,
        level2=line.level2,
        level3=line.name,
        target=target,
        actual=parse(line.actual, year=year),
        weight=Decimal(line.weight_c).scaleb(-2),
        judged_share=None if line.judged_e4 is None else Fraction(line.judged_e4, E4),
    )


@lru_cache(maxsize=4096)
def goal(operator: str, printed: str, year: int) -> Printed:
    """Read a target; the operator of its own column counts where the print has none.

    >>> goal(">=", "95%", 2026).operator, goal(">=", "≤3天", 2026).operator
    ('>=', '<=')
    """
    read = parse(printed, year=year)
    return read if read.operator or not operator else replace(read, operator=operator)


def points_c(line: RowResult | None) -> int | None:
    """The points of a scored line in hundredths; None where it has none."""
    if line is None or line.scored.points is None:
        return None
    return int(round_half_up(line.scored.points * 100, 0))


def total_c(result: TableResult) -> int | None:
    """The total in hundredths of a point; None without a total."""
    return None if result.total is None else int(round_half_up(result.total * 100, 0))


def outcome_json(result: TableResult) -> dict[str, object]:
    """What a seal keeps of a result: points and exact values of every line, the total and the grade."""
    return {
        "execution_points_c": points_c(result.execution),
        "lines": [_scored_json(line) for line in result.rows],
        "total_c": total_c(result),
        "grade": result.grade or "",
    }


def _scored_json(line: RowResult) -> dict[str, object]:
    working = line.scored.working
    return {
        "no": line.no,
        "status": line.scored.status,
        "points_c": points_c(line),
        "rule": working.rule_id,
        "x": None if working.x is None else str(working.x),
        "exact": None if working.exact is None else str(working.exact),
    }


def lines_by_no(rows: Sequence[Mapping[str, object]]) -> dict[int, Mapping[str, object]]:
    """Scored lines of a seal by their number."""
    return {int(str(row["no"])): row for row in rows}
