"""Scoring many evaluations under the law of the day, and sealing what came out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from yuheng.evaluation.accounts import account_of, outcomes_by_evaluation, sealed_text, working_json
from yuheng.evaluation.domain.account import Account, points_c, score, total_c
from yuheng.evaluation.domain.intake import problems_in
from yuheng.evaluation.domain.scheme import Scheme
from yuheng.evaluation.domain.table import TableResult
from yuheng.evaluation.law import explain_below, form_in_force, keep_law, scheme_in_force
from yuheng.evaluation.models import Evaluation, Outcome
from yuheng.kernel.outcome import Problem, Words
from yuheng.platform import clock
from yuheng.platform.canonical import digest
from yuheng.projects.queries import region_of

NO_GRADE = Words(zh="总分不在任何等级之内", en="The total lies in no grade")


@dataclass(frozen=True)
class Scored:
    """An evaluation with its outcomes, the account that they make, and how it scores."""

    evaluation: Evaluation
    outcomes: list[Outcome]
    account: Account
    result: TableResult

    @property
    def region(self) -> str:
        """Whose law it was scored under."""
        return region_of(self.evaluation.org_path)

    def problems(self, on: date) -> list[Problem]:
        """What it lacks to be accepted."""
        where = self.evaluation.act_title
        asked = explain_below(region=self.region, on=on)
        found = problems_in(self.account, self.result, explain_below=asked, where=where)
        if self.result.total is not None and not self.result.grade:
            found.append(Problem("no_grade", where, NO_GRADE, found=str(self.result.total)))
        return found


def score_all(evaluations: Sequence[Evaluation]) -> list[Scored]:
    """Score evaluations under the law of today; the scheme is read once per region, the outcomes in one query."""
    outcomes, schemes = outcomes_by_evaluation(evaluations), schemes_of(evaluations)
    return [score_one(one, outcomes[one.pk], schemes) for one in evaluations]


def score_one(evaluation: Evaluation, outcomes: list[Outcome], schemes: dict[str, Scheme]) -> Scored:
    """Score one evaluation whose outcomes are at hand."""
    account = account_of(evaluation, outcomes)
    return Scored(evaluation, outcomes, account, score(account, schemes[region_of(evaluation.org_path)]))


def schemes_of(evaluations: Sequence[Evaluation]) -> dict[str, Scheme]:
    """The scheme in force today for each region that these evaluations belong to."""
    regions = {region_of(one.org_path) for one in evaluations}
    return {region: scheme_in_force(region=region, on=clock.today()) for region in regions}


def write_points(scored: Sequence[Scored]) -> list[Outcome]:
    """Put status, points and working on the outcomes; returns those that changed, saving them is the caller's."""
    changed = []
    for one in scored:
        lines = {line.no: line for line in one.result.rows}
        for outcome in one.outcomes:
            line = lines[outcome.indicator.no]
            was = (outcome.status, outcome.points_c, outcome.working)
            now = (line.scored.status, points_c(line), working_json(line))
            if was != now:
                outcome.status, outcome.points_c, outcome.working = now
                changed.append(outcome)
    return changed


def write_seals(scored: Sequence[Scored], day: date) -> list[Evaluation]:
    """Put total, grade, the digest of the law and the seal on the evaluations; saving them is the caller's."""
    laws = {region: keep_law(region=region, on=day) for region in {one.region for one in scored}}
    forms = {region: form_in_force(region=region, on=day) for region in laws}
    for one in scored:
        row, law = one.evaluation, laws[one.region]
        rules = {"digest": law.digest, "form": forms[one.region], "on": day.isoformat()}
        row.total_c, row.grade = total_c(one.result), one.result.grade or ""
        row.execution_points_c, row.rules_digest = points_c(one.result.execution), law.digest
        row.sealed = sealed_text(row, one.account, one.result, rules=rules)
        row.seal, row.sealed_on = digest(row.sealed), day
    return [one.evaluation for one in scored]
