"""What if: sealed years under other rules, recomputed from the seals and stored nowhere."""

import json
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from yuheng.evaluation.domain.account import Account, Line, outcome_json, score, total_c
from yuheng.evaluation.domain.scheme import Scheme, scheme_from
from yuheng.evaluation.drafts import EvaluationDraft, OutcomeDraft
from yuheng.evaluation.models import Evaluation
from yuheng.evaluation.scenario import Trial, try_scenario
from yuheng.evaluation.scenario_pair import Pair
from yuheng.evaluation.schemes import scheme_for
from yuheng.evaluation.tests.test_sealing import account, sealed, spent
from yuheng.organisations.models import Person
from yuheng.organisations.testing import Office
from yuheng.platform import clock
from yuheng.projects.models import TargetIndicator
from yuheng.regulations.domain.book import spec_fields
from yuheng.regulations.models import RuleSet
from yuheng.regulations.queries import rule, scenarios

pytestmark = pytest.mark.django_db
DAY = date(2027, 2, 1)


@pytest.fixture(autouse=True)
def next_year() -> Iterator[None]:
    with clock.at(DAY):
        yield


def tried(code: str) -> Trial:
    return try_scenario(scenarios()[code], Evaluation.objects.filter(state="sealed", year=2026))


def nine_of_twelve(office: Office) -> Evaluation:
    """84.50 points, good: 60 x 9/12 = 45 for the pipes, 30 for satisfaction, 9.5 for execution."""
    (project,) = spent(office, 9_500_000)
    (row,) = sealed(office, account(project, "9公里", reason="雨季长，跨年完成"))
    return row


def test_under_the_threshold_of_2021_nine_of_twelve_kilometres_earn_three_eighths(office: Office) -> None:
    """rules-project.md §2.3: weight x (completion - 60 %) / (1 - 60 %): 60 x (0.75 - 0.6) / 0.4 = 22.5."""
    row = nine_of_twelve(office)
    trial = tried("threshold_2021")
    change = trial.changes[row.pk]
    assert (change.old, change.new, change.difference_c) == ((8450, "good"), (6200, "fair"), -2250)
    (line,) = change.lines
    assert (line.points, line.line and line.line.name) == ((4500, 2250), "维修管道")
    assert [one.scored.working.source for one in (line.old, line.new)] == [
        "caiyu-2020-10#art-16",
        "caiyu-2021-101#annex-1",
    ]
    assert (dict(trial.grades), trial.count, trial.regraded, trial.unread) == ({("good", "fair"): 1}, 1, 1, {})


def test_grade_limits_move_the_grade_and_no_point(office: Office) -> None:
    """rules-project.md §6.3: a product once had excellent from 80 on."""
    row = nine_of_twelve(office)
    change = tried("grades_80_70_60").changes[row.pk]
    assert (change.new, change.difference_c, change.lines) == ((8450, "excellent"), 0, ())


def test_a_whole_scheme_may_be_tried(office: Office) -> None:
    """Under 101号 satisfaction of 86 % earns four fifths (§2.3: 80 % and more: 8 of 10); the pipes are all there."""
    (project,) = spent(office, 10_000_000)
    pipes, users = TargetIndicator.objects.filter(target__project=project).order_by("no")
    outcomes = (OutcomeDraft(pipes, "12公里"), OutcomeDraft(users, "86%", reason="样本偏少"))
    (row,) = sealed(office, EvaluationDraft(project, 2026, outcomes))
    change = tried("guideline_2021").changes[row.pk]
    (line,) = change.lines
    assert line.points == (2716, 2400)  # 30 x 86/95 = 27.157…
    assert change.new[0] == 6000 + 2400 + 1000


def test_what_no_rule_of_the_scenario_touches_stays(office: Office) -> None:
    nine_of_twelve(office)
    trial = tried("less_is_better_linear")
    assert (trial.changes, dict(trial.grades)) == ({}, {("good", "good"): 1})


def test_trying_writes_nothing_and_reads_the_law_once_however_many_projects(office: Office) -> None:
    one, *others = spent(office, 9_500_000, count=6)
    sealed(office, account(one, "9公里", reason="雨季长"))
    client, page = browser(office.performance), "/rules/scenarios/?scenario=threshold_2021&year=2026"
    client.get(page)
    with CaptureQueriesContext(connection) as few:
        assert tried("threshold_2021").count == 1
        assert client.get(page).context["trial"].count == 1
    sealed(office, *[account(project, "9公里", reason="雨季长") for project in others])
    with CaptureQueriesContext(connection) as many:
        assert tried("threshold_2021").count == 6
        assert client.get(page).context["trial"].count == 6
    assert len(few) == len(many)
    assert {query["sql"].split()[0] for query in many} & {"INSERT", "UPDATE", "DELETE"} == set()


