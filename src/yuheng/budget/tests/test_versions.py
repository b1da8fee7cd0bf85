"""Two versions compared, and versions that only ask “what if”."""

from fractions import Fraction

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from yuheng.budget import actions, grading, queries
from yuheng.budget.comparing import compared
from yuheng.budget.domain.scenarios import Line, Move, computed, problems_in_moves
from yuheng.budget.drafts import RequestDraft
from yuheng.budget.models import BookRow, Request, Version, WhatIf
from yuheng.budget.testing import approved_lines, library_project
from yuheng.kernel.outcome import Refused
from yuheng.organisations.testing import Office

pytestmark = [pytest.mark.django_db, pytest.mark.database]
WAN = 1_000_000


def second_round(office: Office) -> tuple[Version, Version]:
    """Three projects asked in a first round; the second cuts one, refuses one and adds a fourth."""
    first = actions.open_version(by=office.budget, year=2026, round="first")
    projects = [library_project(office, code=f"P{n}", name=f"项目{n}") for n in range(4)]
    drafts = [RequestDraft(one, 100 * WAN) for one in projects[:3]]
    asked = actions.request_lines(by=office.preparer, version=first, drafts=drafts)
    actions.submit_requests(by=office.approver, requests=asked)
    actions.review_requests(by=office.reviewer, requests=asked)
    actions.accept_requests(by=office.budget, requests=asked)
    second = actions.send_control_numbers(by=office.budget, version=first, controls={})
    rows = list(Request.objects.filter(version=second).order_by("project__name"))
    actions.amend_requests(by=office.budget, amounts={rows[1].pk: 60 * WAN}, because="单价偏高")
    actions.submit_requests(by=office.approver, requests=[rows[2]])
    actions.review_requests(by=office.reviewer, requests=[rows[2]])
    actions.refuse_requests(by=office.budget, requests=[rows[2]], because="与已有项目重复")
    actions.request_lines(by=office.preparer, version=second, drafts=[RequestDraft(projects[3], 5 * WAN)])
    return first, second


def test_a_difference_names_what_was_added_removed_and_changed_and_what_did_not_change_is_left_out(
    office: Office,
) -> None:
    first, second = second_round(office)
    found = {one.name: (one.kind, one.left, one.right) for one in compared(first, second, office.budget)}
    assert found == {
        "项目1": ("changed", 100 * WAN, 60 * WAN),
        "项目2": ("removed", 100 * WAN, None),
        "项目3": ("added", None, 5 * WAN),
    }
    assert compared(first, first, office.budget) == []
    assert compared(first, second, office.stranger) == []


def test_a_control_number_is_itself_a_reason(office: Office) -> None:
    first = actions.open_version(by=office.budget, year=2026, round="first")
    drafts = [RequestDraft(library_project(office), 100 * WAN)]
    asked = actions.request_lines(by=office.preparer, version=first, drafts=drafts)
    actions.submit_requests(by=office.approver, requests=asked)
    actions.review_requests(by=office.reviewer, requests=asked)
    actions.accept_requests(by=office.budget, requests=asked)
    second = actions.send_control_numbers(by=office.budget, version=first, controls={asked[0].pk: 80 * WAN})
    assert [change.because for change in compared(first, second, office.budget)] == ["控制数 80.00 万元"]


def test_the_page_gives_each_reason_with_who_gave_it(office: Office) -> None:
    first, second = second_round(office)
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(office.auditor)
    page = client.get(reverse("budget-compare"), {"left": first.pk, "right": second.pk})
    told = {change.name: (act.reason, act.actor) for change, _, _, act in page.context["shown"] if act}
    assert told["项目1"] == ("单价偏高", office.budget.username)
    assert told["项目2"] == ("与已有项目重复", office.budget.username)
    assert page.context["total"] == (-40 - 100 + 5) * WAN


def line(fen: int, **more: object) -> Line:
    """A line of the class 213."""
    return Line(1, fen, "2130335", "specific", "general", **more)  # type: ignore[arg-type]


def test_assumptions_follow_each_other_and_the_three_guarantees_are_never_cut() -> None:
    moves = [Move("class", "213", Fraction(9, 10)), Move("grade", "poor", Fraction(1, 2))]
    lines = [line(1001), line(1001, grade="poor"), line(1001, guarantee="wages"), line(1001, grade="good")]
    # 1001 × 90 % = 900.9 → 901; × 50 % = 450.5 → 451
    assert [one.fen for one in computed(lines, moves)] == [901, 451, 1001, 901]
    assert computed([line(10, guarantee="wages")], [Move("class", "213", Fraction(2))])[0].fen == 20
    assert computed([line(10, proposed=7), line(10)], [Move("results")])[0].fen == 7
    assert [p.code for p in problems_in_moves([Move("class", "", Fraction(-1))])] == ["scenario_move", "scenario_share"]


def test_a_scenario_stands_beside_its_base_and_changes_nothing_of_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, graded = library_project(office), library_project(office, code="P2", name="差评项目")
    approved_lines(office, [(project, 100 * WAN), (graded, 100 * WAN)])
    base = Version.objects.get()
    before = list(Request.objects.values())
    monkeypatch.setitem(grading._known, "source", lambda projects, year: {graded.pk: "poor"})
    moves = [Move("class", "213", Fraction(9, 10)), Move("grade", "poor", Fraction(1, 2))]
    scenario = actions.build_scenario(by=office.budget, base=base, title="农林水压减一成", moves=moves)
    assert dict(WhatIf.objects.values_list("request__project", "amount_fen")) == {
        project.pk: 90 * WAN,
        graded.pk: 45 * WAN,
    }
    assert list(Request.objects.values()) == before
    assert queries.in_force([2026]) == {2026: base}
    assert queries.asked(2026, "")[1] == 200 * WAN
    assert queries.open_version() is None
    assert [one.delta for one in compared(base, scenario, office.budget)] == [-55 * WAN, -10 * WAN]
    actions.recompute_scenario(by=office.budget, scenario=scenario, moves=moves[:1])
    assert set(WhatIf.objects.values_list("amount_fen", flat=True)) == {90 * WAN}


def test_a_scenario_can_neither_be_compiled_nor_approved_nor_filled(office: Office) -> None:
    base = actions.open_version(by=office.budget, year=2026, round="second")
    scenario = actions.build_scenario(by=office.budget, base=base, title="如果", moves=[Move("results")])
    for act in (
        lambda: actions.compile_version(by=office.budget, version=scenario),
        lambda: actions.approve_version(by=office.congress, version=scenario, resolution="1号"),
        lambda: actions.request_lines(
            by=office.preparer, version=scenario, drafts=[RequestDraft(library_project(office), 1)]
        ),
        lambda: actions.build_scenario(by=office.budget, base=scenario, title="再如果", moves=[Move("results")]),
        lambda: actions.build_scenario(by=office.preparer, base=base, title="如果", moves=[Move("results")]),
    ):
        with pytest.raises(Refused):
            act()
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.filter(pk=scenario.pk).update(state="compiled")


def test_the_approved_version_stays_in_force_while_a_revision_is_prepared(office: Office) -> None:
    approved_lines(office, [(library_project(office), 100 * WAN)])
    revision = actions.open_version(by=office.budget, year=2026, round="adjusted")
    force = queries.in_force([2026])[2026]
    assert force != revision
    assert queries.stage_totals(2026)["approved"] == 100 * WAN
    actions.compile_version(by=office.budget, version=revision)
    assert queries.in_force([2026])[2026] == force
    assert not BookRow.objects.exists()
