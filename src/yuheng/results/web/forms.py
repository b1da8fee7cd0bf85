"""The decision about one effect, and how the ledger is narrowed."""

from decimal import Decimal
from fractions import Fraction

import django_filters
from django import forms
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yuheng.kernel.money import FEN_PER_WAN, Fen, round_half_up
from yuheng.platform.ui.fields import MoneyField
from yuheng.platform.ui.kept import kept
from yuheng.platform.ui.text import say
from yuheng.results import queries
from yuheng.results.domain.flows import EFFECT
from yuheng.results.models import Effect


def exact_wan(fen: Fen) -> Decimal:
    """Fen as 万元 without losing a fen.

    >>> str(exact_wan(123_456_700)), str(exact_wan(1))
    ('123.4567', '0.000001')
    """
    return Decimal(f"{round_half_up(Fraction(fen, FEN_PER_WAN), 6).normalize():f}")


class DecisionForm(forms.Form):
    """An amount in 万元 and the reason where it differs from the proposal."""

    amount = MoneyField(
        label=_("Decided amount (10k yuan)"), help_text=_("As the rule proposes, or another amount with a reason")
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed for an override"),
    )


Choices = list[tuple[str, str]]


def _states() -> Choices:
    return [(state.code, say(state.staff)) for state in EFFECT.states]


def _grades() -> Choices:
    return [(code, say(words)) for code, words in queries.grade_titles().items()]


def _years() -> Choices:
    return [(str(year), str(year)) for year in kept("budget years", lambda: queries.years("year"))]


def _evaluated() -> Choices:
    return [(str(year), str(year)) for year in kept("evaluated years", lambda: queries.years("evaluation__year"))]


def _ways() -> Choices:
    return [("no", gettext("As the rule proposed")), ("yes", gettext("Overridden"))]


class EffectFilter(django_filters.FilterSet):  # type: ignore[misc]  # published without types
    """How the ledger is narrowed."""

    q = django_filters.CharFilter(field_name="project__name", lookup_expr="icontains", label=_("Project"))
    year = django_filters.ChoiceFilter(choices=_years, label=_("Budget year"), empty_label=_("All"))
    evaluated = django_filters.ChoiceFilter(
        field_name="evaluation__year", choices=_evaluated, label=_("Year evaluated"), empty_label=_("All")
    )
    grade = django_filters.ChoiceFilter(choices=_grades, label=_("Grade"), empty_label=_("All"))
    state = django_filters.ChoiceFilter(choices=_states, label=_("State"), empty_label=_("All"))
    way = django_filters.ChoiceFilter(choices=_ways, method="decided", label=_("Decision"), empty_label=_("All"))

    def decided(self, rows: QuerySet[Effect], name: str, value: str) -> QuerySet[Effect]:
        """Where people decided otherwise than the rule proposes, or did not."""
        made = rows.filter(decided_fen__isnull=False)
        same = Q(decided_fen=F("proposed_fen"))
        return made.exclude(same) if value == "yes" else made.filter(same)
