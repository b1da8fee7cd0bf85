"""What the execution rate divides by: the law names the base, the form has the amounts."""

from __future__ import annotations

from dataclasses import dataclass

from yuheng.kernel.money import Fen


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """The amounts of an execution line in fen, None where the form does not show one. `carried_fen` is part of the

    full-year budget; `fiscal_fen` is the row of fiscal money alone, beside the row of totals.
    """

    initial_fen: Fen | None = None
    full_year_fen: Fen | None = None
    arrived_fen: Fen | None = None
    carried_fen: Fen | None = None
    fiscal_fen: Fen | None = None


def base_fen(money: Money, base: str) -> Fen | None:
    """Return the amount that a base names, None where the form does not show it; `KeyError` for no such base.

    >>> money = Money(initial_fen=100, full_year_fen=120, carried_fen=15)
    >>> [base_fen(money, base) for base in ("full_year", "initial", "without_carryover", "arrived")]
    [120, 100, 105, None]
    """
    if base == "without_carryover":
        whole = money.full_year_fen
        return None if whole is None else whole - (money.carried_fen or 0)
    amounts = {
        "full_year": money.full_year_fen,
        "initial": money.initial_fen,
        "arrived": money.arrived_fen,
        "fiscal": money.fiscal_fen,
    }
    return amounts[base]
