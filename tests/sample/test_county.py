"""What the product answers about the built county is what the generator knows to be true."""

import json
from argparse import Namespace
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

import pytest

from tests.sample.conftest import Sample
from yuheng.budget.models import Line, Request, Version
from yuheng.budget.queries import money_of, stage_totals
from yuheng.config.commands import demo, verify
from yuheng.evaluation.models import Evaluation, Outcome
from yuheng.evaluation.queries import grade_counts
from yuheng.execution.queries import paid_by_month
from yuheng.kernel.outcome import Refused
from yuheng.monitoring.models import Observation, Reading, Warning
from yuheng.organisations.models import Person, Post
from yuheng.platform import clock, inbox
from yuheng.projects.models import Project, TargetIndicator
from yuheng.results.models import Effect
from yuheng.results.queries import moved
from yuheng.sample.build import build
from yuheng.sample.places import COUNTY
from yuheng.sample.published import TABLES
from yuheng.sample.truth import BUDGETED, Fate, ProjectTruth

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HALF_UP = Decimal("0.01")
# 清财绩〔2024〕1号（示例）第28条：优可增不超过10%，良不增，中压减20%，差压减50%
CHANGES = {"excellent": Decimal("1.1"), "good": Decimal(1), "fair": Decimal("0.8"), "poor": Decimal("0.5")}


def grade_by_law(total: Decimal) -> str:
    """财预〔2020〕10号第十八条：90分（含）以上为优、80—90为良、60—80为中、60以下为差."""
    bounds = ((90, "excellent"), (80, "good"), (60, "fair"))
    return next((grade for least, grade in bounds if total >= least), "poor")


def total_by_truth(one: ProjectTruth) -> Decimal:
    """The points of the indicators, and ten for the execution of the budget in proportion (第十三条)."""
    year = one.year(2025)
    execution = (Decimal(10) * year.paid_fen / year.budget_fen).quantize(HALF_UP, ROUND_HALF_UP)
    return Decimal(one.verdict.indicators_c or 0) / 100 + execution


def judged(sample: Sample) -> list[ProjectTruth]:
    """Invented projects whose evaluation is sealed: here the generator knows the score."""
    rows = [one for one in sample.truth.projects if one.verdict.indicators_c is not None]
    return [one for one in rows if one.evaluation == "sealed"]


def test_the_clock_stands_on_the_sample_day(sample: Sample) -> None:
    assert clock.now().isoformat() == "2026-11-16T00:00:00+08:00" or clock.now().hour == 9
    assert sample.story.projects == len(sample.truth.projects) == Project.objects.count()


@pytest.mark.parametrize(("year", "closed"), [(2025, True), (2026, False)])
def test_money_by_stage_is_as_true(sample: Sample, year: int, closed: bool) -> None:
    answered = stage_totals(year, f"{COUNTY}/")
    assert {stage: fen for stage, fen in answered.items() if fen} == {
        stage: fen for stage, fen in sample.truth.stage_totals(year, closed=closed).items() if fen
    }


def test_each_project_spent_what_is_true_month_by_month(sample: Sample) -> None:
    keys = dict(Project.objects.values_list("code", "pk"))
    for year in (2025, 2026):
        money = money_of(keys.values(), year)
        for one in sample.truth.budgeted(year):
            true = one.year(year)
            assert money[keys[one.code]].paid_fen == true.paid_fen
            months: Counter[int] = Counter()
            for payment in true.payments:
                if payment.paid:
                    months[int(payment.paid[5:7])] += payment.fen
            assert paid_by_month(keys[one.code], year) == dict(months)


def test_scores_and_grades_are_as_true(sample: Sample) -> None:
    known = judged(sample)
    assert len(known) > 5
    rows = {row.project.code: row for row in Evaluation.objects.filter(year=2025).select_related("project")}
    for one in known:
        row, total = rows[one.code], total_by_truth(one)
        assert row.total_c == total * 100, one.name
        assert row.grade == grade_by_law(total)
    sealed = Counter(row.grade for row in rows.values() if row.state == "sealed")
    assert {grade: count for grade, count in grade_counts(2025, f"{COUNTY}/").items() if count} == dict(sealed)


def test_results_move_the_money_that_the_rule_says(sample: Sample) -> None:
    grades = dict(Evaluation.objects.filter(state="sealed").values_list("project__code", "grade"))
    grades |= {one.code: grade_by_law(total_by_truth(one)) for one in judged(sample)}
    up = down = waiting = overridden = 0
    for one in (row for row in sample.truth.projects if row.code in grades):
        asked, last = one.of(2027), one.of(2026) or one.year(2025)
        base = min(last.budget_fen, asked.budget_fen) if asked else last.budget_fen
        exact = base * CHANGES[grades[one.code]] / 100
        proposed = base if grades[one.code] == "good" else int(exact.quantize(Decimal(1), ROUND_HALF_UP)) * 100
        proposed = min(proposed, asked.budget_fen if asked else last.budget_fen)
        if one.decision.kind == "wait":
            waiting += 1
            continue
        decided = proposed if one.decision.fen is None else one.decision.fen
        overridden += decided != proposed
        up, down = up + max(decided - base, 0), down + max(base - decided, 0)
    answer = moved(2027, f"{COUNTY}/")
    assert (answer.up_fen, answer.down_fen) == (up, down)
    assert (answer.waiting_count, answer.overridden_count) == (waiting, overridden)
    assert up and down and waiting and overridden


def test_what_was_decided_is_what_the_request_asks(sample: Sample) -> None:
    decided = Effect.objects.filter(state="decided", request__isnull=False).select_related("request")
    assert decided.count() > 5
    assert all(row.request is not None and row.request.amount_fen == row.decided_fen for row in decided)


