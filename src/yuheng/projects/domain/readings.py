"""How a printed target is read: its value, unit or day, what was not read, and whether it can be measured at all."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from yuheng.kernel.money import round_half_up
from yuheng.kernel.numbers import Kind, Printed, parse
from yuheng.kernel.text import plain
from yuheng.projects.domain.drafts import IndicatorDraft

OPERATORS = frozenset({"", ">=", ">", "=", "<=", "<", "qual"})
BIGGEST_E4 = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Reading:
    """A printed target as read. `value_e4` is the value × 10⁴ in `unit` (the lower end of a range), None for no number.

    `due` is the last day of a deadline. `remainder` is the print that took no part in the reading.
    """

    kind: str
    operator: str
    value_e4: int | None
    unit: str
    due: date | None
    remainder: str
    certain: bool

    @property
    def measurable(self) -> bool:
        """Whether an actual value can be held against it without a guess."""
        return self.certain and self.operator != "qual" and (self.value_e4 is not None or self.due is not None)


@lru_cache(maxsize=256)
def sign_of(text: str) -> str:
    """A comparison as printed in its own column, in the house's spelling; unknown text comes back as it is.

    >>> sign_of("≥"), sign_of(" ＝ "), sign_of("不低于"), sign_of("以内"), sign_of("定性"), sign_of("约")
    ('>=', '=', '>=', '<=', 'qual', '约')
    """
    bare = plain(text).strip()
    return bare and (parse(f"{bare}1").operator or parse(f"1{bare}").operator or bare)


def read(draft: IndicatorDraft, year: int) -> Reading:
    """Read an indicator's target for a year; an operator in its own column counts where the print has none.

    >>> seen = read(IndicatorDraft(1, "产出指标", "质量指标", "合格率", "≥", "95%"), 2026)
    >>> seen.operator, seen.value_e4, seen.unit, seen.measurable
    ('>=', 950000, '%', True)
    >>> read(IndicatorDraft(1, "产出指标", "时效指标", "完成时间", "", "11月底前"), 2026).due
    datetime.date(2026, 11, 30)
    >>> read(IndicatorDraft(1, "效益指标", "", "效果", "定性", "明显提高"), 2026).measurable
    False
    """
    printed = parse(draft.printed, year=year)
    sign = sign_of(draft.operator)
    return Reading(
        kind=printed.kind.value,
        operator=printed.operator or sign,
        value_e4=_e4(printed),
        unit=printed.unit,
        due=printed.date_to,
        remainder=printed.remainder,
        certain=printed.certain,
    )


def operators_differ(draft: IndicatorDraft, year: int) -> tuple[str, str] | None:
    """The two operators where the column says one thing and the print another; None when they agree.

    >>> operators_differ(IndicatorDraft(1, "", "", "合格率", "≤", "≥95%"), 2026)
    ('<=', '>=')
    """
    own, printed = sign_of(draft.operator), parse(draft.printed, year=year)
    # "12月底前" reads as "not later than" by itself; a column that says "=" there is how forms are printed
    if not own or not printed.operator or own == printed.operator or printed.kind is Kind.DATE:
        return None
    return own, printed.operator


def _e4(printed: Printed) -> int | None:
    """The value in ten-thousandths of its unit; a range stands for its lower end, as the kernel compares it."""
    value: Decimal | None = printed.low if printed.kind is Kind.RANGE else printed.value
    if value is None:
        return None
    scaled = int(round_half_up(value * 10_000, 0))
    return scaled if abs(scaled) <= BIGGEST_E4 else None
