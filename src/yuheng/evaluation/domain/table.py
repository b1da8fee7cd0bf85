"""A whole self-evaluation table: weights where none are printed, every line scored, the total, the grade.

There is a total only when every line has an answer; what stands in the way is listed, all of it at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from yuheng.evaluation.domain.grade import grade_of
from yuheng.evaluation.domain.scheme import EXECUTION, PERFORMANCE, Scheme, level_code, pick_rule
from yuheng.evaluation.domain.score import Scored, score_execution, score_indicator
from yuheng.kernel.money import Fen, round_half_up, split
from yuheng.kernel.numbers import Printed
from yuheng.kernel.outcome import NOTHING, Problem, Severity, Words

FULL = Decimal(100)

WEIGHT_ASSIGNED = Words(
    zh="表中没有印分值，按评分方案平均分配", en="No weight is printed; the scheme's weight is shared equally"
)
_STOPPING = {
    "not_reported": Words(zh="没有填报完成值", en="No actual value is reported"),
    "not_comparable": Words(zh="目标值与完成值不能比较", en="Target and actual cannot be compared"),
    "needs_judgement": Words(zh="需要人工评定", en="A person must judge"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One indicator as the form has it. `weight` in points, None where none is printed; `judged_share` 0 … 1."""

    no: int
    level1: str
    target: Printed
    actual: Printed
    level2: str = ""
    level3: str = ""
    weight: Decimal | None = None
    hint: str = ""
    judged_share: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Execution:
    """The execution line: budget and executed in fen; `weight` None takes the scheme's."""

    budget_fen: Fen
    executed_fen: Fen | None
    weight: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RowResult:
    """A scored row, with the weight it was scored on."""

    no: int
    weight: Decimal
    scored: Scored


@dataclass(frozen=True, slots=True)
class TableResult:
    """The result of a table; `total` and `grade` (a code) are None while any line has no answer."""

    rows: tuple[RowResult, ...]
    execution: RowResult | None
    total: Decimal | None
    grade: str | None
    problems: tuple[Problem, ...]

    @property
    def lines(self) -> tuple[RowResult, ...]:
        """Return the execution line, where there is one, and the rows."""
        return (*((self.execution,) if self.execution else ()), *self.rows)


def score_table(*, scheme: Scheme, rows: Sequence[Row], execution: Execution | None) -> TableResult:
    """Score a table under a scheme.

    Lines that are not applicable are dropped and the rest scaled up, unless their rule says otherwise. Weights that
    do not add up to 100 are a warning: what is printed is what is scored.
    """
    weights = assign_weights(scheme, rows)
    scored = tuple(_row(scheme, row, weight) for row, weight in zip(rows, weights, strict=True))
    money = _execution(scheme, execution)
    result = TableResult(scored, money, None, None, ())
    problems = [problem for line in result.lines for problem in _problems(line)]
    problems += _weight_problems(result.lines, scheme)
    if any(problem.stops for problem in problems):
        return TableResult(scored, money, None, None, tuple(problems))
    total = _total(scheme, result.lines)
    grade = grade_of(total, scheme.grades)
    return TableResult(scored, money, total, grade.code if grade else None, tuple(problems))


def assign_weights(scheme: Scheme, rows: Sequence[Row]) -> list[Decimal]:
    """Return every row's weight: as printed, or an equal share of what its level has left, adding up exactly.

    A level that the scheme does not know has nothing to share: its unprinted weights are 0.
    """
    levels = [_level(scheme, row) for row in rows]
    points = scheme.weights_for(frozenset(levels))
    weights = [row.weight for row in rows]
    for level in set(levels):
        inside = [at for at, code in enumerate(levels) if code == level]
        blank = [at for at in inside if weights[at] is None]
        if not blank:
            continue
        printed = sum((weight for at in inside if (weight := weights[at]) is not None), Decimal(0))
        rest = max(Fraction(0), points.get(level, Fraction(0)) - Fraction(printed))
        shares = split(int(round_half_up(rest * 100, 0)), [1] * len(blank))
        for at, share in zip(blank, shares, strict=True):
            weights[at] = Decimal(share).scaleb(-2)
    return [weight if weight is not None else Decimal(0) for weight in weights]


def _level(scheme: Scheme, row: Row) -> str:
    return PERFORMANCE if PERFORMANCE in scheme.weights else level_code(row.level1)


def _row(scheme: Scheme, row: Row, weight: Decimal) -> RowResult:
    picked = pick_rule(scheme, target=row.target, level1=row.level1, name=f"{row.level2} {row.level3}", hint=row.hint)
    assigned = (WEIGHT_ASSIGNED,) if row.weight is None else ()
    scored = score_indicator(
        rule=picked.rule,
        weight=weight,
        target=row.target,
        actual=row.actual,
        label_share=row.judged_share,
        assumed=(*picked.assumed, *assigned),
    )
    return RowResult(row.no, weight, scored)


def _execution(scheme: Scheme, execution: Execution | None) -> RowResult | None:
    if execution is None:
        return None
    weight = execution.weight
    if weight is None:
        weight = round_half_up(scheme.weights.get(EXECUTION, Fraction(0)), 2)
    scored = score_execution(
        rule=scheme.execution, weight=weight, budget_fen=execution.budget_fen, executed_fen=execution.executed_fen
    )
    return RowResult(0, weight, scored)


def _problems(line: RowResult) -> list[Problem]:
    where = f"row {line.no}" if line.no else EXECUTION
    message = _STOPPING.get(line.scored.status, NOTHING)
    if line.scored.problems:
        return [
            Problem(p.code, where, p.message, p.found, p.expected, p.rule, p.remedy, p.severity)
            for p in line.scored.problems
        ]
    if message:
        return [Problem(line.scored.status, where, message, rule=line.scored.working.rule_id)]
    if line.scored.needs_reason:
        asked = Words(zh="完成值远超目标，须说明原因", en="Far above the target: an explanation is required")
        return [Problem("over_achieved", where, asked, rule=line.scored.working.rule_id, severity=Severity.WARNING)]
    return []


def _weight_problems(lines: Sequence[RowResult], scheme: Scheme) -> list[Problem]:
    total = sum((line.weight for line in lines), Decimal(0))
    if total == FULL:
        return []
    message = Words(zh="分值之和不是100", en="The weights do not add up to 100")
    return [Problem("weights_sum", "", message, f"{total:f}", f"{FULL:f}", scheme.id, severity=Severity.WARNING)]


def _total(scheme: Scheme, lines: Sequence[RowResult]) -> Decimal:
    """Add the points as the rules round them; scale up over lines that do not apply."""
    counted = [line for line in lines if line.scored.points is not None]
    points = sum((_points(line.scored) for line in counted), Fraction(0))
    applicable = sum((Fraction(line.weight) for line in counted), Fraction(0))
    whole = sum((Fraction(line.weight) for line in lines), Fraction(0))
    scale = whole / applicable if applicable else Fraction(0)
    return scheme.rounding.apply(points * scale)


def _points(scored: Scored) -> Fraction:
    """Return rounded points, or the exact ones where the rule rounds only the total."""
    on_total = scored.working.rounding.endswith("total")
    exact = scored.working.exact if on_total else None
    return exact if exact is not None else Fraction(scored.points or 0)
