"""What stands behind one line: what limits it, what stops it, and its vouchers one after the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Prefetch, Q, QuerySet

from yuheng.budget.domain.levels import Place, levels_of
from yuheng.budget.models import Ceiling, Entry, Line, Posting, Suspension
from yuheng.kernel.money import Fen

ORIGINS = ("release", "carry_in", "supplement", "virement")
MOST = 200  # vouchers of a chain that are shown
UP = """WITH RECURSIVE chain(id, depth) AS (
  SELECT id, 0 FROM budget_entry WHERE id = %s
  UNION ALL
  SELECT e.previous_id, chain.depth - 1 FROM budget_entry e JOIN chain ON e.id = chain.id
  WHERE e.previous_id IS NOT NULL AND chain.depth > -50
) SELECT id, depth FROM chain"""
DOWN = """WITH RECURSIVE chain(id, depth) AS (
  SELECT id, 0 FROM budget_entry WHERE id = %s
  UNION ALL
  SELECT e.id, chain.depth + 1 FROM budget_entry e JOIN chain ON e.previous_id = chain.id WHERE chain.depth < 50
) SELECT id, depth FROM chain ORDER BY depth, id LIMIT %s"""


@dataclass(frozen=True)
class Link:
    """A voucher in a chain: how far before (below zero) or after the one that was asked for, and what it moved."""

    depth: int
    entry: Entry
    legs: Sequence[Posting]

    @property
    def fen(self) -> Fen:
        """What it moved."""
        return moved(self.legs)


def moved(legs: Sequence[Posting]) -> Fen:
    """The money that some legs move: what goes in."""
    return sum(leg.fen for leg in legs if leg.fen > 0)


def place_of(line: Line) -> Place:
    """Where a line stands in the levels of control."""
    return Place(
        line.pk, line.year, line.project_id, line.org_path, line.book, line.function_code, line.department_economic
    )


def ceilings_over(line: Line) -> list[Ceiling]:
    """The ceilings that bind a line, from the narrowest level. One query."""
    wanted = Q(pk__in=[])
    for level, key in levels_of(place_of(line)):
        wanted |= Q(level=level, key=key)
    return list(Ceiling.objects.filter(wanted, year=line.year).order_by("limit_fen", "pk"))


def stops_on(line: Line) -> list[Suspension]:
    """The suspensions that stop a line now. One query."""
    codes = line.org_path.rstrip("/").split("/")
    paths = ["/".join(codes[: depth + 1]) + "/" for depth in range(len(codes))]
    binds = Q(line=line) | Q(project=line.project_id) | Q(organisation__isnull=False, org_path__in=paths)
    rows = Suspension.objects.filter(binds, lifted_on__isnull=True)
    return list(rows.select_related("line__project", "project", "organisation").order_by("since", "pk"))


def vouchers_of(line: Line) -> QuerySet[Entry]:
    """The vouchers of a line; each carries what it moved there as `legs`."""
    mine = Posting.objects.filter(line=line)
    rows = Entry.objects.filter(pk__in=mine.values("entry")).select_related("previous")
    return rows.prefetch_related(Prefetch("postings", mine.order_by("pk"), to_attr="legs"))


def chain_of(line: Line, entry: int) -> list[Link]:
    """The vouchers before and after one, nearest to the budget first; nothing when it is not the line's. Six queries.

    A voucher that takes what is executable and names none before it stands on those that made the money executable.
    """
    if not Posting.objects.filter(line=line, entry=entry).exists():
        return []
    with connection.cursor() as cursor:
        cursor.execute(UP, [entry])
        depths = dict(cursor.fetchall())
        cursor.execute(DOWN, [entry, MOST])
        depths |= dict(cursor.fetchall())
    rows = vouchers_of(line).filter(pk__in=depths)
    links = sorted((Link(depths[row.pk], row, row.legs) for row in rows), key=lambda link: (link.depth, link.entry.pk))  # type: ignore[attr-defined]  # prefetched
    first = links[0]
    if any(leg.stage == "executable" and leg.fen < 0 for leg in first.legs) and first.entry.previous_id is None:
        before = vouchers_of(line).filter(kind__in=ORIGINS, pk__lt=first.entry.pk).order_by("pk")[:MOST]
        links = [*(Link(first.depth - 1, row, row.legs) for row in before), *links]  # type: ignore[attr-defined]
    return links
