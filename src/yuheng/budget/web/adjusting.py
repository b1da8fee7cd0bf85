"""Changes of an approved budget: the list, the page on which one is written, the page on which one is decided."""

from collections.abc import Mapping

import django_filters
from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yuheng.budget import actions, queries
from yuheng.budget.actions.adjusting import AdjustmentDraft
from yuheng.budget.domain.adjusting import ADJUSTMENT, ARTICLE, KIND_TITLES
from yuheng.budget.models import Adjustment, Line
from yuheng.kernel.dated import NoLaw
from yuheng.kernel.money import Fen, NotMoney, parse_yuan
from yuheng.kernel.outcome import Problem, Refused, Words, refuse_if
from yuheng.platform import acts, clock, flow, scopes
from yuheng.platform.acts import Actor
from yuheng.platform.guards import the_person
from yuheng.platform.ui.listing import Column, Empty, Kind, Listing
from yuheng.platform.ui.text import say
from yuheng.regulations.queries import rule

GROUNDS = "control.adjustment_grounds"
SHOWN = 60


class AdjustmentFilter(django_filters.FilterSet):  # type: ignore[misc]  # published without types
    """How the list is narrowed."""

    q = django_filters.CharFilter(field_name="ground", lookup_expr="icontains", label=lazy("Ground"))
    year = django_filters.NumberFilter(label=lazy("Year"))
    kind = django_filters.ChoiceFilter(
        choices=lambda: [(code, say(words)) for code, words in KIND_TITLES.items()],
        empty_label=lazy("All"),
        label=lazy("Kind"),
    )
    state = django_filters.ChoiceFilter(
        choices=lambda: [(state.code, say(state.staff)) for state in ADJUSTMENT.states],
        empty_label=lazy("All"),
        label=lazy("State"),
    )


def _url(row: Adjustment) -> str:
    return reverse("adjustment", kwargs={"pk": row.pk})


ADJUSTMENTS = Listing(
    code="adjustments",
    columns=(
        Column("number", lazy("Number"), "number", sort="number", url=_url),
        Column("ground", lazy("Ground"), "ground", under="number"),
        Column("kind", lazy("Kind"), lambda row: say(KIND_TITLES[row.kind]), sort="kind"),
        Column("moved", lazy("Money moved (10k yuan)"), "moved_fen", kind=Kind.MONEY, sort="moved_fen"),
        Column("decided", lazy("Decided on"), "decided_on", kind=Kind.DAY, sort="decided_on"),
        Column("state", lazy("State"), "stands", kind=Kind.BADGE, sort="state"),
    ),
    filters=AdjustmentFilter,
    order=("-year", "-pk"),
    empty=Empty(
        lazy("No changes here"),
        lazy("An approved budget is changed by a virement, a supplement or a cut."),
        icon="scale",
    ),
)


def _seen(person: Actor) -> QuerySet[Adjustment]:
    moved = Sum("items__delta_fen", filter=Q(items__delta_fen__gt=0), default=0) - Sum(
        "items__delta_fen", filter=Q(items__delta_fen__lt=0, kind="cut"), default=0
    )
    return scopes.visible(Adjustment.objects.annotate(moved_fen=moved), person)


def index(request: HttpRequest) -> HttpResponseBase:
    """Every change of the approved budget within reach."""
    shown = ADJUSTMENTS.show(_seen(the_person(request)), request.GET)
    return shown.download() or render(request, "budget/pages/adjustments.html", {"adjustments": shown})


