"""Pages of payments: the list, asking for one with an answer while typing, and what came back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from yuheng.budget import queries as budget
from yuheng.budget.models import Line
from yuheng.execution import actions, queries
from yuheng.execution.drafts import PaymentDraft, RefundDraft
from yuheng.execution.models import Payment
from yuheng.execution.web.forms import PaymentForm, RefundForm
from yuheng.execution.web.listing import PAYMENTS
from yuheng.kernel.outcome import Problem, Refused
from yuheng.platform.guards import the_person


def index(request: HttpRequest) -> HttpResponseBase:
    """Every payment that this person may see."""
    shown = PAYMENTS.show(queries.payments_seen_by(the_person(request)), request.GET)
    return shown.download() or render(request, "execution/pages/index.html", {"payments": shown})


def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit asks for a payment from a line or a commitment; what is not covered is refused with balance and holder."""
    line = get_object_or_404(Line.objects.select_related("project", "unit"), pk=pk)
    form = PaymentForm(request.POST or None, commitments=queries.open_commitments(line), initial=request.GET.dict())
    form.fields["amount"].widget.attrs |= {
        "hx-get": reverse("payment-try", kwargs={"pk": pk}),
        "hx-trigger": "input changed delay:300ms, change from:#id_source",
        "hx-include": "#id_source",
        "hx-target": "#trial",
    }
    problems = tuple[Problem, ...]()
    back = reverse("project", kwargs={"pk": line.project_id}) + "#panel-payments"
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        draft = PaymentDraft(line, data["amount"], data["payee"], data["purpose"], commitment=data["source"])
        try:
            actions.request_payments(by=the_person(request), drafts=[draft])
        except Refused as refused:
            problems = refused.problems
        else:
            messages.success(request, _("The payment is asked for; the treasury sees it now."))
            return redirect(back)
    balances = budget.balances_of([line.pk]).get(line.pk, {})
    context = {"form": form, "problems": problems, "line": line, "balances": balances, "back": back}
    return render(request, "execution/pages/ask.html", context, status=409 if problems else 200)


def attempt(request: HttpRequest, pk: int) -> HttpResponse:
    """While typing: what would be left, or what stands against it. Writes nothing."""
    line = get_object_or_404(Line.objects.select_related("project", "unit"), pk=pk)
    form = PaymentForm(request.GET, commitments=queries.open_commitments(line))
    form.full_clean()
    amount = form.cleaned_data.get("amount")
    tried = queries.try_payment(line, amount, form.cleaned_data.get("source")) if amount else None
    return render(request, "execution/partials/trial.html", {"tried": tried, "form": form})


def refund(request: HttpRequest, pk: int) -> HttpResponse:
    """The treasury records what came back of a payment."""
    row = get_object_or_404(Payment.objects.select_related("line__project"), pk=pk)
    form, problems = RefundForm(request.POST or None), tuple[Problem, ...]()
    back = reverse("line", kwargs={"pk": row.line_id}) + "#payments"
    if request.method == "POST" and form.is_valid():
        draft = RefundDraft(row, form.cleaned_data["amount"], form.cleaned_data["reason"])
        try:
            actions.refund_payments(by=the_person(request), drafts=[draft])
        except Refused as refused:
            problems = refused.problems
        else:
            messages.success(request, _("The refund is recorded; the money is executable again."))
            return redirect(back)
    context = {"form": form, "problems": problems, "payment": row, "back": back}
    return render(request, "execution/pages/refund.html", context, status=409 if problems else 200)
