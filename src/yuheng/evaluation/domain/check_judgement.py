"""What a reviewer should look at: unrelated indicators, targets set too low, words that contradict the figures.

All of it is a warning: the words are the field's, but what they mean in this form is a reader's to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from yuheng.evaluation.domain.check_rows import row_problem
from yuheng.evaluation.domain.published_form import Form, FormRow
from yuheng.evaluation.domain.scheme import level_code
from yuheng.evaluation.domain.score import Scored
from yuheng.kernel.money import FEN_PER_YUAN, Fen, yuan
from yuheng.kernel.numbers import Kind, comparable, in_one_unit
from yuheng.kernel.outcome import NOTHING, Problem, Severity, Words

_IN_NAME: Final = re.compile(r"(?:率|度|比例)(?:达到?|为)?(\d+(?:\.\d+)?)%$")
_WHOLE_COST: Final = re.compile(r"总(?:成本|投资|资金|经费|费用)")
_UNFINISHED: Final = re.compile(r"(?:暂|尚|还)?未(?:完工|开工|竣工|建成|实施)")
_COST: Final = re.compile(r"成本|费用控制|支出控制")
_MONEY: Final = re.compile(r"(?:资金|经费|金额|投资额?|支出)(?:金额|总额|数|额)?$")
_DONE: Final = re.compile(r"(?:完成|达标|合格完成)率$")
_SATISFIED: Final = frozenset({"达成", "部分达成", "未达成"})
_ASIDE: Final = re.compile(r"人次|数量|个数|次数|批次|[(（].*?[)）]|\W")
_GOOD: Final = ("优", "良")
FAR_ABOVE: Final = Fraction(3, 2)
FAR_BELOW_BUDGET: Final = Fraction(3, 2)
LITTLE_SPENT: Final = Fraction(3, 5)


def judgements(form: Form, scored: dict[int, Scored]) -> Iterator[Problem]:
    """List what a reviewer should look at; `scored` are the recomputed rows by their place."""
    budget = _budget(form)
    quantities = [_core(row.name) for row in form.rows if "数量" in row.level2]
    unfinished = next((row for row in form.rows if row.actual and _UNFINISHED.search(row.actual.text)), None)
    for row in form.rows:
        yield from _too_low(row, scored.get(row.at))
        yield from _misplaced(row, budget)
        yield from _repeats(row, quantities)
        yield from _against_its_name(row)
        yield from _against_the_budget(row, form)
        yield from _satisfaction(row, unfinished)
    yield from _grade_without_points(form)


def _budget(form: Form) -> Fen:
    """The largest budget that the form prints, in fen; 0 without one."""
    return max((fen for line in form.lines for fen in (line.initial_fen, line.full_fen) if fen), default=0)


def _warn(code: str, row: FormRow, field: str, said: Words, *facts: str) -> Problem:
    return row_problem(code, row, field, said, *facts, severity=Severity.WARNING)


def _too_low(row: FormRow, again: Scored | None) -> Iterator[Problem]:
    """One and a half times what was promised, or more, in what should be much; the row's own rule may say it sooner."""
    target, actual = row.target, row.actual
    if target is None or actual is None or (again is not None and again.needs_reason):
        return
    if target.operator in {"<", "<=", "="} or target.kind not in {Kind.NUMBER, Kind.MONEY} or "成本" in row.level2:
        return
    promised, reached = in_one_unit(target, actual) if comparable(target, actual) else (None, None)
    if promised and reached is not None and Fraction(reached) >= FAR_ABOVE * Fraction(promised):
        said = Words(zh="完成值远超指标值，指标值可能定低了", en="Far above the target: it may have been set too low")
        yield _warn("target_too_low", row, "target", said, actual.text, target.text)


def _misplaced(row: FormRow, budget: Fen) -> Iterator[Problem]:
    """Costs and money under the quantities, and a second level that is not of its first."""
    if "数量" in row.level2 and _COST.search(row.name):
        said = Words(zh="成本类指标列在了数量指标下", en="A cost stands among the quantities")
        yield _warn("unrelated_indicator", row, "level2", said, row.level2, "成本指标")
    elif "数量" in row.level2 and _MONEY.search(row.name) and _is_money(row, budget):
        said = Words(
            zh="数量指标就是资金本身，节约反而扣分", en="The quantity is the money itself: a saving costs points"
        )
        yield _warn("unrelated_indicator", row, "level3", said, row.name, "")
    output, effect = level_code(row.level1) == "output", level_code(row.level1) == "benefit"
    if (output and "效益" in row.level2) or (effect and re.search("数量|质量|时效", row.level2)):
        said = Words(zh="二级指标不属于该一级指标", en="The second level does not belong to the first")
        yield _warn("unrelated_indicator", row, "level2", said, row.level2, row.level1)


