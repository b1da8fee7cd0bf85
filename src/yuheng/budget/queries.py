"""Reads of the budget: money of projects by stage, totals, lines, and the proof of the ledger."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import QuerySet, Sum

from yuheng.budget.domain.money import Money
from yuheng.budget.models import Balance, Line, Request, Version
from yuheng.kernel.money import Fen

SHOWN = ("approved", "executable", "applied", "paid", "lapsed")


def money_of(project_ids: Iterable[int], year: int) -> dict[int, Money]:
    """Money of projects in a year by stage, in fen; projects without a line are left out. One query."""
    rows = Balance.objects.filter(line__project_id__in=list(project_ids), line__year=year, stage__in=SHOWN)
    sums: dict[int, dict[str, Fen]] = defaultdict(dict)
    for project, stage, fen in rows.values_list("line__project_id", "stage").annotate(sum=Sum("fen")):
        sums[project][f"{stage}_fen"] = int(fen)
    return {project: Money(**stages) for project, stages in sums.items()}


def stage_totals(year: int, path: str = "") -> dict[str, Fen]:
    """How much money of a year stands in each stage under a path, in fen. One query."""
    rows = Balance.objects.filter(line__year=year, line__org_path__startswith=path)
    return {stage: int(fen) for stage, fen in rows.values_list("stage").annotate(sum=Sum("fen")).order_by("stage")}


def lines_of(project_id: int, year: int) -> list[Line]:
    """The ledger lines of a project in a year."""
    return list(Line.objects.filter(project_id=project_id, year=year).select_related("project", "unit").order_by("pk"))


def balances_of(line_ids: Iterable[int]) -> dict[int, dict[str, Fen]]:
    """Balances by line and stage, in fen. One query."""
    found: dict[int, dict[str, Fen]] = defaultdict(dict)
    for line, stage, fen in Balance.objects.filter(line_id__in=list(line_ids)).values_list("line_id", "stage", "fen"):
        found[line][stage] = fen
    return dict(found)


def requests_of(project_ids: Iterable[int], year: int, round: str | None = None) -> dict[int, Request]:
    """The latest request of each project for a year, by project (in one round, when given). One query."""
    rows = Request.objects.filter(project_id__in=list(project_ids), year=year).select_related("project", "version")
    if round:
        rows = rows.filter(version__round=round)
    return {row.project_id: row for row in rows.order_by("pk")}


def version_in_preparation(year: int) -> Version | None:
    """The version of a year that is open or before the congress, or None."""
    return Version.objects.filter(year=year, state__in=["open", "compiled"]).order_by("-pk").first()


def versions(years: Sequence[int] = ()) -> QuerySet[Version]:
    """All versions, newest year first."""
    rows = Version.objects.filter(year__in=years) if years else Version.objects.all()
    return rows.order_by("-year", "-pk")
