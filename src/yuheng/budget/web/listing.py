"""The list of requests."""

import django_filters
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yuheng.budget.domain.flows import REQUEST
from yuheng.budget.models import Request, Version
from yuheng.budget.web.panels import ROUNDS
from yuheng.platform.ui.listing import Column, Empty, Kind, Listing
from yuheng.platform.ui.text import say


class RequestFilter(django_filters.FilterSet):  # type: ignore[misc]  # published without types
    """How the list of requests is narrowed."""

    q = django_filters.CharFilter(field_name="project__name", lookup_expr="icontains", label=_("Project"))
    year = django_filters.NumberFilter(label=_("Year"))
    round = django_filters.ChoiceFilter(
        field_name="version__round",
        choices=lambda: [(code, say(ROUNDS[Version.Round(code)])) for code in Version.Round.values],
        label=_("Round"),
        empty_label=_("All"),
    )
    state = django_filters.ChoiceFilter(
        choices=lambda: [(state.code, say(state.staff)) for state in REQUEST.states],
        label=_("State"),
        empty_label=_("All"),
    )


def _project_url(row: Request) -> str:
    return reverse("project", kwargs={"pk": row.project_id}) + "#panel-money"


def _round(row: Request) -> str:
    return f"{row.year} {say(ROUNDS[Version.Round(row.version.round)])}"


REQUESTS = Listing(
    code="requests",
    columns=(
        Column("project", _("Project"), "project.name", sort="project__name", url=_project_url),
        Column("unit", _("Unit"), "project.unit.words", under="project"),
        Column("round", _("Year and round"), _round, sort="year"),
        Column("function", _("Function"), "function_code", sort="function_code"),
        Column("amount", _("Asked (10k yuan)"), "amount_fen", kind=Kind.MONEY, sort="amount_fen", total="amount_fen"),
        Column("proposed", _("Proposed by results (10k yuan)"), "proposed_fen", kind=Kind.MONEY, sort="proposed_fen"),
        Column("control", _("Control number (10k yuan)"), "control_fen", kind=Kind.MONEY, sort="control_fen"),
        Column("state", _("State"), "stands", kind=Kind.BADGE, sort="state"),
    ),
    filters=RequestFilter,
    order=("-year", "-version_id", "org_path", "pk"),
    empty=Empty(_("No requests here"), _("A unit asks on the page of a project that is in the library."), icon="scale"),
)
