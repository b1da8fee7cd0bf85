"""Payments on a line of 2026: the balance decides, and the treasury pays."""

import re
from decimal import Decimal

import pytest

from tests.journeys.desk import Desk

pytestmark = pytest.mark.journey


def test_what_the_balance_does_not_cover_is_refused_and_what_it_covers_is_paid(desk: Desk) -> None:
    """One form, two amounts: one yuan more than the line holds, and a part of what it holds."""
    desk.sign_in("water.prepare")
    left = _open_a_line_with_money(desk)
    _ask(desk, left + 1)
    assert desk.reads("可执行余额", "减少金额，或先办理预算调剂")
    said = desk.part(".problems").inner_text()
    assert f"{_wan(left)} 万元" in said and re.search(r"（\d{7}）", said), "line and balance are in the message"

    voucher = _ask(desk, Decimal("1234.56"))
    desk.sign_in("finance.treasury")
    waiting = desk.part("tr", has_text=voucher)
    waiting.get_by_role("checkbox").check()
    desk.page.get_by_role("button", name="支付：勾选的行").click()
    assert desk.reads("已办理")
    desk.page.goto(f"/payments/?state=paid&payee={PAYEE}")
    assert desk.reads(voucher, "1,234.56", "已支付")


PAYEE = "清衡防渗材料供应站"


def _open_a_line_with_money(desk: Desk) -> Decimal:
    """Go to the form of the first line of 2026 with money left; answer how many yuan it has."""
    desk.page.goto("/projects/?year=2026")
    pages = [link.get_attribute("href") or "" for link in desk.part("main td a[href^='/projects/']").all()]
    for address in pages:
        desk.page.goto(address)
        for form in desk.part("#panel-payments a[href^='/payments/ask/']").all():
            form.click()
            exact = desk.part(".kpi", has_text="可执行").locator("[title]").get_attribute("title") or "0"
            left = Decimal(re.sub(r"[^\d.]", "", exact))
            if left > 2000:
                return left
    raise AssertionError("the sample has no line of the Water Bureau with money left")


def _ask(desk: Desk, yuan: Decimal) -> str:
    """Ask for so many yuan; answer the voucher's number where the request was taken."""
    desk.page.get_by_label("金额（元）").fill(f"{yuan:.2f}")
    desk.page.get_by_label("收款人").fill(PAYEE)
    desk.page.get_by_label("用途").fill("防渗材料")
    desk.press("提交支付申请")
    row = desk.part("#panel-payments tr", has_text=PAYEE)
    return row.locator("td").first.inner_text().strip() if row.count() else ""


def _wan(yuan: Decimal) -> str:
    return f"{yuan / 10_000:,.2f}"
