"""A whole self-evaluation table: weights where none are printed, every line scored, the total, the grade.

There is a total only when every line has an answer; what stands in the way is listed, all of it at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from yuheng.evaluation.domain.grade import grade_of
from yuheng.evaluation.domain.row import Row
from yuheng.evaluation.domain.scheme import BONUS, EXECUTION, Scheme, level_code, pick_rule
from yuheng.evaluation.domain.score import Scored, score_execution, score_indicator
from yuheng.evaluation.domain.weighing import assign_weights, changed_weights, printed_weight
from yuheng.kernel.money import Fen, round_half_up
from yuheng.kernel.outcome import NOTHING, Problem, Severity, Words

WEIGHT_ASSIGNED = Words(
    zh="表中没有印分值，按评分方案平均分配", en="No weight is printed; the scheme's weight is shared equally"
)
CHOSEN = Words(zh="可任选其一考核，取得分高的一项", en="One of several may be chosen; the one that gives most counts")
CHOSEN_FIRST = Words(
    zh="可任选其一考核，取先列且能计分的一项", en="One of several may be chosen; the first that scores counts"
)
_STOPPING = {
    "not_reported": Words(zh="没有填报完成值", en="No actual value is reported"),
    "not_comparable": Words(zh="目标值与完成值不能比较", en="Target and actual cannot be compared"),
    "needs_judgement": Words(zh="需要人工评定", en="A person must judge"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Execution:
    """The execution line: budget and executed in fen; `weight` None takes the scheme's."""

    budget_fen: Fen
    executed_fen: Fen | None
    weight: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RowResult:
    """A scored row, with the weight it was scored on. `bonus`: its points come on top of the whole."""

    no: int
    weight: Decimal
    scored: Scored
    bonus: bool = False


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
    do not add up to the whole are a warning: what is printed is what is scored. Bonus points come on top, up to what
    the scheme allows; a total above the scale has the grade of its end where the scheme knows a bonus.
    """
    weights = assign_weights(scheme, rows)
    scored = tuple(_row(scheme, row, weight) for row, weight in zip(rows, weights, strict=True))
    money = _execution(scheme, execution)
    result = TableResult(scored, money, None, None, ())
    problems = [problem for line in result.lines for problem in _problems(line)]
    problems += _weight_problems(result.lines, scheme) + changed_weights(scheme, rows)
    if any(problem.stops for problem in problems):
        return TableResult(scored, money, None, None, tuple(problems))
    total = _total(scheme, result.lines)
    graded = total if scheme.bonus_max is None else min(total, scheme.rounding.apply(scheme.whole))
    grade = grade_of(graded, scheme.grades)
    return TableResult(scored, money, total, grade.code if grade else None, tuple(problems))


def _row(scheme: Scheme, row: Row, weight: Decimal) -> RowResult:
    """Score a row; of several targets that it may be measured by, the scheme says which counts."""
    pairs = ((row.target, row.actual), *row.instead)
    each = [_pair(scheme, replace(row, target=target, actual=actual), weight) for target, actual in pairs]
    bonus = scheme.bonus_max is not None and level_code(row.level1) == BONUS
    if len(each) == 1:
        return RowResult(row.no, weight, each[0], bonus)
    best = _first(each) if scheme.choose == "first" else max(each, key=_share)
    why = CHOSEN_FIRST if scheme.choose == "first" else CHOSEN
    working = replace(best.working, assumed=(*best.working.assumed, why))
    return RowResult(row.no, weight, replace(best, working=working), bonus)


def _first(each: Sequence[Scored]) -> Scored:
    return next((one for one in each if one.points is not None), each[0])


def _share(scored: Scored) -> Fraction:
    """What a line earned of its weight, below nothing where it has no answer."""
    return Fraction(-1) if scored.share is None else scored.share


def _pair(scheme: Scheme, row: Row, weight: Decimal) -> Scored:
    picked = pick_rule(scheme, target=row.target, level1=row.level1, name=f"{row.level2} {row.level3}", hint=row.hint)
    assigned = (WEIGHT_ASSIGNED,) if printed_weight(scheme, row) is None else ()
    return score_indicator(
        rule=picked.rule,
        weight=weight,
        target=row.target,
        actual=row.actual,
        label_share=row.judged_share,
        assumed=(*picked.assumed, *assigned),
    )


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
    total = sum((line.weight for line in lines if not line.bonus), Decimal(0))
    if total == scheme.whole:
        return []
    whole = f"{round_half_up(scheme.whole, 2).normalize():f}"
    message = Words(zh=f"分值之和不是{whole}", en=f"The weights do not add up to {whole}")
    return [Problem("weights_sum", "", message, f"{total:f}", whole, scheme.id, severity=Severity.WARNING)]


def _total(scheme: Scheme, lines: Sequence[RowResult]) -> Decimal:
    """Add the points as the rules round them, scaled up over lines that do not apply; then the bonus, up to its limit."""
    counted = [line for line in lines if line.scored.points is not None and not line.bonus]
    points = sum((_points(line.scored) for line in counted), Fraction(0))
    applicable = sum((Fraction(line.weight) for line in counted), Fraction(0))
    whole = sum((Fraction(line.weight) for line in lines if not line.bonus), Fraction(0))
    scale = whole / applicable if applicable else Fraction(0)
    extra = sum((_points(line.scored) for line in lines if line.bonus), Fraction(0))
    return scheme.rounding.apply(points * scale + min(extra, scheme.bonus_max or Fraction(0)))


def _points(scored: Scored) -> Fraction:
    """Return rounded points, or the exact ones where the rule rounds only the total."""
    on_total = scored.working.rounding.endswith("total")
    exact = scored.working.exact if on_total else None
    return exact if exact is not None else Fraction(scored.points or 0)
