"""A number never travels alone: it carries its unit, its day and its sources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

Number: TypeAlias = int | Decimal | Fraction


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with what a reader needs to ask "why?": unit ("fen", "/1", "亩"), the day it stands for, its sources.

    `value` is exact (int, Decimal or Fraction) or None when it is not known; a source is a rule id, an article,
    or the reference of a record.

    >>> Figure(Decimal("0.925"), "/1", date(2026, 11, 16), ("caiyu-2020-10#art-16",)).known
    True
    """

    value: Number | None
    unit: str
    as_of: date
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if isinstance(self.value, float):
            raise TypeError("a figure is exact: int, Decimal or Fraction, not float")

    @property
    def known(self) -> bool:
        """Say whether there is a value at all."""
        return self.value is not None

    def because(self, *sources: str) -> Figure:
        """Return the same figure with further sources, each named once."""
        return Figure(self.value, self.unit, self.as_of, tuple(dict.fromkeys((*self.sources, *sources))))
