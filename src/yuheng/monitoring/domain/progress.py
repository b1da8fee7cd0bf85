"""How far one indicator has come: the share of the year's target that a reported value reaches."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction

from yuheng.kernel.numbers import Kind, Printed, in_one_unit

ON_TIME = Fraction(1)
_RATES = frozenset({Kind.PERCENT.value, Kind.PERMILLE.value})
_LESS_IS_BETTER = ("成本", "调整率", "结余率", "控制率", "变动率", "投诉", "事故", "逾期")
_LABELS = {"达成": 1, "优": 1, "良": 1, "未达成": 0, "差": 0}


class Nature(StrEnum):
    """How an indicator grows over a year, which says what may be expected of it before the year is over.

    A FLOW adds up (kilometres built), a LEVEL is held (a pass rate), a CEILING is kept (a cost), a DAY comes once,
    a LABEL is a judgement.
    """

    FLOW = "flow"
    LEVEL = "level"
    CEILING = "ceiling"
    DAY = "day"
    LABEL = "label"


def nature_of(*, operator: str, kind: str, called: str = "") -> Nature:
    """Tell the nature of a target from its operator, what its print was read as, and how it is called.

    Where nothing says "at least", a cost and a control rate are ceilings.

    >>> nature_of(operator=">=", kind="number"), nature_of(operator=">=", kind="percent")
    (<Nature.FLOW: 'flow'>, <Nature.LEVEL: 'level'>)
    >>> nature_of(operator="", kind="money", called="经济成本指标")
    <Nature.CEILING: 'ceiling'>
    """
    if kind == Kind.DATE.value:
        return Nature.DAY
    if kind not in {Kind.NUMBER.value, Kind.MONEY.value, *_RATES}:
        return Nature.LABEL
    if operator in {"<=", "<"} or (operator in {"", "="} and any(word in called for word in _LESS_IS_BETTER)):
        return Nature.CEILING
    return Nature.LEVEL if kind in _RATES else Nature.FLOW


def share_reached(*, target: Printed, actual: Printed, nature: Nature, partly: Fraction) -> Fraction | None:
    """Return which share of the year's target a reported value reaches; None where the two cannot be compared.

    `partly` is the share that the law gives to 部分达成 at least, and to a day that was missed. A target of zero is
    reached by zero or less when it is a ceiling, by zero or more otherwise. Not capped: 1.53 is 53 % over the target.

    >>> from yuheng.kernel.numbers import parse
    >>> share_reached(target=parse("≥200公里"), actual=parse("150公里"), nature=Nature.FLOW, partly=Fraction(3, 5))
    Fraction(3, 4)
    """
    if actual.label:
        return _of_label(actual.label, partly)
    if nature is Nature.DAY:
        return _of_day(target.date_to, actual.date_to or actual.date_from, partly)
    goal, reached = in_one_unit(target, actual)
    if goal is None or reached is None:
        return None
    if nature is Nature.CEILING:
        return ON_TIME if reached <= goal else _ratio(Fraction(goal), Fraction(reached))
    if goal == 0:
        return ON_TIME if reached >= 0 else Fraction(0)
    return max(_ratio(Fraction(reached), Fraction(goal)), Fraction(0))


def _ratio(above: Fraction, below: Fraction) -> Fraction:
    return above / below if below else Fraction(0)


def _of_label(label: str, partly: Fraction) -> Fraction:
    return Fraction(_LABELS[label]) if label in _LABELS else partly


def _of_day(promised: date | None, reached: date | None, partly: Fraction) -> Fraction | None:
    if promised is None or reached is None:
        return None
    return ON_TIME if reached <= promised else partly
