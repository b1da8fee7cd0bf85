"""Panels of the project page that this context fills itself: the data of its kind, appraisal, targets."""

from dataclasses import dataclass

from django.urls import reverse

from yuheng.kernel.outcome import Words
from yuheng.platform import clock
from yuheng.platform.acts import Actor
from yuheng.platform.ui import steps
from yuheng.platform.ui.panels import Panel
from yuheng.projects import policies, queries
from yuheng.projects.domain.appraisal import CONCLUSIONS
from yuheng.projects.models import Appraisal, Project, Target, TargetIndicator
from yuheng.projects.web.plans.panel import plan_panel
from yuheng.projects.web.readings import SIGN, reading_words

__all__ = ["appraisal_panel", "plan_panel", "targets_panel"]

TONES = {"support": "good", "adjust": "warn", "reject": "bad"}


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator as the panel shows it: printed and read side by side."""

    row: TargetIndicator
    printed: str
    reading: str


def appraisal_panel(person: Actor | None, project: Project) -> Panel | None:
    """Points per dimension, the conclusion and its article; what is demanded when nothing was appraised."""
    if person is None:
        return None
    shown = [_appraisal(row) for row in queries.appraisals_of(project)]
    demand = queries.appraisal_demand(project)
    appraise = reverse("project-appraise", kwargs={"pk": project.pk})
    context = {
        "appraisals": shown,
        "demand": demand,
        "appraise_url": appraise if policies.may_appraise(person, project) else "",
    }
    return Panel("appraisal", Words(zh="事前评估", en="Appraisal"), "projects/partials/appraisal.html", context)


def _appraisal(row: Appraisal) -> dict[str, object]:
    project = row.project
    scheme = queries.appraisal_scheme(region=queries.region_of(project.org_path), on=row.on, kind=project.kind)
    titles = {one.code: one.title for one in scheme.dimensions}
    scores = [(titles.get(score.dimension, score.dimension), score) for score in row.scores.all()]
    full_c = sum(score.full_c for _title, score in scores)
    tone = TONES[row.conclusion]
    return {"row": row, "scores": scores, "full_c": full_c, "words": CONCLUSIONS[row.conclusion], "tone": tone}


def targets_panel(person: Actor | None, project: Project) -> Panel | None:
    """The targets by year: each indicator as printed and as read, with its weight and where the weight comes from."""
    if person is None:
        return None
    targets = queries.targets_of(project)
    context = {"targets": [_target(person, project, row) for row in targets], "links": _links(person, project, targets)}
    return Panel("targets", Words(zh="绩效目标", en="Targets"), "projects/partials/targets.html", context)


def _target(person: Actor, project: Project, target: Target) -> dict[str, object]:
    rows = queries.indicators_of(target)
    target.project = project
    return {
        "target": target,
        "rows": [_indicator(row, target.year) for row in rows],
        "total_c": sum(row.weight_c for row in rows),
        "hints": queries.hints_of(target) if target.state != "confirmed" else [],
        "edit_url": _sheet(project, target.year) if policies.may_set_target(person, project, target) else "",
        "buttons": steps.buttons(target, person),
    }


def _indicator(row: TargetIndicator, year: int) -> IndicatorRow:
    settled = queries.settled(row, year)
    sign = SIGN.get(settled.draft.operator, "")
    return IndicatorRow(row, f"{sign}{row.printed}", reading_words(settled.reading))


def _links(person: Actor, project: Project, targets: list[Target]) -> list[tuple[int, str]]:
    """Years of the project, up to the one now being prepared, whose target may still be set by this person."""
    taken = {target.year for target in targets}
    last = min(project.last_year, max(clock.today().year + 1, project.year))
    wanted = [year for year in range(project.year, last + 1) if year not in taken]
    return [(year, _sheet(project, year)) for year in wanted if policies.may_set_target(person, project, None)]


def _sheet(project: Project, year: int) -> str:
    return reverse("project-target", kwargs={"pk": project.pk, "year": year})
