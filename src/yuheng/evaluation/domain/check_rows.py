"""What each row says against itself: its points, its values, its direction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from yuheng.evaluation.domain.check_money import fits
from yuheng.evaluation.domain.published_form import Form, FormRow
from yuheng.evaluation.domain.scheme import level_code
from yuheng.evaluation.domain.score import Scored
from yuheng.kernel.numbers import Kind, Printed, parse
from yuheng.kernel.outcome import NOTHING, Problem, Severity, Words
from yuheng.kernel.units import unit_of

_MALFORMED: Final = re.compile(r"\d,\d{1,2}(?!\d)|\d\.\d+[.,]\d|年年|月月|日日|\d{7,}\s*日")
_RATES: Final = frozenset({Kind.PERCENT, Kind.PERMILLE})
_NUMBERS: Final = frozenset({Kind.NUMBER, Kind.MONEY, *_RATES})
_WORDS: Final = frozenset({Kind.LABEL, Kind.TEXT})
_RARE: Final = re.compile(r"(?:逾期|投诉|事故|违规|违法|上访)(?:发生|发放)?(?:率|次数|起数|件数|数量|数)?$")
_MORE: Final = frozenset({">=", ">"})
_LESS: Final = frozenset({"<=", "<"})


def row_problems(form: Form, scored: dict[int, Scored]) -> Iterator[Problem]:
    """List what is wrong row by row; `scored` has the recomputed rows by their place."""
    for row in form.rows:
        yield from _points(row, scored.get(row.at))
        if row.target is not None:
            yield from _target(row, row.target)
        if row.target is not None and row.actual is not None:
            yield from _actual(row, row.target, row.actual)
        yield from _name(row)
    yield from _uneven(form, scored)


def _points(row: FormRow, again: Scored | None) -> Iterator[Problem]:
    if row.weight is None or row.score is None:
        return
    if row.score > row.weight:
        said = Words(zh="得分高于分值", en="There are more points than the weight")
        yield row_problem("score_above_weight", row, "score", said, f"{row.score}", f"≤ {row.weight}")
    elif row.score > 0 and _silent(row):
        said = Words(zh="没有完成值却给了分", en="There are points without an actual value")
        yield row_problem("unmet_full_marks", row, "score", said, f"{row.score}", "0")
    elif again is not None and again.points is not None and again.working.exact is not None:
        yield from _other_points(row, row.weight, row.score, again)
    if again is not None and again.needs_reason:
        said = Words(zh="完成值远超指标值，指标值可能定低了", en="Far above the target: it may have been set too low")
        yield row_problem("target_too_low", row, "target", said, *_pair(row), severity=Severity.WARNING)


def _pair(row: FormRow) -> tuple[str, str]:
    return (row.actual.text if row.actual else "", row.target.text if row.target else "")


def _silent(row: FormRow) -> bool:
    """Whether a number was promised and the cell of the actual value is empty."""
    target, actual = row.target, row.actual
    return target is not None and actual is not None and target.kind in _NUMBERS and actual.kind is Kind.BLANK


def _other_points(row: FormRow, weight: Decimal, score: Decimal, again: Scored) -> Iterator[Problem]:
    exact, sure = again.working.exact or Fraction(0), not again.working.assumed
    if fits(exact, score):
        return
    severity = Severity.ERROR if sure else Severity.WARNING
    expected, source = f"{again.points}", again.working.source
    if again.share == 1:
        said = Words(zh="达到指标值，却扣了分", en="The target is met, yet points are taken off")
        yield row_problem("met_but_deducted", row, "score", said, f"{score}", expected, severity=severity, rule=source)
    elif score == weight:
        said = Words(zh="没有达到指标值，却得满分", en="The target is not met, yet all points are given")
        yield row_problem("unmet_full_marks", row, "score", said, f"{score}", expected, severity=severity, rule=source)
    else:
        said = Words(zh="得分与完成比例不符", en="The points do not follow from target and actual")
        yield row_problem(
            "score_differs", row, "score", said, f"{score}", expected, severity=Severity.WARNING, rule=source
        )


def _target(row: FormRow, target: Printed) -> Iterator[Problem]:
    if _MALFORMED.search(target.text):
        said = Words(zh="指标值书写有误", en="The target is malformed")
        yield row_problem("malformed_value", row, "target", said, target.text, "", severity=Severity.WARNING)
    elif _lacks_percent(row, target):
        said = Words(zh="比率类指标的指标值没有百分号", en="A rate has no percent sign")
        yield row_problem(
            "malformed_value", row, "target", said, target.text, f"{target.text}%", severity=Severity.WARNING
        )
    if target.operator in _MORE and target.kind is Kind.PERCENT and (target.value or 0) >= 100:
        said = Words(zh="比率的指标值为不低于 100%，不可能超过", en="A rate of at least 100 % cannot be exceeded")
        yield row_problem("rate_target_ge_100", row, "target", said, target.text, "= 100%", severity=Severity.NOTE)
    if target.operator in _LESS and "数量" in row.level2 and not _RARE.search(row.name):
        said = Words(zh="数量指标写成了“不高于”", en="A quantity is written as “at most”")
        yield row_problem("direction_wrong", row, "target", said, target.text, "≥", severity=Severity.WARNING)
    if target.operator in _MORE and _RARE.search(row.name):
        said = Words(zh="越少越好的指标写成了“不低于”", en="What should be rare is written as “at least”")
        yield row_problem("direction_wrong", row, "target", said, target.text, "≤", severity=Severity.WARNING)


def _lacks_percent(row: FormRow, target: Printed) -> bool:
    named = row.name.rstrip("）)(（≥*%").endswith(("率", "满意度")) or level_code(row.level1) == "satisfaction"
    return named and target.kind is Kind.NUMBER and not target.unit and (target.value or 0) > 1


def _actual(row: FormRow, target: Printed, actual: Printed) -> Iterator[Problem]:
    if _MALFORMED.search(actual.text):
        said = Words(zh="完成值书写有误", en="The actual value is malformed")
        yield row_problem("malformed_value", row, "actual", said, actual.text, "", severity=Severity.WARNING)
    if target.kind not in _NUMBERS:
        return
    if actual.operator and actual.operator == target.operator:
        said = Words(zh="完成值写成了带比较符号的指标值", en="The actual value is printed with the sign of a target")
        bare = actual.text.lstrip("≥≤><=＞＜＝≧≦ ")
        yield row_problem("malformed_value", row, "actual", said, actual.text, bare, severity=Severity.NOTE)
    if actual.kind in _WORDS or (actual.operator and actual.operator == target.operator):
        said = Words(zh="完成值不是计量结果", en="The actual value is no measurement")
        yield row_problem("not_a_measurement", row, "actual", said, actual.text, "", severity=Severity.WARNING)
    elif _unlike(actual.unit, target.unit):
        code = "not_a_measurement" if target.kind in _RATES else "unit_mismatch"
        said = Words(zh="完成值与指标值计量单位不同类", en="Target and actual are not in one kind of unit")
        yield row_problem(code, row, "actual", said, actual.text, target.text, severity=Severity.WARNING)


def _unlike(one: str, other: str) -> bool:
    """Whether two units measure different things; a bare 万 may stand for 万元 or 万人."""
    dimensions = {unit_of(unit).dimension for unit in (one, other) if unit}
    return len(dimensions) == 2 and not {one, other} & {"万", "亿", "千", "百", "十"}


def _name(row: FormRow) -> Iterator[Problem]:
    read = parse(row.name) if row.name.strip() else None
    if read is not None and read.certain and not read.remainder and read.kind in {*_NUMBERS, Kind.DATE}:
        said = Words(zh="指标名称栏填的是数值", en="The name of the indicator is a value")
        yield row_problem("wrong_cell", row, "level3", said, row.name, "")


def _uneven(form: Form, scored: dict[int, Scored]) -> Iterator[Problem]:
    """The same shortfall on the same weight, scored differently on two rows."""
    seen: dict[tuple[Fraction, Decimal], FormRow] = {}
    for row in form.rows:
        again = scored.get(row.at)
        if again is None or again.share is None or again.share >= 1 or row.weight is None or row.score is None:
            continue
        first = seen.setdefault((again.share, row.weight), row)
        if first.score != row.score:
            said = Words(zh="相同的完成比例，两行得分不同", en="The same shortfall is scored differently on two rows")
            yield row_problem("inconsistent_deduction", row, "score", said, f"{row.score}", f"{first.score}")


def row_problem(
    code: str,
    row: FormRow,
    field: str,
    said: Words,
    *facts: str,
    severity: Severity = Severity.ERROR,
    rule: str = "",
) -> Problem:
    """A problem of one cell of an indicator; `facts` are what stands there and what should."""
    found, expected = facts
    named = Words(zh=f"“{row.name}”{said.zh}", en=f"“{row.name}”: {said.en}") if row.name else said
    return Problem(code, f"{row.place}.{field}", named, found, expected, rule, NOTHING, severity)
