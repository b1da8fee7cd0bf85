"""What people type for payments, commitments and refunds. Amounts are typed in 元 and read exactly."""

from collections.abc import Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from yuheng.execution.domain.commitments import KIND_TITLES
from yuheng.execution.models import Commitment
from yuheng.kernel.money import Fen, NotMoney, parse_yuan, yuan
from yuheng.platform.ui.text import say

LINE = ""


class AmountForm(forms.Form):
    """An amount in 元."""

    amount = forms.CharField(label=_("Amount (yuan)"), widget=forms.TextInput(attrs={"inputmode": "decimal"}))

    def clean_amount(self) -> Fen:
        """The amount in fen."""
        typed = self.cleaned_data["amount"]
        try:
            return parse_yuan(typed, unit="元")
        except NotMoney as error:
            raise ValidationError(_("“%(typed)s” is not an amount of money"), params={"typed": typed}) from error


class PaymentForm(AmountForm):
    """A payment to be asked for, from what is executable or from a commitment."""

    source = forms.ChoiceField(label=_("Pay from"), required=False)
    payee = forms.CharField(label=_("Payee"), max_length=120)
    purpose = forms.CharField(label=_("Purpose"), max_length=200)
    field_order = ("source", "amount", "payee", "purpose")

    def __init__(self, *args: object, commitments: Sequence[Commitment] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # what Django's own forms take
        self._commitments = {str(row.pk): row for row in commitments}
        choices = [(key, _source(row)) for key, row in self._commitments.items()]
        self.fields["source"].choices = [(LINE, _("what is executable")), *choices]  # type: ignore[attr-defined]

    def clean_source(self) -> Commitment | None:
        """The commitment that is chosen, or None for the line itself."""
        return self._commitments.get(self.cleaned_data["source"])


def _source(row: Commitment) -> str:
    return f"{say(row.kind_words)} {row.number} {row.title} · {yuan(row.open_fen)}"


class CommitmentForm(AmountForm):
    """A request, a contract or an acceptance."""

    kind = forms.ChoiceField(label=_("Kind of entry"))
    title = forms.CharField(label=_("What for"), max_length=200)
    supplier = forms.CharField(label=_("Supplier"), max_length=120, required=False)
    number = forms.CharField(
        label=_("Own number"), max_length=34, required=False, help_text=_("Empty: the system gives one")
    )
    field_order = ("kind", "title", "supplier", "amount", "number")

    def __init__(self, *args: object, kinds: Sequence[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # what Django's own forms take
        self.fields["kind"].choices = [(kind, say(KIND_TITLES[kind])) for kind in kinds]  # type: ignore[attr-defined]


class RefundForm(AmountForm):
    """Money of a payment that came back."""

    reason = forms.CharField(label=_("Reason"), max_length=200)
