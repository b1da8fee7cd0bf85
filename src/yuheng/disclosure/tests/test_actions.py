"""What was published stands, can be recomputed, and says plainly what is missing."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from yuheng.disclosure import queries
from yuheng.disclosure.actions import Withheld, publish
from yuheng.disclosure.models import Publication
from yuheng.evaluation.models import Evaluation, Outcome
from yuheng.kernel.outcome import Refused
from yuheng.organisations.testing import Office
from yuheng.platform import acts, clock
from yuheng.platform.testing.by_hand import take_guards_off
from yuheng.results.actions import EffectDecision, decide_effects, propose_effects
from yuheng.results.testing import WAN, Case, sealed

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def summer() -> Iterator[None]:
    """Twelve working days after the seal."""
    with clock.at(date(2026, 6, 26)):
        yield


def test_a_publication_says_money_promise_score_and_that_the_effect_is_not_yet_due(office: Office) -> None:
    (row,) = publish(by=office.performance, evaluations=[sealed(office.unit, Case("险工加固", "good", 200, 150))])
    content = queries.content_of(row)
    assert content["money"] == {"budget_fen": 200 * WAN, "paid_fen": 150 * WAN, "rate": {"percent": "75.00"}}
    (promise,) = content["promise"]["indicators"]
    assert (promise["promised"], promise["achieved"]["printed"]) == ("≥10公里", "12公里")
    assert content["score"]["grade"] == {"code": "good", "zh": "良", "en": "Good"}
    assert content["effect"] == {"missing": "not_yet_due"}
    assert row.due == date(2026, 7, 9)  # 20 working days after 10 June, with the holiday of 19 June


def test_anybody_can_recompute_the_digest_from_the_text_alone(office: Office) -> None:
    (row,) = publish(by=office.performance, evaluations=[sealed(office.unit, Case("险工加固", "good", 200))])
    row.refresh_from_db()
    assert hashlib.sha256(row.content.encode()).hexdigest() == row.digest


def test_no_member_of_staff_is_named(office: Office) -> None:
    sealed_one = sealed(office.unit, Case("险工加固", "poor", 200))
    (effect,) = propose_effects(by=office.performance, evaluated_year=2025)
    decide_effects(by=office.budget, decisions=[EffectDecision(effect)])
    (row,) = publish(by=office.performance, evaluations=[sealed_one])
    assert sealed_one.maker == office.preparer.username
    for person in (office.preparer, office.approver, office.reviewer):
        assert person.username not in row.content


def test_what_is_missing_is_said_in_words_and_never_as_a_zero(office: Office) -> None:
    evaluation = sealed(office.unit, Case("险工加固", "fair", 0))
    take_guards_off("evaluation_outcome")
    Outcome.objects.filter(evaluation=evaluation).update(printed="", status="not_reported", points_c=None)
    (row,) = publish(by=office.performance, evaluations=[evaluation])
    content = queries.content_of(row)
    assert content["promise"]["indicators"][0]["achieved"] == {"missing": "not_reported"}
    assert content["money"]["rate"] == {"missing": "not_applicable"}


def test_a_part_is_withheld_only_with_its_ground(office: Office) -> None:
    evaluation = sealed(office.unit, Case("险工加固", "good", 200))
    with pytest.raises(Refused) as refused:
        publish(by=office.performance, evaluations=[evaluation], withheld=[Withheld(evaluation, "money", " ")])
    assert refused.value.problems[0].code == "ground_missing"
    ground = "disclosure-regulation#art-14"
    (row,) = publish(by=office.performance, evaluations=[evaluation], withheld=[Withheld(evaluation, "money", ground)])
    assert queries.content_of(row)["money"] == {"missing": "withheld", "ground": ground}
    assert queries.public_projects(2025)[0].budget_fen is None
    assert not list(queries.verify_publications())


def test_a_decided_effect_is_a_new_publication_and_nothing_new_is_none(office: Office) -> None:
    evaluation = sealed(office.unit, Case("险工加固", "poor", 100))
    (effect,) = propose_effects(by=office.performance, evaluated_year=2025)
    publish(by=office.performance, evaluations=[evaluation])
    assert publish(by=office.performance, evaluations=[evaluation]) == []
    decide_effects(by=office.budget, decisions=[EffectDecision(effect)])
    (second,) = publish(by=office.performance, evaluations=[evaluation])
    assert (second.number, queries.content_of(second)["effect"]["decided_fen"]) == (2, 50 * WAN)
    assert [row.number for row in queries.history(second.project.code)] == [2, 1]
    (line,) = queries.public_projects(2025)
    assert (line.moved_fen, line.effect_year) == (-50 * WAN, 2027)


def test_only_a_sealed_evaluation_is_published_and_only_by_who_may(office: Office) -> None:
    done, draft = (sealed(office.unit, Case(name, "good", 100)) for name in ("甲", "乙"))
    draft.state = "reviewed"
    for person, codes in ((office.performance, 1), (office.stranger, 2), (office.preparer, 2)):
        with pytest.raises(Refused) as refused:
            publish(by=person, evaluations=[done, draft])
        assert len(refused.value.problems) == codes
    assert not Publication.objects.exists()
    assert len(publish(by=office.reviewer, evaluations=[done])) == 1


def test_what_was_published_is_never_changed(office: Office) -> None:
    publish(by=office.performance, evaluations=[sealed(office.unit, Case("甲", "good", 100))])
    for attempt in (lambda: Publication.objects.update(content="{}"), lambda: Publication.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


def test_verification_finds_a_record_that_was_changed_after_it_was_published(office: Office) -> None:
    evaluations = [sealed(office.unit, Case(name, "good", 100)) for name in ("甲", "乙")]
    publish(by=office.performance, evaluations=evaluations)
    assert not list(queries.verify_publications())
    assert not list(acts.verify())
    take_guards_off("evaluation_outcome")
    Outcome.objects.filter(evaluation=evaluations[1]).update(printed="15公里")
    problems = list(queries.verify_publications())
    assert [(p.code, p.where) for p in problems] == [("publication", f"{evaluations[1].project.code} 2025 #1")]
    assert "目标与完成情况" in problems[0].message.zh


def test_verification_finds_a_forged_publication(office: Office) -> None:
    (row,) = publish(by=office.performance, evaluations=[sealed(office.unit, Case("甲", "good", 100, 90))])
    content = json.loads(row.content)
    content["money"]["paid_fen"] = 100 * WAN
    row.pk, row.number, row.content = None, 3, json.dumps(content, ensure_ascii=False)
    row.save(force_insert=True)
    said = [p.message.en.split(": ")[1] for p in queries.verify_publications()]
    assert said == [
        "its content does not fit its digest",
        "its money differ from the records",
        "the publication before it is missing",
    ]


def test_publishing_twelve_costs_no_more_queries_than_two(office: Office) -> None:
    def queries_for(size: int, year: int) -> int:
        evaluations = [sealed(office.unit, Case(f"{year}-{n}", "good", 100, year=year)) for n in range(size)]
        rows = list(Evaluation.objects.filter(pk__in=[one.pk for one in evaluations]))
        with CaptureQueriesContext(connection) as asked:
            publish(by=office.performance, evaluations=rows)
        return len(asked)

    queries_for(1, 2022)  # the chain's head is there from now on
    assert queries_for(12, 2025) == queries_for(2, 2023)
