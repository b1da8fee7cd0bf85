"""Reads of the application ledger, and the rule in force as the domain wants it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.conf import settings
from django.db.models import Case, Count, F, IntegerField, Max, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce

from yuheng.budget.models import Request
from yuheng.evaluation.models import Evaluation
from yuheng.kernel.dated import NoLaw
from yuheng.kernel.money import Fen
from yuheng.kernel.outcome import Words
from yuheng.platform import clock, scopes
from yuheng.platform.acts import Actor
from yuheng.regulations.domain.law import Fields
from yuheng.regulations.queries import rule
from yuheng.results.domain.effect import EffectRule, GradeChange
from yuheng.results.models import Effect


def effect_rule(*, on: date, region: str) -> EffectRule:
    """What results do to budgets in a place on a day; `NoLaw` where no rule says so.

    The national rule has no rows: which ratio a grade moves is left to the place.
    """
    found = rule("results.budget_effects", on=on, region=region)
    changes = {str(row["code"]): _change(row) for row in found.rows}
    return EffectRule(changes, found.source.id, found.unverified, _poor_years(on, region))


def _change(row: Fields) -> GradeChange:
    direction = str(row["direction"])
    share = Fraction(str(row["growth_max"])) if direction == "grow" else -Fraction(str(row["cut"]))
    return GradeChange(str(row["code"]), direction, share)


def _poor_years(on: date, region: str) -> int:
    try:
        return rule("results.poor_years_to_cancel", on=on, region=region).days
    except NoLaw:
        return 0


def earlier_grades(project_ids: Iterable[int], before: int) -> dict[int, list[str]]:
    """The grades of each project in the years that run up to `before` without a gap, newest first. One query."""
    rows = Evaluation.objects.filter(project_id__in=list(project_ids), year__lt=before, state="sealed")
    found: dict[int, list[str]] = {}
    for project, year, grade in rows.order_by("-year").values_list("project_id", "year", "grade"):
        grades = found.setdefault(project, [])
        if year == before - 1 - len(grades):
            grades.append(grade)
    return found


def grades_in_force(*, on: date, region: str) -> dict[str, Words]:
    """The grades that may be given in a place on a day, by code, in the order of the rule."""
    rows = rule("grades.evaluation", on=on, region=region).rows
    return {str(row["code"]): title for row in rows if isinstance(title := row.get("title"), Words)}


def grade_words(grade: str, *, on: date, region: str) -> Words:
    """What a grade is called; its code when the rule does not know it, nothing when there is no grade."""
    unknown = Words(zh=grade, en=grade)
    return grades_in_force(on=on, region=region).get(grade, unknown) if grade else unknown


def grade_titles() -> dict[str, Words]:
    """The grades in force here today, by code."""
    return grades_in_force(on=clock.today(), region=settings.REGION)


def budget_year_of(evaluated_year: int, *, on: date, region: str) -> int:
    """The budget year that the results of a year move."""
    return evaluated_year + rule("results.budget_year_offset", on=on, region=region).days


def waiting_for_effect(evaluated_year: int) -> QuerySet[Evaluation]:
    """Sealed evaluations of a year that have no effect yet."""
    rows = Evaluation.objects.filter(year=evaluated_year, state="sealed", effect__isnull=True)
    return rows.select_related("project").order_by("pk")


def requests_in_hand(project_ids: Iterable[int], year: int) -> dict[int, list[Request]]:
    """Each project's requests in its newest version of a year, one per classification. One query."""
    newest = Max("project__requests__version_id", filter=Q(project__requests__year=year))
    rows = Request.objects.filter(project_id__in=list(project_ids), year=year).annotate(newest=newest)
    found: dict[int, list[Request]] = {}
    for row in rows.filter(version_id=F("newest")).select_related("project").order_by("pk"):
        found.setdefault(row.project_id, []).append(row)
    return found


def effects_of(project_ids: Iterable[int]) -> dict[int, list[Effect]]:
    """The effects on each project's budgets, newest year first. One query."""
    rows = Effect.objects.filter(project_id__in=list(project_ids)).select_related("evaluation", "project", "request")
    found: dict[int, list[Effect]] = {}
    for row in rows.order_by("-year", "-pk"):
        found.setdefault(row.project_id, []).append(row)
    return found


def effects_on(evaluation_ids: Iterable[int]) -> dict[int, Effect]:
    """The effect of each evaluation that has one. One query."""
    return {row.evaluation_id: row for row in Effect.objects.filter(evaluation_id__in=list(evaluation_ids))}


def ledger(person: Actor) -> QuerySet[Effect]:
    """The application ledger as far as a person's posts reach: result, proposal, decision."""
    rows = Effect.objects.select_related("project__unit", "evaluation", "request")
    moves = Coalesce("decided_fen", "proposed_fen") - F("base_fen")
    return scopes.visible(rows.annotate(shift_fen=moves), person)


def totals_by_grade(rows: QuerySet[Effect]) -> list[dict[str, Any]]:
    """Count, base, proposal and outcome (fen) of some effects by grade, the best first. One query."""
    sums = {name: Sum(f"{name}_fen") for name in ("base", "proposed", "shift")}
    grouped = rows.order_by().values("grade").annotate(count=Count("pk"), **sums)
    order = {grade: place for place, grade in enumerate(grade_titles())}
    return sorted((dict(row) for row in grouped), key=lambda row: order.get(str(row["grade"]), len(order)))


def years(field: str) -> list[int]:
    """The years of effects, newest first: "year" of the budgets they move, "evaluation__year" of the results."""
    return list(Effect.objects.order_by(f"-{field}").values_list(field, flat=True).distinct())


@dataclass(frozen=True, slots=True)
class Moved:
    """What results did to one budget year (fen): decided money up and down, and how often people overrode the rule.

    `proposed_up_fen` and `proposed_down_fen` count every effect, decided or not.
    """

    up_fen: Fen = 0
    down_fen: Fen = 0
    proposed_up_fen: Fen = 0
    proposed_down_fen: Fen = 0
    decided_count: int = 0
    waiting_count: int = 0
    overridden_count: int = 0

    @property
    def net_fen(self) -> Fen:
        """Up less down."""
        return self.up_fen - self.down_fen

    @property
    def count(self) -> int:
        """All effects of the year."""
        return self.decided_count + self.waiting_count


def moved(year: int, path: str = "") -> Moved:
    """How much money results moved in a budget year under a path. One query."""
    return moved_by(Effect.objects.filter(year=year, org_path__startswith=path))


def moved_by(rows: QuerySet[Effect]) -> Moved:
    """The totals of some effects. One query."""
    decided, proposed = F("decided_fen") - F("base_fen"), F("proposed_fen") - F("base_fen")
    zero = Value(0, output_field=IntegerField())
    sums = rows.order_by().aggregate(
        up_fen=Coalesce(Sum(Case(When(decided_fen__gt=F("base_fen"), then=decided))), zero),
        down_fen=Coalesce(Sum(Case(When(decided_fen__lt=F("base_fen"), then=-decided))), zero),
        proposed_up_fen=Coalesce(Sum(Case(When(proposed_fen__gt=F("base_fen"), then=proposed))), zero),
        proposed_down_fen=Coalesce(Sum(Case(When(proposed_fen__lt=F("base_fen"), then=-proposed))), zero),
        decided_count=Count("pk", filter=Q(state="decided")),
        waiting_count=Count("pk", filter=Q(state="proposed")),
        overridden_count=Count("pk", filter=Q(state="decided") & ~Q(decided_fen=F("proposed_fen"))),
    )
    return Moved(**{name: int(value) for name, value in sums.items()})
