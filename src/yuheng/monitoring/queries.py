"""Reads of watching: readings, lights, warnings, and the curve of results through a year."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from yuheng.kernel.period import end_of_month
from yuheng.monitoring.domain.lights import Followed, Moment, weighted_result
from yuheng.monitoring.domain.progress import nature_of
from yuheng.monitoring.models import Observation, Reading, Warning
from yuheng.platform import scopes
from yuheng.platform.acts import Actor
from yuheng.projects.models import Project, TargetIndicator

E4 = 10_000


def last_numbers(indicator_ids: Iterable[int]) -> dict[tuple[int, date], int]:
    """How often each indicator was reported for each day already, by (indicator, day). One query."""
    rows = Reading.objects.filter(indicator_id__in=set(indicator_ids)).values_list("indicator_id", "through")
    return {(pk, day): number for pk, day, number in rows.annotate(last=Max("number"))}


def latest_shares(indicator_ids: Iterable[int], day: date) -> dict[int, int | None]:
    """The share of the target (× 10⁴) that each indicator had reached by a day, as last reported. One query."""
    rows = Reading.objects.filter(indicator_id__in=set(indicator_ids), through__lte=day)
    ordered = rows.order_by("indicator_id", "through", "number").values_list("indicator_id", "share_e4")
    return dict(ordered.iterator(chunk_size=5000))


def latest_readings(indicator_ids: Iterable[int], day: date) -> dict[int, Reading]:
    """The last reading of each indicator by a day. One query."""
    rows = Reading.objects.filter(indicator_id__in=set(indicator_ids), through__lte=day)
    return {row.indicator_id: row for row in rows.order_by("indicator_id", "through", "number")}


def followed(indicator: TargetIndicator, share_e4: int | None) -> Followed:
    """An indicator as watching sees it."""
    return Followed(
        name=indicator.name,
        weight_c=indicator.weight_c,
        nature=nature_of(
            operator=indicator.operator,
            kind=indicator.kind,
            called=f"{indicator.level1}{indicator.level2}{indicator.name}",
        ),
        share=None if share_e4 is None else Fraction(share_e4, E4),
        due=indicator.due,
    )


def latest_lights(project_ids: Iterable[int], year: int) -> dict[int, Observation]:
    """The newest observation of each project in a year. One query."""
    rows = Observation.objects.filter(project_id__in=set(project_ids), year=year).order_by("project_id", "through")
    return {row.project_id: row for row in rows.defer("reasons")}


def light_counts(year: int, path: str = "") -> dict[str, int]:
    """How many projects under a path show which light at their newest observation of the year. One query."""
    newest = Observation.objects.filter(project=OuterRef("project"), year=year).order_by("-through").values("pk")[:1]
    rows = Observation.objects.filter(year=year, org_path__startswith=path, pk=Subquery(newest))
    counted = dict(rows.values_list("light").annotate(n=Count("pk")))
    return {light: counted.get(light, 0) for light in ("red", "yellow", "grey", "green")}


def observations_of(project_id: int, year: int) -> list[Observation]:
    """The observations of a project in a year, oldest first."""
    return list(Observation.objects.filter(project_id=project_id, year=year).order_by("through"))


def result_curve(project: Project, year: int) -> list[tuple[date, Fraction]]:
    """The weighted share of a project's results at the end of each month that has a reading. Two queries."""
    indicators = list(TargetIndicator.objects.filter(target__project=project, target__year=year))
    readings = Reading.objects.filter(indicator__in=indicators).order_by("through", "number")
    days = [(row.indicator_id, row.through, row.share_e4) for row in readings]
    curve = []
    for month in sorted({day.month for _, day, _ in days}):
        by_then = {pk: share for pk, day, share in days if day.month <= month}
        seen = [followed(one, by_then.get(one.pk)) for one in indicators]
        last = end_of_month(year, month)
        share = weighted_result(seen, Moment(last, month))
        if share is not None:
            curve.append((last, share))
    return curve


def warnings_seen_by(person: Actor) -> QuerySet[Warning]:
    """The warnings of the organisations that a person's posts reach, soonest deadline first."""
    rows = Warning.objects.select_related("project__unit", "observation")
    return scopes.visible(rows, person).order_by("due", "-pk")


def warning_counts(year: int, path: str = "") -> tuple[int, int]:
    """How many warnings a year has under a path, and how many of them are not settled. One query."""
    rows = Warning.objects.filter(year=year, org_path__startswith=path)
    counted = rows.aggregate(all=Count("pk"), open=Count("pk", filter=~Q(state="settled")))
    return counted["all"], counted["open"]


def warnings_of(project_id: int, year: int) -> list[Warning]:
    """The warnings of a project in a year, newest first."""
    return list(
        Warning.objects.filter(project_id=project_id, year=year)
        .select_related("observation", "project")
        .order_by("-pk")
    )
