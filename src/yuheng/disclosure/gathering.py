"""Gathers what is known of sealed evaluations into the facts of their publications. Constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import prefetch_related_objects

from yuheng.disclosure.domain.content import Change, Facts, Heading, Place, Result, Score
from yuheng.evaluation.models import Evaluation, Outcome
from yuheng.kernel.dated import NoLaw
from yuheng.kernel.outcome import Words
from yuheng.organisations.queries import names
from yuheng.regulations.queries import deadline
from yuheng.results.models import Effect
from yuheng.results.queries import effects_on, grade_words

FEW = 150  # SQLite refuses to look up the indicators of many more at once
NOWHERE = Words(zh="", en="")
Grounds = Mapping[int, Mapping[str, str]]  # evaluation → part → the ground on which it is withheld


def facts_of(evaluations: Sequence[Evaluation], withheld: Grounds | None = None) -> list[Facts]:
    """The facts of each evaluation in the order given; `withheld` names the parts that the law keeps back."""
    for start in range(0, len(evaluations), FEW):
        some = evaluations[start : start + FEW]
        prefetch_related_objects(some, "project__unit", "target", "outcomes__indicator")
    effects = effects_on(one.pk for one in evaluations)
    places = names(path for one in evaluations for path in _paths(one.org_path))
    kept = withheld or {}
    return [_facts(one, effects.get(one.pk), places, kept.get(one.pk, {})) for one in evaluations]


def _paths(org_path: str) -> list[str]:
    """The paths of the county, the department and the unit: the first two and the last.

    >>> _paths("990123/301/301001/")
    ['990123/', '990123/301/', '990123/301/301001/']
    """
    codes = org_path.rstrip("/").split("/")
    return ["/".join(codes[:depth]) + "/" for depth in (1, min(2, len(codes)), len(codes))]


def _facts(one: Evaluation, effect: Effect | None, places: Mapping[str, Words], kept: Mapping[str, str]) -> Facts:
    county, department, unit = (Place(path.split("/")[-2], places.get(path, NOWHERE)) for path in _paths(one.org_path))
    project = one.project
    return Facts(
        year=one.year,
        heading=Heading(project.code, project.name, project.purpose, unit, department, county),
        budget_fen=one.budget_fen,
        paid_fen=one.executed_fen,
        statement=one.target.statement,
        results=[_result(row) for row in sorted(one.outcomes.all(), key=lambda row: row.indicator.no)],
        score=_score(one),
        change=_change(effect) if effect is not None and effect.decided_fen is not None else None,
        withheld=kept,
    )


def _result(row: Outcome) -> Result:
    promise = row.indicator
    return Result(
        no=promise.no,
        level1=promise.level1,
        level2=promise.level2,
        name=promise.name,
        promised=promise.printed,
        unit=promise.unit,
        weight_c=promise.weight_c,
        status=row.status,
        achieved=row.printed,
        reason=row.reason,
        points_c=row.points_c,
        working=row.working,
    )


def _score(one: Evaluation) -> Score:
    sealed_on = one.sealed_on or one.state_since
    return Score(
        execution_points_c=one.execution_points_c,
        total_c=one.total_c,
        grade=one.grade,
        grade_words=grade_words(one.grade, on=sealed_on, region=one.org_path.split("/", 1)[0]),
        printed_total=one.printed_total,
        printed_grade=one.printed_grade,
        rules_digest=one.rules_digest,
        seal=one.seal,
        sealed_on=sealed_on,
    )


def _change(effect: Effect) -> Change:
    return Change(
        year=effect.year,
        base_fen=effect.base_fen,
        change_e4=effect.change_e4,
        proposed_fen=effect.proposed_fen,
        decided_fen=effect.decided_fen or 0,
        reason=effect.reason,
        article=effect.article,
    )


def due_days(evaluations: Iterable[Evaluation]) -> dict[int, date]:
    """By when each sealed evaluation is to be public: so many days after its seal, as the rule says."""
    return {one.pk: due_day(one.sealed_on, one.org_path.split("/", 1)[0]) for one in evaluations if one.sealed_on}


def due_day(arose: date, region: str) -> date:
    """The last day on which a result settled on a day may become public: by the local term, else by the general one."""
    try:
        return deadline("disclosure.evaluation_results_days", arose, region)
    except NoLaw:
        return deadline("disclosure.other", arose, region)
