"""The application ledger, and the page on which one effect is decided."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from yuheng.kernel.outcome import Refused
from yuheng.platform import acts
from yuheng.platform.acts import Actor
from yuheng.platform.guards import person_of
from yuheng.platform.ui.kept import kept
from yuheng.results import queries
from yuheng.results.actions import EffectDecision, decide_effects
from yuheng.results.models import Effect
from yuheng.results.web.forms import DecisionForm, exact_wan
from yuheng.results.web.lines import EffectLine, lines_of
from yuheng.results.web.listing import LEDGER, TO_DECIDE

DECIDES = "finance.budget"


def _who(request: HttpRequest) -> Actor:
    person = person_of(request)
    if person is None:
        raise Http404
    return person


def ledger(request: HttpRequest) -> HttpResponseBase:
    """Every effect within reach: result, rule, proposal, decision; totals of what is shown."""
    person = _who(request)
    decides = any(post.duty == DECIDES for post in person.posts)
    shown = (TO_DECIDE if decides else LEDGER).show(queries.ledger(person), request.GET)
    if (file := shown.download()) is not None:
        return file
    context = {
        "effects": shown,
        "moved": kept(("moved", shown.asked), lambda: queries.moved_by(shown.query)),
        "decides": decides,
        "grades": kept(("by grade", shown.asked), lambda: queries.totals_by_grade(shown.query)),
        "words": queries.grade_titles(),
    }
    return render(request, "results/pages/ledger.html", context)


def decide_many(request: HttpRequest) -> HttpResponse:
    """Decide the chosen effects as the rule proposes."""
    if request.method != "POST":
        return redirect("effects")
    chosen = [int(key) for key in request.POST.getlist("effect") if key.isdecimal()]
    rows = list(queries.ledger(_who(request)).filter(pk__in=chosen).order_by("pk"))
    if not rows:
        messages.warning(request, _("Choose at least one effect"))
        return redirect("effects")
    try:
        decide_effects(by=_who(request), decisions=[EffectDecision(row) for row in rows])
    except Refused as refused:
        return render(request, "results/pages/refused.html", {"problems": refused.problems}, status=409)
    messages.success(request, _("%(count)d effects decided as proposed") % {"count": len(rows)})
    return redirect("effects")


def effect(request: HttpRequest, pk: int) -> HttpResponse:
    """One effect with its working and its acts; whoever may decides it here."""
    person = _who(request)
    row = queries.ledger(person).filter(pk=pk).first()
    if row is None:
        raise Http404
    (line,) = lines_of([row], person)
    form = DecisionForm(request.POST or None, initial={"amount": exact_wan(row.proposed_fen)})
    if request.method == "POST" and form.is_valid():
        return _decide(request, person, line, form)
    return _show(request, line, form)


def _decide(request: HttpRequest, person: Actor, line: EffectLine, form: DecisionForm) -> HttpResponse:
    decision = EffectDecision(line.effect, form.cleaned_data["amount"], form.cleaned_data["reason"])
    try:
        decide_effects(by=person, decisions=[decision])
    except Refused as refused:
        row = Effect.objects.select_related("project__unit", "evaluation", "request").get(pk=line.effect.pk)
        (line,) = lines_of([row], person)
        return _show(request, line, form, refused)
    messages.success(request, _("The amount was decided"))
    return redirect("effect", pk=line.effect.pk)


def _show(request: HttpRequest, line: EffectLine, form: DecisionForm, refused: Refused | None = None) -> HttpResponse:
    context = {
        "line": line,
        "form": form,
        "problems": refused.problems if refused else (),
        "acts": acts.of(line.effect),
    }
    return render(request, "results/pages/effect.html", context, status=409 if refused else 200)
