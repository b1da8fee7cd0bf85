"""Projects and targets for tests: one way to enter them, with what matters to the test given by name."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from yuheng.organisations.testing import Office
from yuheng.projects import actions
from yuheng.projects.domain.drafts import (
    AppraisalDraft,
    DimensionScore,
    IndicatorDraft,
    PlanDraft,
    ProjectDraft,
    TargetDraft,
)
from yuheng.projects.domain.kinds import Plan
from yuheng.projects.domain.kinds.bonds import BondPlan, BondRow
from yuheng.projects.domain.kinds.concessions import Concession, ConcessionRow
from yuheng.projects.domain.kinds.funds import FundPlan, FundRow
from yuheng.projects.domain.kinds.purchases import PurchasePlan
from yuheng.projects.domain.kinds.transfers import TransferPlan, TransferRow
from yuheng.projects.models import Project, Target

DIMENSIONS = ("necessity", "economy", "targets", "feasibility", "funding")
MEASURABLE = (
    IndicatorDraft(1, "产出指标", "数量指标", "新建机井数量", "≥", "12眼"),
    IndicatorDraft(2, "产出指标", "时效指标", "完工时间", "", "2027年10月底前"),
    IndicatorDraft(3, "效益指标", "社会效益指标", "受益农户", "≥", "800户"),
    IndicatorDraft(4, "满意度指标", "服务对象满意度指标", "农户满意度", "≥", "90%"),
)
WAN = 1_000_000  # fen
BOND_POINTS = ("25", "12", "10", "21", "5", "12", "15")  # the score sheet in circulation, full points
BOND_DIMENSIONS = ("need", "compliance", "sources", "income", "demand", "repayment", "targets")
VAGUE = (IndicatorDraft(1, "效益指标", "社会效益指标", "群众生活水平", "定性", "明显提高"),)


def project_draft(
    code: str = "P001", *, unit: str = "301001", amount_fen: int = 200_000_000, novelty: str = "new"
) -> ProjectDraft:
    """A water project of the office's unit for 2027, two million yuan unless said otherwise."""
    return ProjectDraft(
        code=code,
        name=f"农村饮水安全工程 {code}",
        unit=unit,
        category="specific",
        novelty=novelty,
        function_code="2130316",
        year=2027,
        last_year=2028,
        amount_fen=amount_fen,
        sector="农林水",
    )


def drafted(office: Office, count: int = 1, *, prefix: str = "P", amount_fen: int = 200_000_000) -> list[Project]:
    """Projects in draft, entered by the office's preparer."""
    drafts = [project_draft(f"{prefix}{number:04d}", amount_fen=amount_fen) for number in range(1, count + 1)]
    return actions.register_projects(by=office.preparer, drafts=drafts)


def reviewed(office: Office, count: int = 1, *, prefix: str = "P", amount_fen: int = 200_000_000) -> list[Project]:
    """Projects that the department has passed on to finance."""
    projects = drafted(office, count, prefix=prefix, amount_fen=amount_fen)
    actions.submit_projects(by=office.approver, projects=projects)
    actions.review_projects(by=office.reviewer, projects=projects)
    return projects


def scores(points: str | Decimal) -> tuple[DimensionScore, ...]:
    """The same points in every dimension of the sample county."""
    return tuple(DimensionScore(code, Decimal(points)) for code in DIMENSIONS)


def appraised(office: Office, count: int = 1, *, prefix: str = "P", amount_fen: int = 200_000_000) -> list[Project]:
    """Projects supported by an appraisal."""
    projects = reviewed(office, count, prefix=prefix, amount_fen=amount_fen)
    actions.appraise(by=office.performance, drafts=[AppraisalDraft(one, scores("19")) for one in projects])
    return projects


def with_target(
    office: Office,
    projects: Sequence[Project],
    *,
    indicators: tuple[IndicatorDraft, ...] = MEASURABLE,
    year: int = 2027,
    confirm: bool = True,
) -> list[Target]:
    """Targets of these projects for a year, confirmed unless said otherwise."""
    drafts = [TargetDraft(one, year, "解决饮水不安全问题", indicators) for one in projects]
    targets = actions.set_targets(by=office.preparer, drafts=drafts)
    if confirm:
        actions.submit_targets(by=office.approver, targets=targets)
        actions.confirm_targets(by=office.performance, targets=targets)
    return targets


