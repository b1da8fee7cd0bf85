"""Columns that upper contexts hang on the list of projects: money, light, score."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from yuheng.budget import queries as budget
from yuheng.evaluation import queries as evaluation
from yuheng.monitoring import queries as monitoring
from yuheng.platform.ui.listing import Column, Kind
from yuheng.projects.web import listing


def _budget(keys: Sequence[int], year: int) -> Mapping[int, int]:
    return {pk: money.budget_fen for pk, money in budget.money_of(keys, year).items()}


def _rate(keys: Sequence[int], year: int) -> Mapping[int, Fraction]:
    money = budget.money_of(keys, year)
    return {pk: Fraction(one.paid_fen, one.budget_fen) for pk, one in money.items() if one.budget_fen}


def _light(keys: Sequence[int], year: int) -> Mapping[int, str]:
    return {pk: row.light for pk, row in monitoring.latest_lights(keys, year).items()}


def _score(keys: Sequence[int], year: int) -> Mapping[int, int | None]:
    """The score of the latest year that is sealed before this budget year."""
    return {pk: row.total_c for pk, row in evaluation.evaluations_of(keys, year - 1).items()}


def hang() -> None:
    """Hang the columns (called once, by the wiring)."""
    listing.add_column(40, Column("budget", _("Budget of the year (10k yuan)"), kind=Kind.MONEY), _budget)
    listing.add_column(41, Column("rate", _("Paid"), kind=Kind.PERCENT), _rate)
    listing.add_column(50, Column("light", _("Light"), kind=Kind.LIGHT), _light)
    listing.add_column(60, Column("score", _("Last year's score"), kind=Kind.POINTS), _score)
