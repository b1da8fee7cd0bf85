"""What a kind of project shows on its page: facts, a table with lights, and a chart, all from exact figures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from yuheng.kernel.money import Fen, wan
from yuheng.kernel.outcome import Words
from yuheng.platform.ui.charts import Chart
from yuheng.platform.ui.text import day, percent
from yuheng.projects.domain.kinds import About, Law
from yuheng.projects.domain.kinds.bonds import BondPlan, coverage, tone, total_coverage
from yuheng.projects.domain.kinds.concessions import Concession, curve_of, payment_due
from yuheng.projects.domain.kinds.funds import PARENT, FundPlan, leverage, report_of, vehicles
from yuheng.projects.domain.kinds.purchases import NATURES as BOUGHT
from yuheng.projects.domain.kinds.purchases import PurchasePlan
from yuheng.projects.domain.kinds.transfers import NATURES as TRANSFERS
from yuheng.projects.domain.kinds.transfers import TransferPlan, early_share, issues
from yuheng.projects.web.plans.charts import coverage_chart, payment_chart, times

DASH = "—"
YEAR = Words(zh="年度", en="Year")
SUM = Words(zh="合计", en="Total")
LIGHTS = {
    "red": Words(zh="不足", en="Not covered"),
    "yellow": Words(zh="偏低", en="Low"),
    "green": Words(zh="覆盖", en="Covered"),
    "grey": Words(zh="无还本付息", en="Nothing due"),
}


@dataclass(frozen=True)
class Fact:
    """One figure with its title; a light where it is judged."""

    title: Words
    value: object
    light: str = ""


@dataclass(frozen=True)
class Cell:
    """One cell of a table: what it says, a light where it is judged, and whether it is a figure."""

    value: object
    light: str = ""
    number: bool = True


@dataclass(frozen=True)
class Figures:
    """What is shown of a plan."""

    facts: list[Fact]
    columns: list[Words] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    chart: Chart | None = None
    note: Words = field(default_factory=Words)

    @property
    def heads(self) -> list[tuple[Words, bool]]:
        """The titles of the columns, and whether figures stand below them."""
        return [(title, cell.number) for title, cell in zip(self.columns, self.rows[0], strict=True)]

    @property
    def labelled(self) -> list[list[tuple[Words, Cell]]]:
        """The rows, each cell with the title of its column."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]


def bond(plan: BondPlan, about: About, law: Law) -> Figures:
    """Coverage in total and by year with opening and closing balance."""
    years, total = coverage(plan), total_coverage(plan)
    light = tone(total, law)
    facts = [
        Fact(Words(zh="债券本息覆盖总倍数", en="Coverage in total"), times(total), light),
        Fact(Words(zh="专项债券", en="Bond"), _wan(plan.bond_fen)),
        Fact(Words(zh="项目资本金", en="Own capital"), _wan(plan.capital_fen)),
        Fact(Words(zh="其他融资", en="Other financing"), _wan(plan.other_fen)),
        Fact(Words(zh="净收益合计", en="Net income in total"), _wan(sum(row.net_fen for row in plan.rows))),
        Fact(Words(zh="本息合计", en="Debt service in total"), _wan(sum(row.service_fen for row in plan.rows))),
    ]
    columns = [
        YEAR,
        Words(zh="收入", en="Income"),
        Words(zh="成本", en="Cost"),
        Words(zh="期初余额", en="Opening"),
        Words(zh="还本", en="Principal"),
        Words(zh="付息", en="Interest"),
        Words(zh="期末余额", en="Closing"),
        Words(zh="覆盖倍数", en="Coverage"),
    ]
    rows = []
    for one in years:
        row = one.row
        money = (row.income_fen, row.cost_fen, one.opening_fen, row.principal_fen, row.interest_fen, one.closing_fen)
        ratio = Cell(times(one.ratio), tone(one.ratio, law))
        rows.append([Cell(str(row.year), number=False), *(Cell(wan(fen)) for fen in money), ratio])
    drawn = [(one, tone(one.ratio, law)) for one in years]
    chart = coverage_chart(drawn, red=law["red"].value) if years else None
    return Figures(facts, columns, rows, chart)


def fund(plan: FundPlan, about: About, law: Law) -> Figures:
    """Capital of the parent fund and its sub-funds, leverage, and how the yearly report stands."""
    facts = [
        Fact(Words(zh="基金管理人", en="Fund manager"), plan.manager),
        Fact(Words(zh="认缴放大倍数", en="Leverage by commitment"), times(leverage(plan, paid=False))),
        Fact(Words(zh="实缴放大倍数", en="Leverage by payment"), times(leverage(plan, paid=True))),
    ]
    months = int(law["report"].value) if "report" in law else 0
    report = report_of(plan, first_year=about.year, on=about.on, months=months) if months else None
    if report is not None:
        title = Words(
            zh=f"{report.year} 年度报告（{day(report.due)} 前）", en=f"Report of {report.year} until {report.due}"
        )
        told = _late(report.days_late, report.sent_on is not None)
        facts.append(Fact(title, told, "red" if report.days_late else "green" if report.sent_on else "grey"))
    columns = [
        Words(zh="基金", en="Fund"),
        Words(zh="认缴", en="Committed"),
        Words(zh="已通知缴款", en="Called"),
        Words(zh="实缴", en="Paid in"),
        Words(zh="实缴率", en="Share paid in"),
    ]
    rows = []
    for one in vehicles(plan):
        name = one.name or Words(zh="母基金", en="Parent fund") if one.name == PARENT else one.name
        share = Fraction(one.paid_fen, one.committed_fen) if one.committed_fen else None
        money = (one.committed_fen, one.called_fen, one.paid_fen)
        rows.append([Cell(name, number=False), *(Cell(wan(fen)) for fen in money), Cell(percent(share))])
    return Figures(facts, columns, rows)


