"""Purchase of services 政府购买服务: what may be bought, for how long, and that those served are asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from yuheng.kernel.money import Fen, wan
from yuheng.kernel.outcome import Problem, Words
from yuheng.projects.domain.kinds.norms import About, Law
from yuheng.projects.domain.kinds.sheets import Field, Sheet

NATURES = (
    ("service", Words(zh="公共服务或辅助性服务", en="A service")),
    ("duties", Words(zh="应由政府直接履职的事项", en="Duties of the government itself")),
    ("goods", Words(zh="货物", en="Goods")),
    ("works", Words(zh="工程", en="Works")),
    ("financing", Words(zh="融资", en="Financing")),
    ("labour", Words(zh="劳务用工", en="Labour")),
)


@dataclass(frozen=True, slots=True)
class PurchasePlan:
    """What is bought and from whom; supplier and days stay empty until there is a contract.

    `secured` says that the budget of the later years is secured, which allows a longer contract.
    """

    item: str
    nature: str
    supplier: str
    contract_fen: Fen
    starts: date | None
    ends: date | None
    secured: bool


SHEET = Sheet(
    plan=PurchasePlan,
    head=(
        Field("item", Words(zh="指导性目录编码", en="Catalogue code"), "text"),
        Field("nature", Words(zh="购买内容性质", en="What is bought"), "choice", NATURES),
        Field("supplier", Words(zh="承接主体", en="Supplier"), "text", needed=False),
        Field("contract_fen", Words(zh="合同金额（万元）", en="Contract (10k yuan)"), needed=False),
        Field("starts", Words(zh="合同起始日", en="First day"), "day", needed=False),
        Field("ends", Words(zh="合同终止日", en="Last day"), "day", needed=False),
        Field("secured", Words(zh="以后年度预算有保障", en="Later budgets are secured"), "flag"),
    ),
)


def last_day(starts: date, years: int) -> date:
    """The last day of a contract of so many whole years.

    >>> last_day(date(2026, 3, 1), 1), last_day(date(2024, 2, 29), 1)
    (datetime.date(2027, 2, 28), datetime.date(2025, 2, 28))
    """
    first = starts - timedelta(days=1) if starts.month == 2 and starts.day == 29 else starts
    again = first.replace(year=first.year + years)
    return again if first != starts else again - timedelta(days=1)


def check(plan: PurchasePlan, about: About, law: Law) -> Iterator[Problem]:
    """What is wrong with a purchase as handed in."""
    catalogue, excluded = law.get("catalogue"), law.get("excluded")
    if catalogue is not None and plan.item not in dict(catalogue.items):
        message = Words(zh="不在指导性目录内", en="It is not in the catalogue")
        remedy = Words(
            zh="目录内：" + "、".join(f"{code} {words.zh}" for code, words in catalogue.items),
            en="In the catalogue: " + ", ".join(f"{code} {words.en}" for code, words in catalogue.items),
        )
        place = about.at("item")
        yield Problem(
            "catalogue", place, message, plan.item, rule=catalogue.article, remedy=remedy, severity=catalogue.weighs
        )
    if excluded is not None and plan.nature in dict(excluded.items):
        kind = dict(excluded.items)[plan.nature]
        message = Words(zh=f"{kind.zh}不得纳入政府购买服务", en=f"{kind.en} may not be bought as a service")
        place = about.at("nature")
        yield Problem("excluded_kind", place, message, plan.nature, rule=excluded.article, severity=excluded.weighs)
    if plan.contract_fen > about.amount_fen:
        message = Words(zh="合同金额超过项目总额（单位：万元）", en="The contract is above the project (10k yuan)")
        found, most = wan(plan.contract_fen), f"≤ {wan(about.amount_fen)}"
        yield Problem("contract_beyond", about.at("contract_fen"), message, found, most)
    yield from _days(plan, about, law)


def _days(plan: PurchasePlan, about: About, law: Law) -> Iterator[Problem]:
    if plan.starts is None and plan.ends is None:
        return
    if plan.starts is None or plan.ends is None or plan.ends < plan.starts:
        message = Words(zh="合同起止日不成立", en="The first and last day do not fit")
        yield Problem("contract_days", about.at("ends"), message, found=f"{plan.starts} – {plan.ends}")
        return
    norm = law.get("years_secured" if plan.secured else "years")
    if norm is not None and plan.ends > last_day(plan.starts, int(norm.value)):
        yield Problem(
            "contract_years",
            about.at("ends"),
            Words(zh=f"合同期限超过 {norm.value} 年", en=f"The contract is longer than {norm.value} years"),
            found=plan.ends.isoformat(),
            expected=f"≤ {last_day(plan.starts, int(norm.value)).isoformat()}",
            rule=norm.article,
            remedy=Words(
                zh="缩短期限，或注明以后年度预算有保障", en="Shorten it, or say that later budgets are secured"
            ),
            severity=norm.weighs,
        )


def gate(plan: PurchasePlan, about: About, law: Law) -> Iterator[Problem]:
    """A purchase gets money when the year's target asks those who are served."""
    asked = law.get("satisfaction")
    if asked is not None and asked.value and not about.satisfaction:
        yield Problem(
            "satisfaction_missing",
            about.at("target"),
            Words(
                zh="购买服务项目的绩效目标须有满意度指标", en="The target of a purchase needs a satisfaction indicator"
            ),
            rule=asked.article,
            remedy=Words(zh="在年度绩效目标中增加满意度指标", en="Add one to the year's target"),
            severity=asked.weighs,
        )
