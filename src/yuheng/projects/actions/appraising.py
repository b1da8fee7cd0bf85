"""Appraisal before the event: the points decide the conclusion, and the conclusion takes the step."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from yuheng.kernel.outcome import Problem, Words, refuse_if
from yuheng.platform import clock, flow
from yuheng.platform.acts import Actor
from yuheng.platform.models import Act
from yuheng.projects import policies, queries
from yuheng.projects.actions.library import objection
from yuheng.projects.domain.appraisal import STEPS, AppraisalScheme, Verdict, conclude, hundredths, problems_in_scores
from yuheng.projects.domain.drafts import AppraisalDraft
from yuheng.projects.models import Appraisal, AppraisalScore, Project
from yuheng.regulations.queries import rules_hash

BATCH = 2000


@dataclass(frozen=True)
class _Judged:
    draft: AppraisalDraft[Project]
    scheme: AppraisalScheme
    verdict: Verdict


@transaction.atomic
def appraise(*, by: Actor, drafts: Sequence[AppraisalDraft[Project]]) -> list[Appraisal]:
    """Appraise projects that finance has received; supported they go on, else they go back or are refused.

    The dimensions, full points and bands are the rules in force in the project's region today. A conclusion other
    than support demands an opinion, because the unit has to know what to change.
    """
    problems = [problem for draft in drafts for problem in _objections(by, draft)]
    refuse_if([*problems, *_twice(drafts)])
    judged = [_Judged(draft, scheme, conclude(draft.scores, scheme)) for draft in drafts if (scheme := _scheme(draft))]
    refuse_if([problem for one in judged for problem in _opinion_missing(one)])
    rows = _keep(by, judged)
    for conclusion, step in STEPS.items():
        for opinion, group in _by_opinion(judged, conclusion).items():
            changes = {one.draft.project.pk: {"points_c": (None, one.verdict.total_c)} for one in group}
            flow.take(step, [one.draft.project for one in group], by=by, reason=opinion, changes=changes)
    return rows


def _scheme(draft: AppraisalDraft[Project]) -> AppraisalScheme:
    project = draft.project
    return queries.appraisal_scheme(region=queries.region_of(project.org_path), on=clock.today(), kind=project.kind)


def _objections(by: Actor, draft: AppraisalDraft[Project]) -> list[Problem]:
    name = draft.project.name
    decision = policies.may_appraise(by, draft.project)
    return objection(decision, name) + problems_in_scores(name, draft.scores, _scheme(draft))


def _twice(drafts: Sequence[AppraisalDraft[Project]]) -> list[Problem]:
    times = Counter(draft.project.pk for draft in drafts)
    message = Words(zh="同一项目不能一次评估两遍", en="A project cannot be appraised twice at once")
    names = {draft.project.pk: draft.project.name for draft in drafts}
    return [Problem("twice", names[key], message) for key, count in times.items() if count > 1]


def _opinion_missing(one: _Judged) -> list[Problem]:
    if one.verdict.conclusion == "support" or one.draft.opinion.strip():
        return []
    message = Words(zh="未予支持的，须写明评估意见", en="Without support, the appraisal needs an opinion")
    remedy = Words(zh="写明哪里要调整，或为什么不支持", en="Say what has to change, or why it is not supported")
    return [Problem("opinion_missing", one.draft.project.name, message, remedy=remedy)]


def _keep(by: Actor, judged: Sequence[_Judged]) -> list[Appraisal]:
    latest = queries.latest_appraisals([one.draft.project.pk for one in judged])
    rows = [_row(by, one, latest.get(one.draft.project.pk)) for one in judged]
    Appraisal.objects.bulk_create(rows, batch_size=BATCH)
    scores = [score for row, one in zip(rows, judged, strict=True) for score in _scores(row, one)]
    AppraisalScore.objects.bulk_create(scores, batch_size=BATCH)
    return rows


def _row(by: Actor, one: _Judged, before: Appraisal | None) -> Appraisal:
    project = one.draft.project
    return Appraisal(
        project=project,
        number=before.number + 1 if before else 1,
        on=clock.today(),
        by=by.username,
        total_c=one.verdict.total_c,
        conclusion=one.verdict.conclusion,
        opinion=one.draft.opinion,
        article=one.scheme.article,
        rules_digest=rules_hash(queries.region_of(project.org_path), clock.today()),
    )


def _scores(row: Appraisal, one: _Judged) -> list[AppraisalScore]:
    full = {dimension.code: dimension.full_c for dimension in one.scheme.dimensions}
    return [
        AppraisalScore(
            appraisal=row,
            dimension=score.dimension,
            points_c=hundredths(score.points) or 0,
            full_c=full[score.dimension],
            comment=score.comment,
        )
        for score in one.draft.scores
    ]


def _by_opinion(judged: Sequence[_Judged], conclusion: str) -> dict[str, list[_Judged]]:
    """Those of one conclusion, grouped by the words that go with the step."""
    groups: dict[str, list[_Judged]] = {}
    for one in judged:
        if one.verdict.conclusion == conclusion:
            groups.setdefault(one.draft.opinion, []).append(one)
    return groups


@transaction.atomic
def waive_appraisal(*, by: Actor, projects: Sequence[Project]) -> list[Act]:
    """Pass projects on without an appraisal where no rule demands one; refused for every other."""
    problems = []
    for project in projects:
        problems += objection(policies.may_appraise(by, project), project.name)
        demand = queries.appraisal_demand(project)
        if demand is not None:
            message = Words(zh="按规定须经事前绩效评估", en="The rule demands an appraisal before the event")
            remedy = Words(zh="按评估维度打分后给出结论", en="Give points in each dimension")
            problems.append(Problem("appraisal_demanded", project.name, message, rule=demand.source.id, remedy=remedy))
    refuse_if(problems)
    return flow.take("support", projects, by=by)
