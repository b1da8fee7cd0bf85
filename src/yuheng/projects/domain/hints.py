"""What a careful reviewer would say about a target that is formally right: vague words, nothing to measure, gaps.

Hints never stop a step; they are shown beside the target. The criteria are those of the target review
(caiyu-2015-88: complete, relevant, fitting, feasible).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from yuheng.kernel.numbers import Kind
from yuheng.kernel.outcome import Problem, Severity, Words
from yuheng.projects.domain.targets import SetIndicator
from yuheng.projects.domain.weights import level_of

VAGUE = (
    *("进一步", "不断", "有效", "明显", "显著", "大力", "逐步", "切实", "积极", "较好", "良好", "较大", "基本"),
    *("一定程度", "若干", "适当", "尽量", "提高", "提升", "改善", "加强", "增强", "促进", "推动", "完善", "优化"),
    *("保障", "满足"),
)
ARTICLE = "caiyu-2015-88#annex"


@dataclass(frozen=True, slots=True)
class TargetLimits:
    """What a region asks of a whole target; zero and empty ask nothing. `weight_most_c` in hundredths of a point."""

    fewest: int = 0
    quantitative_share: Fraction = Fraction(0)
    weight_most_c: int = 0
    levels: tuple[tuple[str, Words], ...] = ()
    article: str = ""


NO_LIMITS = TargetLimits()


def vague_words(text: str) -> list[str]:
    """The words of a text that promise nothing one could check, in the order of the list.

    >>> vague_words("有效提高群众生活水平"), vague_words("新建机井 12 眼")
    (['有效', '提高'], [])
    """
    return [word for word in VAGUE if word in text]


def hints_for(
    indicators: Sequence[SetIndicator], limits: TargetLimits = NO_LIMITS, *, year: int | None = None
) -> list[Problem]:
    """Every hint about a target: on rows first, then on the whole, then what the region's own rules ask.

    With its `year`, a deadline that lies in another year is pointed out too.
    """
    rows = [hint for one in indicators for hint in (*_row(one), *_other_year(one, year))]
    return [*rows, *_whole(indicators), *(_limited(indicators, limits) if indicators else ())]


def _other_year(one: SetIndicator, year: int | None) -> Iterator[Problem]:
    due = one.reading.due
    if year is not None and due is not None and due.year != year:
        message = Words(zh=f"时限不在 {year} 年", en=f"The deadline is not in {year}")
        remedy = Words(zh="改为本年度的时限", en="Write a deadline of the year")
        yield _hint("other_year", str(one.draft.no), message, one.draft.printed, remedy)


def _row(one: SetIndicator) -> Iterator[Problem]:
    where, reading, printed = str(one.draft.no), one.reading, one.draft.printed
    if not reading.measurable and (words := vague_words(printed)):
        message = Words(zh="用语笼统，无法核对", en="Vague words; nobody can check them")
        remedy = Words(zh="写成数量、比例或时限", en="Write a number, a share or a deadline")
        yield _hint("vague", where, message, "、".join(words), remedy)
    if reading.remainder and reading.value_e4 is not None:
        message = Words(zh="这部分文字没有参与读数", en="This text took no part in the reading")
        yield _hint(
            "remainder", where, message, reading.remainder, Words(zh="移到指标说明中", en="Move it to the explanation")
        )
    if reading.value_e4 is not None and not reading.unit and reading.kind == Kind.NUMBER:
        message = Words(zh="没有计量单位", en="There is no unit of measure")
        yield _hint(
            "unit_missing", where, message, printed, Words(zh="在数值后写明单位", en="Write the unit after the number")
        )
    if reading.kind == Kind.SEVERAL:
        message = Words(zh="一格内有几个值", en="Several values in one cell")
        yield _hint("several", where, message, printed, Words(zh="拆成几条指标", en="Make one indicator of each"))


def _whole(indicators: Sequence[SetIndicator]) -> Iterator[Problem]:
    if not any(one.reading.measurable for one in indicators):
        message = Words(zh="没有一条可衡量的指标", en="Not one indicator can be measured")
        remedy = Words(
            zh="至少一条写成数量、比例或时限，否则不能确认",
            en="Give one a number, a share or a deadline, or it cannot be confirmed",
        )
        yield _hint("nothing_measurable", "", message, "", remedy, Severity.WARNING)
    if len(indicators) > 1 and len({one.draft.printed.strip() for one in indicators}) == 1:
        message = Words(zh="所有指标值相同", en="All targets are the same")
        remedy = Words(zh="核对是否照抄", en="See whether they were copied")
        yield _hint("all_alike", "", message, indicators[0].draft.printed, remedy)


def _limited(indicators: Sequence[SetIndicator], limits: TargetLimits) -> Iterator[Problem]:
    present, count = {level_of(one.draft.level1) for one in indicators}, len(indicators)
    for level, title in limits.levels:
        if level not in present:
            yield _asked(limits, Words(zh=f"没有{title.zh}", en=f"No indicator of the level “{title.en}”"), title.zh)
    if count < limits.fewest:
        message = Words(zh=f"指标少于 {limits.fewest} 个", en=f"Fewer than {limits.fewest} indicators")
        yield _asked(limits, message, str(limits.fewest), str(count))
    measured = sum(1 for one in indicators if one.reading.measurable)
    if Fraction(measured, count) < limits.quantitative_share:
        percent = int(limits.quantitative_share * 100)
        message = Words(zh=f"定量指标不足 {percent}%", en=f"Less than {percent}% of the indicators can be measured")
        yield _asked(limits, message, f"{percent}%", f"{measured}/{count}")
    yield from (_too_heavy(one, limits) for one in indicators if 0 < limits.weight_most_c < one.weight_c)


def _too_heavy(one: SetIndicator, limits: TargetLimits) -> Problem:
    most, no = limits.weight_most_c // 100, one.draft.no
    message = Words(zh=f"第 {no} 条分值超过 {most} 分", en=f"Row {no} weighs more than {most} points")
    return _asked(limits, message, str(most), f"{one.weight_c // 100}.{one.weight_c % 100:02d}")


def _asked(limits: TargetLimits, message: Words, expected: str, found: str = "") -> Problem:
    return Problem("limit", "", message, found, expected, limits.article, severity=Severity.WARNING)


def _hint(
    code: str, where: str, message: Words, found: str, remedy: Words, severity: Severity = Severity.NOTE
) -> Problem:
    return Problem(code, where, message, found=found, rule=ARTICLE, remedy=remedy, severity=severity)
