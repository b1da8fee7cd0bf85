"""How projects stand before the gates, and what keeps them back."""

from collections.abc import Sequence

from django.db.models import Count, Q

from yuheng.kernel.outcome import Problem
from yuheng.projects.domain.gates import Standing, before_admission, before_budget
from yuheng.projects.models import Appraisal, Project, Target
from yuheng.projects.queries.law import appraisal_demand
from yuheng.projects.queries.library import latest_appraisals
from yuheng.projects.queries.plans import plan_gate


def gate_problems(projects: Sequence[Project], year: int) -> list[Problem]:
    """What keeps these projects from a budget line for a year; an empty list lets them all pass."""
    found = [problem for standing in standings(projects, year) for problem in before_budget(standing)]
    return found + plan_gate(projects, year, budget=True)


def admission_problems(projects: Sequence[Project]) -> list[Problem]:
    """What keeps these projects out of the library; each is asked for its own first year."""
    by_year: dict[int, list[Project]] = {}
    for project in projects:
        by_year.setdefault(project.year, []).append(project)
    problems: list[Problem] = []
    for year, group in sorted(by_year.items()):
        problems += [problem for standing in standings(group, year) for problem in before_admission(standing)]
        problems += plan_gate(group, year, budget=False)
    return problems


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
