"""The application ledger as a list: result, rule, base, proposal, decision, money moved."""

from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yuheng.platform.ui.listing import Column, Empty, Kind, Listing
from yuheng.results.domain.effect import WHOLE_E4
from yuheng.results.domain.grades import tone_of
from yuheng.results.web.forms import EffectFilter
from yuheng.results.web.lines import words_of


def _url(row: Any) -> str:
    return reverse("effect", kwargs={"pk": row.pk})


COLUMNS = (
    Column("project", _("Project"), "project.name", sort="project__name", url=_url),
    Column("unit", _("Unit"), "project.unit.words", under="project"),
    Column("evaluated", _("Year evaluated"), lambda row: str(row.evaluation.year), sort="evaluation__year"),
    Column("year", _("Budget year"), lambda row: f"→ {row.year}", under="evaluated"),
    Column("total_c", _("Score"), "evaluation.total_c", kind=Kind.POINTS, sort="evaluation__total_c"),
    Column("grade", _("Grade"), lambda row: (words_of(row), tone_of(row.grade)), kind=Kind.BADGE, under="total_c"),
    Column("base_fen", _("Base (10k yuan)"), kind=Kind.MONEY, sort="base_fen", total="base_fen"),
    Column("proposed_fen", _("Proposed (10k yuan)"), kind=Kind.MONEY, sort="proposed_fen", total="proposed_fen"),
    Column("change", _("Rule"), lambda row: Fraction(row.change_e4, WHOLE_E4), kind=Kind.PERCENT, under="proposed_fen"),
    Column("decided_fen", _("Decided (10k yuan)"), kind=Kind.MONEY, sort="decided_fen", total="decided_fen"),
    Column("moved", _("Moved (10k yuan)"), "shift_fen", kind=Kind.MONEY, sort="shift_fen", total="shift_fen"),
    Column("state", _("State"), "stands", kind=Kind.BADGE, sort="state"),
    Column("reason", _("Reason"), under="state"),
)
NOTHING = Empty(
    title=_("No result moves a budget yet"),
    text=_("Effects are proposed as soon as evaluations are sealed."),
    icon="scale",
)
LEDGER = Listing("effects", COLUMNS, EffectFilter, order=("-year", "state", "-proposed_fen"), empty=NOTHING)
TO_DECIDE = Listing("effects", COLUMNS, EffectFilter, order=LEDGER.order, empty=NOTHING, select="effect")
