"""How an approved budget is changed: which kinds there are, what each must satisfy, and who decides.

A virement (调剂) moves money between lines and leaves every total as it is: finance decides, or the department where a
local rule lets it move a share by itself. A supplement or a cut changes the total: the standing committee decides, as it
does in the four cases of article 67 of the Budget Law.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from yuheng.kernel.flow import Flow, State, Step
from yuheng.kernel.money import Fen, wan
from yuheng.kernel.outcome import Problem, Words

KIND_TITLES: dict[str, Words] = {
    "virement": Words(zh="预算调剂", en="Virement"),
    "supplement": Words(zh="追加预算", en="Supplement"),
    "cut": Words(zh="核减预算", en="Cut"),
}
KINDS: tuple[str, ...] = tuple(KIND_TITLES)
ARTICLE = "budget-law#art-67"
VIREMENT_ARTICLE = "budget-law#art-72"
SEEN = Words(zh="调整中", en="Being changed")


@dataclass(frozen=True, slots=True)
class Item:
    """What a line gains (positive) or gives (negative), and what it has: executable now, and its whole budget.

    `approved_fen` is what the congress gave to this very line, without what came from other lines.
    """

    line: int
    title: str
    book: str
    org_path: str
    function_code: str
    delta_fen: Fen
    executable_fen: Fen
    budget_fen: Fen
    approved_fen: Fen


def needs_resolution(kind: str, legal_ground: str) -> bool:
    """Whether the standing committee must approve: the total changes, or one of the law's four cases is named.

    >>> needs_resolution("virement", ""), needs_resolution("virement", "key_spending"), needs_resolution("cut", "")
    (False, True, True)
    """
    return kind != "virement" or bool(legal_ground)


def problems_in(kind: str, items: Sequence[Item]) -> list[Problem]:
    """List all that is wrong with an adjustment: signs and sums by kind, per book, and what a line cannot give."""
    found = [] if items else [_problem("empty", kind, "没有明细", "has no items")]
    if kind == "virement":
        found += _virement_problems(items)
    for item in items:
        found += _sign(kind, item) + _cover(item) + (_own(item) if kind == "cut" else [])
    return found


def beyond_department(kind: str, items: Sequence[Item], share: Fraction | None) -> list[Problem]:
    """List why a department may not decide an adjustment by itself; an empty list means that it may.

    `share` is how much of a line's budget it may move (None: no rule lets departments move anything).
    """
    if kind != "virement" or share is None:
        return [_problem("beyond_department", kind, "须由财政办理", "is for finance")]
    codes = {item.org_path.split("/")[1] for item in items}
    found = [
        _problem("beyond_department", kind, "涉及不同部门，须由财政办理", "crosses departments; it is for finance")
    ]
    return (found if len(codes) > 1 else []) + [problem for item in items for problem in _share(item, share)]


def _virement_problems(items: Sequence[Item]) -> list[Problem]:
    found, totals = [], _by_book(items)
    for book, total in totals.items():
        if total:
            text = f"{book} {wan(total)} 万元"
            found.append(_problem("not_net_zero", book, f"增减不相等，差 {text}", f"does not net to zero: {text}"))
    return found


def _by_book(items: Sequence[Item]) -> Mapping[str, Fen]:
    totals: dict[str, Fen] = {}
    for item in items:
        totals[item.book] = totals.get(item.book, 0) + item.delta_fen
    return totals


def _sign(kind: str, item: Item) -> list[Problem]:
    wrong = item.delta_fen == 0 or {"supplement": item.delta_fen < 0, "cut": item.delta_fen > 0}.get(kind, False)
    if not wrong:
        return []
    return [_problem("sign", item.title, "金额的正负与调整类型不符", "has an amount of the wrong sign for its kind")]


def _cover(item: Item) -> list[Problem]:
    if item.delta_fen >= 0 or -item.delta_fen <= item.executable_fen:
        return []
    asked, there = wan(-item.delta_fen), wan(item.executable_fen)
    found = _problem(
        "balance_short",
        item.title,
        f"可执行余额 {there} 万元，不够调出 {asked} 万元",
        f"has {there} 万元 executable, not {asked}",
        found=asked,
        expected=f"≤ {there}",
    )
    return [found]


def _own(item: Item) -> list[Problem]:
    if -item.delta_fen <= max(item.approved_fen, 0):
        return []
    asked, own = wan(-item.delta_fen), wan(item.approved_fen)
    zh = f"批准给本指标的只有 {own} 万元，其余是调入的，请核减调出的指标"
    en = f"was itself approved {own} 万元; the rest came from other lines: cut those, or move it back first"
    return [_problem("beyond_own", item.title, zh, en, found=asked, expected=f"≤ {own}")]


def _share(item: Item, share: Fraction) -> list[Problem]:
    limit = int(item.budget_fen * share)
    if -item.delta_fen <= limit:
        return []
    asked, most = wan(-item.delta_fen), wan(limit)
    zh, en = f"调出 {asked} 万元，超过部门可自行调剂的 {most} 万元", f"gives {asked} 万元; a department may move {most}"
    return [_problem("beyond_department", item.title, zh, en, found=asked, expected=f"≤ {most}")]


def _problem(code: str, where: str, zh: str, en: str, *, found: str = "", expected: str = "") -> Problem:
    message = Words(zh=f"{where}：{zh}", en=f"{where} {en}")
    return Problem(f"adjustment_{code}", where, message, found=found, expected=expected, rule=VIREMENT_ARTICLE)


ADJUSTMENT = Flow(
    "adjustment",
    Words(zh="预算调整调剂", en="Adjustment"),
    (
        State(
            "draft",
            Words(zh="填报中", en="Draft"),
            SEEN,
            editable=True,
            tone="wait",
            hands="unit.prepare",
            work=Words(zh="核对调整，交负责人报送", en="Check the change for submission"),
        ),
        State("submitted", Words(zh="待主管部门审核", en="Waits for the department"), SEEN),
        State("reviewed", Words(zh="待财政审核", en="Waits for finance"), SEEN),
        State("proposed", Words(zh="待人大常委会审查", en="Before the standing committee"), SEEN),
        State("decided", Words(zh="已生效", en="In force"), Words(zh="已调整", en="Changed"), open=False, tone="good"),
        State(
            "refused", Words(zh="不予调整", en="Refused"), Words(zh="未调整", en="Not changed"), open=False, tone="bad"
        ),
    ),
    (
        Step("submit", Words(zh="报送", en="Submit"), ("draft",), "submitted", "unit.approve", ARTICLE, not_maker=True),
        Step("review", Words(zh="审核通过", en="Pass on to finance"), ("submitted",), "reviewed", "department.review"),
        Step(
            "decide_here",
            Words(zh="部门批准调剂", en="Decide within the department"),
            ("submitted",),
            "decided",
            "department.review",
            VIREMENT_ARTICLE,
            not_maker=True,
            to_do=False,
        ),
        Step(
            "return_to_unit",
            Words(zh="退回单位", en="Return to the unit"),
            ("submitted",),
            "draft",
            "department.review",
            returns=True,
            to_do=False,
        ),
        Step(
            "return_from_finance",
            Words(zh="财政退回", en="Return from finance"),
            ("reviewed",),
            "draft",
            "finance.budget",
            returns=True,
            to_do=False,
        ),
        Step(
            "decide",
            Words(zh="批准调剂", en="Decide the virement"),
            ("reviewed",),
            "decided",
            "finance.budget",
            VIREMENT_ARTICLE,
            not_maker=True,
        ),
        Step(
            "propose",
            Words(zh="提请人大常委会审查", en="Lay before the standing committee"),
            ("reviewed",),
            "proposed",
            "finance.budget",
            ARTICLE,
            to_do=False,
        ),
        Step(
            "approve",
            Words(zh="批准调整方案", en="Approve the adjustment"),
            ("proposed",),
            "decided",
            "congress.approve",
            ARTICLE,
            not_maker=True,
        ),
        Step(
            "refuse",
            Words(zh="不予调整", en="Refuse"),
            ("reviewed", "proposed"),
            "refused",
            "finance.budget",
            returns=True,
            to_do=False,
        ),
    ),
)
