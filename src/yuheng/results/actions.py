"""What results do: propose an amount by rule, and decide it, with a reason where the decision differs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from yuheng.budget import actions as budget
from yuheng.budget import queries as budgets
from yuheng.budget.models import Request
from yuheng.evaluation.models import Evaluation
from yuheng.kernel.money import Fen, split
from yuheng.kernel.outcome import Problem, refuse_if
from yuheng.platform import clock, flow
from yuheng.platform.acts import BATCH, Actor, Done, record_many
from yuheng.regulations.queries import rules_hash
from yuheng.results import queries
from yuheng.results.domain.drafts import Choice, decided_amount, problems_in
from yuheng.results.domain.effect import EffectRule, GradeChange, propose, silent_about
from yuheng.results.domain.flows import EFFECT
from yuheng.results.models import Effect
from yuheng.results.policies import may_decide, must_propose

DECIDED = "按评价结果决定 Decided on the result of evaluation"


@dataclass(frozen=True)
class EffectDecision:
    """What finance decides about one effect: an amount in fen, or None to follow the rule; why it overrides."""

    effect: Effect
    decided_fen: Fen | None = None
    reason: str = ""


@dataclass(frozen=True)
class _Ground:
    """On what proposals of one run stand: the rule, the budget year, money last approved, requests, earlier grades."""

    rule: EffectRule
    digest: str
    year: int
    requests: Mapping[int, list[Request]]
    last: Mapping[int, Fen]
    earlier: Mapping[int, list[str]]

    def said(self, evaluation: Evaluation) -> GradeChange | None:
        """What the rule says about an evaluation; None when it is silent."""
        return self.rule.of(evaluation.grade, self.earlier.get(evaluation.project_id, ()))

    def asked(self, project_id: int) -> Fen | None:
        """What the unit asks for the year, None where it has not asked yet."""
        rows = self.requests.get(project_id)
        return sum(row.amount_fen for row in rows) if rows else None


@transaction.atomic
def propose_effects(*, by: Actor, evaluated_year: int) -> list[Effect]:
    """Propose, for every sealed evaluation of a year that has no effect yet, the amount of the budget it moves.

    Which budget year that is, and what each grade does, are rules; the base is the amount last approved, or the
    amount asked where that is less. Requests in hand get the proposal beside their own amount. Refuses with all grades about which the rule says nothing.
    """
    evaluations = list(queries.waiting_for_effect(evaluated_year))
    if not evaluations:
        return []
    must_propose(by, [(one.act_title, one.org_path) for one in evaluations])
    ground = _ground(evaluations, evaluated_year, clock.today())
    said = [(one, ground.said(one)) for one in evaluations]
    refuse_if(silent_about(one.grade, one.act_title, ground.rule.article) for one, change in said if change is None)
    effects = [_effect(by, one, change, ground) for one, change in said if change is not None]
    Effect.objects.bulk_create(effects, batch_size=BATCH)
    done = [Done(row, {"effect_fen": (row.base_fen, row.proposed_fen)}) for row in effects]
    record_many(by=by, verb="effect.propose", done=done, article=ground.rule.article)
    amounts = _shared({row.project_id: row.proposed_fen for row in effects}, ground.requests)
    if amounts:
        budget.propose_amounts(by=by, amounts=amounts, article=ground.rule.article)
    return effects


def _ground(evaluations: Sequence[Evaluation], evaluated_year: int, today: date) -> _Ground:
    region = evaluations[0].org_path.split("/", 1)[0]
    projects = [one.project_id for one in evaluations]
    year = queries.budget_year_of(evaluated_year, on=today, region=region)
    last = {one.project_id: one.budget_fen for one in evaluations}
    for between in range(evaluated_year + 1, year):
        last |= budgets.approved_for(projects, between)
    return _Ground(
        rule=queries.effect_rule(on=today, region=region),
        digest=rules_hash(region, today),
        year=year,
        requests=queries.requests_in_hand(projects, year),
        last=last,
        earlier=queries.earlier_grades(projects, evaluated_year),
    )


def _effect(by: Actor, evaluation: Evaluation, said: GradeChange, ground: _Ground) -> Effect:
    project = evaluation.project_id
    proposal = propose(said, ground.last[project], ground.asked(project))
    asked = ground.requests.get(project)
    return Effect(
        evaluation=evaluation,
        project=evaluation.project,
        request=asked[0] if asked else None,
        grade=evaluation.grade,
        base_fen=proposal.base_fen,
        change_e4=proposal.change_e4,
        proposed_fen=proposal.proposed_fen,
        article=ground.rule.article,
        rules_digest=ground.digest,
        **flow.began(EFFECT, by=by, org_path=evaluation.org_path, year=ground.year),
    )


def _shared(amounts: Mapping[int, Fen], requests: Mapping[int, list[Request]]) -> dict[int, Fen]:
    """Share each project's amount over its requests in proportion to what they ask; exact to the fen."""
    shares: dict[int, Fen] = {}
    for project, rows in requests.items():
        asked = [row.amount_fen for row in rows]
        parts = split(amounts[project], asked if any(asked) else [1] * len(rows))
        shares |= {row.pk: part for row, part in zip(rows, parts, strict=True)}
    return shares


@transaction.atomic
def decide_effects(*, by: Actor, decisions: Sequence[EffectDecision]) -> list[Effect]:
    """Decide next year's amounts: as proposed, or another amount with a reason; requests in hand are amended.

    Refuses with everything wrong at once: no duty, decided already, an amount below zero, an override without a reason.
    """
    effects = [one.effect for one in decisions]
    choices = [Choice(one.effect, one.decided_fen, one.reason) for one in decisions]
    refuse_if([*_not_allowed(by, effects), *problems_in(choices)])
    for one in decisions:
        one.effect.decided_fen = decided_amount(one.effect.proposed_fen, one.decided_fen)
        one.effect.reason = one.reason.strip()
    changes = {
        row.pk: {"effect_fen": (row.proposed_fen, row.decided_fen), "reason": ("", row.reason)} for row in effects
    }
    # the row is frozen once it is decided, so the decision is written before the step is taken
    Effect.objects.filter(state="proposed").bulk_update(effects, ["decided_fen", "reason"], batch_size=500)
    flow.take("decide", effects, by=by, changes=changes)
    _amend(by, effects)
    return effects


def _not_allowed(by: Actor, effects: Sequence[Effect]) -> list[Problem]:
    answers = ((effect, may_decide(by, effect)) for effect in effects)
    return [
        Problem("not_allowed", effect.act_title, answer.reason, rule=answer.source)
        for effect, answer in answers
        if not answer
    ]


def _amend(by: Actor, effects: Sequence[Effect]) -> None:
    """Write decided amounts into the requests in hand; a request that already asks that much is left alone."""
    for year in {row.year for row in effects}:
        decided = {row.project_id: row.decided_fen or 0 for row in effects if row.year == year}
        requests = queries.requests_in_hand(decided, year)
        asked = {row.pk: row.amount_fen for rows in requests.values() for row in rows}
        amounts = {pk: fen for pk, fen in _shared(decided, requests).items() if fen != asked[pk]}
        if amounts:
            budget.amend_requests(by=by, amounts=amounts, because=DECIDED)