def test_published_targets_and_results_stand_in_the_rows_as_printed(sample: Sample) -> None:
    tables = {one.code: one.table for one in sample.truth.projects if one.table}
    printed = {table: json.loads((TABLES / f"{table}.json").read_text(encoding="utf-8")) for table in tables.values()}
    targets = TargetIndicator.objects.filter(target__project__code__in=tables).select_related("target__project")
    outcomes = Outcome.objects.filter(evaluation__project__code__in=tables)
    assert targets.count() > 100
    assert outcomes.count() > 40
    for row in targets:
        source = printed[tables[row.target.project.code]]["indicators"][row.no - 1]
        assert (row.name, row.printed) == (source["level3"], source["target"])
        assert row.weight_printed in ("", source["weight"])
    for outcome in outcomes.select_related("indicator", "evaluation__project"):
        source = printed[tables[outcome.evaluation.project.code]]["indicators"][outcome.indicator.no - 1]
        assert (outcome.printed, outcome.printed_points) == (source["actual"], source["score"] or "")
    for evaluation in Evaluation.objects.filter(project__code__in=tables).select_related("project"):
        source = printed[tables[evaluation.project.code]]
        assert evaluation.printed_total == (source["printed_score_total"] or "")
        assert evaluation.printed_grade == (source["printed_rating"] or "")


def test_a_payment_beyond_the_budget_was_refused_in_words(sample: Sample) -> None:
    (problem,) = sample.story.overspent
    assert problem.found == "8.54", "338.31 printed as spent, 329.77 as the budget, in 万元"
    assert "329.77" in problem.message.zh
    assert problem.remedy


def test_without_a_measurable_target_there_is_no_money(sample: Sample) -> None:
    codes = {one.code for one in sample.truth.projects if one.fate is Fate.UNMEASURABLE}
    assert codes
    assert not Line.objects.filter(project__code__in=codes).exists()
    assert not Request.objects.filter(project__code__in=codes).exists()
    assert {problem.code for problem in sample.story.not_admitted} == {"target_missing"}
    assert sample.story.refused_tables, "some published tables are refused as they were printed"


def test_each_project_stands_where_its_fate_says(sample: Sample) -> None:
    states = dict(Project.objects.values_list("code", "state"))
    wanted = {
        Fate.DRAFT: "draft",
        Fate.SUBMITTED: "submitted",
        Fate.RETURNED: "draft",
        Fate.REVIEWED: "reviewed",
        Fate.REFUSED: "refused",
        Fate.APPRAISED: "appraised",
        Fate.TARGET_SENT: "appraised",
        Fate.UNMEASURABLE: "draft",
    }
    for one in sample.truth.projects:
        assert states[one.code] == ("in_library" if one.fate in (*BUDGETED, Fate.URGENT) else wanted[one.fate])
    second = Request.objects.filter(version__round="second", year=2027)
    assert set(second.values_list("state", flat=True)) == {"draft", "submitted", "reviewed", "accepted"}
    assert Version.objects.get(round="adjusted").state == "compiled"


def test_readings_are_as_told_and_everything_was_watched(sample: Sample) -> None:
    told = sum(len(one.year(year).reports) for year in (2025, 2026) for one in sample.truth.budgeted(year))
    assert Reading.objects.count() == told
    assert Observation.objects.filter(year=2026, through="2026-10-31").count() == len(sample.truth.budgeted(2026))
    states = set(Warning.objects.filter(year=2026).values_list("state", flat=True))
    assert states == {"raised", "answered", "settled"}
    assert Warning.objects.filter(state="raised", due__lt=clock.today()).exists(), "somebody is late"


@pytest.mark.parametrize(
    "duty",
    [
        "unit.approve",
        "department.review",
        "finance.performance",
        "finance.budget",
        "finance.treasury",
        "congress.approve",
    ],
)
def test_every_duty_finds_something_to_do(sample: Sample, duty: str) -> None:
    holders = Post.objects.filter(duty=duty).values_list("person", flat=True)
    waiting = [sum(inbox.counts(person).values()) for person in Person.objects.filter(pk__in=holders)]
    assert any(waiting)


def test_a_second_county_is_refused(sample: Sample) -> None:
    with pytest.raises(Refused):
        build(20, 1)


def test_the_demo_leaves_a_county_as_it_is_and_tells_of_it(
    sample: Sample, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "call_command", lambda *_, **__: None)
    assert demo.run(Namespace(no_serve=True, json=True, projects=40, seed=1)) == 0
    told = capsys.readouterr()
    data = json.loads(told.out)
    assert data["projects"] == len(sample.truth.projects)
    paid = {year["year"]: year["stages"].get("paid", 0) for year in data["years"]}
    assert paid[2025] == sample.truth.stage_totals(2025, closed=True)["paid"]
    assert len(data["accounts"]) == 9
    assert "already" in told.err


def test_the_demo_prints_tables_that_people_can_read(
    sample: Sample, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "call_command", lambda *_, **__: None)
    monkeypatch.setattr(demo, "tell", lambda: sample.story)
    assert demo.run(Namespace(no_serve=True, json=False, projects=40, seed=1)) == 0
    shown = capsys.readouterr().out
    for words in ("2025", "2026", "2027", "8.54", "water.prepare", "qingheng-sample"):
        assert words in shown


def test_everything_verifies(sample: Sample, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify.run(Namespace(json=True)) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["problems"] == []
    assert all(count > 10 for count in data["checked"].values()), data["checked"]
