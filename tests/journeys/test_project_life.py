"""One project's life up to the draft budget, by the people who have the duty, through the pages they use."""

import pytest
from playwright.sync_api import Page

from tests.journeys.desk import Desk

pytestmark = pytest.mark.journey

NAME = "东渠渠道防渗工程"
VAGUE = {1: ("效益指标", "社会效益指标", "群众用水条件", "明显改善")}
MEASURABLE = {
    1: ("产出指标", "数量指标", "防渗渠道长度", "≥6.5公里"),
    2: ("产出指标", "时效指标", "完工时间", "2027年10月底前"),
    3: ("效益指标", "经济效益指标", "年节水量", "≥30万立方米"),
    4: ("满意度指标", "服务对象满意度指标", "灌区农户满意度", "≥90%"),
}


def test_a_project_lives_from_the_idea_to_the_draft_budget(desk: Desk) -> None:
    """Registered, promised, appraised, admitted, asked for and accepted in the open second submission of 2027.

    The congress approves 2027 later than the day on which the sample stands, so payments, watching, evaluation and
    effects are walked through on the years that the sample holds (the other journeys here).
    """
    _register(desk)
    _promise_vaguely_and_be_sent_back(desk)
    _promise_measurably(desk)
    _enter_the_library(desk)
    _ask_for_money(desk)
    assert desk.reads("已列入草案")


def _at(desk: Desk, username: str) -> None:
    desk.sign_in(username)
    desk.find_project(NAME)


def _register(desk: Desk) -> None:
    desk.sign_in("water.prepare")
    desk.page.goto("/projects/")
    desk.press("新增项目")
    page = desk.page
    page.get_by_label("项目名称").fill(NAME)
    page.locator("#id_unit").select_option("110002")
    page.locator("#id_novelty").select_option("new")
    page.locator("#id_function_code").fill("2130316")
    page.locator("#id_sector").fill("水利")
    page.locator("#id_amount_fen").fill("260")
    page.locator("#id_purpose").fill("东渠渗漏严重，下游每年缺水四十天。")
    desk.press("保存草稿")
    assert desk.reads(NAME, "填报中", "260.00")
    assert not desk.offers("报送主管部门"), "who entered a project does not submit it"


def _set_target(desk: Desk, rows: dict[int, tuple[str, str, str, str]]) -> None:
    page = desk.page
    page.locator("#statement").fill("完成东渠防渗，下游不再缺水。")
    for number, (level1, level2, name, printed) in rows.items():
        page.locator(f"[name=level1-{number}]").select_option(level1)
        page.locator(f"[name=level2-{number}]").fill(level2)
        page.locator(f"[name=name-{number}]").fill(name)
        page.locator(f"[name=printed-{number}]").fill(printed)


def _promise_vaguely_and_be_sent_back(desk: Desk) -> None:
    desk.press("填报 2027 年绩效目标", "#panel-targets")
    _set_target(desk, VAGUE)
    desk.press("保存草稿")
    _at(desk, "water.approve")
    desk.press("报送绩效目标", "#panel-targets")
    _at(desk, "finance.performance")
    desk.press("确认绩效目标", "#panel-targets")
    assert desk.reads("没有可衡量的指标，不能确认", "退回单位，请把至少一条指标写成数量、比例或时限")
    _at(desk, "finance.performance")
    desk.send_back("退回修改", "请把用水条件写成可以衡量的数量", "#panel-targets")


def _promise_measurably(desk: Desk) -> None:
    _at(desk, "water.prepare")
    assert desk.reads("请把用水条件写成可以衡量的数量")
    desk.press("修改目标", "#panel-targets")
    _set_target(desk, MEASURABLE)
    desk.press("只检查，不保存")
    assert desk.reads("2027-10-31")
    desk.press("保存草稿")
    _at(desk, "water.approve")
    desk.press("报送绩效目标", "#panel-targets")
    _at(desk, "finance.performance")
    desk.press("确认绩效目标", "#panel-targets")
    assert desk.reads("已确认")


def _enter_the_library(desk: Desk) -> None:
    _at(desk, "water.approve")
    desk.press("报送主管部门", ".page-head")
    _at(desk, "water.review")
    desk.press("审核通过，报财政", ".page-head")
    _at(desk, "finance.performance")
    desk.press("事前评估", ".page-head")
    _give_points(desk.page)
    desk.press("得出结论")
    assert desk.reads("评估通过，待入库")
    _at(desk, "finance.budget")
    desk.press("批准入库", ".page-head")
    assert desk.reads("已入库")


def _give_points(page: Page) -> None:
    """Full points in every dimension but the first."""
    rows = page.locator("tr", has=page.locator("[name^=points-]"))
    for number, row in enumerate(rows.all()):
        full = row.locator("td.num").first.inner_text().strip()
        row.locator("[name^=points-]").fill(full if number else str(float(full) - 1))


def _ask_for_money(desk: Desk) -> None:
    _at(desk, "water.prepare")
    desk.press("申报 2027 年预算", "#panel-money")
    desk.page.locator("#id_amount").fill("150")
    desk.page.locator("#id_basis").fill("6.5公里 × 23.08万元")
    desk.press("保存")
    assert desk.reads("150.00", "填报中")
    _at(desk, "water.approve")
    desk.press("报送预算", "#panel-money")
    _at(desk, "water.review")
    desk.press("审核通过，报财政", "#panel-money")
    _at(desk, "finance.budget")
    desk.press("列入预算草案", "#panel-money")
