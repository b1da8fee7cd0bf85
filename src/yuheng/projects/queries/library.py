"""Reads of projects, appraisals and targets."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum

from yuheng.kernel.outcome import Problem
from yuheng.organisations.models import Organisation
from yuheng.platform import clock
from yuheng.platform.acts import Actor
from yuheng.platform.scopes import visible, within
from yuheng.projects.domain.drafts import IndicatorDraft
from yuheng.projects.domain.hints import hints_for
from yuheng.projects.domain.readings import read
from yuheng.projects.domain.targets import SetIndicator
from yuheng.projects.models import Appraisal, Project, Target, TargetIndicator
from yuheng.projects.queries.law import region_of, target_limits


@dataclass(frozen=True, slots=True)
class StageCounts:
    """Projects and targets of one budget year, counted; `amount_fen` is what the library holds for whole lives."""

    projects: int
    in_library: int
    amount_fen: int
    appraised: int
    targets: int
    confirmed: int


def seen_by(person: Actor) -> QuerySet[Project]:
    """The projects that a person's posts let him see, with their units."""
    return visible(Project.objects.all(), person).select_related("unit", "unit__parent")


def targets_of(project: Project) -> list[Target]:
    """All targets of a project with their indicators, newest year first; two queries."""
    return list(project.targets.order_by("-year").prefetch_related("indicators__definition"))


def target_of(project: Project, year: int) -> Target | None:
    """The target of a project for a year in whatever state, with its indicators."""
    return project.targets.filter(year=year).prefetch_related("indicators").first()


def confirmed_target(project: Project, year: int) -> Target | None:
    """The confirmed target of a project for a year, with its indicators in order; None when there is none."""
    return confirmed_targets([project.pk], year).get(project.pk)


def confirmed_targets(project_ids: Iterable[int], year: int) -> dict[int, Target]:
    """Confirmed targets by project for a year, indicators prefetched; two queries whatever the number."""
    rows = Target.objects.filter(project_id__in=list(project_ids), year=year, state="confirmed")
    return {target.project_id: target for target in rows.select_related("project").prefetch_related("indicators")}


def indicators_of(target: Target) -> list[TargetIndicator]:
    """A target's indicators in their order, from what was prefetched where it was."""
    return sorted(target.indicators.all(), key=lambda row: row.no)


def appraisals_of(project: Project) -> list[Appraisal]:
    """All appraisals of a project, newest first, with their scores."""
    return list(project.appraisals.order_by("-number").prefetch_related("scores"))


def latest_appraisals(project_ids: Iterable[int]) -> dict[int, Appraisal]:
    """The latest appraisal of each project that has one; one query."""
    latest = Appraisal.objects.filter(project=OuterRef("project")).order_by("-number").values("number")[:1]
    rows = Appraisal.objects.filter(project_id__in=list(project_ids), number=Subquery(latest))
    return {row.project_id: row for row in rows}


def first_years() -> list[int]:
    """The first budget years that the library knows, newest first."""
    return list(Project.objects.order_by("-year").values_list("year", flat=True).distinct())


def sectors(person: Actor) -> list[str]:
    """The sectors of the projects that a person sees, in order."""
    named = visible(Project.objects.exclude(sector=""), person)
    return list(named.order_by("sector").values_list("sector", flat=True).distinct())


def in_year(rows: QuerySet[Project], year: int) -> QuerySet[Project]:
    """Those of these projects that run in a budget year."""
    return rows.filter(year__lte=year, last_year__gte=year)


def stage_counts(person: Actor | None, year: int) -> StageCounts:
    """How many projects of a year stand at each of the first three stages, as far as a person sees; two queries.

    None is a citizen or the machine: everything counts.
    """
    mine = Q() if person is None else within(person)
    rows = in_year(Project.objects.filter(mine), year)
    appraised = Exists(Appraisal.objects.filter(project=OuterRef("pk")))
    projects = rows.aggregate(
        count=Count("pk"),
        library=Count("pk", filter=Q(state="in_library")),
        fen=Sum("amount_fen"),
        appraised=Count("pk", filter=appraised),
    )
    targets = Target.objects.filter(mine, year=year).aggregate(
        count=Count("pk"), confirmed=Count("pk", filter=Q(state="confirmed"))
    )
    return StageCounts(
        projects=projects["count"],
        in_library=projects["library"],
        amount_fen=projects["fen"] or 0,
        appraised=projects["appraised"],
        targets=targets["count"],
        confirmed=targets["confirmed"],
    )


def hints_of(target: Target) -> list[Problem]:
    """What a careful reviewer would say about a target as it stands; never an error."""
    limits = target_limits(region=region_of(target.org_path), on=clock.today())
    return hints_for([settled(row, target.year) for row in indicators_of(target)], limits, year=target.year)


def settled(row: TargetIndicator, year: int) -> SetIndicator:
    """A kept indicator as the domain knows it; an operator that the print holds itself is not repeated."""
    bare = IndicatorDraft(row.no, row.level1, row.level2, row.name, "", row.printed, row.weight_printed)
    sign = "" if read(bare, year).operator else row.operator
    draft = replace(bare, operator=sign)
    return SetIndicator(draft, read(draft, year), row.weight_c)


def departments(person: Actor) -> list[tuple[str, str]]:
    """Path and name of the departments that a person sees, for a list of choices."""
    rows = visible(Organisation.objects.filter(kind=Organisation.Kind.DEPARTMENT), person, path="path")
    return list(rows.order_by("code").values_list("path", "name"))


def units_prepared_by(person: Actor) -> list[Organisation]:
    """The units whose projects a person may enter."""
    wanted = Q(pk__in=[])
    for post in person.posts:
        if post.duty == "unit.prepare":
            wanted |= Q(path__startswith=post.reach)
    return list(Organisation.objects.filter(wanted, kind=Organisation.Kind.UNIT).order_by("code"))
