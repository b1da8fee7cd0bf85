"""Acts: what was done stays, and the first one that does not fit is named."""

import json

import pytest
from django.db import connection

from yuheng.budget.testing import library_project, released_line
from yuheng.organisations.testing import Office
from yuheng.platform import acts
from yuheng.platform.models import Act, ChainHead
from yuheng.platform.testing.by_hand import take_guards_off

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def change_by_hand(sql: str, *values: str | int) -> None:
    """Change a row as somebody with the database's own password would."""
    take_guards_off("platform_act")
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_an_act_says_who_in_which_post_did_what_from_old_to_new(office: Office) -> None:
    act = acts.record(
        by=office.budget, verb="test.rename", subject=office.unit, changes={"name": ("旧", "新")}, reason="更名"
    )
    assert (act.actor, act.verb, act.title, act.reason) == ("budget", "test.rename", office.unit.name, "更名")
    assert "财政预算" in act.post
    assert json.loads(act.changes) == {"name": ["旧", "新"]}
    assert (act.number, act.previous, act.chain) == (1, "", office.unit.code)
    second = acts.record(by=office.budget, verb="test.rename", subject=office.unit)
    assert (second.number, second.previous) == (2, act.digest)


def test_a_chain_without_a_change_has_no_problem(office: Office) -> None:
    released_line(office, library_project(office), 300_00)
    assert list(acts.verify()) == []


@pytest.mark.parametrize(
    "column", ["actor", "post", "verb", "title", "changes", "reason", "article", "previous", "digest"]
)
def test_any_changed_byte_of_an_act_is_named(office: Office, column: str) -> None:
    released_line(office, library_project(office), 300_00)
    act = Act.objects.order_by("pk")[2]
    was = getattr(act, column)
    now = f"{was}x" if len(was) < 64 else was[:-1] + ("1" if was[-1] == "0" else "0")
    change_by_hand(f"UPDATE platform_act SET {column} = %s WHERE id = %s", now, act.pk)
    assert f"act {act.chain}/{act.number}" in {problem.where for problem in acts.verify()}


def test_a_missing_act_in_the_middle_and_at_the_end_is_noticed(office: Office) -> None:
    for number in range(4):
        acts.record(by=office.budget, verb=f"test.{number}", subject=office.unit)
    change_by_hand("DELETE FROM platform_act WHERE number = %s", 2)
    assert [problem.where for problem in acts.verify()] == [f"act {office.unit.code}/3"]
    change_by_hand("DELETE FROM platform_act WHERE number >= %s", 2)
    assert [problem.where for problem in acts.verify()] == [f"chain {office.unit.code}"]


def test_a_chain_whose_head_was_removed_is_noticed(office: Office) -> None:
    acts.record(by=office.budget, verb="test.one", subject=office.unit)
    ChainHead.objects.all().delete()
    assert [problem.where for problem in acts.verify()] == [f"chain {office.unit.code}"]
