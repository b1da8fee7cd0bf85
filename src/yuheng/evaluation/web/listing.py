"""The list of evaluations."""

import django_filters
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yuheng.evaluation.domain.flows import EVALUATION
from yuheng.evaluation.models import Evaluation
from yuheng.evaluation.web.lines import rate_of
from yuheng.evaluation.web.words import GRADE_TONES, grade_words
from yuheng.kernel.outcome import Words
from yuheng.platform.ui.listing import Column, Empty, Kind, Listing
from yuheng.platform.ui.text import say
from yuheng.projects.queries import region_of


class EvaluationFilter(django_filters.FilterSet):  # type: ignore[misc]  # published without types
    """How the list of evaluations is narrowed."""

    q = django_filters.CharFilter(field_name="project__name", lookup_expr="icontains", label=_("Project"))
    year = django_filters.NumberFilter(label=_("Year"))
    grade = django_filters.ChoiceFilter(
        choices=lambda: [(code, say(grade_words(code, ""))) for code in GRADE_TONES],
        label=_("Grade"),
        empty_label=_("All"),
    )
    state = django_filters.ChoiceFilter(
        choices=lambda: [(state.code, say(state.staff)) for state in EVALUATION.states],
        label=_("State"),
        empty_label=_("All"),
    )


def _url(row: Evaluation) -> str:
    return reverse("evaluation", kwargs={"pk": row.pk})


def _grade(row: Evaluation) -> tuple[Words, str] | None:
    return (grade_words(row.grade, region_of(row.org_path)), GRADE_TONES.get(row.grade, "mute")) if row.grade else None


EVALUATIONS = Listing(
    code="evaluations",
    columns=(
        Column("project", _("Project"), "project.name", sort="project__name", url=_url),
        Column("unit", _("Unit"), "project.unit.words", under="project"),
        Column("year", _("Year"), lambda row: str(row.year), sort="year"),
        Column("budget", _("Budget (10k yuan)"), "budget_fen", kind=Kind.MONEY, sort="budget_fen", total="budget_fen"),
        Column("rate", _("Execution"), rate_of, kind=Kind.PERCENT),
        Column("total", _("Score"), "total_c", kind=Kind.POINTS, sort="total_c"),
        Column("grade", _("Grade"), _grade, kind=Kind.BADGE, sort="total_c"),
        Column("printed", _("Published elsewhere"), "printed_total"),
        Column("state", _("State"), "stands", kind=Kind.BADGE, sort="state"),
        Column("sealed", _("Sealed on"), "sealed_on", kind=Kind.DAY, sort="sealed_on"),
    ),
    filters=EvaluationFilter,
    order=("-year", "-pk"),
    empty=Empty(
        _("No evaluations"),
        _("A unit writes its self-evaluation on the page of a project once the year is over."),
        icon="clipboard-document-check",
    ),
)