def purchase(plan: PurchasePlan, about: About, law: Law) -> Figures:
    """What is bought, from whom, and until when."""
    named = dict(law["catalogue"].items).get(plan.item, plan.item) if "catalogue" in law else plan.item
    days = f"{day(plan.starts)} – {day(plan.ends)}" if plan.starts and plan.ends else DASH
    later = Words(zh="有保障", en="Secured") if plan.secured else Words(zh="未注明", en="Not said")
    return Figures(
        [
            Fact(Words(zh="目录项目", en="Catalogue item"), named),
            Fact(Words(zh="购买内容", en="What is bought"), dict(BOUGHT).get(plan.nature, plan.nature)),
            Fact(Words(zh="承接主体", en="Supplier"), plan.supplier or DASH),
            Fact(Words(zh="合同金额", en="Contract"), _wan(plan.contract_fen) if plan.contract_fen else DASH),
            Fact(Words(zh="合同期限", en="Term"), days),
            Fact(Words(zh="以后年度预算", en="Later budgets"), later),
        ]
    )


def concession(plan: Concession, about: About, law: Law) -> Figures:
    """The contract's payments by year at full and at no performance, and its curve."""
    full = law["full"].value if "full" in law else None
    curve = curve_of(plan.points)
    facts = [
        Fact(Words(zh="合同编号", en="Contract no."), plan.contract_no),
        Fact(Words(zh="社会资本方", en="Private partner"), plan.partner),
        Fact(Words(zh="可用性付费挂钩比例 λ", en="Share λ of availability"), percent(Fraction(plan.linked_e4, 10_000))),
    ]
    if full is not None:
        points = Words(zh=f"{full} 分", en=f"{full} points")
        facts.append(Fact(Words(zh="全额付费得分线", en="Paid in full from"), points))
    columns = [
        YEAR,
        Words(zh="可用性付费 A", en="Availability A"),
        Words(zh="运营付费 O", en="Operation O"),
        Words(zh="全额应付", en="Due in full"),
        Words(zh="60 分时应付", en="Due at 60 points"),
        Words(zh="0 分时应付", en="Due at 0 points"),
    ]
    rows = []
    for row in plan.rows:
        due = [payment_due(plan, row.year, Fraction(score), full_from=full).due_fen for score in (100, 60, 0)]
        money = (row.availability_fen, row.operation_fen, *due)
        rows.append([Cell(str(row.year), number=False), *(Cell(wan(fen)) for fen in money)])
    note = Words(zh="应付 = A ×[(1−λ)+λ×k(S)] + O × k(S)", en="Due = A × [(1−λ) + λ × k(S)] + O × k(S)")
    return Figures(facts, columns, rows, payment_chart(curve, full) if curve else None, note)


def transfer(plan: TransferPlan, about: About, law: Law) -> Figures:
    """The regional target table, the share announced early, and who is late with the issue."""
    share, least = early_share(plan), law.get(f"early_{plan.nature}")
    light = "" if share is None or least is None else "green" if share >= least.value else "red"
    facts = [
        Fact(Words(zh="类别", en="Kind"), dict(TRANSFERS).get(plan.nature, plan.nature)),
        Fact(YEAR, str(plan.year)),
        Fact(Words(zh="提前下达比例", en="Announced early"), percent(share), light),
        Fact(Words(zh="本级预算批准日", en="Budget approved on"), day(plan.approved_on)),
        Fact(Words(zh="主管部门", en="Departments"), _departments(plan)),
    ]
    columns = [
        Words(zh="地区", en="Area"),
        Words(zh="中央", en="Central"),
        Words(zh="省级", en="Provincial"),
        Words(zh="市县", en="Local"),
        Words(zh="合计", en="Total"),
        Words(zh="提前下达", en="Early"),
        Words(zh="下达期限", en="Due"),
        Words(zh="下达情况", en="Issue"),
    ]
    due = {one.row.code: one for one in issues(plan, law, about.on)}
    rows = []
    for row in plan.rows:
        money = (row.central_fen, row.provincial_fen, row.local_fen, row.amount_fen, row.early_fen)
        issue = due.get(row.code)
        late = issue.days_late if issue else 0
        state = Cell(
            _late(late, row.issued_on is not None), "red" if late else "green" if row.issued_on else "grey", False
        )
        until = Cell(day(issue.due) if issue else DASH, number=False)
        rows.append([Cell(row.name, number=False), *(Cell(wan(fen)) for fen in money), until, state])
    return Figures(facts, columns, rows)


def _departments(plan: TransferPlan) -> str:
    named = (plan.central_department, plan.provincial_department, plan.local_department)
    return " / ".join(one for one in named if one)


def _late(days_late: int, done: bool) -> Words:
    if days_late:
        return Words(zh=f"逾期 {days_late} 天", en=f"{days_late} days late")
    return Words(zh="已办", en="Done") if done else Words(zh="未到期", en="Not due yet")


def _wan(fen: Fen) -> Words:
    return Words(zh=f"{wan(fen)} 万元", en=f"{wan(fen)} (10k yuan)")


FIGURES: Mapping[str, Callable[[Any, About, Law], Figures]] = {
    "bond": bond,
    "fund": fund,
    "purchase": purchase,
    "ppp": concession,
    "transfer": transfer,
}
