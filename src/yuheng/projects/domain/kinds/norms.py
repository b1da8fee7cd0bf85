"""What a check of a kind of project is given: the project it is about, and the figures of the law."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from yuheng.kernel.money import Fen
from yuheng.kernel.outcome import Severity, Words


@dataclass(frozen=True, slots=True)
class Norm:
    """A figure or a list of the law as a check uses it. One that was not verified (`firm` False) warns and stops nothing."""

    value: Fraction = Fraction(0)
    items: tuple[tuple[str, Words], ...] = ()
    article: str = ""
    firm: bool = True

    @property
    def weighs(self) -> Severity:
        """How much breaking it weighs."""
        return Severity.ERROR if self.firm else Severity.WARNING


Law: TypeAlias = Mapping[str, Norm]


@dataclass(frozen=True, slots=True)
class About:
    """The project that a plan belongs to, as far as checks ask.

    `on` is today. `budget_year` is the year money is asked for, 0 before admission. `satisfaction` counts the
    satisfaction indicators of the year's target. `taken_fen` is what other bonds of the same first year hold already.
    """

    where: str
    year: int
    last_year: int
    amount_fen: Fen
    on: date
    budget_year: int = 0
    satisfaction: int = 0
    taken_fen: Fen = 0

    def at(self, *parts: object) -> str:
        """Where a problem is said to be: a field of the head, or row and field; forms find their cell by it.

        >>> About("桥", 2026, 2027, 1, date(2026, 1, 1)).at(3, "income_fen")
        '桥 · 3 · income_fen'
        """
        return " · ".join([self.where, *(str(part) for part in parts)])
