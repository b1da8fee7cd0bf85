"""The law is public: anybody reads every rule, its article, its past, and who uses it."""

from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from django.http import QueryDict
from django.test import Client

from yuheng.kernel.curve import Beyond, Closed, Curve, Shape
from yuheng.regulations import queries
from yuheng.regulations.domain.drawing import corners_of
from yuheng.regulations.web import shelf
from yuheng.regulations.web.brief import brief, table
from yuheng.regulations.web.shelf import Standpoint

pytestmark = pytest.mark.django_db
HERE = Standpoint(date(2026, 3, 2), "990123")


def test_every_rule_has_a_page_in_every_place_and_both_languages(client: Client) -> None:
    for language in ("zh-hans", "en"):
        answers = {
            rule_id: client.get(f"/law/{rule_id}/", headers={"accept-language": language}).status_code
            for rule_id in queries.all_ids()
        }
        assert set(answers.values()) == {200}
    assert client.get("/law/nonsense/").status_code == 404


def test_the_list_shows_what_is_in_force_on_the_day_in_the_place(client: Client) -> None:
    here, nation = client.get("/law/?on=2026-03-02"), client.get("/law/?on=2026-03-02&region=")
    assert here.context["local"] > 0
    assert nation.context["local"] == 0
    long_ago = client.get("/law/?on=1990-01-01&region=")
    assert long_ago.context["count"] == 0
    assert "没有符合的规则" in long_ago.content.decode()


def test_search_finds_a_rule_by_its_document_and_marks_what_is_unverified(client: Client) -> None:
    found = client.get("/law/?q=财预〔2020〕10号&unverified=1")
    rules = [entry.rule for area in found.context["areas"] for entry in area.entries]
    assert rules
    assert all(rule.unverified for rule in rules)
    assert "未核实" in found.content.decode()


def test_a_local_value_holds_and_the_nations_is_shown_below_it() -> None:
    layers = shelf.layers("scoring.time_limit", HERE)
    assert [(layer.entry is not None, layer.holds) for layer in layers] == [
        (True, True),
        (False, False),
        (False, False),
        (True, False),
    ]


def test_a_day_without_law_is_said_and_nothing_is_assumed(client: Client) -> None:
    page = client.get("/law/scoring.at_least/?on=2020-02-24&region=")
    assert "系统不作任何假设" in page.content.decode()


def test_a_rule_names_who_uses_it() -> None:
    code = shelf.readers("results.budget_effects", HERE).code
    assert {part.zh: {use.path for use in uses} for part, uses in code.items()} == {"结果应用": {"results/queries.py"}}
    assert "scheme.self_2020" in [rule.id for rule in shelf.readers("scoring.at_least", HERE).rules]


def test_a_wrong_day_or_place_becomes_today_and_here() -> None:
    where = shelf.standpoint_of(QueryDict("on=yesterday&region=moon"))
    assert (where.on, where.region) == (date(2026, 3, 2), "990123")


@pytest.mark.parametrize(
    ("rule_id", "said"),
    [
        ("disclosure.evaluation_results_days", "20 个工作日"),
        ("deadline.budget_notice_local", "6月30日"),
        ("grades.evaluation", "优 · 良 · 中 · 差"),
        ("scoring.at_least", "完成值 ÷ 目标值: 0 → 0%, 1 → 100%"),
        ("payment.within_budget", "是"),
    ],
)
def test_a_value_is_said_in_one_line(rule_id: str, said: str) -> None:
    assert brief(queries.rule(rule_id, on=HERE.on, region=HERE.region)) == said


def test_a_table_shows_shares_as_percentages_and_codes_as_words() -> None:
    found = table(queries.rule("results.budget_effects", on=HERE.on, region=HERE.region))
    assert found is not None
    assert found[1][2][2:] == ["压减", "10.0%", "20.0%", "0.0%"]


def test_a_drawing_of_steps_goes_through_the_same_values_as_the_evaluator() -> None:
    steps = Curve.through([(0, 1), (15, Fraction(4, 5)), (30, Fraction(3, 5))], shape=Shape.STEPS, closed=Closed.RIGHT)
    corners = corners_of(steps, signed=True)
    assert corners[0] == (Fraction(-6), Fraction(1))
    for (x0, y0), (x1, y1) in pairwise(corners):
        if x0 < x1:
            middle = (x0 + x1) / 2
            assert steps.at(middle).y == y0 == y1


def test_a_drawing_reaches_the_indicators_own_point_and_falls_to_zero_where_the_rule_does() -> None:
    curve = Curve.through([(0, 0), (1, 1)], beyond=Beyond.ZERO)
    corners = corners_of(curve, reach=[Fraction(3)])
    assert corners[-2:] == [(Fraction(1), Fraction(0)), (Fraction(3), Fraction(0))]
