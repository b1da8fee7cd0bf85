"""Government investment funds 政府投资基金: who promised what to the parent fund and its sub-funds, and what came.

Leverage = capital that comes from outside ÷ government money, by commitment and by payment; what the parent fund puts
into a sub-fund is inside and counts once, where it entered (docs/algorithms/new-fields.md). Amounts in fen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from yuheng.kernel.money import Fen, wan
from yuheng.kernel.outcome import Problem, Severity, Words
from yuheng.kernel.period import end_of_month
from yuheng.projects.domain.kinds.norms import About, Law
from yuheng.projects.domain.kinds.sheets import Field, Sheet

PARENT = ""  # the vehicle of the parent fund itself
NATURES = (
    ("fiscal", Words(zh="财政出资", en="Government money")),
    ("soe", Words(zh="国有企业出资", en="State-owned enterprise")),
    ("private", Words(zh="社会资本", en="Private capital")),
    ("parent", Words(zh="母基金出资", en="From the parent fund")),
)


@dataclass(frozen=True, slots=True)
class FundRow:
    """One partner's stake in the parent fund (`vehicle` empty) or in a sub-fund: committed, called, paid in."""

    vehicle: str
    partner: str
    nature: str
    committed_fen: Fen
    called_fen: Fen
    paid_fen: Fen


@dataclass(frozen=True, slots=True)
class FundPlan:
    """A fund with its stakes; `report_year` is the last fiscal year reported and `report_on` the day it was."""

    manager: str
    report_year: int
    report_on: date | None
    rows: tuple[FundRow, ...]


@dataclass(frozen=True, slots=True)
class Vehicle:
    """The sums of the parent fund or of one sub-fund."""

    name: str
    committed_fen: Fen
    called_fen: Fen
    paid_fen: Fen


@dataclass(frozen=True, slots=True)
class Report:
    """The yearly report: of which year, until when, handed in on which day, and how many days late as of today."""

    year: int
    due: date
    sent_on: date | None
    days_late: int


SHEET = Sheet(
    plan=FundPlan,
    head=(
        Field("manager", Words(zh="基金管理人", en="Fund manager"), "text"),
        Field("report_year", Words(zh="最近报送的会计年度", en="Last fiscal year reported"), "year", needed=False),
        Field("report_on", Words(zh="报送日期", en="Day of the report"), "day", needed=False),
    ),
    row=FundRow,
    rows=(
        Field(
            "vehicle",
            Words(zh="子基金", en="Sub-fund"),
            "text",
            needed=False,
            hint=Words(zh="母基金本身留空", en="Empty for the parent fund itself"),
        ),
        Field("partner", Words(zh="出资人", en="Partner"), "text"),
        Field("nature", Words(zh="出资性质", en="Nature"), "choice", NATURES),
        Field("committed_fen", Words(zh="认缴", en="Committed"), needed=False),
        Field("called_fen", Words(zh="已通知缴款", en="Called"), needed=False),
        Field("paid_fen", Words(zh="实缴", en="Paid in"), needed=False),
    ),
    key=("vehicle", "partner"),
)


def vehicles(plan: FundPlan) -> list[Vehicle]:
    """The parent fund first, then the sub-funds in the order of the sheet, each with its sums."""
    names = [PARENT, *dict.fromkeys(row.vehicle for row in plan.rows if row.vehicle != PARENT)]
    return [_summed(name, [row for row in plan.rows if row.vehicle == name]) for name in names]


def _summed(name: str, rows: Sequence[FundRow]) -> Vehicle:
    return Vehicle(
        name,
        sum(row.committed_fen for row in rows),
        sum(row.called_fen for row in rows),
        sum(row.paid_fen for row in rows),
    )


def leverage(plan: FundPlan, *, paid: bool) -> Fraction | None:
    """All capital from outside over the government's own, as committed or as paid in; None without government money.

    >>> rows = (FundRow("", "县财政", "fiscal", 100, 50, 50), FundRow("", "某公司", "private", 100, 40, 40),
    ...         FundRow("一号", "母基金", "parent", 80, 0, 0), FundRow("一号", "某银行", "private", 200, 0, 0))
    >>> leverage(FundPlan("某管理人", 0, None, rows), paid=False)
    Fraction(4, 1)
    """
    outside = [row for row in plan.rows if row.nature != "parent"]
    whole = sum(row.paid_fen if paid else row.committed_fen for row in outside)
    own = sum(row.paid_fen if paid else row.committed_fen for row in outside if row.nature == "fiscal")
    return Fraction(whole, own) if own else None


