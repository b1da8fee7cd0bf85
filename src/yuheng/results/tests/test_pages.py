"""The application ledger on a screen: whoever may decides, whoever sees it reads why."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client

from yuheng.organisations.testing import Office
from yuheng.platform import clock
from yuheng.results.actions import EffectDecision, decide_effects, propose_effects
from yuheng.results.models import Effect
from yuheng.results.testing import WAN, Case, request_for, sealed, version_of
from yuheng.results.web.panels import effect_panel, result_stage, result_told, waiting_panel

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def autumn() -> Iterator[None]:
    """2025 is sealed, 2027 is being prepared."""
    with clock.at(date(2026, 9, 1)):
        yield


@pytest.fixture
def effects(office: Office) -> list[Effect]:
    """A fair and a poor result, each with a request in hand."""
    version = version_of(office.county, 2027)
    for name, grade in (("渠道清淤", "fair"), ("村庄亮化", "poor")):
        request_for(sealed(office.unit, Case(name, grade, 100)).project, version, 120)
    return propose_effects(by=office.performance, evaluated_year=2025)


def test_the_ledger_shows_the_totals_of_what_is_chosen(office: Office, effects: list[Effect], client: Client) -> None:
    decide_effects(by=office.budget, decisions=[EffectDecision(effects[0])])
    client.force_login(office.budget)
    whole = client.get("/effects/")
    poor = client.get("/effects/?grade=poor")
    assert (whole.context["moved"].down_fen, poor.context["moved"].down_fen) == (20 * WAN, 0)
    assert [row["grade"] for row in whole.context["grades"]] == ["fair", "poor"]
    assert "渠道清淤" in whole.content.decode()
    assert "渠道清淤" not in poor.content.decode()


def test_the_ledger_goes_out_as_it_is_shown(office: Office, effects: list[Effect], client: Client) -> None:
    client.force_login(office.auditor)
    lines = client.get("/effects/?format=csv&grade=poor").getvalue().decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("村庄亮化,水务局机关,2025,→ 2027,90,差,100,50,-50.0%,,-50,")


def test_an_override_without_a_reason_comes_back_with_the_reason_why(
    office: Office, effects: list[Effect], client: Client
) -> None:
    client.force_login(office.budget)
    address = f"/effects/{effects[0].pk}/"
    assert client.get(address).context["form"]["amount"].value() == 80
    refused = client.post(address, {"amount": "95"})
    assert refused.status_code == 409
    assert "必须写明理由" in refused.content.decode()
    assert client.post(address, {"amount": "九十五"}).status_code == 200
    assert client.post(address, {"amount": "95", "reason": "防汛急需"}).status_code == 302
    assert Effect.objects.get(pk=effects[0].pk).decided_fen == 95 * WAN


def test_the_chosen_are_decided_as_proposed(office: Office, effects: list[Effect], client: Client) -> None:
    client.force_login(office.budget)
    keys = [row.pk for row in effects]
    assert client.post("/effects/decide/", {"effect": keys}).status_code == 302
    assert [row.decided_fen for row in Effect.objects.order_by("pk")] == [80 * WAN, 50 * WAN]
    again = client.post("/effects/decide/", {"effect": keys})
    assert (again.status_code, len(again.context["problems"])) == (409, 2)


def test_nobody_decides_or_reads_beyond_his_reach(office: Office, effects: list[Effect], client: Client) -> None:
    address = f"/effects/{effects[0].pk}/"
    assert client.get(address).status_code == 302
    client.force_login(office.stranger)
    assert client.get(address).status_code == 404
    assert client.post("/effects/decide/", {"effect": [effects[0].pk]}).status_code == 403
    client.force_login(office.preparer)
    assert client.get(address).status_code == 200
    assert client.post(address, {"amount": "100", "reason": "想要"}).status_code == 409


def test_the_project_page_tells_who_decided_and_why(office: Office, effects: list[Effect]) -> None:
    first = effects[0]
    decide_effects(by=office.budget, decisions=[EffectDecision(first, 90 * WAN, "民生项目")])
    panel = effect_panel(office.preparer, first.project)
    assert panel is not None
    (line,) = panel.context["lines"]
    assert (line.overridden, line.moved_fen, line.decided_by.actor) == (True, -10 * WAN, "budget")
    assert result_told(office.preparer, first.project)[0] == "done"
    assert result_told(office.preparer, effects[1].project)[0] == "current"


def test_the_workbench_of_who_decides_counts_what_waits(office: Office, effects: list[Effect]) -> None:
    panel = waiting_panel(office.budget, None)
    assert panel is not None
    assert (panel.context["moved"].waiting_count, panel.context["moved"].proposed_down_fen) == (2, 70 * WAN)
    assert waiting_panel(office.treasury, None) is None


def test_the_loops_last_stage_adds_up_what_moved(office: Office, effects: list[Effect]) -> None:
    decide_effects(by=office.budget, decisions=[EffectDecision(row) for row in effects])
    stage = result_stage(office.budget, 2025)
    assert stage is not None
    assert (stage.count, stage.fen) == (2, 70 * WAN)
    assert result_stage(None, 2025) is None
