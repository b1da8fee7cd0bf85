"""Reads of the budget: money of projects by stage, totals, lines, and the proof of the ledger."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Count, QuerySet, Sum

from yuheng.budget.domain.flows import REQUEST
from yuheng.budget.domain.money import Money
from yuheng.budget.domain.stages import HELD
from yuheng.budget.models import Balance, Line, LineShare, Request, RequestYear, Version
from yuheng.kernel.flow import State
from yuheng.kernel.money import Fen, split
from yuheng.platform import scopes
from yuheng.platform.acts import Actor


def money_of(project_ids: Iterable[int], year: int) -> dict[int, Money]:
    """Money of projects in a year by stage, in fen; projects without a line are left out. One query."""
    rows = Balance.objects.filter(line__project_id__in=list(project_ids), line__year=year, stage__in=HELD)
    sums: dict[int, dict[str, Fen]] = defaultdict(dict)
    for project, stage, fen in rows.values_list("line__project_id", "stage").annotate(sum=Sum("fen")):
        sums[project][f"{stage}_fen"] = int(fen)
    return {project: Money(**stages) for project, stages in sums.items()}


def approved_for(project_ids: Iterable[int], year: int) -> dict[int, Fen]:
    """What the congress approved for projects out of the year's own budget, in fen; nothing carried in. One query."""
    rows = Balance.objects.filter(line__project_id__in=list(project_ids), line__year=year, stage="source")
    own = rows.filter(line__origin_year=year).values_list("line__project_id")
    return {project: -int(fen) for project, fen in own.annotate(sum=Sum("fen"))}


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


def budget_of_lines(line_ids: Iterable[int]) -> dict[int, Money]:
    """Money of lines by stage, in fen; a line without any stands with nothing. One query."""
    keys = list(line_ids)
    found = balances_of(keys)
    return {pk: Money(**{f"{s}_fen": fen for s, fen in found.get(pk, {}).items() if s in HELD}) for pk in keys}


def money_of_targets(target_ids: Iterable[int]) -> dict[int, Money]:
    """Money of targets by stage, in fen: all of a line, or the target's share of it, exact to the fen. Three queries."""
    wanted = set(target_ids)
    shares: dict[int, list[tuple[int, int]]] = defaultdict(list)
    split_lines = LineShare.objects.filter(target__in=wanted).values("line")
    rows = LineShare.objects.filter(line__in=split_lines).order_by("target_id")
    for line, target, part in rows.values_list("line_id", "target_id", "millionths"):
        shares[line].append((target, part))
    whole = Line.objects.filter(target__in=wanted).exclude(pk__in=LineShare.objects.values("line"))
    for line, target in whole.values_list("pk", "target_id"):
        shares[line].append((target, 1))
    sums: dict[int, dict[str, Fen]] = defaultdict(lambda: defaultdict(int))
    for line, stages in balances_of(shares).items():
        for stage, fen in stages.items():
            parts = split(fen, [part for _, part in shares[line]]) if stage in HELD else []
            for (target, _), part in zip(shares[line], parts, strict=False):
                sums[target][f"{stage}_fen"] += part
    return {target: Money(**stages) for target, stages in sums.items() if target in wanted}


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


def years_of(project_id: int) -> dict[int, Money]:
    """Money of a project in every year that has a line, newest first. One query."""
    rows = Balance.objects.filter(line__project_id=project_id, stage__in=HELD)
    sums: dict[int, dict[str, Fen]] = defaultdict(dict)
    for year, stage, fen in rows.values_list("line__year", "stage").annotate(sum=Sum("fen")):
        sums[year][f"{stage}_fen"] = int(fen)
    return {year: Money(**sums[year]) for year in sorted(sums, reverse=True)}


def all_requests(project_id: int) -> list[Request]:
    """Every request of a project, newest first, with its version. One query."""
    rows = Request.objects.filter(project_id=project_id).select_related("version", "project")
    return list(rows.order_by("-year", "-pk"))


def open_version() -> Version | None:
    """The version that takes requests now, the latest year first, or None."""
    return Version.objects.filter(state="open").order_by("-year", "-pk").first()


def requests_seen_by(person: Actor) -> QuerySet[Request]:
    """The requests of the organisations that a person's posts reach."""
    return scopes.visible(Request.objects.select_related("project__unit", "version"), person)


def stage_counts(year: int, path: str) -> tuple[int, Fen]:
    """How many lines a year has under a path, and all the money that was approved for them. Two queries."""
    lines = Line.objects.filter(year=year, org_path__startswith=path).count()
    return lines, -stage_totals(year, path).get("source", 0)


def asked(year: int, path: str) -> tuple[int, Fen]:
    """How many requests the latest round of a year holds under a path, and what they ask, in fen. Two queries."""
    version = Version.objects.filter(year=year).exclude(round=Version.Round.SCENARIO).order_by("-pk").first()
    rows = Request.objects.filter(version=version, org_path__startswith=path)
    sums = rows.aggregate(count=Count("pk"), fen=Sum("amount_fen"))
    return int(sums["count"]), int(sums["fen"] or 0)


def request_states(version: Version) -> list[tuple[State, int, Fen]]:
    """How many requests of a version stand in each state of their flow, and what they ask. One query."""
    rows = Request.objects.filter(version=version).values_list("state")
    found = {state: (n, int(fen)) for state, n, fen in rows.annotate(n=Count("pk"), fen=Sum("amount_fen")).order_by()}
    return [(state, *found[state.code]) for state in REQUEST.states if state.code in found]


def unreleased(year: int) -> list[Line]:
    """Lines of a year whose approved money has not been released."""
    rows = Line.objects.filter(year=year, balances__stage="approved", balances__fen__gt=0)
    return list(rows.select_related("project", "unit").order_by("pk"))


def proposed_controls(version: Version) -> dict[int, Fen]:
    """What the results of evaluation propose for the accepted requests of a version, where they propose less."""
    rows = Request.objects.filter(version=version, state="accepted", proposed_fen__isnull=False)
    return {row.pk: min(row.amount_fen, row.proposed_fen or 0) for row in rows}


def medium_term(version: Version) -> dict[str, dict[int, Fen]]:
    """What the requests of a version need by book and year: its own year and those that they plan after it. Two queries."""
    rows = Request.objects.filter(version=version).exclude(state="refused")
    found: dict[str, dict[int, Fen]] = defaultdict(dict)
    for book, fen in rows.values_list("book").annotate(sum=Sum("amount_fen")).order_by("book"):
        found[book][version.year] = int(fen)
    later = RequestYear.objects.filter(request__in=rows.values("pk")).values_list("request__book", "year")
    for book, year, fen in later.annotate(sum=Sum("amount_fen")).order_by("request__book", "year"):
        found[book][year] = int(fen)
    return dict(found)


def in_force(years: Iterable[int]) -> dict[int, Version]:
    """The approved version of each year: it stays in force while another is being prepared. One query."""
    rows = Version.objects.filter(year__in=set(years), state="approved").order_by("pk")
    return {row.year: row for row in rows}


def years_with_versions() -> list[int]:
    """The budget years for which a version was ever opened, oldest first. One query."""
    return list(Version.objects.order_by("year").values_list("year", flat=True).distinct())
