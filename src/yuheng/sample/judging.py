"""Evaluation of 2025 and what it does: self-evaluated, reviewed, sealed, published, and applied to the budget of 2027."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from yuheng.disclosure.actions import publish
from yuheng.evaluation import actions
from yuheng.evaluation.drafts import EvaluationDraft, OutcomeDraft
from yuheng.evaluation.models import Evaluation
from yuheng.kernel.outcome import Words
from yuheng.projects.models import TargetIndicator
from yuheng.results.actions import EffectDecision, decide_effects, propose_effects
from yuheng.results.models import Effect
from yuheng.sample.county import County, Event, department_of, portions
from yuheng.sample.truth import Fate, ProjectTruth, Result

EVALUATED = 2025
AT_ONCE = 150  # a publication gathers all rows of a project; SQLite takes no more than a thousand of a kind at once
UNFINISHED = "自评材料缺少满意度调查依据，请补充后再报"
SUMMARY = "项目按计划实施，资金使用合规；未达标的指标已说明原因并列入整改。"


def events(county: County) -> list[Event]:
    """The evaluation of 2025 through spring 2026."""
    work = _Judging(county)
    return [
        Event(date(2026, 2, 9), Words("开展绩效自评", "Self-evaluations begun"), work.begin),
        Event(date(2026, 3, 10), Words("报送自评", "Self-evaluations submitted"), work.submit),
        Event(date(2026, 3, 24), Words("主管部门审核自评", "Self-evaluations reviewed"), work.review),
        Event(date(2026, 4, 14), Words("财政复核封存", "Scores sealed"), work.seal),
        Event(date(2026, 5, 8), Words("公开评价结果", "Results published"), work.publish),
        Event(date(2026, 10, 28), Words("提出结果应用建议", "Effects proposed"), work.propose),
        Event(date(2026, 11, 12), Words("决定结果应用", "Effects decided"), work.decide),
        Event(date(2026, 11, 13), Words("补充公开结果应用", "Effects published"), work.publish),
    ]


class _Judging:
    def __init__(self, county: County) -> None:
        self.county, self.office = county, county.office
        self.judged = [one for one in county.truth.budgeted(EVALUATED) if one.fate in (Fate.LOOP, Fate.ONCE)]
        self.rows: dict[str, Evaluation] = {}

    def _rows(self, truths: list[ProjectTruth]) -> list[Evaluation]:
        return [self.rows[one.code] for one in truths]

    def begin(self) -> None:
        """The units write down what they reached."""
        for by, group in self.office.each(self.judged, "prepare", department=department_of):
            drafts = [self._draft(one) for one in group]
            for one, row in zip(group, actions.begin_evaluations(by=by, drafts=drafts), strict=True):
                self.rows[one.code] = row

    def _draft(self, one: ProjectTruth) -> EvaluationDraft:
        indicators = self.county.indicators[one.code, EVALUATED]
        return EvaluationDraft(
            project=self.county.projects[one.code],
            year=EVALUATED,
            outcomes=tuple(_outcome(indicators[row.no], row) for row in one.year(EVALUATED).results),
            summary=SUMMARY,
            printed_total=one.verdict.printed_total,
            printed_grade=one.verdict.printed_grade,
        )

    def submit(self) -> None:
        """The approvers send them on."""
        for by, group in self.office.each(self.judged, "approve", department=department_of):
            actions.submit_evaluations(by=by, evaluations=self._rows(group))

    def review(self) -> None:
        """The departments pass them on; one goes back."""
        passed = [one for one in self.judged if one.evaluation != "draft"]
        for by, group in self.office.each(passed, "review", department=department_of):
            actions.review_evaluations(by=by, evaluations=self._rows(group))
        late = [one for one in self.judged if one.evaluation == "draft"]
        for by, group in self.office.each(late, "review", department=department_of):
            actions.return_evaluations(by=by, evaluations=self._rows(group), because=UNFINISHED)

    def _sealed(self) -> list[ProjectTruth]:
        return [one for one in self.judged if one.evaluation == "sealed"]

    def seal(self) -> None:
        """Finance reviews and seals: from now on the score can only be recomputed, not changed."""
        for group in portions(self._sealed(), 1000):
            codes = {self.county.projects[one.code].pk: one.code for one in group}
            for row in actions.seal_evaluations(by=self.office.performance, evaluations=self._rows(group)):
                self.rows[codes[row.project_id]] = row

    def publish(self) -> None:
        """Finance publishes what was sealed; what says nothing new is passed over."""
        for group in portions(self._sealed(), AT_ONCE):
            publish(by=self.office.performance, evaluations=self._rows(group))

    def propose(self) -> None:
        """Finance proposes what the scores do to the budget in hand."""
        propose_effects(by=self.office.performance, evaluated_year=EVALUATED)

    def decide(self) -> None:
        """The budget desk decides: mostly as proposed, sometimes otherwise with a reason; some it has not come to."""
        wishes = {self.county.projects[one.code].pk: one for one in self._sealed() if one.decision.kind != "wait"}
        rows = Effect.objects.filter(state="proposed").select_related("project", "evaluation", "request").order_by("pk")
        decisions = [_decision(row, wishes[row.project_id]) for row in rows if row.project_id in wishes]
        for group in portions(decisions, 1000):
            decide_effects(by=self.office.budget, decisions=group)


def _outcome(indicator: TargetIndicator, row: Result) -> OutcomeDraft:
    judged = Decimal(row.judged) if row.judged else None
    return OutcomeDraft(indicator, row.printed, row.reason, judged, row.points)


def _decision(row: Effect, one: ProjectTruth) -> EffectDecision:
    if one.decision.kind == "override":
        return EffectDecision(row, one.decision.fen, one.decision.reason)
    return EffectDecision(row)
