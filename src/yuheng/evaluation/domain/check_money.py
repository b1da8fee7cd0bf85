"""What the arithmetic of the money block says: rates, points for execution, parts and totals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from yuheng.evaluation.domain.published_form import Form, MoneyLine
from yuheng.evaluation.domain.score import Scored
from yuheng.kernel.money import Fen, round_down, round_half_up, yuan
from yuheng.kernel.outcome import NOTHING, Problem, Severity, Words

_RATE: Final = re.compile(r"(\d+(?:\.(\d+))?)\s*(%?)")
_LEVELS: Final = re.compile(
    r"(?:其中[::])?(?:中央|国家|省|自治区|市|州|盟市|旗县|县\(市\)|县区|县|区|乡镇|地方)级?(?:财政)?(?:资金|补助|配套资金)?"
)
_SOURCES: Final = re.compile(r"财政拨款|财政资金|结转|其他资金|自筹")
_BESIDE: Final = re.compile(r"结转|其他资金|自筹")  # what no level of government gave this year
_COLUMNS: Final = {"initial_budget": "initial_fen", "full_year_budget": "full_fen", "executed": "executed_fen"}
SLIGHT: Final = Fraction(1, 100)


def money_problems(form: Form, execution: Scored | None) -> Iterator[Problem]:
    """List what is wrong in the money block; `execution` is the recomputed line, where there is one."""
    for line in form.lines:
        yield from _rate(line)
    first = form.first
    if first is not None:
        yield from _execution_points(form, first, execution)
        yield from _zero_total(form.lines, first)
        yield from _parts(form.lines, first)
    yield from _uneven(form.lines)


def fits(exact: Fraction, printed: Decimal) -> str:
    """How a printed number goes with an exact one at its own number of decimals: "rounded", "cut", or "" for not.

    >>> fits(Fraction(27, 58) * 100, Decimal("46.6")), fits(Fraction(27, 58) * 100, Decimal("46.5"))
    ('rounded', 'cut')
    """
    digits = max(0, -int(printed.as_tuple().exponent))
    if round_half_up(exact, digits) == printed:
        return "rounded"
    return "cut" if round_down(exact, digits) == printed else ""


def _rate(line: MoneyLine) -> Iterator[Problem]:
    where = f"budget_lines[{line.at}].rate"
    found = _RATE.fullmatch(line.rate.replace("％", "%").strip())
    if line.full_fen is None or line.executed_fen is None:
        return
    if line.executed_fen > line.full_fen > 0:
        said = Words(zh=f"“{line.label}”执行数超过预算数", en=f"“{line.label}”: more was spent than budgeted")
        yield _problem(
            "execution_above_100",
            f"budget_lines[{line.at}].executed",
            said,
            line.texts["executed"],
            yuan(line.full_fen),
        )
    if found is None:
        return
    printed = Decimal(found[1])
    if line.full_fen == 0:
        if printed:
            said = Words(zh="预算为零，却印有执行率", en="The budget is zero, yet a rate is printed")
            yield _problem("rate_on_zero_budget", where, said, line.rate, "—")
        return
    yield from _against(line, where, printed, share=not found[3] and printed <= 1)


def _against(line: MoneyLine, where: str, printed: Decimal, *, share: bool) -> Iterator[Problem]:
    """Hold a printed rate against executed over full-year budget, then over the budget at the start of the year."""
    executed, full, initial = line.executed_fen or 0, line.full_fen or 0, line.initial_fen
    exact = Fraction(executed, full) * 100
    how = fits(exact, printed) or (fits(exact / 100, printed) if share else "")
    right = f"{round_half_up(exact, 2)}%"
    if how == "cut":
        said = Words(zh="执行率是截断的，没有四舍五入", en="The rate was cut off, not rounded")
        yield _problem("rate_truncated", where, said, line.rate, right, severity=Severity.NOTE)
    elif not how and initial and fits(Fraction(executed, initial) * 100, printed):
        said = Words(
            zh="执行率按年初预算数计算，应按全年预算数", en="The rate divides by the budget at the start of the year"
        )
        yield _problem("rate_base_mismatch", where, said, line.rate, right, severity=Severity.WARNING)
    elif not how:
        said = Words(zh="执行率与执行数、预算数不符", en="The rate is not executed over budget")
        yield _problem("rate_wrong", where, said, line.rate, right)


def _execution_points(form: Form, line: MoneyLine, execution: Scored | None) -> Iterator[Problem]:
    where, weight = f"budget_lines[{line.at}]", line.weight
    if weight is not None and weight >= 100 and form.scored:
        said = Words(zh="预算执行率一项占满了全部分值", en="Execution alone takes all the points there are")
        yield _problem("weights_not_100", f"{where}.weight", said, f"{weight}", "")
        yield _problem(
            "wrong_cell",
            f"{where}.weight",
            Words(zh="分值栏像是填了总分", en="The cell seems to hold the total"),
            f"{weight}",
            "",
            severity=Severity.WARNING,
        )
    if line.score is None or weight is None:
        return
    if line.score > weight:
        said = Words(zh="得分高于分值", en="There are more points than the weight")
        yield _problem("score_above_weight", f"{where}.score", said, f"{line.score}", f"≤ {weight}")
        if line.score > weight * 2:
            said = Words(zh="得分栏像是填了别处的数", en="The cell seems to hold a number from elsewhere")
            yield _problem(
                "wrong_cell", f"{where}.score", said, f"{line.score}", f"≤ {weight}", severity=Severity.WARNING
            )
    elif execution is not None and execution.points is not None and execution.working.exact is not None:
        exact = execution.working.exact
        if not fits(exact, line.score):
            said = Words(zh="预算执行得分与执行率不符", en="The points for execution do not follow from the rate")
            yield _problem(
                "score_differs",
                f"{where}.score",
                said,
                f"{line.score}",
                f"{execution.points}",
                severity=Severity.WARNING,
                rule=execution.working.source,
            )


def _zero_total(lines: Sequence[MoneyLine], total: MoneyLine) -> Iterator[Problem]:
    others = [line.full_fen or 0 for line in lines if line is not total]
    if total.is_total and total.full_fen == 0 and any(others):
        said = Words(zh="总额为零，其下却有金额", en="The total is zero although its parts are not")
        yield _problem("zero_total_line", f"budget_lines[{total.at}]", said, "0", f"{yuan(max(others))}")


def _parts(lines: Sequence[MoneyLine], total: MoneyLine) -> Iterator[Problem]:
    if not total.is_total:
        return
    parts = [line for line in lines if not line.is_total and "小计" not in line.label]
    for column, field in _COLUMNS.items():
        whole: Fen | None = getattr(total, field)
        known = [(line.label, fen) for line in parts if (fen := getattr(line, field)) is not None]
        if whole and len(known) > 1 and len(known) == len(parts):
            yield from _sum_of(f"budget_lines[{total.at}].{column}", whole, known)


def _sum_of(where: str, whole: Fen, parts: Sequence[tuple[str, Fen]]) -> Iterator[Problem]:
    """Hold each way of dividing a total against it: by level of government, by source, by item.

    Levels and sources cannot lie inside one another, so more than the total is an error; items can, so only a slight
    difference is named, as a warning.
    """
    by_level = [fen for label, fen in parts if _LEVELS.fullmatch(label) or _BESIDE.search(label)]
    by_source = [fen for label, fen in parts if _SOURCES.search(label) and not _LEVELS.fullmatch(label)]
    by_item = [fen for label, fen in parts if not _LEVELS.fullmatch(label) and not _SOURCES.search(label)]
    for group in (by_level, by_source, by_item):
        added = sum(group)
        certain = group is not by_item and added > whole
        if len(group) < 2 or added == whole or not (certain or abs(added - whole) <= SLIGHT * whole):
            continue
        said = Words(zh="分项之和与总额不符", en="The parts do not add up to the total")
        severity = Severity.ERROR if certain else Severity.WARNING
        yield _problem("parts_ne_total_money", where, said, yuan(whole), yuan(added), severity=severity)


def _uneven(lines: Sequence[MoneyLine]) -> Iterator[Problem]:
    """The same money and weight scored differently on two lines."""
    seen: dict[tuple[Fen, Fen, Decimal], MoneyLine] = {}
    for line in lines:
        if line.full_fen is None or line.executed_fen is None or line.weight is None or line.score is None:
            continue
        first = seen.setdefault((line.full_fen, line.executed_fen, line.weight), line)
        if first.score != line.score:
            said = Words(zh="相同的执行率，两行得分不同", en="The same rate is scored differently on two lines")
            yield _problem(
                "inconsistent_deduction", f"budget_lines[{line.at}].score", said, f"{line.score}", f"{first.score}"
            )


def _problem(
    code: str, where: str, said: Words, *facts: str, severity: Severity = Severity.ERROR, rule: str = ""
) -> Problem:
    found, expected = facts
    return Problem(code, where, said, found, expected, rule, NOTHING, severity)
