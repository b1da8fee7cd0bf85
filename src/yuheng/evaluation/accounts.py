"""From rows to plain accounts, and from a scored account to the text that is sealed."""

from collections.abc import Mapping, Sequence

from yuheng.evaluation.domain.account import Account, Line, outcome_json
from yuheng.evaluation.domain.table import RowResult, TableResult
from yuheng.evaluation.models import Evaluation, Outcome
from yuheng.platform.canonical import digest, spell

FORMAT = 1


def line_of(outcome: Outcome) -> Line:
    """An outcome with its indicator as the scorer reads it."""
    one = outcome.indicator
    return Line(
        no=one.no,
        level1=one.level1,
        level2=one.level2,
        name=one.name,
        operator=one.operator,
        target=one.printed,
        weight_c=one.weight_c,
        actual=outcome.printed,
        judged_e4=outcome.judged_e4,
        reason=outcome.reason,
    )


def account_of(evaluation: Evaluation, outcomes: Sequence[Outcome]) -> Account:
    """An evaluation with its outcomes as an account."""
    return Account(
        project=evaluation.project.code,
        org_path=evaluation.org_path,
        year=evaluation.year,
        budget_fen=evaluation.budget_fen,
        executed_fen=evaluation.executed_fen,
        summary=evaluation.summary,
        lines=tuple(line_of(one) for one in sorted(outcomes, key=lambda one: one.indicator.no)),
    )


def outcomes_by_evaluation(evaluations: Sequence[Evaluation]) -> dict[int, list[Outcome]]:
    """The outcomes of evaluations with their indicators, by evaluation, in the order of the form. One query."""
    found: dict[int, list[Outcome]] = {one.pk: [] for one in evaluations}
    rows = Outcome.objects.filter(evaluation_id__in=list(found)).select_related("indicator")
    for row in rows.order_by("evaluation_id", "indicator__no"):
        found[row.evaluation_id].append(row)
    return found


def sealed_text(evaluation: Evaluation, account: Account, result: TableResult, *, rules: Mapping[str, object]) -> str:
    """The canonical text of a seal: inputs, rules and result, and what was published elsewhere."""
    return spell(
        {
            "format": FORMAT,
            "account": account.as_json(),
            "rules": rules,
            "result": outcome_json(result),
            "workings": {str(line.no): digest(working_json(line)) for line in result.rows},
            "printed": {"total": evaluation.printed_total, "grade": evaluation.printed_grade},
        }
    )


def working_json(line: RowResult) -> dict[str, object]:
    """The working of a line as outcomes store it."""
    share = line.scored.share
    return {**line.scored.working.as_json(), "share": None if share is None else str(share)}
