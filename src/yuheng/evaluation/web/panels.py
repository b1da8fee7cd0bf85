"""What evaluation shows on the project page and on the workbench."""

from django.urls import reverse

from yuheng.evaluation import policies, queries
from yuheng.evaluation.models import Evaluation
from yuheng.evaluation.web.lines import agrees, rate_of, shown_lines
from yuheng.evaluation.web.words import GRADE_TONES, grade_words
from yuheng.kernel.outcome import Words
from yuheng.platform import clock, scopes
from yuheng.platform.acts import Actor
from yuheng.platform.ui import charts
from yuheng.platform.ui.panels import Panel
from yuheng.projects.models import Project
from yuheng.projects.queries import confirmed_target, region_of

TITLE = Words(zh="绩效评价", en="Evaluation")
GRADES = ("excellent", "good", "fair", "poor")


def evaluation_panel(person: Actor | None, project: Project) -> Panel | None:
    """The newest evaluation line by line, the earlier ones in a line each; a citizen sees what is sealed."""
    rows = [row for row in queries.evaluation_of(project.pk) if person is not None or row.seal]
    begin_year = _begin_year(person, project, rows)
    if not rows and begin_year is None:
        return None
    context = {
        "newest": told(rows[0]) if rows else None,
        "lines": shown_lines(rows[0]) if rows else [],
        "earlier": [told(row) for row in rows[1:]],
        "person": person,
        "begin_year": begin_year,
        "begin_url": _begin_url(project, begin_year),
    }
    return Panel("evaluation", TITLE, "evaluation/partials/evaluation.html", context, "clipboard-document-check")


def told(row: Evaluation) -> dict[str, object]:
    """An evaluation with its grade in words, its rate, and whether what was printed elsewhere agrees."""
    return {
        "row": row,
        "grade": grade_words(row.grade, region_of(row.org_path)),
        "tone": GRADE_TONES.get(row.grade, "mute"),
        "rate": rate_of(row),
        "agrees": agrees(row.printed_total, row.total_c),
        "url": reverse("evaluation", kwargs={"pk": row.pk}),
    }


def _begin_year(person: Actor | None, project: Project, rows: list[Evaluation]) -> int | None:
    """The year for which this person may write or rewrite the account now; None for none."""
    year = clock.today().year - 1
    if person is None or not policies.may_begin(person, project):
        return None
    written = next((row for row in rows if row.year == year), None)
    if written is not None:
        return year if written.state == "draft" else None
    return year if confirmed_target(project, year) is not None else None


def _begin_url(project: Project, year: int | None) -> str:
    return "" if year is None else reverse("evaluation-write", kwargs={"pk": project.pk, "year": year})


def grades_panel(person: Actor | None, subject: object = None) -> Panel | None:
    """For the workbench: how many evaluations of last year within the person's reach have which grade."""
    if person is None:
        return None
    year = clock.today().year - 1
    path = scopes.narrowest(person)
    counts = queries.grade_counts(year, path)
    if not counts:
        return None
    title = Words(zh=f"{year} 年评价等级", en=f"Grades of {year}")
    region = region_of(path)
    drawn = [(grade_words(code, region), counts.get(code, 0), GRADE_TONES[code]) for code in GRADES]
    context = {"chart": charts.distribution(drawn, title=title), "year": year}
    return Panel("grades", title, "evaluation/partials/grades.html", context, "clipboard-document-check")
