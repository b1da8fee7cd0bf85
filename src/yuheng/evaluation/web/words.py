"""Scores in words: the calculation of one line in a sentence, grades and states with their tones."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from yuheng.evaluation.domain.rules import mapping
from yuheng.kernel.dated import NoLaw
from yuheng.kernel.money import round_half_up
from yuheng.kernel.outcome import NOTHING, Words
from yuheng.platform import clock
from yuheng.platform.ui.text import points
from yuheng.regulations.current import by_book
from yuheng.regulations.queries import rule

MEASURES = {
    "actual/target": Words(zh="完成值÷指标值", en="actual ÷ target"),
    "target/actual": Words(zh="指标值÷完成值", en="target ÷ actual"),
    "(2*target-actual)/target": Words(zh="（2×指标值－完成值）÷指标值", en="(2 × target − actual) ÷ target"),
    "target-actual": Words(zh="指标值－完成值", en="target − actual"),
    "actual-target": Words(zh="完成值－指标值", en="actual − target"),
    "|actual-target|/target": Words(zh="偏差÷指标值", en="deviation ÷ target"),
    "actual": Words(zh="完成值", en="actual"),
    "days_late": Words(zh="逾期天数", en="days late"),
    "label": Words(zh="定性档次", en="band"),
}
STATUSES = {
    "not_reported": Words(zh="未填报完成值", en="Not reported"),
    "not_applicable": Words(zh="不适用，其余各项按比例放大", en="Not applicable; the rest is scaled up"),
    "not_comparable": Words(zh="完成值与指标值不能比较", en="Target and actual cannot be compared"),
    "needs_judgement": Words(zh="需要人工评定", en="A person must judge"),
}
GRADE_TONES = {"excellent": "good", "good": "info", "fair": "warn", "poor": "bad"}


def grade_words(code: str, region: str) -> Words:
    """How a grade is called in a region today; its code where the law has no such grade."""
    return _grades(region, clock.today()).get(code, Words(zh=code, en=code)) if code else NOTHING


@by_book(maxsize=64)
def _grades(region: str, on: date) -> Mapping[str, Words]:
    try:
        rows = rule("grades.evaluation", on=on, region=region).rows
    except NoLaw:
        return {}
    return {str(row["code"]): title for row in rows if isinstance(title := row.get("title"), Words)}


def exact(value: object) -> Fraction | None:
    """A number of a working ({"exact": "3/4", …} or "3/4"); None for nothing."""
    text = mapping(value).get("exact", value)
    return Fraction(str(text)) if text else None


def working_words(working: Mapping[str, object], status: str, points_c: int | None) -> Words:
    """How the points came about, in one sentence.

    >>> said = working_words({"measure": "actual/target", "x": {"exact": "3/4"}, "share": "3/4", "weight": "60"}, "scored", 4500)
    >>> said.zh
    '完成值÷指标值 = 0.75，得分率 75%，60 分 × 75% = 45 分'
    """
    if status in STATUSES:
        return STATUSES[status]
    share, x = exact(working.get("share")), exact(working.get("x"))
    if share is None or points_c is None:
        return NOTHING
    weight, got = _number(Fraction(Decimal(str(working["weight"])))), points(points_c, short=True)
    rate = f"{_number(share * 100)}%"
    name = MEASURES.get(str(working["measure"]), NOTHING)
    measured = ("", "") if x is None else (f"{name.zh} = {_number(x)}，", f"{name.en} = {_number(x)}; ")
    lost = exact(working.get("deducted"))
    over = (
        (f"（超额过多，扣 {_number(lost * 100)}%）", f" (far over: less {_number(lost * 100)}%)") if lost else ("", "")
    )
    return Words(
        zh=f"{measured[0]}得分率 {rate}{over[0]}，{weight} 分 × {rate} = {got} 分",
        en=f"{measured[1]}share {rate}{over[1]}; {weight} points × {rate} = {got} points",
    )


def _number(value: Fraction) -> str:
    """At most four decimals, without zeros at the end."""
    text = f"{round_half_up(value, 4):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
