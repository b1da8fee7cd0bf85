"""What people type when they answer a warning or report results."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from yuheng.kernel.outcome import Words
from yuheng.monitoring.models import Warning
from yuheng.platform.ui.text import say
from yuheng.projects.models import TargetIndicator

CHOICES = {
    Warning.Choice.CONTINUE.value: Words(zh="继续实施", en="Carry on"),
    Warning.Choice.REALLOCATE.value: Words(zh="调整用途", en="Move the money"),
    Warning.Choice.CANCEL.value: Words(zh="收回取消", en="Cancel"),
}


class AnswerForm(forms.Form):
    """The choice about a warning, and its ground. Whether it is enough, the action says."""

    choice = forms.ChoiceField(
        label=_("What is to be done"), choices=lambda: [(code, say(w)) for code, w in CHOICES.items()], required=False
    )
    answer = forms.CharField(
        label=_("Why it deviates, and what will be done"), widget=forms.Textarea(attrs={"rows": 5}), required=False
    )


class DayForm(forms.Form):
    """The day up to which results are reported."""

    through = forms.DateField(
        label=_("Results up to"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )


def typed(data: dict[str, str], indicators: Sequence[TargetIndicator]) -> dict[int, str]:
    """What was typed for each indicator; indicators left empty are left out."""
    values = {one.pk: data.get(f"value-{one.pk}", "").strip() for one in indicators}
    return {pk: value for pk, value in values.items() if value}


def last_day(today: date) -> date:
    """The day that a report is usually about: the end of last month, the first day of the year in January."""
    first = today.replace(day=1)
    return max(date(today.year, 1, 1), date.fromordinal(first.toordinal() - 1))
