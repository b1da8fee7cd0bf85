"""What people type for a budget. Amounts are typed in 万元 and read exactly."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from yuheng.kernel.money import Fen, NotMoney, parse_yuan


def read_wan(typed: str) -> Fen:
    """An amount typed in 万元 as fen; ValidationError with a sentence when it is none."""
    try:
        return parse_yuan(typed, unit="万元")
    except NotMoney as error:
        raise ValidationError(_("“%(typed)s” is not an amount of money"), params={"typed": typed}) from error


class RequestForm(forms.Form):
    """Money asked for a project in an open version."""

    amount = forms.CharField(label=_("Amount (10k yuan)"))
    basis = forms.CharField(label=_("How it was calculated"), widget=forms.Textarea(attrs={"rows": 3}))

    def clean_amount(self) -> Fen:
        """The amount in fen."""
        return read_wan(self.cleaned_data["amount"])


class AmendForm(forms.Form):
    """A changed amount, and why."""

    amount = forms.CharField(label=_("New amount (10k yuan)"))
    because = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}))

    def clean_amount(self) -> Fen:
        """The amount in fen."""
        return read_wan(self.cleaned_data["amount"])


class ResolutionForm(forms.Form):
    """The resolution by which the congress approves."""

    resolution = forms.CharField(label=_("Number of the resolution"), max_length=80)
