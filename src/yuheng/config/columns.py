"""Columns that upper contexts hang on the list of projects: money, light, score."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from yuheng.budget import queries as budget
from yuheng.budget.domain.money import Money
from yuheng.evaluation import queries as evaluation
from yuheng.monitoring import queries as monitoring
from yuheng.platform.ui.listing import Column, Kind
from yuheng.projects.web import listing


def _rate(money: Money) -> Fraction | None:
    return Fraction(money.paid_fen, money.budget_fen) if money.budget_fen else None


def _light(keys: Sequence[int], year: int) -> Mapping[int, str]:
    return {pk: row.light for pk, row in monitoring.latest_lights(keys, year).items()}


def _score(keys: Sequence[int], year: int) -> Mapping[int, int | None]:
    """The score of the latest year that is sealed before this budget year."""
    return evaluation.scores_of(keys, year - 1)


def hang() -> None:
    """Hang the columns (called once, by the wiring)."""
    title = _("Budget of the year (10k yuan)")
    listing.add_column(40, Column("budget", title, lambda money: money.budget_fen, Kind.MONEY), budget.money_of)
    listing.add_column(41, Column("rate", _("Paid"), _rate, Kind.PERCENT), budget.money_of)
    listing.add_column(50, Column("light", _("Light"), kind=Kind.LIGHT), _light)
    listing.add_column(60, Column("score", _("Last year's score"), kind=Kind.POINTS), _score)
