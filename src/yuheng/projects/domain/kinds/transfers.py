"""Transfers to lower governments 对下转移支付: the regional target table, the early notice, and who is late.

Early notice = Σ announced ahead ÷ Σ expected execution of the year. The days of issue run from the day the budget was
approved (docs/algorithms/new-fields.md).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from yuheng.kernel.money import Fen, round_half_up, wan
from yuheng.kernel.outcome import Problem, Severity, Words
from yuheng.projects.domain.kinds.norms import About, Law
from yuheng.projects.domain.kinds.sheets import Field, Sheet

NATURES = (
    ("general", Words(zh="一般性转移支付", en="General transfer")),
    ("special", Words(zh="专项转移支付", en="Special transfer")),
)


@dataclass(frozen=True, slots=True)
class TransferRow:
    """One area of the table. `early_fen` was announced ahead, `issued_on` is the day its money was issued."""

    code: str
    name: str
    central_fen: Fen
    provincial_fen: Fen
    local_fen: Fen
    expected_fen: Fen
    early_fen: Fen
    issued_on: date | None

    @property
    def amount_fen(self) -> Fen:
        """The money of the area from all levels."""
        return self.central_fen + self.provincial_fen + self.local_fen


@dataclass(frozen=True, slots=True)
class TransferPlan:
    """A transfer of one year: its departments at three levels, its kind, and the day the budget was approved."""

    year: int
    nature: str
    central_department: str
    provincial_department: str
    local_department: str
    approved_on: date | None
    rows: tuple[TransferRow, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """How the issue to one area stands: until when, on which day, and how many days late as of today."""

    row: TransferRow
    due: date
    days_late: int


SHEET = Sheet(
    plan=TransferPlan,
    head=(
        Field("year", Words(zh="年度", en="Year"), "year"),
        Field("nature", Words(zh="转移支付类别", en="Kind of transfer"), "choice", NATURES),
        Field("central_department", Words(zh="中央主管部门", en="Central department"), "text", needed=False),
        Field("provincial_department", Words(zh="省级主管部门", en="Provincial department"), "text", needed=False),
        Field("local_department", Words(zh="市县主管部门", en="Local department"), "text"),
        Field("approved_on", Words(zh="本级预算批准日", en="Day the budget was approved"), "day", needed=False),
    ),
    row=TransferRow,
    rows=(
        Field("code", Words(zh="区划代码", en="Area code"), "text"),
        Field("name", Words(zh="地区", en="Area"), "text"),
        Field("central_fen", Words(zh="中央补助", en="Central"), needed=False),
        Field("provincial_fen", Words(zh="省级资金", en="Provincial"), needed=False),
        Field("local_fen", Words(zh="市县资金", en="Local"), needed=False),
        Field("expected_fen", Words(zh="当年预计执行数", en="Expected execution"), needed=False),
        Field("early_fen", Words(zh="提前下达数", en="Announced early"), needed=False),
        Field("issued_on", Words(zh="下达日期", en="Issued on"), "day", needed=False),
    ),
    key=("code",),
)


def early_share(plan: TransferPlan) -> Fraction | None:
    """What was announced ahead over what the year is expected to spend; None where nothing is expected."""
    expected = sum(row.expected_fen for row in plan.rows)
    return Fraction(sum(row.early_fen for row in plan.rows), expected) if expected else None


def issues(plan: TransferPlan, law: Law, on: date) -> list[Issue]:
    """How the issue stands area by area on a day; empty until the budget is approved or where no rule counts days."""
    days = law.get(f"days_{plan.nature}")
    if plan.approved_on is None or days is None:
        return []
    due = plan.approved_on + timedelta(days=int(days.value))
    return [Issue(row, due, max(((row.issued_on or on) - due).days, 0)) for row in plan.rows]


def check(plan: TransferPlan, about: About, law: Law) -> Iterator[Problem]:
    """What is wrong with a table as handed in; too little announced, and who is late."""
    total = sum(row.amount_fen for row in plan.rows)
    if total > about.amount_fen:
        message = Words(
            zh="各地区金额之和超过项目总额（单位：万元）", en="The areas add up to more than the project (10k yuan)"
        )
        found, most = wan(total), f"≤ {wan(about.amount_fen)}"
        yield Problem("areas_sum", about.at("rows"), message, found, most)
    if plan.year and not about.year <= plan.year <= about.last_year:
        message = Words(zh="不在项目实施期内", en="It is outside the project's years")
        years = f"{about.year}–{about.last_year}"
        yield Problem("plan_year", about.at("year"), message, found=str(plan.year), expected=years)
    for no, row in enumerate(plan.rows, 1):
        yield from _area(row, no, about)
    yield from _announced(plan, about, law)
    yield from _late(plan, about, law)


def _area(row: TransferRow, no: int, about: About) -> Iterator[Problem]:
    if row.code and not (row.code.isdecimal() and 6 <= len(row.code) <= 12):
        message = Words(zh="区划代码须为 6 至 12 位数字", en="An area code has 6 to 12 digits")
        yield Problem("area_code", about.at(no, "code"), message, found=row.code)
    if row.local_fen > 0:
        message = Words(
            zh="不得要求下级安排配套资金；须确为当地自愿或按规定共同承担",
            en="Lower governments may not be asked to match; it must be their own choice or a shared duty",
        )
        place = about.at(no, "local_fen")
        yield Problem("matching", place, message, wan(row.local_fen), rule="budget-law#art-16", severity=Severity.NOTE)


def _announced(plan: TransferPlan, about: About, law: Law) -> Iterator[Problem]:
    share, least = early_share(plan), law.get(f"early_{plan.nature}")
    if share is not None and least is not None and share < least.value:
        yield Problem(
            "early_notice",
            about.at("rows"),
            Words(zh="提前下达比例不足", en="Too little was announced early"),
            found=f"{round_half_up(share * 100, 2)}%",
            expected=f"≥ {round_half_up(least.value * 100, 0)}%",
            rule=least.article,
            severity=Severity.WARNING,
        )


def _late(plan: TransferPlan, about: About, law: Law) -> Iterator[Problem]:
    for no, one in enumerate(issues(plan, law, about.on), 1):
        if one.days_late:
            yield Problem(
                "issue_late",
                about.at(no, "issued_on"),
                Words(zh=f"{one.row.name}逾期 {one.days_late} 天", en=f"{one.row.name} is {one.days_late} days late"),
                found=one.row.issued_on.isoformat() if one.row.issued_on else "",
                expected=f"≤ {one.due.isoformat()}",
                rule=law[f"days_{plan.nature}"].article,
                severity=Severity.WARNING,
            )


def gate(plan: TransferPlan, about: About, law: Law) -> Iterator[Problem]:
    """A transfer gets money for the year that its table is about."""
    if about.budget_year and plan.year != about.budget_year:
        message = Words(zh=f"没有 {about.budget_year} 年的区域目标表", en=f"There is no table for {about.budget_year}")
        yield Problem("plan_year", about.at("year"), message, found=str(plan.year), expected=str(about.budget_year))
