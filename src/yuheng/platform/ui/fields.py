"""Fields of forms that several contexts share: what is typed is read exactly, or answered with a sentence."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from yuheng.kernel.money import Fen, NotMoney, parse_yuan


def read_money(typed: str, unit: str) -> Fen:
    """An amount as typed in fen; `unit` counts where none is written. ValidationError with a sentence when it is none."""
    try:
        return parse_yuan(typed, unit=unit)
    except NotMoney as error:
        raise ValidationError(_("“%(typed)s” is not an amount of money"), params={"typed": typed}) from error


class MoneyField(forms.CharField):
    """An amount of money in 万元, or in the unit given or written behind the number; cleaned to fen, None for nothing."""

    def __init__(self, *, unit: str = "万元", **how: Any) -> None:
        super().__init__(**how)
        self.unit = unit

    def clean(self, value: Any) -> Fen | None:
        """The amount in fen."""
        typed = super().clean(value)
        return read_money(typed, self.unit) if typed else None
