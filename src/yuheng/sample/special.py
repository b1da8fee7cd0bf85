"""One project of each special kind for 2027, invented: what it is called, what it costs, and its data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yuheng.projects.domain.kinds import Plan
from yuheng.projects.domain.kinds.bonds import BondPlan, BondRow
from yuheng.projects.domain.kinds.concessions import Concession, ConcessionRow
from yuheng.projects.domain.kinds.funds import FundPlan, FundRow
from yuheng.projects.domain.kinds.purchases import PurchasePlan
from yuheng.projects.domain.kinds.transfers import TransferPlan, TransferRow

WAN = 1_000_000


@dataclass(frozen=True)
class Special:
    """A project of a special kind: its amount in fen is that of its data, its years hold those of its data."""

    kind: str
    name: str
    fen: int
    plan: Plan
    last_year: int = 2028


def _bond() -> BondPlan:
    """15 years of a waterworks: half of it by a bond that is repaid in its last five years."""
    years = range(2027, 2042)
    rows = (
        BondRow(
            year,
            income_fen=(120 + 60 * min(year - 2027, 8)) * WAN,
            cost_fen=80 * WAN,
            principal_fen=400 * WAN if year >= 2037 else 0,
            interest_fen=66 * WAN if year < 2037 else (66 - 13 * (year - 2037)) * WAN,
        )
        for year in years
    )
    return BondPlan(
        bond_fen=2000 * WAN, capital_fen=1600 * WAN, other_fen=400 * WAN, opening_fen=60 * WAN, rows=tuple(rows)
    )


def _fund() -> FundPlan:
    rows = (
        FundRow("", "县财政局", "fiscal", 500 * WAN, 200 * WAN, 200 * WAN),
        FundRow("", "县国有投资公司", "soe", 500 * WAN, 200 * WAN, 150 * WAN),
        FundRow("现代农业子基金", "清衡县产业引导母基金", "parent", 300 * WAN, 120 * WAN, 120 * WAN),
        FundRow("现代农业子基金", "社会资本甲", "private", 700 * WAN, 280 * WAN, 280 * WAN),
    )
    return FundPlan("县产业基金管理公司", 0, None, rows)


def _transfer() -> TransferPlan:
    rows = (
        TransferRow("990123101", "城关镇", 60 * WAN, 30 * WAN, 0, 100 * WAN, 80 * WAN, date(2026, 10, 30)),
        TransferRow("990123102", "河口乡", 40 * WAN, 20 * WAN, 0, 50 * WAN, 40 * WAN, None),
    )
    return TransferPlan(2027, "special", "农业农村部", "省农业农村厅", "县农业农村局", date(2026, 9, 20), rows)


SPECIAL: dict[int, Special] = {  # by the turn of the invented project that it stands for; none of them spends yet
    16: Special("fund", "清衡县产业引导基金出资", 1000 * WAN, _fund()),
    18: Special("transfer", "农业产业发展转移支付", 150 * WAN, _transfer()),
    19: Special(
        "ppp",
        "城乡污水处理特许经营付费",
        3000 * WAN,
        Concession(
            "QH-PPP-01",
            "清源水务公司",
            3000,
            "0:0 60:0.6 80:1",
            (ConcessionRow(2027, 1000 * WAN, 200 * WAN), ConcessionRow(2028, 1000 * WAN, 220 * WAN)),
        ),
    ),
    21: Special("bond", "城乡供水一体化专项债券项目", 4000 * WAN, _bond(), last_year=2041),
    22: Special(
        "purchase",
        "农业社会化服务购买",
        100 * WAN,
        PurchasePlan("A03", "service", "丰收合作社", 90 * WAN, date(2027, 3, 1), date(2028, 2, 28), secured=False),
    ),
}