def test_a_seal_whose_law_is_lost_is_named_and_not_guessed(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    row = nine_of_twelve(office)
    monkeypatch.setattr(RuleSet.objects, "filter", lambda **_: RuleSet.objects.none())
    trial = tried("threshold_2021")
    assert list(trial.unread) == [row.pk]
    assert "is not kept" in trial.unread[row.pk]
    assert trial.count == 0


def pairs() -> list[Pair]:
    """The law of the sample county and each scenario's."""
    old = scheme_for(on=DAY, region="990123")
    return [Pair(old, _under(code)) for code in scenarios()]


def _under(code: str) -> Scheme:
    tried_rules = {rule_id: spec_fields(found) for rule_id, found in scenarios()[code].rules.items()}
    return scheme_from("self_2020", lambda one: tried_rules.get(one) or spec_fields(rule(one, on=DAY, region="990123")))


LINES = st.builds(
    lambda level, operator, target, actual, weight: (level, operator, target, actual, weight),
    st.sampled_from(["产出指标", "效益指标", "满意度指标"]),
    st.sampled_from([">=", "<=", "=", ""]),
    st.sampled_from(["100", "0", "≥90%", "-5", "12公里", "2026年6月底前", "达成年度指标", "≤3天"]),
    st.sampled_from(
        [
            "100",
            "80",
            "59",
            "60",
            "0",
            "86%",
            "95%",
            "-3",
            "250",
            "9公里",
            "2026年5月",
            "2026年8月",
            "达成年度指标",
            "4天",
            "6天",
        ]
    ),
    st.integers(0, 6000),
)


@settings(max_examples=150, deadline=None)
@given(lines=st.lists(LINES, min_size=1, max_size=5), executed=st.integers(0, 12))
def test_what_is_not_computed_again_would_come_out_the_same(
    lines: list[tuple[str, str, str, str, int]], executed: int
) -> None:
    """`Pair.moves` may only say no where scoring the whole account under the scenario gives the sealed total."""
    whole = Account(
        project="P",
        org_path="990123/",
        year=2026,
        budget_fen=1000,
        executed_fen=executed * 100,
        summary="",
        lines=tuple(
            Line(
                no=no,
                level1=one[0],
                level2="",
                name="指标",
                operator=one[1],
                target=one[2],
                weight_c=one[4],
                actual=one[3],
            )
            for no, one in enumerate(lines, 1)
        ),
    )
    for pair in pairs():
        result = score(whole, pair.old)
        if result.total is None:
            continue  # what has no total is never sealed
        kept = json.loads(json.dumps(outcome_json(result)))["lines"]
        if not pair.moves(kept):
            assert total_c(score(whole, pair.new)) == total_c(result)


def browser(person: Person) -> Client:
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(person)
    return client


def test_the_page_shows_grades_before_and_after_and_lists_who_moves(office: Office) -> None:
    row = nine_of_twelve(office)
    client = browser(office.performance)
    chooser = client.get("/rules/scenarios/").content.decode()
    assert all(one.title.zh in chooser for one in scenarios().values())
    answer = client.get("/rules/scenarios/?scenario=threshold_2021&year=2026")
    page = answer.content.decode()
    assert answer.context["trial"].regraded == 1
    assert f"/rules/scenarios/threshold_2021/{row.pk}/" in page
    assert "维修管道 45 → 22.5" in page
    assert "未核实" in page


def test_the_file_has_both_workings_of_every_line_that_moves(office: Office) -> None:
    nine_of_twelve(office)
    answer = browser(office.performance).get("/rules/scenarios/?scenario=threshold_2021&year=2026&format=csv")
    text = b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert "得分率 75%，60 分 × 75% = 45 分" in text
    assert "得分率 37.5%，60 分 × 37.5% = 22.5 分" in text


def test_one_evaluation_shows_both_workings_on_both_curves(office: Office) -> None:
    row = nine_of_twelve(office)
    client = browser(office.performance)
    page = client.get(f"/rules/scenarios/threshold_2021/{row.pk}/").content.decode()
    assert ("84.50" in page, "62.00" in page) == (True, True)
    assert page.count('class="chart') == 2
    assert "得分不变" in client.get(f"/rules/scenarios/less_is_better_linear/{row.pk}/").content.decode()
    assert client.get(f"/rules/scenarios/nonsense/{row.pk}/").status_code == 404


def test_a_unit_tries_only_what_its_posts_reach(office: Office) -> None:
    nine_of_twelve(office)
    asked = "/rules/scenarios/?scenario=threshold_2021&year=2026"
    assert browser(office.preparer).get(asked).context["trial"].count == 1
    assert browser(office.stranger).get(asked).context["trial"].count == 0
