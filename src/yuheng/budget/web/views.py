"""Pages of the budget: requests, versions, asking, amending, approving."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from yuheng.budget import actions, queries
from yuheng.budget.checks import checks
from yuheng.budget.domain.books import BOOK_TITLES
from yuheng.budget.models import Request, Version
from yuheng.budget.web.answering import done, form_page
from yuheng.budget.web.forms import AmendForm, RequestForm, ResolutionForm
from yuheng.budget.web.listing import REQUESTS
from yuheng.budget.web.panels import ROUNDS, name_of
from yuheng.platform import acts, flow
from yuheng.platform.duties import may
from yuheng.platform.guards import the_person
from yuheng.projects.models import Project


def index(request: HttpRequest) -> HttpResponseBase:
    """Versions of the budget, and every request that this person may see."""
    shown = REQUESTS.show(queries.requests_seen_by(the_person(request)), request.GET)
    rows = list(queries.versions()[:12])
    force = queries.in_force(row.year for row in rows)
    versions = [(row, name_of(row), force.get(row.year) == row) for row in rows]
    return shown.download() or render(request, "budget/pages/index.html", {"requests": shown, "versions": versions})


def version(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: how far its requests are, and what can be done with it now."""
    row = get_object_or_404(Version, pk=pk)
    person = the_person(request)
    found = checks(row)
    context = {
        "version": row,
        "verdicts": Counter(check.verdict for check in found),
        "round": ROUNDS[Version.Round(row.round)],
        "in_force": queries.in_force([row.year]).get(row.year),
        "years": range(row.year, row.year + 3),
        "medium": [(BOOK_TITLES[book], sums) for book, sums in queries.medium_term(row).items()],
        "states": queries.request_states(row),
        "form": ResolutionForm(request.POST or None),
        "may_explore": not row.is_scenario and may(person, "finance.budget", row.org_path),
        "may_approve": flow.may_take("approve", row, by=person),
        "may_control": flow.may_take("control", row, by=person) and row.round == Version.Round.FIRST,
    }
    return render(request, "budget/pages/version.html", context)


def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """The congress approves a version."""
    row, form = get_object_or_404(Version, pk=pk), ResolutionForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return version(request, pk=pk)
    return done(
        request,
        lambda: actions.approve_version(
            by=the_person(request), version=row, resolution=form.cleaned_data["resolution"]
        ),
        _("The budget is approved; its money can be released."),
        reverse("budget-version", kwargs={"pk": pk}),
    )


def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Finance releases all approved money of a version's year to the units."""
    row = get_object_or_404(Version, pk=pk)
    return done(
        request,
        lambda: actions.release_lines(by=the_person(request), lines=queries.unreleased(row.year)),
        _("The money is executable now."),
        reverse("budget-version", kwargs={"pk": pk}),
    )


def control(request: HttpRequest, pk: int) -> HttpResponse:
    """Finance answers the first submission: what results propose becomes the control number, else what was asked."""
    row = get_object_or_404(Version, pk=pk)
    return done(
        request,
        lambda: actions.send_control_numbers(
            by=the_person(request), version=row, controls=queries.proposed_controls(row)
        ),
        _("Control numbers are sent; the second submission is open."),
        reverse("budget"),
    )


def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit asks for money for a project in the open version."""
    project, opened = get_object_or_404(Project, pk=pk), queries.open_version()
    form = RequestForm(request.POST or None)
    title = _("Ask for money: %(name)s") % {"name": project.name}

    def enter() -> object:
        drafts = [form.draft(project)]
        return actions.request_lines(by=the_person(request), version=opened, drafts=drafts) if opened else []

    return form_page(request, form, enter, title, reverse("project", kwargs={"pk": pk}) + "#panel-money")


def amend(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the amount of a request, with the reason."""
    row = get_object_or_404(Request.objects.select_related("project"), pk=pk)
    form = AmendForm(request.POST or None)
    title = _("Change the amount: %(name)s") % {"name": row.project.name}

    def change() -> object:
        amounts = {row.pk: form.cleaned_data["amount"]}
        return actions.amend_requests(by=the_person(request), amounts=amounts, because=form.cleaned_data["because"])

    back = reverse("project", kwargs={"pk": row.project_id}) + "#panel-money"
    return form_page(request, form, change, title, back, {"acts": acts.of(row)})
