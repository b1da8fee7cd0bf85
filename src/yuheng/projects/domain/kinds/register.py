"""Which kinds of project there are, and for each: its sheet, its checks, its gate, and the rules that they ask for."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from yuheng.kernel.outcome import Problem, Words
from yuheng.projects.domain.kinds import bonds, concessions, departments, funds, purchases, transfers
from yuheng.projects.domain.kinds.norms import About, Law
from yuheng.projects.domain.kinds.sheets import Sheet, problems_in_cells

ORDINARY = "ordinary"
Plan: TypeAlias = (
    bonds.BondPlan | funds.FundPlan | purchases.PurchasePlan | concessions.Concession | transfers.TransferPlan
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind with a plan. `rules`: the name a check uses -> the rule. `kept_up`: whether it changes after admission."""

    title: Words
    sheet: Sheet
    check: Callable[[Any, About, Law], Iterable[Problem]]
    gate: Callable[[Any, About, Law], Iterable[Problem]]
    rules: Mapping[str, str] = field(default_factory=dict)
    kept_up: bool = True


KINDS: Mapping[str, Kind] = {
    "bond": Kind(
        Words(zh="专项债券项目", en="Special bond"),
        bonds.SHEET,
        bonds.check,
        bonds.gate,
        {"red": "bond.coverage_red", "wanted": "bond.coverage_wanted", "limit": "bond.new_limit"},
        kept_up=False,
    ),
    "fund": Kind(
        Words(zh="政府投资基金", en="Government investment fund"),
        funds.SHEET,
        funds.check,
        funds.gate,
        {"report": "fund.report_months"},
    ),
    "purchase": Kind(
        Words(zh="政府购买服务", en="Purchase of services"),
        purchases.SHEET,
        purchases.check,
        purchases.gate,
        {
            "years": "purchase.years_max",
            "years_secured": "purchase.years_max_secured",
            "excluded": "purchase.excluded",
            "catalogue": "purchase.catalogue",
            "satisfaction": "purchase.satisfaction_required",
        },
    ),
    "ppp": Kind(
        Words(zh="政府和社会资本合作（特许经营）", en="PPP or concession"),
        concessions.SHEET,
        concessions.check,
        concessions.gate,
        {"linked": "ppp.linked_share_min", "full": "ppp.full_payment_from"},
    ),
    "transfer": Kind(
        Words(zh="对下转移支付", en="Transfer to lower governments"),
        transfers.SHEET,
        transfers.check,
        transfers.gate,
        {
            "early_general": "control.early_notice_general_min",
            "early_special": "control.early_notice_special_min",
            "days_general": "deadline.transfer_general",
            "days_special": "deadline.transfer_special",
        },
    ),
}
TITLES: Mapping[str, Words] = {
    ORDINARY: Words(zh="一般项目", en="Ordinary project"),
    **{code: kind.title for code, kind in KINDS.items()},
    "department": Words(zh="部门整体支出", en="Department overall expenditure"),
}


def problems_in_plan(kind: str, plan: Plan, about: About, law: Law) -> list[Problem]:
    """All that is wrong with the plan of a kind as handed in, warnings and notes among it."""
    known = KINDS[kind]
    return [*problems_in_cells(known.sheet, plan, about), *known.check(plan, about, law)]


def gate_of(kind: str, plan: Plan | None, about: About, law: Law) -> list[Problem]:
    """What keeps a project of a kind from admission (`budget_year` 0) or from money; nothing for an ordinary project.

    What was wrong with a plan when it was handed in is asked again, because the project and the law may have moved.
    """
    if kind == "department":
        return list(departments.gate(about))
    if kind not in KINDS:
        return []
    if plan is None:
        title = KINDS[kind].title
        message = Words(zh=f"没有填写{title.zh}的专门数据", en=f"The data of this kind ({title.en}) are missing")
        remedy = Words(zh="在项目页面填写", en="Enter them on the project's page")
        return [Problem("plan_missing", about.where, message, remedy=remedy)]
    wrong = [problem for problem in problems_in_plan(kind, plan, about, law) if problem.stops]
    return [*wrong, *KINDS[kind].gate(plan, about, law)]
