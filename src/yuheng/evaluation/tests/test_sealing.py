"""A unit accounts for its year; finance seals it; whoever changes one byte afterwards is named."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext

from yuheng.budget.actions import release_lines
from yuheng.budget.testing import approved_lines, library_project
from yuheng.evaluation import actions
from yuheng.evaluation.drafts import EvaluationDraft, OutcomeDraft
from yuheng.evaluation.models import Evaluation, Outcome
from yuheng.evaluation.queries import evaluations_of, grade_counts, verify_seals
from yuheng.execution import actions as execution
from yuheng.execution.drafts import PaymentDraft
from yuheng.kernel.outcome import Refused
from yuheng.organisations.testing import Office
from yuheng.platform import acts, clock
from yuheng.platform.canonical import digest, spell
from yuheng.projects.models import Project, TargetIndicator
from yuheng.regulations.models import RuleSet

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def next_year() -> Iterator[None]:
    with clock.at(date(2027, 2, 1)):
        yield


def spent(office: Office, paid_fen: int, count: int = 1) -> list[Project]:
    """Projects with 100,000 yuan for 2026 each, of which so much was paid."""
    with clock.at(date(2026, 3, 2)):
        projects = [library_project(office, name=f"村级供水维修{n}", code=f"P{n}") for n in range(count)]
        lines = release_lines(by=office.budget, lines=approved_lines(office, [(one, 10_000_000) for one in projects]))
        drafts = [PaymentDraft(line, paid_fen, "清河建材", "水管") for line in lines]
        execution.pay(by=office.treasury, payments=execution.request_payments(by=office.preparer, drafts=drafts))
    return projects


def account(project: Project, pipes: str = "12公里", users: str = "96%", reason: str = "") -> EvaluationDraft:
    first, second = TargetIndicator.objects.filter(target__project=project).order_by("no")
    outcomes = (OutcomeDraft(first, pipes, reason=reason), OutcomeDraft(second, users))
    return EvaluationDraft(project, 2026, outcomes)


def sealed(office: Office, *drafts: EvaluationDraft) -> list[Evaluation]:
    rows = actions.begin_evaluations(by=office.preparer, drafts=drafts)
    actions.submit_evaluations(by=office.approver, evaluations=rows)
    actions.review_evaluations(by=office.reviewer, evaluations=rows)
    return actions.seal_evaluations(by=office.performance, evaluations=rows)


def test_nine_of_twelve_kilometres_with_ninety_five_percent_spent_make_eighty_four_and_a_half(office: Office) -> None:
    (project,) = spent(office, 9_500_000)
    (row,) = sealed(office, account(project, "9公里", reason="雨季长，跨年完成"))
    # 60 x 9/12 = 45, 30 for satisfaction, 10 x 95 % = 9.5
    assert (row.execution_points_c, row.total_c, row.grade) == (950, 8450, "good")
    assert list(Outcome.objects.order_by("indicator__no").values_list("points_c", flat=True)) == [4500, 3000]
    assert Outcome.objects.order_by("indicator__no")[0].working["x"] == {"exact": "3/4", "decimal": "0.75"}
    assert list(verify_seals()) == []
    assert list(acts.verify()) == []
    assert grade_counts(2026, office.county.path) == {"good": 1}
    assert evaluations_of([project.pk], 2026)[project.pk].sealed_on == date(2027, 2, 1)


def test_a_sealed_row_cannot_be_changed_through_the_front_door(office: Office) -> None:
    (project,) = spent(office, 9_500_000)
    (row,) = sealed(office, account(project))
    with pytest.raises(DatabaseError, match="sealed"):
        Evaluation.objects.filter(pk=row.pk).update(total_c=10000)


@pytest.mark.parametrize(
    ("table", "field", "value"),
    [
        ("evaluation_evaluation", "sealed", "one byte"),
        ("evaluation_evaluation", "total_c", 9999),
        ("evaluation_evaluation", "grade", "poor"),
        ("evaluation_evaluation", "executed_fen", 1),
        ("evaluation_evaluation", "seal", "0" * 64),
        ("evaluation_outcome", "points_c", 1),
        ("evaluation_outcome", "printed", "13公里"),
        ("evaluation_outcome", "reason", "无"),
        ("regulations_ruleset", "text", "[]"),
    ],
)
def test_one_change_behind_the_back_names_the_row(office: Office, table: str, field: str, value: str | int) -> None:
    (project,) = spent(office, 9_500_000)
    (row,) = sealed(office, account(project))
    if value == "one byte":
        value = row.sealed.replace("12公里", "12公理")
    _without_triggers(f"UPDATE {table} SET {field} = %s", [value])
    problems = list(verify_seals())
    assert problems
    assert all(problem.where == f"evaluation {row.pk} P0 2026" for problem in problems)


def _without_triggers(statement: str, values: list[str | int]) -> None:
    """Do what somebody with the database in his hands could do."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(statement, values)
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = DEFAULT")


