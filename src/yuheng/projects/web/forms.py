"""Forms of projects and appraisals: they read what was typed into drafts; what is wrong with a draft the actions say."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from yuheng.kernel.money import Fen, NotMoney, parse_yuan
from yuheng.kernel.outcome import Problem
from yuheng.organisations.models import Organisation
from yuheng.platform.ui.text import say
from yuheng.projects.domain.appraisal import AppraisalScheme, Dimension
from yuheng.projects.domain.drafts import DimensionScore, ProjectDraft
from yuheng.projects.domain.kinds import ORDINARY, TITLES
from yuheng.projects.domain.projects import CATEGORIES, NOVELTIES
from yuheng.projects.models import Project


class ProjectForm(forms.Form):
    """A project as typed; the amount in 万元 or with a unit of its own ("120万元", "1,200,000元")."""

    name = forms.CharField(label=_("Project name"), max_length=200)
    unit = forms.ChoiceField(label=_("Budget unit"))
    category = forms.ChoiceField(label=_("Category"))
    novelty = forms.ChoiceField(label=_("New or continuing"))
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, help_text=_("Special kinds have data, checks and gates of their own")
    )
    sector = forms.CharField(label=_("Sector"), max_length=80, required=False)
    function_code = forms.CharField(
        label=_("Function code"),
        max_length=7,
        help_text=_("3, 5 or 7 digits of the expenditure function classification"),
    )
    year = forms.IntegerField(label=_("First budget year"))
    last_year = forms.IntegerField(label=_("Last budget year"))
    amount_fen = forms.CharField(
        label=_("Amount for the whole life (10k yuan)"),
        required=False,
        help_text=_("Another unit may be written after the number; a department as a whole has none"),
    )
    purpose = forms.CharField(label=_("Grounds and purpose"), required=False, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, units: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("unit", [(unit.code, f"{unit.code} {say(unit.words)}") for unit in units])
        self._choose("category", [(code, say(words)) for code, words in CATEGORIES.items()])
        self._choose("novelty", [(code, say(words)) for code, words in NOVELTIES.items()])
        self._choose("kind", [(code, say(words)) for code, words in TITLES.items()])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean_amount_fen(self) -> Fen:
        """The amount in fen; 万元 where no unit was written. Nothing typed is zero, and the draft is judged."""
        if not self.cleaned_data["amount_fen"].strip():
            return 0
        try:
            return parse_yuan(self.cleaned_data["amount_fen"], unit="万元")
        except NotMoney as wrong:
            raise ValidationError(_("This is not one amount of money")) from wrong

    def clean_kind(self) -> str:
        """The kind; an ordinary project where nothing was chosen."""
        return self.cleaned_data["kind"] or ORDINARY

    def draft(self, *, code: str, of: Project | None = None) -> ProjectDraft:
        """What was typed, as a draft; where it was published comes from the project as it is."""
        cleaned = self.cleaned_data
        return ProjectDraft(
            code=code,
            source_table=of.source_table if of else "",
            source_url=of.source_url if of else "",
            **{name: cleaned[name] for name in self.fields},
        )

    def show(self, problems: tuple[Problem, ...]) -> None:
        """Put each problem at its field; those about no field stand above the form."""
        for problem in problems:
            field = problem.where.rsplit(" · ", 1)[-1]
            self.add_error(field if field in self.fields else None, say(problem.message))


class AppraisalForm(forms.Form):
    """Points and a comment for each dimension of the scheme in force, and an opinion."""

    opinion = forms.CharField(
        label=_("Opinion"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Demanded unless the project is supported: what has to change, or why it is refused"),
    )

    def __init__(self, *args: Any, scheme: AppraisalScheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scheme = scheme
        for one in scheme.dimensions:
            self.fields[f"points-{one.code}"] = forms.DecimalField(
                label=say(one.title), min_value=0, max_value=Decimal(one.full_c) / 100, decimal_places=2
            )
            self.fields[f"comment-{one.code}"] = forms.CharField(label=_("Comment"), required=False)

    @property
    def rows(self) -> list[tuple[Dimension, forms.BoundField, forms.BoundField]]:
        """Each dimension with its two fields."""
        codes = self.scheme.dimensions
        return [(one, self[f"points-{one.code}"], self[f"comment-{one.code}"]) for one in codes]

    def scores(self) -> tuple[DimensionScore, ...]:
        """The points as typed."""
        cleaned = self.cleaned_data
        return tuple(
            DimensionScore(one.code, cleaned[f"points-{one.code}"], cleaned[f"comment-{one.code}"])
            for one in self.scheme.dimensions
        )
