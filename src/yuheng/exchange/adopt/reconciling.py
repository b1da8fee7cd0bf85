"""What the ledger says, added up as the source is: read back from postings and balances, never from what was meant."""

from collections.abc import Iterator, Mapping

from django.db.models import F, Q, Sum

from yuheng.budget.models import Balance, Posting
from yuheng.exchange.adopt.telling import Cell, dimensions_of
from yuheng.kernel.money import Fen

CREDIT = ("approve",)
CHANGES = ("virement", "supplement", "cut")
CLASS, PROJECT = "line__government_economic", "line__project__code"


def ledger_totals(place: str, stages: tuple[str, ...], *, final: bool) -> dict[Cell, Fen]:
    """Totals of the ledger by economic class and by project: credit, its changes, and the stages of its use.

    Credit that lines of a group share (kind `cover`) is no change of the source and does not count as one.
    """
    found: dict[Cell, Fen] = {}
    for dimension, by in (("economic_class", CLASS), ("project", PROJECT)):
        for year, value, stage, fen in _totals(by, stages, final=final):
            if dimension in dimensions_of(stage):
                cell = (year, dimension, value.removeprefix(f"{place}-") if by == PROJECT else value, stage)
                found[cell] = found.get(cell, 0) + fen
    return found


def _totals(by: str, stages: tuple[str, ...], *, final: bool) -> Iterator[tuple[int, str, str, Fen]]:
    credit = Posting.objects.filter(stage="executable", entry__kind__in=CREDIT)
    changes = Posting.objects.filter(stage="executable", entry__kind__in=CHANGES)
    for name, rows in (("initial", credit), ("modifications", changes)):
        for year, value, fen in rows.values_list("line__year", by).annotate(sum=Sum("fen")).order_by():
            yield year, value, name, fen
    held = Balance.objects.exclude(stage__in=("source", "adjusted"))
    for year, value, stage, fen in held.values_list("line__year", by, "stage").annotate(sum=Sum("fen")).order_by():
        if final:
            yield year, value, "final", fen
        for name in _holding(stage, stages):
            yield year, value, name, fen


def _holding(stage: str, stages: tuple[str, ...]) -> tuple[str, ...]:
    """The printed stages that hold what stands here: a stage of the source holds all later ones.

    >>> _holding("committed", ("reserved", "committed", "accepted")), _holding("executable", ("reserved",))
    (('reserved', 'committed'), ())
    """
    chain = (*stages, "paid")
    return chain[: chain.index(stage) + 1] if stage in chain else ()


def moved_totals() -> Mapping[Cell, Fen]:
    """What adjustments gave to lines and took from them, by year."""
    rows = Posting.objects.filter(stage="executable", entry__kind__in=CHANGES).values_list("line__year")
    found: dict[Cell, Fen] = {}
    for year, gains, gives in rows.annotate(
        gains=Sum("fen", filter=Q(fen__gt=0), default=0), gives=Sum("fen", filter=Q(fen__lt=0), default=0)
    ).order_by(F("line__year")):
        found[year, "direction", "gains", "moved"] = gains
        found[year, "direction", "gives", "moved"] = gives
    return found