class AdjustmentForm(forms.Form):
    """What is changed and why; the amounts stand beside the lines."""

    kind = forms.ChoiceField(label=lazy("Kind"))
    legal_ground = forms.ChoiceField(label=lazy("One of the law's four cases"), required=False)
    ground = forms.CharField(label=lazy("Ground"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]  # handed through as it came
        kinds = [(code, say(words)) for code, words in KIND_TITLES.items()]
        for name, choices in (("kind", kinds), ("legal_ground", [("", _("None of them")), *_legal_grounds()])):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices


def _legal_grounds() -> list[tuple[str, str]]:
    """The cases of article 67 as the law on file words them."""
    try:
        rows = rule(GROUNDS, on=clock.today(), region="").rows
    except NoLaw:
        return []
    return [(str(row["code"]), say(row["title"])) for row in rows]


def new(request: HttpRequest) -> HttpResponse:
    """Write a change: choose lines, type what each gains or gives."""
    person, form = the_person(request), AdjustmentForm(request.POST or None)
    typed = {key[5:]: request.POST[key].strip() for key in request.POST if key.startswith("line-")}
    typed = {key: text for key, text in typed.items() if text}
    problems: tuple[Problem, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            row = _draft(person, form.cleaned_data, typed)
        except Refused as refused:
            problems = refused.problems
        else:
            messages.success(request, _("The change is written; submit it when it is complete."))
            return redirect("adjustment", pk=row.pk)
    context = {
        "form": form,
        "problems": problems,
        "lines": _choices(request, person, typed),
        "q": request.GET.get("q", ""),
    }
    return render(request, "budget/pages/adjustment_new.html", context, status=409 if problems else 200)


def _draft(person: Actor, said: Mapping[str, str], typed: Mapping[str, str]) -> Adjustment:
    items: dict[int, Fen] = {}
    wrong: list[Problem] = []
    for key, text in typed.items():
        try:
            items[int(key)] = parse_yuan(text, unit="万元")
        except NotMoney:
            wrong.append(Problem("amount", key, Words(zh=f"“{text}”不是金额", en=f"“{text}” is no amount"), found=text))
    refuse_if(wrong)
    draft = AdjustmentDraft(clock.today().year, said["kind"], said["ground"], items, said["legal_ground"])
    return actions.draft_adjustment(by=person, draft=draft)


def _choices(request: HttpRequest, person: Actor, typed: Mapping[str, str]) -> list[dict[str, object]]:
    """Lines to choose from: those with something typed first, then those that the search finds."""
    rows = scopes.visible(Line.objects.filter(year=clock.today().year), person).select_related("project", "unit")
    query = request.GET.get("q", "").strip()
    chosen = rows.filter(pk__in=[int(key) for key in typed if key.isdigit()])
    found = rows.filter(Q(project__name__icontains=query) | Q(unit__name__icontains=query)) if query else rows
    lines = list(dict.fromkeys([*chosen, *found.order_by("org_path", "pk")[:SHOWN]]))
    money = queries.budget_of_lines([line.pk for line in lines])
    return [{"line": line, "money": money[line.pk], "typed": typed.get(str(line.pk), "")} for line in lines]


class ResolutionForm(forms.Form):
    """The resolution by which the standing committee approves."""

    resolution = forms.CharField(label=lazy("Number of the resolution"), max_length=80)


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One change: what each line had, gains and will have; its steps; the committee's resolution."""
    person = the_person(request)
    row = _seen(person).filter(pk=pk).first()
    if row is None:
        raise Http404
    form, problems = ResolutionForm(request.POST or None), ()
    if request.method == "POST" and form.is_valid():
        try:
            actions.approve_adjustments(by=person, adjustments=[row], resolution=form.cleaned_data["resolution"])
        except Refused as refused:
            problems = refused.problems  # type: ignore[assignment]  # empty before
        else:
            messages.success(request, _("The change is in force."))
            return redirect("adjustment", pk=pk)
    context = {
        "row": row,
        "kind": KIND_TITLES[row.kind],
        "items": _items(row),
        "form": form,
        "problems": problems,
        "may_approve": flow.may_take("approve", row, by=person),
        "acts": acts.of(row),
        "article": ARTICLE,
    }
    return render(request, "budget/pages/adjustment.html", context, status=409 if problems else 200)


def _items(row: Adjustment) -> list[dict[str, object]]:
    items = list(row.items.select_related("line__project", "line__unit").order_by("delta_fen"))
    money = queries.budget_of_lines([item.line_id for item in items])
    done = row.entry_id is not None
    found = []
    for item in items:
        now = money[item.line_id].budget_fen
        before, after = (now - item.delta_fen, now) if done else (now, now + item.delta_fen)
        found.append({"item": item, "before": before, "after": after})
    return found
