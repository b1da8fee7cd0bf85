"""Pages of payments: the list, and asking for one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from yuheng.budget import queries as budget
from yuheng.budget.models import Line
from yuheng.execution import actions, queries
from yuheng.execution.drafts import PaymentDraft
from yuheng.execution.web.forms import PaymentForm
from yuheng.execution.web.listing import PAYMENTS
from yuheng.kernel.outcome import Problem, Refused
from yuheng.platform.guards import the_person


def index(request: HttpRequest) -> HttpResponseBase:
    """Every payment that this person may see."""
    shown = PAYMENTS.show(queries.payments_seen_by(the_person(request)), request.GET)
    return shown.download() or render(request, "execution/pages/index.html", {"payments": shown})


def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit asks for a payment from a line; what the balance does not cover is refused with line, balance and holder."""
    line = Line.objects.select_related("project", "unit").filter(pk=pk).first()
    if line is None:
        raise Http404
    form, problems = PaymentForm(request.POST or None), tuple[Problem, ...]()
    back = reverse("project", kwargs={"pk": line.project_id}) + "#panel-payments"
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            draft = PaymentDraft(line, data["amount"], data["payee"], data["purpose"])
            actions.request_payments(by=the_person(request), drafts=[draft])
        except Refused as refused:
            problems = refused.problems
        else:
            messages.success(request, _("The payment is asked for; the treasury sees it now."))
            return redirect(back)
    balances = budget.balances_of([line.pk]).get(line.pk, {})
    context = {"form": form, "problems": problems, "line": line, "balances": balances, "back": back}
    return render(request, "execution/pages/ask.html", context, status=409 if problems else 200)
