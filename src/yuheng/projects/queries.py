"""Reads of projects, appraisals and targets, and the law that holds for them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum

from yuheng.kernel.dated import NoLaw
from yuheng.kernel.money import FEN_PER_YUAN
from yuheng.kernel.outcome import Problem, Words
from yuheng.organisations.models import Organisation
from yuheng.platform import clock
from yuheng.platform.acts import Actor
from yuheng.platform.scopes import visible, within
from yuheng.projects.domain.appraisal import CONCLUSION_CODES, AppraisalScheme, Band, Dimension
from yuheng.projects.domain.drafts import IndicatorDraft
from yuheng.projects.domain.gates import Standing, before_admission, before_budget
from yuheng.projects.domain.hints import TargetLimits, hints_for
from yuheng.projects.domain.readings import read
from yuheng.projects.domain.targets import SetIndicator
from yuheng.projects.domain.weights import LEVELS, WeightScheme
from yuheng.projects.models import Appraisal, Project, Target, TargetIndicator
from yuheng.regulations.domain.law import Plain, Rule
from yuheng.regulations.queries import rule

TRIGGERS = {"new": "new_project", "continuing": "expired_continued"}


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


def gate_problems(projects: Sequence[Project], year: int) -> list[Problem]:
    """What keeps these projects from a budget line for a year; an empty list lets them all pass."""
    return [problem for standing in standings(projects, year) for problem in before_budget(standing)]


def admission_problems(projects: Sequence[Project]) -> list[Problem]:
    """What keeps these projects out of the library; each is asked for its own first year."""
    by_year: dict[int, list[Project]] = {}
    for project in projects:
        by_year.setdefault(project.year, []).append(project)
    found = [one for year, group in sorted(by_year.items()) for one in standings(group, year)]
    return [problem for standing in found for problem in before_admission(standing)]


def standings(projects: Sequence[Project], year: int) -> list[Standing]:
    """How projects stand before the gates for a year; two queries whatever their number."""
    keys = [project.pk for project in projects]
    appraised = latest_appraisals(keys)
    measurable = Count("indicators", filter=Q(indicators__measurable=True))
    rows = Target.objects.filter(project_id__in=keys, year=year).annotate(measurable=measurable)
    targets = {key: (state, count) for key, state, count in rows.values_list("project_id", "state", "measurable")}
    return [_standing(project, year, appraised.get(project.pk), targets.get(project.pk)) for project in projects]


def _standing(project: Project, year: int, appraisal: Appraisal | None, target: tuple[str, int] | None) -> Standing:
    state, measurable = target or ("", 0)
    demand = appraisal_demand(project)
    return Standing(
        where=project.name,
        year=year,
        first_year=project.year,
        last_year=project.last_year,
        state=project.state,
        appraisal_demanded=demand is not None,
        conclusion=appraisal.conclusion if appraisal else "",
        target_state=state,
        measurable=measurable,
        appraisal_article=demand.source.id if demand else "",
    )


def region_of(org_path: str) -> str:
    """The region whose law holds for an organisation: the first code of its path.

    >>> region_of("990123/301/301001/")
    '990123'
    """
    return org_path.split("/", 1)[0]


def appraisal_demand(project: Project) -> Rule | None:
    """The rule that demands an appraisal of this project before it is admitted; None when none does.

    Demanded are the kinds of project that the rule lists, from the amount on that the region names (none: all).
    """
    region, on = region_of(project.org_path), clock.today()
    if not rule("budget.appraisal_required", on=on, region=region).flag:
        return None
    triggers = rule("appraisal.triggers", on=on, region=region)
    if triggers.row(TRIGGERS[project.novelty]) is None:
        return None
    try:
        least_yuan = rule("appraisal.mandatory_from", on=on, region=region).number
    except NoLaw:
        return triggers
    return triggers if project.amount_fen >= least_yuan * FEN_PER_YUAN else None


def appraisal_scheme(*, region: str, on: date) -> AppraisalScheme:
    """The dimensions with their full points, and the bands of the conclusion, in force in a region on a day."""
    dimensions = rule("appraisal.dimensions", on=on, region=region)
    weights = rule("appraisal.weights", on=on, region=region)
    bands = rule("appraisal.conclusions", on=on, region=region)
    return AppraisalScheme(
        dimensions=tuple(
            Dimension(str(row["code"]), _words(row["title"]), _hundredths(weights.fields[str(row["code"])]))
            for row in dimensions.rows
        ),
        bands=tuple(Band(_hundredths(row["from"]), CONCLUSION_CODES[str(row["code"])]) for row in bands.rows),
        article=f"{dimensions.source.id}; {weights.source.id}; {bands.source.id}",
        unverified=dimensions.unverified or weights.unverified or bands.unverified,
    )


def weight_scheme(*, region: str, on: date) -> WeightScheme:
    """The points of the level-1 groups of a target, in force in a region on a day."""
    plain, cost = (
        rule("weights.self_2021", on=on, region=region),
        rule("weights.self_2021_with_cost", on=on, region=region),
    )
    return WeightScheme(
        with_cost=_levels(cost),
        without_cost=_levels(plain),
        execution_c=_hundredths(plain.fields["execution"]),
        article=plain.source.id,
        unverified=plain.unverified or cost.unverified,
    )


def target_limits(*, region: str, on: date) -> TargetLimits:
    """What a region asks of a whole target beyond the national rules; a limit that it has not set is absent."""
    fewest, share = _asked("target.min_indicators", region, on), _asked("target.quantitative_share_min", region, on)
    most, levels = _asked("target.weight_max_single", region, on), _asked("target.required_levels", region, on)
    return TargetLimits(
        fewest=fewest.days if fewest else 0,
        quantitative_share=Fraction(share.number) if share else Fraction(0),
        weight_most_c=_hundredths(most.number) if most else 0,
        levels=tuple((str(row["code"]), _words(row["title"])) for row in levels.rows) if levels else (),
        article=next((one.source.id for one in (fewest, share, most, levels) if one), ""),
    )


def _asked(rule_id: str, region: str, on: date) -> Rule | None:
    """A rule that a region may have, or None."""
    try:
        return rule(rule_id, on=on, region=region)
    except NoLaw:
        return None


def _levels(found: Rule) -> Mapping[str, int]:
    return {code: _hundredths(found.fields[code]) for code in LEVELS if code in found.fields}


def _hundredths(points: Plain) -> int:
    """Points of a rule in hundredths; ValueError when the rule is finer than that."""
    if not isinstance(points, int | Decimal) or points * 100 != int(points * 100):
        raise ValueError(f"not points with at most two decimals: {points!r}")
    return int(points * 100)


def _words(title: Plain) -> Words:
    return title if isinstance(title, Words) else Words(zh=str(title), en=str(title))


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
