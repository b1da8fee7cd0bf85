"""Checking one published table: every figure recomputed, every fault named. An error never rests on a guess.

A fault that needs an assumption (a target without a sign, a rule that a region may have changed) is a warning.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from yuheng.evaluation.domain.check_cross import cross_problems
from yuheng.evaluation.domain.check_judgement import judgements
from yuheng.evaluation.domain.check_money import fits, money_problems
from yuheng.evaluation.domain.check_rows import row_problems
from yuheng.evaluation.domain.check_totals import total_problems
from yuheng.evaluation.domain.grade import grade_of
from yuheng.evaluation.domain.published_form import Form, FormRow, form_from
from yuheng.evaluation.domain.row import Row
from yuheng.evaluation.domain.scheme import Scheme, pick_rule
from yuheng.evaluation.domain.score import Scored, score_execution, score_indicator
from yuheng.evaluation.domain.table import Execution, score_table
from yuheng.kernel.money import round_half_up
from yuheng.kernel.outcome import Problem, Words

_LOOK = Words(zh="核对原表后更正该处", en="Compare with the original and correct the cell")
_REMEDIES: Mapping[str, Words] = {
    "weights_not_100": Words(zh="调整分值，使合计为 100", en="Change the weights so that they add up to 100"),
    "total_ne_sum": Words(zh="按各项得分重新合计", en="Add the points again"),
    "rate_wrong": Words(zh="按“执行数÷全年预算数”重算执行率", en="Compute executed over full-year budget again"),
    "score_above_weight": Words(zh="得分不得高于分值", en="Give no more points than the weight"),
    "rating_mismatch": Words(zh="按总分对应的等级填写", en="Give the grade of the total"),
    "not_a_measurement": Words(zh="填写实际完成的数量或比率", en="Give the number or rate that was reached"),
    "met_but_deducted": Words(
        zh="补足得分，或写明扣分依据", en="Give the points back, or say by which rule they were lost"
    ),
    "unmet_full_marks": Words(zh="按完成比例计分，或更正完成值", en="Score in proportion, or correct the actual value"),
    "template_or_blank": Words(zh="补填得分后再公开", en="Fill in the points before publishing"),
}


def check(data: Mapping[str, object], scheme: Scheme | None) -> tuple[Form, list[Problem], dict[str, object]]:
    """Check a table: the form as read, its problems in order of place, and what recomputing gives.

    Without a scheme (no law on that day) only arithmetic is checked. Raises as `form_from` does.
    """
    form = form_from(data)
    rows = {row.at: again for row in form.rows if scheme is not None and (again := _again(row, scheme)) is not None}
    execution = _execution(form, scheme)
    problems = [
        *money_problems(form, execution),
        *row_problems(form, rows),
        *total_problems(form, scheme),
        *cross_problems(form),
        *judgements(form, rows),
    ]
    return form, [_with_remedy(one) for one in _once(problems)], _recomputed(form, scheme, rows, execution)


def _once(problems: Iterable[Problem]) -> list[Problem]:
    """Each code once at each place: the first that was said, errors come first."""
    seen: dict[tuple[str, str], Problem] = {}
    for one in problems:
        seen.setdefault((one.code, one.where), one)
    return list(seen.values())


def _with_remedy(one: Problem) -> Problem:
    remedy = _REMEDIES.get(one.code, _LOOK)
    return (
        one
        if one.remedy
        else Problem(one.code, one.where, one.message, one.found, one.expected, one.rule, remedy, one.severity)
    )


def _again(row: FormRow, scheme: Scheme) -> Scored | None:
    """Score a row anew; None where the table does not show target, actual and weight."""
    if row.target is None or row.actual is None or row.weight is None:
        return None
    picked = pick_rule(scheme, target=row.target, level1=row.level1, name=f"{row.level2} {row.name}", hint=row.hint)
    return score_indicator(
        rule=picked.rule, weight=row.weight, target=row.target, actual=row.actual, assumed=picked.assumed
    )


def _execution(form: Form, scheme: Scheme | None) -> Scored | None:
    line = form.first
    if scheme is None or line is None or line.weight is None or line.full_fen is None or line.executed_fen is None:
        return None
    return score_execution(
        rule=scheme.execution, weight=line.weight, budget_fen=line.full_fen, executed_fen=line.executed_fen
    )


def _recomputed(
    form: Form, scheme: Scheme | None, rows: Mapping[int, Scored], execution: Scored | None
) -> dict[str, object]:
    total = _total(form, scheme, rows)
    grade = grade_of(total, scheme.grades) if scheme is not None and total is not None else None
    return {
        "execution": _execution_json(form, execution),
        "indicators": [_row_json(row, rows.get(row.at)) for row in form.rows],
        "total": _text(total),
        "printed_total": _text(form.score_total),
        "rating": grade.title.zh if grade else None,
        "printed_rating": form.rating or None,
    }


def _total(form: Form, scheme: Scheme | None, rows: Mapping[int, Scored]) -> Decimal | None:
    """The whole table's total: only where nothing is missing and every row can be scored from what is printed."""
    if scheme is None or not form.complete or not form.scored or len(rows) != len(form.rows) or not rows:
        return None
    line = form.first
    money = None
    if line is not None and line.full_fen is not None and line.weight is not None:
        money = Execution(budget_fen=line.full_fen, executed_fen=line.executed_fen, weight=line.weight)
    shown = [_table_row(row) for row in form.rows]
    return score_table(scheme=scheme, rows=shown, execution=money).total


def _table_row(row: FormRow) -> Row:
    if row.target is None or row.actual is None:
        raise ValueError(f"{row.place} is not visible")
    return Row(
        no=row.no,
        level1=row.level1,
        level2=row.level2,
        level3=row.name,
        target=row.target,
        actual=row.actual,
        weight=row.weight,
        hint=row.hint,
    )


def _execution_json(form: Form, execution: Scored | None) -> dict[str, object] | None:
    line = form.first
    if line is None:
        return None
    rate = None
    if line.full_fen and line.executed_fen is not None:
        rate = f"{round_half_up(Fraction(line.executed_fen, line.full_fen), 6).normalize():f}"
    return {
        "rate": rate,
        "score": _text(execution.points) if execution else None,
        "printed": {"rate": line.rate or None, "score": _text(line.score)},
    }


def _row_json(row: FormRow, again: Scored | None) -> dict[str, object]:
    exact = again.working.exact if again else None
    agrees = None if exact is None or row.score is None else bool(fits(exact, row.score))
    return {
        "no": row.no,
        "name": row.name,
        "target": row.target.text if row.target else None,
        "actual": row.actual.text if row.actual else None,
        "weight": _text(row.weight),
        "score": _text(again.points) if again else None,
        "printed": _text(row.score),
        "agrees": agrees,
        "rule": again.working.rule_id if again else None,
        "working": {**again.working.as_json(), "status": again.status} if again else None,
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
