"""What may be wrong with an account as handed in: everything at once, each with its remedy."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from yuheng.evaluation.domain.account import Account
from yuheng.evaluation.domain.table import RowResult, TableResult
from yuheng.kernel.outcome import Problem, Words

REASON_RULE = "caiyu-2020-10#art-11"
_REMEDY = {
    "not_reported": Words(zh="填写完成值", en="Give what was reached"),
    "not_comparable": Words(
        zh="按指标值的单位填写，或评定得分比例", en="Write it in the target's unit, or judge the share of the points"
    ),
    "needs_judgement": Words(zh="评定得分比例", en="Judge the share of the points"),
    "outside_band": Words(zh="在该档范围内评定", en="Judge a share within the band"),
}
_NO_REASON = Words(zh="未完成指标值，没有说明原因和改进措施", en="The target was not reached and no reason is given")
_NO_REASON_OVER = Words(zh="完成值远超指标值，没有说明原因", en="Far above the target and no reason is given")
_GIVE_REASON = Words(zh="填写偏差原因和改进措施", en="Give the reason and what will be done")
_NO_SUMMARY = Words(
    zh="预算执行率偏低，没有在自评总结中说明原因", en="Little of the money was spent and the summary does not say why"
)
_GIVE_SUMMARY = Words(zh="在自评总结中说明原因", en="Give the reason in the summary")


def problems_in(account: Account, result: TableResult, *, explain_below: Fraction | None, where: str) -> list[Problem]:
    """List what an account lacks, given how it scores. `explain_below`: execution below it has to be explained."""
    names = {line.no: f"{where} · {line.no}. {line.name}" for line in account.lines}
    found = [
        replace(p, where=names.get(_row_no(p.where), f"{where} · {p.where}"), remedy=_REMEDY.get(p.code, p.remedy))
        for p in result.problems
        if p.stops
    ]
    reasons = {line.no: line.reason.strip() for line in account.lines}
    for line in result.rows:
        missing = None if reasons[line.no] else _unexplained(line)
        if missing is not None:
            found.append(Problem("reason_missing", names[line.no], missing, rule=REASON_RULE, remedy=_GIVE_REASON))
    rate = Fraction(account.executed_fen, account.budget_fen) if account.budget_fen else None
    if explain_below is not None and rate is not None and rate < explain_below and not account.summary.strip():
        found.append(Problem("reason_missing", where, _NO_SUMMARY, rule=REASON_RULE, remedy=_GIVE_SUMMARY))
    return found


def _row_no(where: str) -> int:
    number = where.removeprefix("row ")
    return int(number) if number.isdecimal() else 0


def _unexplained(line: RowResult) -> Words | None:
    scored = line.scored
    if scored.needs_reason:
        return _NO_REASON_OVER
    lost = scored.points is not None and scored.share is not None and scored.share < 1 and line.weight > Decimal(0)
    return _NO_REASON if lost else None
