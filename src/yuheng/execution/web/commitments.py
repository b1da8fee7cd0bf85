"""Pages of commitments: the list, entering one on a line, and what follows another."""

import django_filters
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yuheng.budget.models import Line
from yuheng.execution import actions, queries
from yuheng.execution.domain.commitments import FOLLOWS, KIND_TITLES
from yuheng.execution.domain.flows import COMMITMENT
from yuheng.execution.drafts import CommitmentDraft
from yuheng.execution.models import Commitment
from yuheng.execution.web.forms import CommitmentForm
from yuheng.kernel.money import yuan
from yuheng.kernel.outcome import Problem, Refused
from yuheng.organisations.queries import county
from yuheng.platform import clock
from yuheng.platform.duties import may
from yuheng.platform.guards import the_person
from yuheng.platform.ui.listing import Column, Empty, Kind, Listing
from yuheng.platform.ui.text import say

VERBS = {"request": actions.reserve, "contract": actions.sign_contracts, "acceptance": actions.accept_deliveries}


class CommitmentFilter(django_filters.FilterSet):  # type: ignore[misc]  # published without types
    """How the list of commitments is narrowed."""

    q = django_filters.CharFilter(field_name="title", lookup_expr="icontains", label=gettext_lazy("What for"))
    supplier = django_filters.CharFilter(lookup_expr="icontains", label=gettext_lazy("Supplier"))
    year = django_filters.NumberFilter(label=gettext_lazy("Year"))
    kind = django_filters.ChoiceFilter(
        choices=lambda: [(code, say(words)) for code, words in KIND_TITLES.items()],
        label=gettext_lazy("Kind of entry"),
        empty_label=gettext_lazy("All"),
    )
    state = django_filters.ChoiceFilter(
        choices=lambda: [(state.code, say(state.staff)) for state in COMMITMENT.states],
        label=gettext_lazy("State"),
        empty_label=gettext_lazy("All"),
    )


def _line_url(row: Commitment) -> str:
    return reverse("line", kwargs={"pk": row.line_id}) + "#commitments"


YUAN = {"kind": Kind.YUAN}
COMMITMENTS = Listing(
    code="commitments",
    columns=(
        Column("number", gettext_lazy("Own number"), sort="number", url=_line_url),
        Column("kind", gettext_lazy("Kind of entry"), "kind_words", under="number"),
        Column("title", gettext_lazy("What for"), sort="title", lang="zh-Hans"),
        Column("supplier", gettext_lazy("Supplier"), under="title", lang="zh-Hans"),
        Column("project", gettext_lazy("Project"), "line.project.name", sort="line__project__name", lang="zh-Hans"),
        Column("unit", gettext_lazy("Unit"), "line.unit.words", under="project"),
        Column("follows", gettext_lazy("Follows"), "follows.number"),
        Column("amount", gettext_lazy("Amount (yuan)"), "amount_fen", Kind.YUAN, sort="amount_fen"),
        Column("open", gettext_lazy("Open (yuan)"), "open_fen", Kind.YUAN, sort="open_fen", total="open_fen"),
        Column("entered", gettext_lazy("Entered"), "entered_on", Kind.DAY, sort="entered_on"),
        Column("state", gettext_lazy("State"), "stands", Kind.BADGE, sort="state"),
    ),
    filters=CommitmentFilter,
    order=("-entered_on", "-pk"),
    empty=Empty(
        gettext_lazy("No commitments here"),
        gettext_lazy("A unit enters requests and contracts on the page of a line."),
        icon="document-text",
    ),
)


def index(request: HttpRequest) -> HttpResponseBase:
    """Every commitment that this person may see."""
    person = the_person(request)
    shown = COMMITMENTS.show(queries.commitments_seen_by(person), request.GET)
    year = clock.today().year
    carries = may(person, "finance.budget", county().path)
    context = {"commitments": shown, "year": year, "carries": carries}
    return shown.download() or render(request, "execution/pages/commitments.html", context)


def carry(request: HttpRequest) -> HttpResponse:
    """Finance carries what is open into the next year."""
    if request.method != "POST":
        return redirect("commitments")
    try:
        carried = actions.carry_commitments(by=the_person(request), year=clock.today().year)
    except Refused as refused:
        context = {"problems": refused.problems, "subjects": [], "back": reverse("commitments")}
        return render(request, "platform/pages/refused.html", context, status=409)
    messages.success(request, _("Carried over: %(count)d") % {"count": len(carried)})
    return redirect("commitments")


def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit reserves money of a line or signs a contract on it."""
    line = get_object_or_404(Line.objects.select_related("project", "unit"), pk=pk)
    form = CommitmentForm(request.POST or None, kinds=[kind for kind, before in FOLLOWS.items() if "" in before])
    return _form(request, form, line, None)


def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """What follows a commitment: a contract after a request, an acceptance after a contract."""
    row = get_object_or_404(Commitment.objects.select_related("line__project", "line__unit"), pk=pk)
    kinds = [kind for kind, before in FOLLOWS.items() if row.kind in before]
    known = {"title": row.title, "supplier": row.supplier, "amount": yuan(row.open_fen).replace(",", "")}
    form = CommitmentForm(request.POST or None, kinds=kinds, initial=known)
    return _form(request, form, row.line, row)


def _form(request: HttpRequest, form: forms.Form, line: Line, follows: Commitment | None) -> HttpResponse:
    problems, back = tuple[Problem, ...](), reverse("line", kwargs={"pk": line.pk}) + "#commitments"
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        draft = CommitmentDraft(data["title"], data["amount"], data["supplier"], line, follows, data["number"])
        try:
            VERBS[data["kind"]](by=the_person(request), drafts=[draft])
        except Refused as refused:
            problems = refused.problems
        else:
            messages.success(request, _("Entered; the unit's approver confirms it next."))
            return redirect(back)
    context = {"form": form, "problems": problems, "line": line, "follows": follows, "back": back}
    return render(request, "execution/pages/commit.html", context, status=409 if problems else 200)
