"""What may be wrong with a target as handed in, row by row, and the indicators as they will be kept."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from yuheng.kernel.outcome import Problem, Words
from yuheng.projects.domain.drafts import IndicatorDraft, TargetDraft
from yuheng.projects.domain.readings import OPERATORS, Reading, operators_differ, read, sign_of
from yuheng.projects.domain.weights import WeightScheme, assign, level_of, read_weight

LENGTHS = {"level1": 40, "level2": 60, "name": 300, "printed": 300, "weight_printed": 30}


@dataclass(frozen=True, slots=True)
class SetIndicator:
    """An indicator as it will be kept: what was printed, how it was read, its weight in hundredths of a point."""

    draft: IndicatorDraft
    reading: Reading
    weight_c: int


def settle(draft: TargetDraft[Any], scheme: WeightScheme, *, where: str) -> tuple[list[SetIndicator], list[Problem]]:
    """Read every indicator and give it its weight. With problems, the list of indicators is empty."""
    problems = _statement(draft, where) + [p for row in draft.indicators for p in _row(row, draft.year, where)]
    problems += _repeated(draft.indicators, where)
    printed_c = [read_weight(row.weight_printed) if row.weight_printed.strip() else None for row in draft.indicators]
    if problems:
        return [], problems
    levels = [level_of(row.level1) for row in draft.indicators]
    weights = assign(levels, printed_c, scheme)
    problems = _weights_wrong(draft.indicators, levels, weights, scheme, where)
    if problems or weights is None:
        return [], problems
    rows = zip(draft.indicators, weights, strict=True)
    return [SetIndicator(row, read(row, draft.year), weight_c) for row, weight_c in rows], []


def _statement(draft: TargetDraft[Any], where: str) -> list[Problem]:
    found = []
    if not draft.statement.strip():
        message = Words(zh="没有写年度总体目标", en="The overall target of the year is not written")
        remedy = Words(
            zh="用一两句话写明花这笔钱要达到什么", en="Say in a sentence or two what the money is to achieve"
        )
        found.append(Problem("statement_missing", f"{where} · statement", message, remedy=remedy))
    if not draft.indicators:
        message = Words(zh="没有绩效指标", en="There is no indicator")
        remedy = Words(zh="至少填写一条可衡量的指标", en="Enter at least one measurable indicator")
        found.append(Problem("indicators_missing", where, message, remedy=remedy))
    return found


def place(where: str, row: IndicatorDraft) -> str:
    """Where a problem of an indicator's row is said to be; forms find their row by it."""
    return f"{where} · {row.no}"


def _row(row: IndicatorDraft, year: int, where: str) -> list[Problem]:
    at = place(where, row)
    found = [_absent(at, name, words) for name, words in _NEEDED.items() if not str(getattr(row, name)).strip()]
    found += [_too_long(at, name, most) for name, most in LENGTHS.items() if len(getattr(row, name)) > most]
    if sign_of(row.operator) not in OPERATORS:
        message = Words(zh="不认识的比较符号", en="The comparison is not known")
        found.append(Problem("operator_unknown", at, message, found=row.operator, expected="≥ ＞ ＝ ＜ ≤ 定性"))
    elif differ := operators_differ(row, year):
        message = Words(zh="符号栏与指标值中的符号不一致", en="The comparison column and the printed value disagree")
        found.append(Problem("operators_differ", at, message, found=differ[1], expected=differ[0]))
    if row.weight_printed.strip() and not read_weight(row.weight_printed):
        message = Words(zh="分值须大于 0，最多两位小数", en="A weight is above zero, with at most two decimals")
        remedy = Words(
            zh="填写分值，或留空由系统按规定赋分", en="Enter points, or leave it empty to have them assigned"
        )
        found.append(Problem("weight_unreadable", at, message, found=row.weight_printed, remedy=remedy))
    return found


_NEEDED = {
    "level1": Words(zh="一级指标", en="Level 1"),
    "name": Words(zh="三级指标名称", en="Name"),
    "printed": Words(zh="指标值", en="Target value"),
}


def _absent(at: str, name: str, words: Words) -> Problem:
    message = Words(zh=f"没有填写{words.zh}", en=f"{words.en} is missing")
    return Problem(f"{name}_missing", at, message)


def _too_long(at: str, name: str, most: int) -> Problem:
    message = Words(zh=f"文字超过 {most} 个字", en=f"The text is longer than {most} characters")
    return Problem(f"{name}_too_long", at, message, expected=str(most))


def _repeated(rows: Sequence[IndicatorDraft], where: str) -> list[Problem]:
    times = Counter(row.no for row in rows)
    message = Words(zh="序号重复", en="The number is used twice")
    return [
        Problem("number_twice", f"{where} · {no}", message, found=str(no)) for no, count in times.items() if count > 1
    ]


def _weights_wrong(
    rows: Sequence[IndicatorDraft],
    levels: Sequence[str],
    weights: Sequence[int] | None,
    scheme: WeightScheme,
    where: str,
) -> list[Problem]:
    unknown = [row for row, level in zip(rows, levels, strict=True) if not level and not row.weight_printed.strip()]
    if weights is None and unknown:
        return [_level_unknown(place(where, row), row, scheme) for row in unknown]
    if weights is None:
        message = Words(
            zh="已填分值用完了总分，未填的指标无分可赋", en="The printed weights leave nothing for the others"
        )
        return [Problem("weights_used_up", where, message, expected=_points(scheme.indicators_c), rule=scheme.article)]
    if sum(weights) in scheme.sums_c:
        return []
    message = Words(zh="分值合计不符", en="The weights do not add up")
    remedy = Words(
        zh="改正分值；全部留空时系统按规定赋分", en="Mend the weights; left empty they are all assigned by the rule"
    )
    expected = " / ".join(_points(one) for one in scheme.sums_c)
    return [Problem("weights_sum", where, message, _points(sum(weights)), expected, scheme.article, remedy)]


def _level_unknown(at: str, row: IndicatorDraft, scheme: WeightScheme) -> Problem:
    message = Words(
        zh="一级指标不在成本、产出、效益、满意度之列，不能赋分", en="No weight can be assigned to this level-1 name"
    )
    remedy = Words(zh="改用规定的一级指标，或填写分值", en="Use a level-1 name of the form, or enter the weight")
    return Problem("level_unknown", at, message, found=row.level1, rule=scheme.article, remedy=remedy)


def _points(hundredths: int) -> str:
    """Hundredths as plain points for a message.

    >>> _points(9000), _points(1667)
    ('90', '16.67')
    """
    text = f"{Decimal(hundredths) / 100:.2f}"
    return text.rstrip("0").rstrip(".")
