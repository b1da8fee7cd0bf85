"""What people type for a budget. Amounts are typed in 万元 and read exactly."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yuheng.budget.domain.books import BOOK_TITLES
from yuheng.budget.domain.stages import FUND_TITLES
from yuheng.budget.drafts import RequestDraft
from yuheng.kernel.money import Fen
from yuheng.platform.ui.fields import MoneyField, read_money
from yuheng.platform.ui.text import say
from yuheng.projects.models import Project


def read_wan(typed: str) -> Fen:
    """An amount typed in 万元 as fen; ValidationError with a sentence when it is none."""
    return read_money(typed, "万元")


class RequestForm(forms.Form):
    """Money asked for a project in an open version: from which book and fund, under which classes, and for later years."""

    amount = MoneyField(label=_("Amount (10k yuan)"))
    basis = forms.CharField(label=_("How it was calculated"), widget=forms.Textarea(attrs={"rows": 3}))
    book = forms.ChoiceField(label=_("Book"))
    fund = forms.ChoiceField(label=_("Nature of the money"))
    item = forms.CharField(label=_("Fund or insurance"), max_length=40, required=False)
    function_code = forms.CharField(label=_("Function (empty: that of the project)"), max_length=7, required=False)
    government_economic = forms.CharField(label=_("Government economic class"), max_length=5, initial="50299")
    department_economic = forms.CharField(label=_("Department economic class"), max_length=5, initial="30299")
    guarantee = forms.CharField(label=_("Need of the three guarantees that it meets"), max_length=40, required=False)
    next_year = MoneyField(label=_("Next year (10k yuan)"), required=False)
    year_after = MoneyField(label=_("The year after (10k yuan)"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they come
        for name, titles in (("book", BOOK_TITLES), ("fund", FUND_TITLES)):
            self.fields[name].choices = [(code, say(words)) for code, words in titles.items()]  # type: ignore[attr-defined]

    def draft(self, project: Project) -> RequestDraft:
        """The request as it was typed."""
        names = ("book", "fund", "item", "function_code", "government_economic", "department_economic", "guarantee")
        later = (self.cleaned_data["next_year"] or 0, self.cleaned_data["year_after"] or 0)
        return RequestDraft(
            project,
            self.cleaned_data["amount"],
            basis=self.cleaned_data["basis"],
            later=later if any(later) else (),
            **{name: self.cleaned_data[name] for name in names},
        )


class AmendForm(forms.Form):
    """A changed amount, and why."""

    amount = MoneyField(label=_("New amount (10k yuan)"))
    because = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}))


class ResolutionForm(forms.Form):
    """The resolution by which the congress approves."""

    resolution = forms.CharField(label=_("Number of the resolution"), max_length=80)