def _is_money(row: FormRow, budget: Fen) -> bool:
    target = row.target
    if target is None or target.value is None:
        return False
    yuan_in_fen = {Decimal(budget) / FEN_PER_YUAN, Decimal(budget) / FEN_PER_YUAN / 10_000}
    return target.kind is Kind.MONEY or target.base_value in yuan_in_fen or target.unit == "万"


def _repeats(row: FormRow, quantities: list[str]) -> Iterator[Problem]:
    """A quality that is only the completion rate of a quantity of the same form."""
    if "质量" not in row.level2 or not _DONE.search(row.name):
        return
    core = _core(_DONE.sub("", row.name))
    if len(core) > 1 and any(core in one or one in core for one in quantities if len(one) > 1):
        said = Words(
            zh="质量指标只是重复数量指标的完成率", en="The quality only repeats how much of a quantity was done"
        )
        yield _warn("unrelated_indicator", row, "level3", said, row.name, "")


def _core(name: str) -> str:
    return _ASIDE.sub("", name)


def _against_its_name(row: FormRow) -> Iterator[Problem]:
    """The name promises one percentage and the target another."""
    named, target = _IN_NAME.search(row.name), row.target
    if named and target is not None and target.kind is Kind.PERCENT and target.value != Decimal(named[1]):
        said = Words(zh="指标名称中的数值与指标值不一致", en="The name promises another value than the target")
        yield _warn("contradiction", row, "target", said, target.text, f"{named[1]}%")


def _against_the_budget(row: FormRow, form: Form) -> Iterator[Problem]:
    """A total cost far above what the form's year was given."""
    target, line = row.target, form.first
    budget = (line.full_fen or line.initial_fen) if line is not None else None
    if target is None or target.kind is not Kind.MONEY or target.base_value is None or not budget:
        return
    if _WHOLE_COST.search(row.name) and Fraction(target.base_value) * FEN_PER_YUAN > FAR_BELOW_BUDGET * budget:
        said = Words(zh="总成本远高于预算", en="The total cost is far above the budget")
        yield _warn("contradiction", row, "target", said, target.text, yuan(budget))


def _satisfaction(row: FormRow, unfinished: FormRow | None) -> Iterator[Problem]:
    """Satisfaction that is no measurement, or that is claimed of what the form itself calls unfinished."""
    actual = row.actual
    if actual is None or not (level_code(row.level1) == "satisfaction" or "满意度" in row.name):
        return
    if actual.kind is Kind.LABEL and actual.label in _SATISFIED and row.target and row.target.kind is Kind.TEXT:
        said = Words(zh="满意度没有填写调查结果", en="The satisfaction is no measurement")
        yield _warn("not_a_measurement", row, "actual", said, actual.text, "%")
    if unfinished is not None and actual.value is not None:
        said = Words(
            zh="表中称项目未完工，却已有满意度", en="The form calls the project unfinished, yet reports satisfaction"
        )
        found = unfinished.actual.text if unfinished.actual else ""
        yield _warn("contradiction", row, "actual", said, actual.text, found)


def _grade_without_points(form: Form) -> Iterator[Problem]:
    """A good grade without any points, while most of the money was not used."""
    line = form.first
    scored = form.score_total is not None or any(row.score is not None for row in form.rows)
    if scored or line is None or not form.rating.startswith(_GOOD):
        return
    if line.full_fen and line.executed_fen is not None and line.executed_fen < LITTLE_SPENT * line.full_fen:
        said = Words(
            zh="没有得分，资金大部分未用，却评为良好以上", en="A good grade without points, most of the money unused"
        )
        facts = (form.rating, f"{yuan(line.executed_fen)} / {yuan(line.full_fen)}")
        yield Problem("rating_mismatch", "printed_rating", said, *facts, "", NOTHING, Severity.WARNING)
