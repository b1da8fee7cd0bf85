"""The list of warnings."""

import django_filters
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yuheng.kernel.outcome import Words
from yuheng.monitoring.domain.flows import WARNING
from yuheng.monitoring.models import Warning
from yuheng.monitoring.web.forms import CHOICES
from yuheng.monitoring.web.panels import LIGHT_WORDS, told
from yuheng.platform.ui.listing import Column, Empty, Kind, Listing
from yuheng.platform.ui.text import say


class WarningFilter(django_filters.FilterSet):  # type: ignore[misc]  # published without types
    """How the list of warnings is narrowed."""

    q = django_filters.CharFilter(field_name="project__name", lookup_expr="icontains", label=_("Project"))
    year = django_filters.NumberFilter(label=_("Year"))
    light = django_filters.ChoiceFilter(
        choices=lambda: [(code, say(LIGHT_WORDS[code])) for code in ("red", "yellow")],
        label=_("Light"),
        empty_label=_("All"),
    )
    state = django_filters.ChoiceFilter(
        choices=lambda: [(state.code, say(state.staff)) for state in WARNING.states],
        label=_("State"),
        empty_label=_("All"),
    )


def _project_url(row: Warning) -> str:
    return reverse("project", kwargs={"pk": row.project_id}) + "#panel-watching"


def _reason(row: Warning) -> Words:
    """The first reason that is not green."""
    bad = (one for one in row.observation.reasons if one["light"] == row.light)
    return next((told(one).words for one in bad), LIGHT_WORDS[row.light])


WARNINGS = Listing(
    code="warnings",
    columns=(
        Column("project", _("Project"), "project.name", sort="project__name", url=_project_url),
        Column("unit", _("Unit"), "project.unit.words", under="project"),
        Column("light", _("Light"), "light", kind=Kind.LIGHT, sort="light"),
        Column("reason", _("Why"), _reason),
        Column("through", _("As of"), "observation.through", kind=Kind.DAY, sort="observation__through"),
        Column("due", _("Answer by"), "due", kind=Kind.DAY, sort="due"),
        Column("choice", _("Answer"), lambda row: CHOICES.get(row.choice)),
        Column("state", _("State"), "stands", kind=Kind.BADGE, sort="state"),
    ),
    filters=WarningFilter,
    order=("state", "due", "-pk"),  # answered, raised, settled: what waits stands first
    empty=Empty(
        _("No warnings"), _("A warning appears when money or results fall behind the pace of the law."), icon="bell"
    ),
)
