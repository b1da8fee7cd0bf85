"""The plan by which a line's money becomes executable month by month, and pulling a month forward."""

from collections.abc import Mapping

from yuheng.kernel.flow import Flow, State, Step
from yuheng.kernel.money import Fen, split, wan
from yuheng.kernel.outcome import Problem, Words

ARTICLE = "budget-law-regulation#art-57"
SEEN = Words(zh="计划用款", en="Planned")


def evenly(fen: Fen, months: range) -> dict[int, Fen]:
    """A plan that gives each month the same, exact to the fen; months that would get nothing are left out.

    >>> evenly(100, range(1, 4))
    {1: 34, 2: 33, 3: 33}
    """
    return {month: part for month, part in zip(months, split(fen, [1] * len(months)), strict=True) if part}


def problems_in(title: str, plan: Mapping[int, Fen], allotted_fen: Fen) -> list[Problem]:
    """List all that is wrong with a line's plan: months that are none, amounts not above zero, a sum that differs."""
    found = []
    for month, fen in plan.items():
        if not 1 <= month <= 12:
            found.append(_problem("month", title, f"没有 {month} 月", f"has no month {month}"))
        if fen <= 0:
            found.append(_problem("amount", title, f"{month} 月金额须大于零", f"needs an amount above zero in {month}"))
    if sum(plan.values()) != allotted_fen:
        total, there = wan(sum(plan.values())), wan(allotted_fen)
        zh, en = f"各月合计 {total} 万元，待下达 {there} 万元", f"plans {total} 万元, {there} 万元 is allotted"
        found.append(_problem("sum", title, zh, en))
    return found


def _problem(code: str, title: str, zh: str, en: str) -> Problem:
    return Problem(f"allotment_{code}", title, Words(zh=f"{title}：{zh}", en=f"{title} {en}"), rule=ARTICLE)


ALLOTMENT = Flow(
    "allotment",
    Words(zh="用款计划", en="Allotment"),
    (
        State("planned", Words(zh="待下达", en="Planned"), SEEN, open=False, tone="mute"),
        State("asked", Words(zh="申请提前用款", en="Asked for early"), SEEN),
        State(
            "released", Words(zh="已下达", en="Released"), Words(zh="已下达", en="Released"), tone="good", open=False
        ),
    ),
    (
        Step(
            "ask_early",
            Words(zh="申请提前用款", en="Ask for it early"),
            ("planned",),
            "asked",
            "unit.prepare",
            to_do=False,
        ),
        Step(
            "pull_forward", Words(zh="同意提前", en="Pull forward"), ("asked",), "released", "finance.treasury", ARTICLE
        ),
        Step(
            "keep",
            Words(zh="按原计划", en="Keep the plan"),
            ("asked",),
            "planned",
            "finance.treasury",
            returns=True,
            to_do=False,
        ),
        Step(
            "release",
            Words(zh="按计划下达", en="Release by plan"),
            ("planned",),
            "released",
            "finance.budget",
            ARTICLE,
            to_do=False,
        ),
    ),
)