def test_a_forged_seal_over_a_forged_text_is_found_by_recomputing(office: Office) -> None:
    (project,) = spent(office, 9_500_000)
    (row,) = sealed(office, account(project))
    forged = json.loads(row.sealed)
    forged["result"]["total_c"] = 10000
    text = spell(forged)
    _without_triggers("UPDATE evaluation_evaluation SET sealed = %s, seal = %s, total_c = 10000", [text, digest(text)])
    said = " ".join(problem.message.en for problem in verify_seals())
    assert "log of acts" in said
    assert "recomputed under the sealed rules it differs (total_c)" in said


def test_the_law_is_kept_once_for_all_that_is_sealed_under_it(office: Office) -> None:
    sealed(office, *[account(one) for one in spent(office, 9_500_000, count=3)])
    assert RuleSet.objects.count() == 1


def test_all_that_is_wrong_with_an_account_comes_back_at_once(office: Office) -> None:
    one, other = spent(office, 5_000_000, count=2)
    stranger = TargetIndicator.objects.filter(target__project=other).first()
    first, second = TargetIndicator.objects.filter(target__project=one).order_by("no")
    assert stranger is not None
    with pytest.raises(Refused) as refused:
        actions.begin_evaluations(
            by=office.preparer,
            drafts=[
                EvaluationDraft(
                    one, 2026, (OutcomeDraft(stranger, "1"), OutcomeDraft(first, "12公里", judged_share=Decimal(2)))
                )
            ],
        )
    assert [p.code for p in refused.value.problems] == ["unknown_indicator", "outside_band", "not_reported"]
    with pytest.raises(Refused) as refused:
        draft = EvaluationDraft(one, 2026, (OutcomeDraft(first, "9公里"), OutcomeDraft(second, "")))
        actions.begin_evaluations(by=office.preparer, drafts=[draft])
    assert [p.code for p in refused.value.problems] == ["not_reported", "reason_missing", "reason_missing"]
    assert not Evaluation.objects.exists()


def test_far_above_the_target_needs_a_reason_and_costs_what_the_county_says(office: Office) -> None:
    (project,) = spent(office, 10_000_000)
    with pytest.raises(Refused, match="远超"):
        actions.begin_evaluations(by=office.preparer, drafts=[account(project, "19公里")])
    (row,) = sealed(office, account(project, "19公里", reason="上级追加材料"))
    # 19/12 lies between 150 % and 200 %: a tenth of 60 points is taken off
    assert row.total_c == 9400


def test_a_returned_account_is_written_anew_and_the_year_must_be_over(office: Office) -> None:
    (project,) = spent(office, 9_500_000)
    rows = actions.begin_evaluations(by=office.preparer, drafts=[account(project)])
    actions.submit_evaluations(by=office.approver, evaluations=rows)
    with pytest.raises(Refused, match="已报送"):
        actions.begin_evaluations(by=office.preparer, drafts=[account(project)])
    with pytest.raises(Refused, match="意见"):
        actions.return_evaluations(by=office.reviewer, evaluations=rows, because=" ")
    actions.return_evaluations(by=office.reviewer, evaluations=rows, because="完成值与台账不符")
    actions.begin_evaluations(by=office.preparer, drafts=[account(project, "12.5公里")])
    assert Evaluation.objects.count() == 1
    assert Outcome.objects.filter(printed="12.5公里").count() == 1
    with clock.at(date(2026, 12, 31)), pytest.raises(Refused, match="尚未结束"):
        actions.begin_evaluations(by=office.preparer, drafts=[account(project)])


def test_sealing_many_costs_no_more_queries_than_sealing_one(office: Office) -> None:
    one, *others = spent(office, 9_500_000, count=8)
    with CaptureQueriesContext(connection) as few:
        sealed(office, account(one))
    with CaptureQueriesContext(connection) as many:
        sealed(office, *[account(project) for project in others])
    assert len(many) - len(others) <= len(few)
