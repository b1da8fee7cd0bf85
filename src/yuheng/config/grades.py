"""The grades that a budget being prepared may look back at."""

from collections.abc import Iterable

from yuheng.evaluation.models import Evaluation


def latest_grades(projects: Iterable[int], year: int) -> dict[int, str]:
    """The grade of each project's latest sealed evaluation of a year before this one; one query."""
    rows = Evaluation.objects.filter(project__in=list(projects), year__lt=year, state="sealed").exclude(grade="")
    return dict(rows.order_by("year").values_list("project", "grade"))
