"""A sum is kept until somebody does something, and never longer than a few seconds."""

from itertools import count

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from yuheng.organisations.testing import Office
from yuheng.platform import clock
from yuheng.platform.acts import record
from yuheng.platform.models import Act
from yuheng.platform.ui import kept

pytestmark = pytest.mark.django_db


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Something is kept for ten seconds; the list holds the second that it is."""
    second = [1.0]
    monkeypatch.setattr(kept, "SECONDS", 10.0)
    monkeypatch.setattr(kept, "_sums", {})
    monkeypatch.setattr("yuheng.platform.ui.kept.monotonic", lambda: second[0])
    return second


def test_a_sum_is_made_once_while_nobody_acts(office: Office, time: list[float]) -> None:
    made = count(1)
    with CaptureQueriesContext(connection) as queries:
        assert [kept.kept("waiting", lambda: next(made)) for _ in range(3)] == [1, 1, 1]
    assert len(queries) == 3, "each asks for the newest act, and for nothing else"
    assert kept.kept("another", lambda: next(made)) == 2


def test_the_next_act_makes_it_anew(office: Office, time: list[float]) -> None:
    made = count(1)
    assert kept.kept("waiting", lambda: next(made)) == 1
    record(by=office.budget, verb="organisation.found", subject=office.unit)
    assert kept.kept("waiting", lambda: next(made)) == 2


def test_what_no_act_tells_of_is_seen_after_the_seconds(office: Office, time: list[float]) -> None:
    made = count(1)
    assert kept.kept("waiting", lambda: next(made)) == 1
    time[0] += 9
    assert kept.kept("waiting", lambda: next(made)) == 1
    time[0] += 1
    assert kept.kept("waiting", lambda: next(made)) == 2


def test_another_day_is_another_sum(office: Office, time: list[float]) -> None:
    made = count(1)
    assert kept.kept("waiting", lambda: next(made)) == 1
    with clock.at(clock.today().replace(year=2031)):
        assert kept.kept("waiting", lambda: next(made)) == 2


def test_two_readers_with_other_duties_never_share(office: Office, time: list[float]) -> None:
    assert kept.reach(office.preparer) != kept.reach(office.stranger) != kept.reach(None)


def test_rows_asked_for_otherwise_have_another_key(office: Office, time: list[float]) -> None:
    acts = Act.objects.all()
    keys = [
        kept.asked(rows)
        for rows in (acts, acts.filter(actor="li"), acts.filter(actor="wang"), acts.filter(number=F("pk")), acts.none())
    ]
    assert len(set(keys)) == 5
    assert kept.asked(acts.filter(actor="li")) == keys[1]
