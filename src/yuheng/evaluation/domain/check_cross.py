"""What rows and lines say against each other: cost times count, parts of a count, nested money, days, bands.

How rows belong together is read from their units and their order, so all of it is a warning, never an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import Final

from yuheng.evaluation.domain.check_rows import row_problem
from yuheng.evaluation.domain.published_form import Form, FormRow, MoneyLine
from yuheng.kernel.money import FEN_PER_YUAN, Fen, round_half_up, yuan
from yuheng.kernel.numbers import Kind, Printed
from yuheng.kernel.outcome import NOTHING, Problem, Severity, Words
from yuheng.kernel.units import unit_of

_YEAR_OF_DAY: Final = re.compile(r"(20\d\d)年\d{1,2}月")
_BAND: Final = re.compile(r"(\d+(?:\.\d+)?)%?\s*[-—~至]\s*(\d+(?:\.\d+)?)%")
_LOWEST: Final = re.compile(r"[<＜]\s*(\d+(?:\.\d+)?)%")
_STANDARD: Final = re.compile(r"补助标准|单价|单位成本|(?:补贴|结算|收费|支付)标准")
_AMOUNTS: Final = ("initial_fen", "full_fen", "executed_fen")
_FIELDS: Final = {"initial_fen": "initial_budget", "full_fen": "full_year_budget", "executed_fen": "executed"}
ABOVE: Final = Fraction(105, 100)  # cost × count may round up to 5 % above the budget
NEAR_COUNT: Final = Fraction(1, 100)
NEAR_MONEY: Final = Fraction(1, 200)
MONTHS: Final = 12
MOST_PARTS: Final = 40  # rows below one row, or lines below one line, that are tried as its parts


def cross_problems(form: Form) -> Iterator[Problem]:
    """List what rows and lines say against each other."""
    yield from _cost_times_count(form)
    yield from _parts_of_a_count(form.rows)
    yield from _nested_money(form.lines)
    yield from _received_base(form.lines)
    for row in form.rows:
        yield from _earlier_day(form, row)
        yield from _band_gap(row)
        yield from _no_per(row)
        yield from _other_money_unit(form, row)
        yield from _weight_times_actual(row)


def _cost_times_count(form: Form) -> Iterator[Problem]:
    """A standard per head or month, times the heads and months that the form itself names, is above its budget."""
    first = form.first
    budget = max((fen for fen in (first.initial_fen, first.full_fen) if fen), default=0) if first else 0
    for row in form.rows if budget else ():
        cost = row.target
        if cost is None or cost.base_value is None or not _is_cost(row, cost):
            continue
        factors = [_factor(form, part) for part in unit_of(cost.unit).dimension.partition("/")[2].split("·")]
        if None in factors:
            continue
        whole = Fraction(cost.base_value) * FEN_PER_YUAN
        for factor in factors:
            whole *= factor or 1
        if whole > budget * ABOVE:
            said = Words(zh="标准乘以数量超过预算", en="The standard times the count is above the budget")
            text = " × ".join([cost.text, *(_digits(one) for one in factors if one)])
            yield row_problem(
                "cost_x_count",
                row,
                "target",
                said,
                f"{text} = {yuan(int(whole))}",
                f"≤ {yuan(budget)}",
                severity=Severity.WARNING,
            )


def _digits(value: Fraction) -> str:
    return f"{round_half_up(value, 6).normalize():f}"


def _is_cost(row: FormRow, cost: Printed) -> bool:
    dimension = unit_of(cost.unit).dimension
    return cost.certain and (dimension.startswith("money/") or (dimension.startswith("/") and "成本" in row.level2))


def _factor(form: Form, part: str) -> Fraction | None:
    """How many of a unit the form names; None when it does not say, or says several."""
    if part in {"年", "次年"}:
        return Fraction(1)
    if part == "月":
        return Fraction(_months(form))
    counts = [
        Fraction(row.target.value)
        for row in form.rows
        if "数量" in row.level2 and row.target and row.target.value and row.target.certain and row.target.unit == part
    ]
    return counts[0] if len(counts) == 1 else None


def _months(form: Form) -> int:
    """The months of the only period that the form names; twelve when it names none."""
    spans = {
        (row.target.date_from, row.target.date_to)
        for row in form.rows
        if row.target and row.target.date_from and row.target.date_to
    }
    lengths = {(to.year - start.year) * MONTHS + to.month - start.month + 1 for start, to in spans if start < to}
    return lengths.pop() if len(lengths) == 1 else MONTHS


def _parts_of_a_count(rows: Sequence[FormRow]) -> Iterator[Problem]:
    """A count that is almost, but not quite, the sum of three or more rows that follow in the same unit."""
    for at, row in enumerate(rows):
        for field in ("target", "actual"):
            whole = _count(row, field)
            if whole is None:
                continue
            following: list[Fraction] = []
            for one in rows[at + 1 : at + 1 + MOST_PARTS]:
                part = _count(one, field)
                if part is None or part[1] != whole[1] or one.level2 != row.level2:
                    break
                following.append(part[0])
            sums = list(accumulate(following))[2:]
            near = [added for added in sums if abs(added - whole[0]) <= NEAR_COUNT * whole[0]]
            if near and whole[0] not in sums:
                said = Words(zh="与其后各项之和不符", en="It is not the sum of the rows that follow")
                text = f"{_digits(near[0])}{whole[1]}"
                printed = row.target if field == "target" else row.actual
                found = printed.text if printed else ""
                yield row_problem("parts_ne_total_count", row, field, said, found, text, severity=Severity.WARNING)


def _count(row: FormRow, field: str) -> tuple[Fraction, str] | None:
    printed: Printed | None = getattr(row, field)
    if printed is None or printed.kind is not Kind.NUMBER or not printed.certain or not printed.unit:
        return None
    return (Fraction(printed.value), printed.unit) if printed.value else None


def _nested_money(lines: Sequence[MoneyLine]) -> Iterator[Problem]:
    """A line whose budget is the sum of the lines below it must be their sum in every column; or is nearly their sum."""
    for at, line in enumerate(lines):
        if line.is_total:
            continue
        below = lines[at + 1 : at + 1 + MOST_PARTS]
        for size in range(2, len(below) + 1):
            columns = {name: _column(line, below[:size], name) for name in _AMOUNTS}
            budget = columns["full_fen"] or columns["initial_fen"]
            if budget and abs(budget[0] - budget[1]) <= FEN_PER_YUAN * 100:
                yield from _unlike(line, columns)
                break
        else:
            yield from _nearly(line, below)


def _column(line: MoneyLine, below: Sequence[MoneyLine], name: str) -> tuple[Fen, Fen] | None:
    """A line's amount and the sum below it; None where one is not printed."""
    whole: Fen | None = getattr(line, name)
    parts: list[Fen | None] = [getattr(one, name) for one in below]
    known = [part for part in parts if part is not None]
    return (whole, sum(known)) if whole and len(known) == len(parts) else None


