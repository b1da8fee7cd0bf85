"""How values look on a page."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from fractions import Fraction
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils.html import escape
from django.utils.translation import override

from yuheng.kernel.flow import Flow, State, Step
from yuheng.kernel.outcome import Decision, Problem, Words
from yuheng.platform.flow import Subject
from yuheng.platform.models import Act
from yuheng.platform.ui import flowview, loop, marks, navigation, panels, timeline

A = State("a", Words(zh="编制中", en="Being prepared"), Words(zh="未公开", en="Not open"), tone="wait")
B = State("b", Words(zh="审核中", en="Under review"), Words(zh="已受理", en="Received"))
C = State("c", Words(zh="已批复", en="Approved"), Words(zh="已批准", en="Approved"), tone="good")
X = State("x", Words(zh="已否决", en="Refused"), Words(zh="未获批准", en="Refused"), tone="bad")
FLOW = Flow(
    "thing",
    Words(zh="事项", en="Thing"),
    (A, B, C, X),
    (
        Step("hand_in", Words(zh="上报", en="Hand in"), ("a",), "b", "unit.prepare"),
        Step("send_back", Words(zh="退回", en="Return"), ("b",), "a", "finance.budget", returns=True),
        Step("approve", Words(zh="批复", en="Approve"), ("b",), "c", "finance.budget"),
        Step("refuse", Words(zh="否决", en="Refuse"), ("b",), "x", "finance.budget"),
    ),
)


def render(text: str, **values: object) -> str:
    return Template(text).render(Context(values))


@pytest.fixture
def english() -> Iterator[None]:
    with override("en"):
        yield


def test_money_shows_ten_thousands_and_tells_the_exact_yuan() -> None:
    with override("zh-hans"):
        assert render("{{ fen|wan }}", fen=12_580_361_234) == (
            '<data value="125803612.34" title="125,803,612.34 元">12,580.36</data>'
        )
    assert render("{{ fen|yuan }}", fen=-5) == '<data value="-0.05">-0.05</data>'
    assert ">86.42</span>" in render("{{ fen|big_money }}", fen=8_642_000_000_00)


def test_nothing_is_a_dash_and_zero_is_not() -> None:
    assert (
        render("{{ v|wan }}{{ v|yuan }}{{ v|points }}{{ v|percent }}{{ v|day }}{{ v|say }}{{ v|number }}", v=None)
        == "—" * 7
    )
    assert ">0.00</data>" in render("{{ v|wan }}", v=0)
    assert render("{{ v|points }} {{ v|percent }} {{ v|number }} {{ v|dash }}", v=0) == "0.00 0.0% 0 0"


def test_points_shares_and_counts_are_exact() -> None:
    assert render('{{ v|points }} {{ v|points:"short" }}', v=9250) == "92.50 92.5"
    assert render("{{ v|percent }} {{ v|percent:2 }}", v=Fraction(1, 8)) == "12.5% 12.50%"
    assert render("{{ v|number }}", v=1234567) == "1,234,567"


def test_words_follow_the_reader(english: None) -> None:
    assert render("{{ w|say }}", w=A.staff) == "Being prepared"
    assert render("{{ d|day }}", d=date(2026, 11, 16)) == '<time datetime="2026-11-16">16 Nov 2026</time>'
    with override("zh-hans"):
        assert render("{{ w|say }}", w=A.staff) == "编制中"
        assert "2026-11-17 00:30" in render("{{ d|moment }}", d=datetime(2026, 11, 16, 16, 30, tzinfo=UTC))


def test_no_value_can_smuggle_markup() -> None:
    evil = "<script>alert(1)</script>"
    page = render("{{ v|say }}{% badge v %}{% light 'red' v %}{% bar s '1' v %}", v=evil, s=Fraction(1, 2))
    assert evil not in page and page.count(escape(evil)) == 4


def test_each_light_has_a_shape_and_a_word_of_its_own() -> None:
    with override("en"):
        lights = {colour: marks.light(colour) for colour in ("red", "amber", "green", "blue", "grey")}
        shapes = {light.split("<svg")[1].split("</svg>")[0] for light in lights.values()}
        assert len(shapes) == 5
        assert all(light.split("</svg>")[1] not in ("", "</span>") for light in lights.values())
        assert marks.light("yellow") == lights["amber"]


def test_a_badge_takes_its_tone_from_the_state_and_its_words_from_the_reader() -> None:
    with override("en"):
        assert marks.badge(A) == '<span class="badge badge-warn">Being prepared</span>'
        assert marks.badge(A, audience="public") == '<span class="badge badge-warn">Not open</span>'
        assert marks.badge(SimpleNamespace(stands=C)) == '<span class="badge badge-good">Approved</span>'
        assert marks.badge("Late", tone="red") == '<span class="badge badge-bad">Late</span>'


def test_a_bar_never_leaves_its_frame() -> None:
    assert 'width="100.00%" height="100%"/></svg>' in marks.bar(Fraction(3, 2))
    assert 'aria-label="150.0%"' in marks.bar(Fraction(3, 2)), "but it says the true share"
    assert 'width="0.00%"' in marks.bar(Fraction(-1, 2))


def test_money_against_a_whole_of_nothing_is_no_error() -> None:
    assert "—" in render("{% money_bar 5 0 %}")


def _subject(state: str) -> Subject:
    return SimpleNamespace(flow=FLOW, state=state, stands=FLOW.state(state))  # type: ignore[return-value]


def test_a_stepper_shows_what_is_done_and_what_is_next() -> None:
    assert [stop.how for stop in flowview.stepper(_subject("b"))] == ["done", "current", ""]
    assert [stop.how for stop in flowview.stepper(_subject("c"))] == ["done", "done", "done"]
    aside = flowview.stepper(_subject("x"))
    assert (aside[-1].title, aside[-1].how) == (X.staff, "returned")


def test_an_act_is_told_in_words() -> None:
    timeline.name_flow(FLOW)
    timeline.name_fields({"budget_fen": Words(zh="预算", en="Budget")})
    act = Act(verb="thing.approve", changes='{"state": ["b", "c"], "budget_fen": [100000000, 0], "maker": ["a", "b"]}')
    with override("en"):
        (told,) = timeline.told([act])
    assert told.verb == "Approve"
    assert [(c.field, c.old, c.new) for c in told.changes] == [
        ("State", "Under review", "Approved"),
        ("Budget", "100.00 10k yuan", "0.00 10k yuan"),
    ]


def test_a_panel_is_hung_by_one_context_and_drawn_by_another() -> None:
    def provider(person: object, subject: object) -> panels.Panel | None:
        return panels.Panel("p", A.staff, "components/notice.html", {"text": f"about {subject}"}) if subject else None

    panels.register("unit", 1, provider)
    try:
        page = '{% include "components/panels.html" with slot="unit" subject=subject %}'
        assert "about it" in render(page, subject="it")
        assert render(page, subject=None).strip() == ""
    finally:
        panels.clear("unit")


def test_the_loop_is_whole_before_anybody_fills_it() -> None:
    kept = loop.snapshot()
    try:
        loop.clear()
        empty = loop.stages(None, 2026)
        assert [drawn.number for drawn in empty] == list(range(1, 9)) and not any(drawn.stage for drawn in empty)
        loop.register_stage(5, "payment", A.staff, lambda person, year: loop.Stage(3, 100, "/payments/"))
        (paid,) = (drawn.stage for drawn in loop.stages(None, 2026) if drawn.stage)
        assert (paid.count, paid.fen, paid.url) == (3, 100, "/payments/")
    finally:
        loop.restore(kept)


def test_problems_show_place_value_and_remedy_in_one_card() -> None:
    found = Problem(
        "sum", "B7", Words(zh="不符", en="Does not add up"), found="9", expected="10", remedy=Words("改", "Fix")
    )
    with override("en"):
        page = render('{% include "components/problems.html" %}', problems=[found])
    assert all(
        piece in page for piece in ("B7", "Does not add up", "Found: 9", "Expected: 10", "Fix", "1 problem found")
    )


def test_a_refusal_shows_reason_and_article_and_a_yes_shows_nothing() -> None:
    page = '{% include "components/decision.html" %}'
    assert "第13条" in render(page, decision=Decision.no(A.staff, source="budget-law#art-13"))
    assert render(page, decision=Decision.yes()).strip() == ""


def test_the_sidebar_shows_what_the_person_may_open_and_marks_where_he_stands() -> None:
    entries = (
        navigation.Entry("/projects/", A.staff, "folder", flows=("thing",)),
        navigation.Entry("/projects/new/", B.staff, "plus"),
        navigation.Entry("/pay/", C.staff, "banknotes", duties=("finance.treasury",)),
        navigation.Entry("no-such-url", X.staff, "x-mark"),
    )
    person = SimpleNamespace(posts=(SimpleNamespace(duty="unit.prepare"),))
    kept = navigation.declared()
    try:
        navigation.declare(navigation.Group(None, entries))
        (section,) = navigation.sidebar(person, "/projects/new/", {"thing": 4})
    finally:
        navigation.declare(*kept)
    assert [(link.href, link.count, link.current) for link in section.links] == [
        ("/projects/", 4, False),
        ("/projects/new/", 0, True),
    ]
