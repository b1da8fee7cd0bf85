"""Scores in the county's loop and in a project's way round it."""

from django.urls import reverse

from yuheng.evaluation import queries
from yuheng.evaluation.web.words import grade_words
from yuheng.kernel.outcome import Words
from yuheng.platform.acts import Actor
from yuheng.platform.scopes import narrowest
from yuheng.platform.ui.loop import Stage
from yuheng.platform.ui.text import points
from yuheng.projects.models import Project
from yuheng.projects.queries import region_of


def score_stage(person: Actor | None, year: int) -> Stage:
    """Evaluations of a year, and how many of them are sealed."""
    count, sealed = queries.sealed_counts(year, narrowest(person))
    note = Words(zh=f"已封存 {sealed} 个", en=f"{sealed} sealed") if count else None
    return Stage(count, None, f"{reverse('evaluations')}?year={year}", note)


def score_told(person: Actor, project: Project) -> tuple[str, Words | None]:
    """The newest evaluation of a project: done or current, with its score."""
    rows = queries.evaluation_of(project.pk)
    if not rows:
        return "", None
    newest = rows[0]
    if not newest.seal:
        words = newest.stands.staff
        return "current", Words(zh=f"{newest.year} 年 {words.zh}", en=f"{newest.year}: {words.en}")
    grade, score = grade_words(newest.grade, region_of(newest.org_path)), points(newest.total_c, short=True)
    return "done", Words(zh=f"{newest.year} 年 {score} 分 {grade.zh}", en=f"{newest.year}: {score}, {grade.en}")
