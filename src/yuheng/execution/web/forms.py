"""What people type for a payment. The amount is typed in 元 and read exactly."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from yuheng.kernel.money import Fen, NotMoney, parse_yuan


class PaymentForm(forms.Form):
    """A payment to be asked for."""

    amount = forms.CharField(label=_("Amount (yuan)"))
    payee = forms.CharField(label=_("Payee"), max_length=120)
    purpose = forms.CharField(label=_("Purpose"), max_length=200)

    def clean_amount(self) -> Fen:
        """The amount in fen."""
        typed = self.cleaned_data["amount"]
        try:
            return parse_yuan(typed, unit="元")
        except NotMoney as error:
            raise ValidationError(_("“%(typed)s” is not an amount of money"), params={"typed": typed}) from error
