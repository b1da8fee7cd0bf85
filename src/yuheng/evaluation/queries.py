"""Reads of evaluations, and the proof that every sealed one can be recomputed."""

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from yuheng.evaluation.models import Evaluation, Outcome
from yuheng.evaluation.proof import verify_seals
from yuheng.platform import scopes
from yuheng.platform.acts import Actor

__all__ = [
    "evaluation_of",
    "evaluations_of",
    "grade_counts",
    "outcomes_of",
    "scores_of",
    "sealed_counts",
    "seen_by",
    "verify_seals",
]


def evaluations_of(project_ids: Iterable[int], year: int) -> dict[int, Evaluation]:
    """The evaluation of each project's year, by project; projects without one are left out. One query."""
    rows = Evaluation.objects.filter(project_id__in=list(project_ids), year=year).select_related("project", "target")
    return {row.project_id: row for row in rows}


def scores_of(project_ids: Iterable[int], year: int) -> dict[int, int | None]:
    """The score of each project's year (hundredths), None before there is one, by project. One query."""
    return dict(
        Evaluation.objects.filter(project_id__in=list(project_ids), year=year).values_list("project", "total_c")
    )


def evaluation_of(project_id: int) -> list[Evaluation]:
    """All evaluations of a project, newest year first."""
    return list(Evaluation.objects.filter(project_id=project_id).select_related("project").order_by("-year"))


def outcomes_of(evaluation: Evaluation) -> list[Outcome]:
    """The outcomes of an evaluation with their indicators, in the order of the form. One query."""
    return list(evaluation.outcomes.select_related("indicator").order_by("indicator__no"))


def grade_counts(year: int, path: str = "") -> dict[str, int]:
    """How many sealed evaluations of a year under a path have which grade. One query."""
    rows = Evaluation.objects.filter(year=year, org_path__startswith=path, state="sealed")
    return dict(rows.values_list("grade").annotate(n=Count("pk")).order_by("grade"))


def sealed_counts(year: int, path: str = "") -> tuple[int, int]:
    """How many evaluations a year has under a path, and how many of them are sealed. One query."""
    rows = Evaluation.objects.filter(year=year, org_path__startswith=path)
    counted = rows.aggregate(all=Count("pk"), sealed=Count("pk", filter=Q(state="sealed")))
    return counted["all"], counted["sealed"]


def seen_by(person: Actor) -> QuerySet[Evaluation]:
    """The evaluations of the organisations that a person's posts reach."""
    return scopes.visible(Evaluation.objects.select_related("project__unit"), person)