def in_library(office: Office, count: int = 1, *, prefix: str = "P", amount_fen: int = 200_000_000) -> list[Project]:
    """Projects in the library, each with a confirmed measurable target for 2027."""
    projects = appraised(office, count, prefix=prefix, amount_fen=amount_fen)
    with_target(office, projects)
    actions.admit_projects(by=office.budget, projects=projects)
    return projects


def bond_plan() -> BondPlan:
    """A waterworks of 10 million yuan: 8 by a bond of two years, repaid at their end; it covers the bond 1.25 times."""
    rows = (
        BondRow(2027, 300 * WAN, 50 * WAN, 0, 40 * WAN),
        BondRow(2028, 900 * WAN, 50 * WAN, 800 * WAN, 40 * WAN),
    )
    return BondPlan(bond_fen=800 * WAN, capital_fen=200 * WAN, other_fen=0, opening_fen=0, rows=rows)


def fund_plan() -> FundPlan:
    """A parent fund of the county and a company, with one sub-fund: 500 of outside money on 100 of the county's."""
    rows = (
        FundRow("", "县财政局", "fiscal", 100 * WAN, 60 * WAN, 60 * WAN),
        FundRow("", "清衡国投", "soe", 100 * WAN, 60 * WAN, 40 * WAN),
        FundRow("农业一号", "清衡母基金", "parent", 150 * WAN, 80 * WAN, 80 * WAN),
        FundRow("农业一号", "某社会资本", "private", 300 * WAN, 100 * WAN, 100 * WAN),
    )
    return FundPlan("清衡基金管理公司", 0, None, rows)


def purchase_plan() -> PurchasePlan:
    """Services to farming for one year."""
    return PurchasePlan("A03", "service", "丰收合作社", 90 * WAN, date(2027, 3, 1), date(2028, 2, 28), secured=False)


def concession() -> Concession:
    """A sewage works: 1000 for being there and 200 for running, 30 % of the former tied to the score."""
    rows = (ConcessionRow(2027, 1000 * WAN, 200 * WAN), ConcessionRow(2028, 1000 * WAN, 220 * WAN))
    return Concession("QH-PPP-01", "清源水务公司", 3000, "0:0 60:0.6 80:1", rows)


def transfer_plan() -> TransferPlan:
    """A special transfer to two townships, one of which got its money."""
    rows = (
        TransferRow("990123101", "城关镇", 60 * WAN, 30 * WAN, 0, 100 * WAN, 80 * WAN, date(2027, 2, 10)),
        TransferRow("990123102", "河口乡", 40 * WAN, 20 * WAN, 0, 50 * WAN, 40 * WAN, None),
    )
    return TransferPlan(2027, "special", "农业农村部", "省农业农村厅", "县农业农村局", date(2027, 1, 20), rows)


PLANS: dict[str, tuple[int, Plan]] = {  # kind -> amount of the project in 万元, and its plan
    "bond": (1000, bond_plan()),
    "fund": (200, fund_plan()),
    "purchase": (100, purchase_plan()),
    "ppp": (3000, concession()),
    "transfer": (150, transfer_plan()),
}


def special_draft(kind: str, code: str = "S001", *, unit: str = "301001") -> ProjectDraft:
    """A project of a special kind as the unit enters it; a department as a whole without an amount."""
    amount_fen = PLANS[kind][0] * WAN if kind in PLANS else 0
    return replace(project_draft(code, unit=unit, amount_fen=amount_fen), kind=kind, name=f"{kind} {code}")


def special(office: Office, kind: str, code: str = "S001", *, plan: Plan | None = None) -> Project:
    """A draft project of a special kind with its data, those of `PLANS` unless others are given."""
    (project,) = actions.register_projects(by=office.preparer, drafts=[special_draft(kind, code)])
    if kind in PLANS:
        actions.set_plans(by=office.preparer, drafts=[PlanDraft(project, plan or PLANS[kind][1])])
    return project


def bond_scores(points: Sequence[str] = BOND_POINTS) -> tuple[DimensionScore, ...]:
    """Points in the dimensions of a special bond, full ones unless others are given."""
    return tuple(DimensionScore(code, Decimal(n)) for code, n in zip(BOND_DIMENSIONS, points, strict=True))
