"""A score is sealed, moves next year's money, and is read by citizens."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from tests.journeys.desk import Desk

pytestmark = pytest.mark.journey


def test_finance_seals_a_reviewed_evaluation_and_publishes_it(desk: Desk) -> None:
    """The sample holds one evaluation of 2025 that its department has passed on."""
    desk.sign_in("finance.performance")
    desk.page.goto("/evaluations/?state=reviewed")
    first = desk.part("main tbody tr").first.get_by_role("link").first
    name = first.inner_text().strip()
    first.click()
    desk.find_project(name)
    desk.press("复核并封存", "#panel-evaluation")
    assert desk.reads("已封存")
    expect(desk.part("#panel-evaluation")).to_contain_text(re.compile("优|良|中|差"))

    desk.page.goto("/publications/")
    row = desk.part("tr", has_text=name)
    row.get_by_role("checkbox").check()
    desk.part("main form button.btn-primary").first.click()
    desk.page.goto("/public/?year=2025")
    assert desk.reads(name)


def test_an_override_of_the_rule_demands_a_reason(desk: Desk) -> None:
    """The same amount twice: refused without a reason, decided with one."""
    desk.sign_in("finance.budget")
    desk.page.goto("/effects/?state=proposed")
    desk.part("main tbody tr .lead a, main tbody td a[href^='/effects/']").first.click()
    amount = desk.page.get_by_label("决定金额（万元）")
    other = Decimal(amount.input_value()) + 1
    amount.fill(str(other))
    desk.press("决定")
    assert desk.reads("决定金额与规则建议不一致，必须写明理由")

    desk.page.get_by_label("决定金额（万元）").fill(str(other))
    desk.page.locator("#id_reason").fill("新增一处渡槽，工程量已核实。")
    desk.press("决定")
    assert desk.reads("已决定安排金额", "新增一处渡槽", f"{other:,.2f}")


def test_a_citizen_reads_what_came_of_the_money(desk: Desk) -> None:
    """No login; the digest on the page is that of the file beside it."""
    desk.page.goto("/public/")
    desk.part(".listing tbody tr").first.get_by_role("link").first.click()
    desk.page.wait_for_url(re.compile(r"/public/\w+"))
    assert desk.reads("承诺", "得分", "SHA-256")
    assert desk.page.get_by_role("link", name="工作人员登录").is_visible()
