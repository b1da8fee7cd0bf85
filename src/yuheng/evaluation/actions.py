"""The verbs of evaluation: begin, submit, review, return, seal."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from yuheng.budget.domain.money import Money
from yuheng.budget.queries import money_of
from yuheng.evaluation.domain.flows import EVALUATION
from yuheng.evaluation.drafts import EvaluationDraft, OutcomeDraft
from yuheng.evaluation.entry import entry_problems
from yuheng.evaluation.models import Evaluation, Outcome
from yuheng.evaluation.policies import ARTICLE
from yuheng.evaluation.sealing import Scored, schemes_of, score_all, score_one, write_points, write_seals
from yuheng.kernel.money import round_half_up
from yuheng.kernel.outcome import refuse_if
from yuheng.platform import clock, duties, flow
from yuheng.platform.acts import BATCH, Actor, Done, record_many
from yuheng.projects.models import Target
from yuheng.projects.queries import confirmed_targets, indicators_of

E4 = 10_000
SEAL_FIELDS = ["total_c", "grade", "execution_points_c", "rules_digest", "sealed", "seal", "sealed_on"]
NOTHING_SPENT = Money()


@transaction.atomic
def begin_evaluations(*, by: Actor, drafts: Sequence[EvaluationDraft]) -> list[Evaluation]:
    """Write the accounts of projects' years; a draft that was written already is written anew.

    What was budgeted and spent is read from the ledger, never typed. Refuses, all at once: no confirmed target, an
    account that is under way or sealed, unknown, repeated and forgotten indicators, missing or incomparable values,
    judged shares outside their band, shortfalls and far overshoots without a reason.
    """
    duties.must(by, "unit.prepare", [(d.project.act_title, d.project.org_path) for d in drafts], article=ARTICLE)
    targets = _targets(drafts)
    earlier = _earlier(drafts)
    refuse_if(entry_problems(drafts, targets, earlier))
    rows = _rows(by, drafts, targets, earlier)
    outcomes = [
        _outcomes(row, draft, targets[draft.project.pk, draft.year]) for row, draft in zip(rows, drafts, strict=True)
    ]
    schemes = schemes_of(rows)
    scored = [score_one(row, made, schemes) for row, made in zip(rows, outcomes, strict=True)]
    refuse_if([problem for one in scored for problem in one.problems(clock.today())])
    _save(rows, scored)
    done = [Done(row, {"outcomes": (None, len(one.outcomes))}) for row, one in zip(rows, scored, strict=True)]
    record_many(by=by, verb="evaluation.begin", done=done, article=ARTICLE, duty="unit.prepare")
    return rows


def _targets(drafts: Sequence[EvaluationDraft]) -> dict[tuple[int, int], Target]:
    """Confirmed targets by project and year; two queries per year that is asked for."""
    years = {draft.year for draft in drafts}
    return {
        (project, year): target
        for year in years
        for project, target in confirmed_targets([d.project.pk for d in drafts if d.year == year], year).items()
    }


def _earlier(drafts: Sequence[EvaluationDraft]) -> dict[tuple[int, int], Evaluation]:
    rows = Evaluation.objects.filter(project_id__in={d.project.pk for d in drafts}, year__in={d.year for d in drafts})
    return {(row.project_id, row.year): row for row in rows}


def _rows(
    by: Actor,
    drafts: Sequence[EvaluationDraft],
    targets: Mapping[tuple[int, int], Target],
    earlier: Mapping[tuple[int, int], Evaluation],
) -> list[Evaluation]:
    money = {
        year: money_of([d.project.pk for d in drafts if d.year == year], year) for year in {d.year for d in drafts}
    }
    rows = []
    for draft in drafts:
        key = (draft.project.pk, draft.year)
        began = flow.began(EVALUATION, by=by, org_path=draft.project.org_path, year=draft.year)
        row = earlier.get(key) or Evaluation(project=draft.project, target=targets[key], **began)
        spent = money[draft.year].get(draft.project.pk, NOTHING_SPENT)
        row.project, row.maker, row.summary = draft.project, by.username, draft.summary
        row.budget_fen, row.executed_fen = spent.budget_fen, spent.paid_fen
        row.printed_total, row.printed_grade = draft.printed_total, draft.printed_grade
        rows.append(row)
    return rows


def _outcomes(row: Evaluation, draft: EvaluationDraft, target: Target) -> list[Outcome]:
    by_indicator = {one.indicator.pk: one for one in draft.outcomes}
    return [_outcome(row, by_indicator[one.pk]) for one in indicators_of(target)]


def _outcome(row: Evaluation, draft: OutcomeDraft) -> Outcome:
    judged = draft.judged_share
    return Outcome(
        evaluation=row,
        indicator=draft.indicator,
        printed=draft.printed,
        reason=draft.reason,
        judged_e4=None if judged is None else int(round_half_up(judged * E4, 0)),
        printed_points=draft.printed_points,
    )


def _save(rows: Sequence[Evaluation], scored: Sequence[Scored]) -> None:
    """Save new rows, rewrite drafts, and put the outcomes anew with points under today's law; the total waits."""
    old = [row for row in rows if row.pk]
    Evaluation.objects.bulk_create([row for row in rows if not row.pk], batch_size=BATCH)
    fields = ["maker", "summary", "budget_fen", "executed_fen", "printed_total", "printed_grade"]
    Evaluation.objects.bulk_update(old, fields, batch_size=500)
    Outcome.objects.filter(evaluation__in=old).delete()
    write_points(scored)
    for one in scored:
        for outcome in one.outcomes:
            outcome.evaluation = one.evaluation
    Outcome.objects.bulk_create([outcome for one in scored for outcome in one.outcomes], batch_size=BATCH)


