"""From a total to a grade: bands with their ends, as the rule states them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from yuheng.evaluation.domain.rules import fraction
from yuheng.kernel.outcome import NOTHING, Words


@dataclass(frozen=True, slots=True)
class Grade:
    """One band of a grade set, with open ends as None."""

    code: str
    title: Words
    low: Fraction | None
    high: Fraction | None
    low_in: bool = True
    high_in: bool = False

    def holds(self, value: Decimal | Fraction) -> bool:
        """Say whether a value lies in the band."""
        exact = Fraction(value)
        above = self.low is None or exact > self.low or (self.low_in and exact == self.low)
        below = self.high is None or exact < self.high or (self.high_in and exact == self.high)
        return above and below


def grades_from(rows: Sequence[Mapping[str, object]]) -> tuple[Grade, ...]:
    """Build a grade set from the rows of a `bands` rule; ends are "[)" unless a row states them."""
    return tuple(_grade(row) for row in rows)


def _grade(row: Mapping[str, object]) -> Grade:
    low, high, title, ends = row.get("from"), row.get("to"), row.get("title"), str(row.get("ends", "[)"))
    return Grade(
        code=str(row["code"]),
        title=title if isinstance(title, Words) else NOTHING,
        low=None if low is None else fraction(low),
        high=None if high is None else fraction(high),
        low_in=ends.startswith("["),
        high_in=ends.endswith("]"),
    )


def grade_of(total: Decimal | Fraction, grades: Sequence[Grade]) -> Grade | None:
    """Return the grade of a total, None when it lies outside every band (a total above 100, say).

    >>> two = grades_from([{"code": "low", "from": 0, "to": 60}, {"code": "high", "from": 60, "to": 100, "ends": "[]"}])
    >>> [grade_of(Decimal(total), two).code for total in ("59.99", "60", "100")]
    ['low', 'high', 'high']
    """
    return next((grade for grade in grades if grade.holds(total)), None)