def _unlike(line: MoneyLine, columns: dict[str, tuple[Fen, Fen] | None]) -> Iterator[Problem]:
    for name, pair in columns.items():
        if pair is not None and abs(pair[0] - pair[1]) > FEN_PER_YUAN * 100:
            yield _money_problem(line, _FIELDS[name], pair)


def _nearly(line: MoneyLine, below: Sequence[MoneyLine]) -> Iterator[Problem]:
    for name in _AMOUNTS:
        pairs = [pair for size in range(2, len(below) + 1) if (pair := _column(line, below[:size], name))]
        near = [pair for pair in pairs[1:] if abs(pair[0] - pair[1]) <= NEAR_MONEY * pair[0]]
        if near and all(whole != added for whole, added in pairs):
            yield _money_problem(line, _FIELDS[name], near[0])


def _money_problem(line: MoneyLine, field: str, pair: tuple[Fen, Fen]) -> Problem:
    said = Words(zh=f"“{line.label}”与其下各项之和不符", en=f"“{line.label}” is not the sum of the lines below it")
    where = f"budget_lines[{line.at}].{field}"
    return Problem("parts_ne_total_money", where, said, yuan(pair[0]), yuan(pair[1]), "", NOTHING, Severity.WARNING)


def _received_base(lines: Sequence[MoneyLine]) -> Iterator[Problem]:
    """All of what arrived is spent, and that is called 100 %, but at most half of the budget arrived."""
    for line in lines:
        spent_all = line.full_fen and line.full_fen == line.executed_fen and line.rate.startswith("100")
        if spent_all and line.initial_fen and line.full_fen and line.full_fen * 2 <= line.initial_fen:
            said = Words(
                zh="执行率像是按到位资金而不是按预算计算的",
                en="The rate seems to be that of what arrived, not of the budget",
            )
            yield Problem(
                "rate_base_mismatch",
                f"budget_lines[{line.at}].rate",
                said,
                line.rate,
                f"{yuan(line.executed_fen or 0)} / {yuan(line.initial_fen)}",
                "",
                NOTHING,
                Severity.WARNING,
            )


