"""A warning is answered by the head of the unit and settled by finance."""

import pytest

from tests.journeys.desk import Desk
from yuheng.sample.places import DEPARTMENTS

pytestmark = pytest.mark.journey

OFFICES = {unit.name: department.key for department in DEPARTMENTS for unit in department.units}


def test_a_warning_is_answered_sent_back_and_settled(desk: Desk) -> None:
    """Without a ground the answer is refused; finance returns a thin one; the better one settles it."""
    project, head = _a_raised_warning(desk)
    _answer(desk, head, project, "")
    assert desk.reads("个问题")
    _answer(desk, head, project, "正在办理")
    assert desk.reads("待财政核定")

    _at(desk, "finance.performance", project)
    desk.send_back("退回重新回复", "请写明完成期限", "#panel-watching")
    _answer(desk, head, project, "供应商已更换，十二月十日前完成验收并支付，效益不受影响。")

    _at(desk, "finance.performance", project)
    desk.press("核定办结", "#panel-watching")
    assert desk.reads("已办结", "供应商已更换")


def _a_raised_warning(desk: Desk) -> tuple[str, str]:
    """The project of the first warning that waits for its unit, and the head of that unit."""
    desk.sign_in("finance.performance")
    desk.page.goto("/warnings/?state=raised")
    row = desk.part("main tbody tr").first
    unit = row.locator(".under").first.inner_text().strip()
    return row.get_by_role("link").first.inner_text().strip(), f"{OFFICES[unit]}.approve"


def _at(desk: Desk, username: str, project: str) -> None:
    desk.sign_in(username)
    desk.find_project(project)


def _answer(desk: Desk, head: str, project: str, ground: str) -> None:
    _at(desk, head, project)
    desk.part("#panel-watching").get_by_role("link", name="回复预警").first.click()
    desk.page.get_by_label("处理意见").select_option("continue")
    desk.page.get_by_label("偏差原因和整改措施").fill(ground)
    desk.press("提交回复")
