"""No URL without a policy, and a refusal says why."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from yuheng.organisations.testing import Office
from yuheng.platform import guards


def _view(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


def test_a_url_without_a_policy_is_found() -> None:
    patterns = [path("naked/", _view), guards.guarded("dressed/", _view, policy=guards.anyone, name="dressed")]
    assert guards.unguarded(patterns) == ["naked/"]


def test_every_url_of_the_house_is_guarded() -> None:
    assert guards.unguarded() == []


@pytest.mark.django_db
@pytest.mark.database
def test_who_is_not_signed_in_is_sent_to_sign_in_and_who_may_not_is_told_why(office: Office, client: Client) -> None:
    assert client.get("/payments/").headers["Location"].startswith("/login/")
    client.force_login(office.stranger)
    assert client.get("/payments/").status_code == 200
    refused = client.post("/budget/versions/1/approve/")
    assert refused.status_code == 403
    assert "人大审查批准" in refused.content.decode()