def report_of(plan: FundPlan, *, first_year: int, on: date, months: int) -> Report | None:
    """How the newest yearly report stands on a day: of the last fiscal year that is over; None in the first year."""
    year = on.year - 1
    if year < first_year:
        return None
    due = end_of_month(year + 1 + (months - 1) // 12, (months - 1) % 12 + 1)
    sent = plan.report_on if plan.report_year >= year else None
    late = ((sent or on) - due).days if plan.report_year <= year else 0
    return Report(year, due, sent, max(late, 0))


def check(plan: FundPlan, about: About, law: Law) -> Iterator[Problem]:
    """What is wrong with a fund as handed in, and a report that is late."""
    for no, row in enumerate(plan.rows, 1):
        yield from _calls(row, no, about)
        if row.nature == "parent" and row.vehicle == PARENT:
            message = Words(zh="母基金不能向自身出资", en="The parent fund holds no stake in itself")
            yield Problem("stake_in_itself", about.at(no, "nature"), message)
    if plan.rows and not any(row.nature == "fiscal" for row in plan.rows):
        message = Words(zh="没有财政出资，不是政府投资基金", en="Without government money it is no government fund")
        yield Problem("fiscal_missing", about.at("rows"), message)
    yield from _down(plan, about)
    yield from _reported(plan, about, law)


def _calls(row: FundRow, no: int, about: About) -> Iterator[Problem]:
    if row.called_fen > row.committed_fen:
        message = Words(zh="通知缴款超过认缴", en="More is called than was committed")
        yield _beyond("called_beyond", about.at(no, "called_fen"), message, row.called_fen, row.committed_fen)
    if row.paid_fen > row.called_fen:
        message = Words(zh="实缴超过通知缴款", en="More is paid in than was called")
        yield _beyond("paid_beyond", about.at(no, "paid_fen"), message, row.paid_fen, row.called_fen)


def _down(plan: FundPlan, about: About) -> Iterator[Problem]:
    """The parent fund cannot promise or pay its sub-funds more than it was promised or paid."""
    own = vehicles(plan)[0]
    down = _summed(PARENT, [row for row in plan.rows if row.nature == "parent"])
    if down.committed_fen > own.committed_fen:
        message = Words(zh="对子基金认缴合计超过母基金规模", en="The parent fund promises more than it was promised")
        yield _beyond("parent_beyond", about.at("rows"), message, down.committed_fen, own.committed_fen)
    if down.paid_fen > own.paid_fen:
        message = Words(zh="对子基金实缴合计超过母基金实缴", en="The parent fund pays out more than was paid in")
        yield _beyond("parent_paid_beyond", about.at("rows"), message, down.paid_fen, own.paid_fen)


def _beyond(code: str, place: str, message: Words, found: Fen, most: Fen) -> Problem:
    remedy = Words(zh="单位：万元", en="In 10k yuan")
    return Problem(code, place, message, found=wan(found), expected=f"≤ {wan(most)}", remedy=remedy)


def _reported(plan: FundPlan, about: About, law: Law) -> Iterator[Problem]:
    if plan.report_on is not None and plan.report_on > about.on:
        message = Words(zh="报送日期晚于今天", en="The day of the report lies ahead")
        yield Problem("report_ahead", about.at("report_on"), message, found=plan.report_on.isoformat())
    if "report" not in law:
        return
    report = report_of(plan, first_year=about.year, on=about.on, months=int(law["report"].value))
    if report is not None and report.days_late:
        yield Problem(
            "report_late",
            about.at("report_on"),
            Words(
                zh=f"{report.year} 年度报告逾期 {report.days_late} 天",
                en=f"The report of {report.year} is {report.days_late} days late",
            ),
            found=report.sent_on.isoformat() if report.sent_on else "",
            expected=f"≤ {report.due.isoformat()}",
            rule=law["report"].article,
            severity=Severity.WARNING,
        )


def gate(plan: FundPlan, about: About, law: Law) -> Iterator[Problem]:
    """A fund asks its year's money for calls that are not paid yet, so nothing further stands in its way."""
    yield from ()
