"""Appraisal before the event."""

from decimal import Decimal

import pytest

from yuheng.kernel.outcome import Refused
from yuheng.organisations.testing import Office
from yuheng.projects import actions, queries
from yuheng.projects.domain.drafts import AppraisalDraft, DimensionScore
from yuheng.projects.models import Appraisal
from yuheng.projects.testing import reviewed, scores

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_ninety_points_support_seventy_send_back_and_less_refuses(office: Office) -> None:
    good, fair, poor = projects = reviewed(office, 3)
    points = ("18", "17.99", "13.99")
    drafts = [AppraisalDraft(p, scores(n), "完善实施方案") for p, n in zip(projects, points, strict=True)]
    rows = actions.appraise(by=office.performance, drafts=drafts)
    assert [(row.total_c, row.conclusion) for row in rows] == [(9000, "support"), (8995, "adjust"), (6995, "reject")]
    assert [project.state for project in (good, fair, poor)] == ["appraised", "draft", "refused"]
    assert rows[0].article.startswith("zhongfa-2018-34") and len(rows[0].rules_digest) == 64


def test_without_support_an_opinion_is_demanded(office: Office) -> None:
    (project,) = reviewed(office)
    with pytest.raises(Refused) as refused:
        actions.appraise(by=office.performance, drafts=[AppraisalDraft(project, scores("15"))])
    assert [p.code for p in refused.value.problems] == ["opinion_missing"]
    actions.appraise(by=office.performance, drafts=[AppraisalDraft(project, scores("15"), "测算依据不足")])
    assert project.state == "draft"


def test_every_wrong_score_is_named_and_nothing_is_kept(office: Office) -> None:
    (project,) = reviewed(office)
    wrong = (
        DimensionScore("necessity", Decimal("20.01")),
        DimensionScore("economy", Decimal("-1")),
        DimensionScore("targets", Decimal("18.555")),
        DimensionScore("beauty", Decimal("5")),
        DimensionScore("funding", Decimal("20")),
    )
    with pytest.raises(Refused) as refused:
        actions.appraise(by=office.performance, drafts=[AppraisalDraft(project, wrong)])
    assert sorted(p.code for p in refused.value.problems) == [
        "dimension_not_once",
        "dimension_unknown",
        "points_out_of_range",
        "points_out_of_range",
        "points_too_fine",
    ]
    assert not Appraisal.objects.exists()


def test_a_second_appraisal_stands_beside_the_first(office: Office) -> None:
    (project,) = reviewed(office)
    actions.appraise(by=office.performance, drafts=[AppraisalDraft(project, scores("15"), "补充材料")])
    actions.submit_projects(by=office.approver, projects=[project])
    actions.review_projects(by=office.reviewer, projects=[project])
    actions.appraise(by=office.performance, drafts=[AppraisalDraft(project, scores("19"))])
    assert [row.number for row in queries.appraisals_of(project)] == [2, 1]
    assert queries.latest_appraisals([project.pk])[project.pk].conclusion == "support"


def test_only_the_performance_desk_appraises(office: Office) -> None:
    (project,) = reviewed(office)
    with pytest.raises(Refused, match="您没有该单位的这一职责"):
        actions.appraise(by=office.budget, drafts=[AppraisalDraft(project, scores("19"))])