def _earlier_day(form: Form, row: FormRow) -> Iterator[Problem]:
    """A day that lies before the year of the form."""
    if not form.year:
        return
    named = [int(one) for one in _YEAR_OF_DAY.findall(row.name)]
    due = row.target.date_to if row.target is not None and row.target.kind is Kind.DATE else None
    for field, years in (("level3", named), ("target", [due.year] if due else [])):
        if years and max(years) < form.year:
            said = Words(zh="日期早于该表年度", en="The day lies before the year of the form")
            facts = (f"{max(years)}", f"≥ {form.year}")
            yield row_problem("date_problem", row, field, said, *facts, severity=Severity.WARNING)


def _band_gap(row: FormRow) -> Iterator[Problem]:
    """Graded bands of percentages that leave something between them."""
    text = row.target.text if row.target else ""
    bands = sorted((Decimal(low), Decimal(high)) for low, high in _BAND.findall(text))
    lowest = _LOWEST.search(text)
    if lowest:
        bands.insert(0, (Decimal(0), Decimal(lowest[1])))
    for (_, high), (low, _) in pairwise(bands):
        if len(bands) > 2 and low - high > 1:
            said = Words(zh="分档之间有空档", en="The bands leave a gap")
            yield row_problem("band_gap", row, "target", said, f"{high}%–{low}%", "", severity=Severity.WARNING)


def _no_per(row: FormRow) -> Iterator[Problem]:
    """A standard or price that is an amount without "per what"."""
    target = row.target
    if target is None or target.kind is not Kind.MONEY or unit_of(target.unit).dimension != "money":
        return
    if "成本" in row.level2 and _STANDARD.search(row.name) and not target.remainder and "每" not in row.name:
        said = Words(zh="标准没有写明按什么计量（每公里、每人……）", en="The standard does not say per what")
        yield row_problem(
            "unit_mismatch", row, "target", said, target.text, f"{target.unit}/…", severity=Severity.WARNING
        )


def _other_money_unit(form: Form, row: FormRow) -> Iterator[Problem]:
    """A cost in 万元 on a form whose money is in 元: one of them may be ten thousand times off."""
    target = row.target
    if form.money_unit == "元" and "成本" in row.level2 and target is not None and target.unit in {"万元", "亿元"}:
        said = Words(
            zh="资金以元填报，成本指标却以万元填报", en="The money is in yuan, the cost in ten thousands of yuan"
        )
        yield row_problem("unit_mismatch", row, "target", said, target.text, "元", severity=Severity.WARNING)


def _weight_times_actual(row: FormRow) -> Iterator[Problem]:
    """Points that are a whole weight times the actual percentage, although the target is met (no weights printed)."""
    target, actual, score = row.target, row.actual, row.score
    if row.weight is not None or score is None or target is None or actual is None or score == int(score):
        return
    if target.kind is not Kind.PERCENT or actual.kind is not Kind.PERCENT or not target.value or not actual.value:
        return
    weight = score * 100 / actual.value
    if target.operator not in {"<", "<="} and target.value <= actual.value < 100 and weight == int(weight):
        said = Words(
            zh="达到指标值，却按“分值×完成值”扣了分", en="The target is met, yet the points are weight × actual value"
        )
        yield row_problem("met_but_deducted", row, "score", said, f"{score}", f"{weight:f}", severity=Severity.WARNING)
