"""The list of payments."""

import django_filters
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yuheng.execution.domain.flows import PAYMENT
from yuheng.execution.models import Payment
from yuheng.platform.ui.listing import Column, Empty, Kind, Listing
from yuheng.platform.ui.text import say


class PaymentFilter(django_filters.FilterSet):  # type: ignore[misc]  # published without types
    """How the list of payments is narrowed."""

    q = django_filters.CharFilter(field_name="line__project__name", lookup_expr="icontains", label=_("Project"))
    payee = django_filters.CharFilter(lookup_expr="icontains", label=_("Payee"))
    year = django_filters.NumberFilter(label=_("Year"))
    state = django_filters.ChoiceFilter(
        choices=lambda: [(state.code, say(state.staff)) for state in PAYMENT.states],
        label=_("State"),
        empty_label=_("All"),
    )


def _project_url(row: Payment) -> str:
    return reverse("project", kwargs={"pk": row.line.project_id}) + "#panel-payments"


PAYMENTS = Listing(
    code="payments",
    columns=(
        Column("project", _("Project"), "line.project.name", sort="line__project__name", url=_project_url),
        Column("unit", _("Unit"), "line.unit.words", under="project"),
        Column("voucher", _("Voucher"), sort="voucher"),
        Column("payee", _("Payee"), sort="payee"),
        Column("purpose", _("Purpose"), under="payee"),
        Column("amount", _("Amount (yuan)"), "amount_fen", kind=Kind.YUAN, sort="amount_fen", total="amount_fen"),
        Column("requested", _("Requested"), "requested_on", kind=Kind.DAY, sort="requested_on"),
        Column("paid", _("Paid"), "paid_on", kind=Kind.DAY, sort="paid_on"),
        Column("state", _("State"), "stands", kind=Kind.BADGE, sort="state"),
    ),
    filters=PaymentFilter,
    order=("-requested_on", "-pk"),
    empty=Empty(_("No payments here"), _("A unit asks for a payment on the page of a project."), icon="banknotes"),
)
