"""The plan of use by month: planned, asked for early, released."""

import django_filters
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yuheng.budget import actions, queries
from yuheng.budget.domain.allotting import ALLOTMENT, evenly
from yuheng.budget.models import Allotment
from yuheng.kernel.outcome import Refused
from yuheng.platform import clock, scopes
from yuheng.platform.guards import the_person
from yuheng.platform.ui.listing import Column, Empty, Kind, Listing
from yuheng.platform.ui.text import say

MONTHS = [(month, month) for month in range(1, 13)]


class AllotmentFilter(django_filters.FilterSet):  # type: ignore[misc]  # published without types
    """How the plan is narrowed."""

    q = django_filters.CharFilter(field_name="line__project__name", lookup_expr="icontains", label=lazy("Project"))
    year = django_filters.NumberFilter(label=lazy("Year"))
    month = django_filters.ChoiceFilter(choices=MONTHS, label=lazy("Month"), empty_label=lazy("All"))
    state = django_filters.ChoiceFilter(
        choices=lambda: [(state.code, say(state.staff)) for state in ALLOTMENT.states],
        empty_label=lazy("All"),
        label=lazy("State"),
    )


def _url(row: Allotment) -> str:
    return reverse("project", kwargs={"pk": row.line.project_id}) + "#panel-money"


ALLOTMENTS = Listing(
    code="allotments",
    columns=(
        Column("project", lazy("Project"), "line.project.name", sort="line__project__name", url=_url),
        Column("unit", lazy("Unit"), "line.unit.words", under="project"),
        Column("year", lazy("Year"), "year", sort="year"),
        Column("month", lazy("Month"), "month", kind=Kind.NUMBER, sort="month"),
        Column("fen", lazy("Planned (10k yuan)"), "fen", kind=Kind.MONEY, sort="fen", total="fen"),
        Column("released", lazy("Released on"), "released_on", kind=Kind.DAY, sort="released_on"),
        Column("state", lazy("State"), "stands", kind=Kind.BADGE, sort="state"),
    ),
    filters=AllotmentFilter,
    order=("-year", "month", "pk"),
    empty=Empty(
        lazy("No plan yet"),
        lazy("Finance plans approved money by month; released at once, it needs no plan."),
        icon="calendar-days",
    ),
    select="subject",
)


def index(request: HttpRequest) -> HttpResponseBase:
    """The plan within reach, month by month."""
    rows = scopes.visible(Allotment.objects.select_related("line__project", "line__unit"), the_person(request))
    shown = ALLOTMENTS.show(rows, request.GET)
    today = clock.today()
    context = {
        "allotments": shown,
        "may_plan": any(post.duty == "finance.budget" for post in the_person(request).posts),
        "may_ask": any(post.duty == "unit.prepare" for post in the_person(request).posts),
        "unplanned": len(queries.unreleased(today.year)),
        "year": today.year,
        "month": today.month,
    }
    return shown.download() or render(request, "budget/pages/allotments.html", context)


def plan(request: HttpRequest) -> HttpResponse:
    """Plan all approved money that is not released evenly over the months that are left."""
    today = clock.today()
    lines = queries.unreleased(today.year)
    money = queries.budget_of_lines([line.pk for line in lines])
    months = range(today.month, 13)
    plans = {line: evenly(money[line.pk].approved_fen, months) for line in lines}
    try:
        actions.plan_allotments(by=the_person(request), plans=plans)
    except Refused as refused:
        return render(request, "budget/pages/refused.html", {"problems": refused.problems}, status=409)
    messages.success(request, _("%(count)d lines are planned by month") % {"count": len(lines)})
    return redirect("allotments")


def release(request: HttpRequest) -> HttpResponse:
    """Release what the plan gives up to this month."""
    today = clock.today()
    rows = actions.release_month(by=the_person(request), year=today.year, month=today.month)
    messages.success(request, _("%(count)d months of plans are released") % {"count": len(rows)})
    return redirect("allotments")


def ask(request: HttpRequest) -> HttpResponse:
    """A unit asks for chosen months early, with a reason."""
    keys = [int(key) for key in request.POST.getlist("subject") if key.isdecimal()]
    rows = list(
        scopes.visible(Allotment.objects.select_related("line__project"), the_person(request)).filter(pk__in=keys)
    )
    try:
        actions.ask_early(by=the_person(request), allotments=rows, because=request.POST.get("because", ""))
    except Refused as refused:
        return render(request, "budget/pages/refused.html", {"problems": refused.problems}, status=409)
    messages.success(request, _("%(count)d months are asked for early") % {"count": len(rows)})
    return redirect("allotments")