def submit_evaluations(*, by: Actor, evaluations: Sequence[Evaluation]) -> list[Evaluation]:
    """Submit self-evaluations to the department."""
    flow.take("submit", evaluations, by=by)
    return list(evaluations)


def review_evaluations(*, by: Actor, evaluations: Sequence[Evaluation]) -> list[Evaluation]:
    """Pass self-evaluations on to finance."""
    flow.take("review", evaluations, by=by)
    return list(evaluations)


@transaction.atomic
def return_evaluations(*, by: Actor, evaluations: Sequence[Evaluation], because: str) -> list[Evaluation]:
    """Send self-evaluations back to the unit, by the department or by finance, with a comment."""
    from_finance = [row for row in evaluations if row.state == "reviewed"]
    from_department = [row for row in evaluations if row.state != "reviewed"]
    flow.take("return_from_finance", from_finance, by=by, reason=because)
    flow.take("return_to_unit", from_department, by=by, reason=because)
    return list(evaluations)


@transaction.atomic
def seal_evaluations(*, by: Actor, evaluations: Sequence[Evaluation]) -> list[Evaluation]:
    """Score under the law of today and seal: inputs, rules and result can be recomputed ever after.

    Refuses with every account that cannot be scored. The rows cannot be changed once this is done.
    """
    rows = list(
        Evaluation.objects.filter(pk__in=[one.pk for one in evaluations]).select_related("project").order_by("pk")
    )
    scored = score_all(rows)
    refuse_if([problem for one in scored for problem in one.problems(clock.today())])
    outcomes = write_points(scored)
    sealed = write_seals(scored, clock.today())
    changes = {
        row.pk: {"total_c": (None, row.total_c), "grade": ("", row.grade), "seal": ("", row.seal)} for row in sealed
    }
    flow.take("seal", rows, by=by, changes=changes)
    Outcome.objects.bulk_update(outcomes, ["status", "points_c", "working"], batch_size=500)
    Evaluation.objects.bulk_update(sealed, SEAL_FIELDS, batch_size=200)
    return sealed
