"""The API: by token or session, the same duties as on the pages, problems as JSON."""

import json
import time
from typing import Any

import pytest
from django.test import Client

from yuheng.budget import actions
from yuheng.budget.models import Request
from yuheng.budget.testing import library_project, released_line
from yuheng.config.api import DAYS, token_of
from yuheng.organisations.models import Person
from yuheng.organisations.testing import Office

pytestmark = pytest.mark.django_db
BUDGET = "/api/v1/budget"


class Caller:
    """A machine with the token of a person."""

    def __init__(self, person: Person) -> None:
        self.client, self.headers = Client(enforce_csrf_checks=True), {"authorization": f"Bearer {token_of(person)}"}

    def get(self, where: str, **words: Any) -> Any:
        """Read."""
        return self.client.get(BUDGET + where, words, headers=self.headers)

    def post(self, where: str, said: object) -> Any:
        """Write."""
        text = json.dumps(said)
        return self.client.post(BUDGET + where, text, content_type="application/json", headers=self.headers)


def test_a_machine_asks_amends_and_submits_as_its_persons_may(office: Office) -> None:
    version = actions.open_version(by=office.budget, year=2026, round="second")
    library_project(office)
    asked = {"version": version.pk, "requests": [{"project": "P1", "amount_fen": 500, "later_fen": [300, 200]}]}
    refused = Caller(office.approver).post("/requests", asked)
    assert (refused.status_code, refused.json()["problems"][0]["code"]) == (409, "not_allowed")
    entered = Caller(office.preparer).post("/requests", asked)
    assert entered.status_code == 200
    key = entered.json()[0]["id"]
    amended = Caller(office.preparer).post("/requests/amend", {"amounts_fen": {key: 400}, "because": "压减"})
    assert [row["amount_fen"] for row in amended.json()] == [400]
    handed = Caller(office.approver).post("/requests/submit", {"requests": [key]})
    assert [row["state"] for row in handed.json()] == ["submitted"]
    assert Request.objects.get().amount_fen == 400
    assert [row["id"] for row in Caller(office.auditor).get("/requests", year=2026).json()["rows"]] == [key]
    assert Caller(office.stranger).get("/requests").json()["rows"] == []


def test_every_problem_comes_at_once_with_its_place_and_nothing_is_written(office: Office) -> None:
    version = actions.open_version(by=office.budget, year=2026, round="second")
    library_project(office)
    both = [{"project": "P1", "amount_fen": 0}, {"project": "P1", "amount_fen": 5, "book": "fifth"}]
    answer = Caller(office.preparer).post("/requests", {"version": version.pk, "requests": both})
    assert answer.status_code == 409
    places = [(p["code"], p["where"].split(" ")[0]) for p in answer.json()["problems"]]
    assert places == [("amount", "requests[0]"), ("book", "requests[1]")]
    answer = Caller(office.preparer).post("/requests", {"version": 99, "requests": [{"project": "?", "amount_fen": 1}]})
    assert [p["where"] for p in answer.json()["problems"]] == ["version", "?"]
    answer = Caller(office.preparer).post("/requests", {"requests": [{"project": 1, "amount_fen": "much"}]})
    assert answer.status_code == 422
    assert {p["where"].split(".")[-1] for p in answer.json()["problems"]} == {"version", "project", "amount_fen"}
    assert not Request.objects.exists()


def test_lines_come_with_their_balances_and_page_by_key(office: Office) -> None:
    line = released_line(office, library_project(office), 70_00)
    answer = Caller(office.preparer).get("/lines", year=2026, limit=1).json()
    assert answer["rows"][0]["balances_fen"] == {"source": -70_00, "approved": 0, "executable": 70_00}
    assert answer["next"] == line.pk
    assert Caller(office.preparer).get("/lines", after=line.pk).json() == {"rows": [], "next": None}
    assert Caller(office.preparer).get("/lines", limit=501).status_code == 422


def test_a_token_dies_with_the_password_with_time_and_by_a_stroke(office: Office) -> None:
    caller = Caller(office.preparer)
    assert caller.get("/versions").status_code == 200
    caller.headers["authorization"] += "x"
    assert caller.get("/versions").status_code == 401
    caller = Caller(office.preparer)
    office.preparer.set_password("another 1234")
    office.preparer.save()
    assert caller.get("/versions").status_code == 401


def test_an_old_token_is_no_token(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    caller = Caller(office.preparer)
    later = time.time() + DAYS * 86400 + 5
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert caller.get("/versions").status_code == 401


def test_a_token_is_given_for_the_right_password_only(office: Office) -> None:
    office.preparer.set_password("correct horse 9")
    office.preparer.save()
    ask = {"username": office.preparer.username, "password": "correct horse 9"}
    answer = Client().post("/api/v1/token", json.dumps(ask), content_type="application/json")
    headers = {"authorization": f"Bearer {answer.json()['token']}"}
    assert Client().get(f"{BUDGET}/versions", headers=headers).status_code == 200
    wrongs: tuple[object, ...] = ({**ask, "password": "x"}, [], "?")
    for wrong in wrongs:
        answer = Client().post("/api/v1/token", json.dumps(wrong), content_type="application/json")
        assert answer.status_code == 401


def test_a_session_reads_but_writes_only_with_its_csrf_token(office: Office) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.get(f"{BUDGET}/versions").status_code == 401
    client.force_login(office.preparer)
    assert client.get(f"{BUDGET}/versions").status_code == 200
    answer = client.post(f"{BUDGET}/requests/submit", "{}", content_type="application/json")
    assert (answer.status_code, answer.json()["problems"][0]["code"]) == (403, "csrf")


def test_the_page_of_the_api_lists_every_operation_and_fetches_nothing_from_elsewhere(office: Office) -> None:
    client = Client()
    client.force_login(office.auditor)
    text = client.get("/api/v1/").content.decode()
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert len(paths) >= 5
    assert all(where in text for where in paths)
    assert "//cdn" not in text
