"""A score moves next year's money, on record."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from yuheng.kernel.outcome import Refused
from yuheng.organisations.testing import Office
from yuheng.platform import acts, clock
from yuheng.results import queries
from yuheng.results.actions import EffectDecision, decide_effects, propose_effects
from yuheng.results.models import Effect
from yuheng.results.testing import WAN, Case, request_for, sealed, version_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]

AUTUMN = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def autumn() -> object:
    """The second half of 2026: 2025 is sealed, 2027 is being prepared."""
    with clock.at(AUTUMN):
        yield


def test_a_poor_project_is_proposed_half_of_what_was_approved_and_an_excellent_one_may_grow(office: Office) -> None:
    version = version_of(office.county, 2027)
    cases = [Case("险工加固", "excellent", 100), Case("渠道清淤", "poor", 100)]
    evaluations = [sealed(office.unit, case) for case in cases]
    requests = [request_for(one.project, version, 120) for one in evaluations]
    effects = propose_effects(by=office.performance, evaluated_year=2025)
    assert [(row.year, row.base_fen, row.proposed_fen) for row in effects] == [
        (2027, 100 * WAN, 110 * WAN),
        (2027, 100 * WAN, 50 * WAN),
    ]
    for request, wanted in zip(requests, (110, 50), strict=True):
        request.refresh_from_db()
        assert (request.proposed_fen, request.amount_fen) == (wanted * WAN, 120 * WAN)
    assert effects[0].article == "qingheng-2024#art-28"


def test_proposing_again_proposes_nothing(office: Office) -> None:
    sealed(office.unit, Case("险工加固", "good", 100))
    assert len(propose_effects(by=acts.SYSTEM, evaluated_year=2025)) == 1
    assert propose_effects(by=acts.SYSTEM, evaluated_year=2025) == []


def test_a_second_poor_year_in_a_row_cancels_the_project(office: Office) -> None:
    sealed(office.unit, Case("渠道清淤", "poor", 90, year=2024))
    sealed(office.unit, Case("渠道清淤", "poor", 80, year=2025))
    (effect,) = propose_effects(by=office.performance, evaluated_year=2025)
    assert (effect.base_fen, effect.change_e4, effect.proposed_fen) == (80 * WAN, -10_000, 0)


def test_a_decision_as_proposed_amends_the_request_and_needs_no_reason(office: Office) -> None:
    evaluation = sealed(office.unit, Case("渠道清淤", "fair", 100))
    request = request_for(evaluation.project, version_of(office.county, 2027), 120)
    effects = propose_effects(by=office.performance, evaluated_year=2025)
    decide_effects(by=office.budget, decisions=[EffectDecision(effects[0])])
    request.refresh_from_db()
    kept = Effect.objects.get()
    assert (request.amount_fen, kept.decided_fen, kept.state) == (80 * WAN, 80 * WAN, "decided")
    assert {act.verb for act in acts.of(kept)} == {"effect.propose", "effect.decide"}
    assert not list(acts.verify())


def test_an_override_needs_a_reason_and_every_problem_is_said_at_once(office: Office) -> None:
    for name in ("甲", "乙", "丙"):
        sealed(office.unit, Case(name, "fair", 100))
    first, second, third = propose_effects(by=office.performance, evaluated_year=2025)
    wrong = [EffectDecision(first, 90 * WAN), EffectDecision(second, -1, "笔误"), EffectDecision(third)]
    with pytest.raises(Refused) as refused:
        decide_effects(by=office.budget, decisions=wrong)
    assert [(p.code, p.where) for p in refused.value.problems] == [
        ("reason_missing", first.act_title),
        ("negative_amount", second.act_title),
    ]
    assert not Effect.objects.exclude(state="proposed").exists()
    assert not Effect.objects.exclude(decided_fen=None).exists()
    with_reason = [EffectDecision(first, 90 * WAN, "防汛急需")]
    assert decide_effects(by=office.budget, decisions=with_reason)[0].reason == "防汛急需"


def test_who_proposed_may_not_decide_and_a_stranger_may_do_neither(office: Office) -> None:
    sealed(office.unit, Case("渠道清淤", "fair", 100))
    with pytest.raises(Refused):
        propose_effects(by=office.stranger, evaluated_year=2025)
    (effect,) = propose_effects(by=office.performance, evaluated_year=2025)
    for person in (office.performance, office.stranger, office.congress):
        with pytest.raises(Refused) as refused:
            decide_effects(by=person, decisions=[EffectDecision(effect)])
        assert refused.value.problems[0].code == "not_allowed"


def test_a_decision_is_never_changed(office: Office) -> None:
    sealed(office.unit, Case("渠道清淤", "fair", 100))
    (effect,) = propose_effects(by=office.performance, evaluated_year=2025)
    decide_effects(by=office.budget, decisions=[EffectDecision(effect)])
    with pytest.raises(Refused):
        decide_effects(by=office.budget, decisions=[EffectDecision(effect, 1, "再想想")])
    with pytest.raises(DatabaseError), transaction.atomic():
        Effect.objects.filter(pk=effect.pk).update(decided_fen=1, reason="x")


def test_an_amount_over_two_classifications_is_shared_in_proportion_and_adds_up(office: Office) -> None:
    evaluation = sealed(office.unit, Case("渠道清淤", "poor", 100))
    version = version_of(office.county, 2027)
    one = request_for(evaluation.project, version, 90)
    other = request_for(evaluation.project, version, 30, function_code="2130306")
    (effect,) = propose_effects(by=office.performance, evaluated_year=2025)
    decide_effects(by=office.budget, decisions=[EffectDecision(effect, 50 * WAN + 1, "保在建工程")])
    for row in (one, other):
        row.refresh_from_db()
    assert one.amount_fen + other.amount_fen == 50 * WAN + 1
    assert one.amount_fen == 37_500_001


def test_the_ledger_adds_up_what_moved(office: Office) -> None:
    cases = [("甲", "excellent"), ("乙", "poor"), ("丙", "fair"), ("丁", "good")]
    version = version_of(office.county, 2027)
    for name, grade in cases:
        request_for(sealed(office.unit, Case(name, grade, 100)).project, version, 130)
    up, down, cut, _kept = propose_effects(by=office.performance, evaluated_year=2025)
    decide_effects(
        by=office.budget, decisions=[EffectDecision(up), EffectDecision(down), EffectDecision(cut, 90 * WAN, "民生")]
    )
    moved = queries.moved(2027)
    assert (moved.up_fen, moved.down_fen, moved.net_fen) == (10 * WAN, 60 * WAN, -50 * WAN)
    assert (moved.decided_count, moved.waiting_count, moved.overridden_count) == (3, 1, 1)
    assert (moved.proposed_up_fen, moved.proposed_down_fen) == (10 * WAN, 70 * WAN)
    assert queries.moved(2027, office.other_unit.path).count == 0


def _queries_for(office: Office, evaluated_year: int, size: int) -> int:
    """How many queries it takes to propose and decide the effects of so many evaluations of a year."""
    version = version_of(office.county, evaluated_year + 2)
    for number in range(size):
        evaluation = sealed(office.unit, Case(f"{evaluated_year}-{number}", "fair", 100, year=evaluated_year))
        request_for(evaluation.project, version, 120)
    with CaptureQueriesContext(connection) as asked:
        effects = propose_effects(by=office.performance, evaluated_year=evaluated_year)
        decide_effects(by=office.budget, decisions=[EffectDecision(row) for row in effects])
    return len(asked)


def test_twelve_effects_cost_no_more_queries_than_two(office: Office) -> None:
    _queries_for(office, 2022, 1)  # the people's posts and the chain's head are there from now on
    assert _queries_for(office, 2025, 12) <= _queries_for(office, 2023, 2)
