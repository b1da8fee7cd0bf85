"""The county's books of each year: the year's classification, income and needs, base data, and the replies. All invented.

Whatever the projects of a sample ask for, the rest of the county is drawn around it, so that the books balance to the fen.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from django.db.models import Sum

from yuheng.budget import actions
from yuheng.budget.actions.basing import FigureDraft
from yuheng.budget.actions.books import BookDraft
from yuheng.budget.actions.classifying import FIELDS, Placed, entry_of
from yuheng.budget.domain.books import Row
from yuheng.budget.models import Request, Version
from yuheng.budget.sheets import read_sheet
from yuheng.kernel.outcome import Words
from yuheng.organisations.models import Organisation
from yuheng.platform.acts import SYSTEM
from yuheng.sample.county import County, Event
from yuheng.sample.places import DEPARTMENTS
from yuheng.sample.spending import working_day

LISTS = Path(__file__).with_name("lists")
SECOND = Version.Round.SECOND
STEP = 10_000_00  # 万元 in fen
LATE = "104"  # this department replies to its units later than the law allows
LAND, BONDS, PENSION = "国有土地使用权出让", "专项债券", "城乡居民基本养老保险"


def events(county: County, year: int) -> list[Event]:
    """What happens around the projects' own requests in the preparation of one budget."""
    work, before = _Books(county, year), year - 1
    steps = [
        (date(before, 8, 9), Words("装载当年科目表", "Classification loaded"), work.classify),
        (date(before, 8, 12), Words("填报基础数据", "Base data entered"), work.count),
        (date(before, 11, 12), Words("编制收支和“三保”", "Income and needs entered"), work.fill),
    ]
    if year < 2027:
        steps += [
            (date(year, 1, 26), Words("财政批复各部门", "Departments replied to"), work.reply),
            (date(year, 2, 6), Words("部门批复所属单位", "Units replied to"), work.pass_on),
            (date(year, 3, 3), Words("迟到的批复", "Late replies"), work.pass_on_late),
        ]
    return [Event(working_day(day), title, run) for day, title, run in steps]


@lru_cache(maxsize=1)
def codes() -> tuple[Placed, ...]:
    """The lists that the sample ships; what was not seen in a document is marked so."""
    found: list[Placed] = []
    for name in ("budget-codes.csv", "function-items.csv"):
        rows, problems = read_sheet((LISTS / name).read_bytes(), FIELDS)
        if problems:
            raise ValueError(f"{name}: {problems[0]}")
        found += [entry_of(row) for row in rows]
    return tuple(found)


def rows_around(projects: int, year: int) -> list[Row]:
    """The books of a county whose projects ask for so many fen: each balances, and every check of the law holds."""
    base = max(projects // STEP, 100) * STEP
    own = {  # what the county spends outside projects, by the need of the three guarantees that it meets
        ("wages", "wages", "在职人员工资"): base * 6 // 10 // STEP * STEP,
        ("operation", "operation", "机关基本运转"): base // 10 // STEP * STEP,
        ("livelihood", "education", "义务教育保障"): base * 3 // 10 // STEP * STEP,
        ("livelihood", "relief", "城乡低保和临时救助"): base * 2 // 10 // STEP * STEP,
    }
    reserve = (projects + sum(own.values())) * 2 // 98 // STEP * STEP + STEP
    land, capital, pension, repaid, up = (base * share // 100 // STEP * STEP for share in (40, 2, 8, 3, 4))
    given, taken = land // 4 // STEP * STEP, capital // 2 // STEP * STEP + STEP
    spent = projects + sum(own.values()) + reserve + repaid + up + pension
    transfer, left, debt = (spent * share // 100 // STEP * STEP for share in (45, 3, 2))
    fees = spent // 20 // STEP * STEP
    taxes = spent - transfer - left - debt - fees - given - taken
    rows = [
        _row("income", "general", "own", taxes, "税收"),
        _row("income", "general", "own", fees, "非税"),
        _row("income", "general", "upper_transfer", transfer),
        _row("income", "general", "balance", left),
        _row("income", "general", "debt", debt),
        *(Row("need", "general", kind, fen, code=code, title=title) for (kind, code, title), fen in own.items()),
        *(Row("outlay", "general", "basic", fen, code=code, title=title) for (_, code, title), fen in own.items()),
        _row("outlay", "general", "reserve", reserve),
        _row("outlay", "general", "upper_payment", up),
        _row("outlay", "general", "debt_repayment", repaid),
        Row("flow", "funds", "transfer", given, LAND, title="土地出让收入调入", to_book="general"),
        Row("flow", "state_capital", "transfer", taken, title="国有资本收益调入", to_book="general"),
        Row("flow", "general", "transfer", pension, PENSION, title="养老保险财政补助", to_book="social_insurance"),
        _row("position", "general", "debt_limit", base * (2 + (year - 2025)), "一般债务"),
        _row("position", "general", "debt_balance", base),
        _row("position", "general", "revolving_fund", spent // 200 // STEP * STEP),
    ]
    return [*rows, *_other_books(base, (land, given), (capital, taken), pension)]


def _other_books(base: int, land: tuple[int, int], capital: tuple[int, int], pension: int) -> list[Row]:
    """Funds, state capital, social insurance, the special account and units' own money."""
    (sold, given), (profit, taken) = land, capital
    paid_in, bonds, fees = base // 10, base // 5, base // 20
    return [
        _row("income", "funds", "own", sold, LAND),
        _row("outlay", "funds", "basic", sold - given, LAND),
        _row("income", "funds", "debt", bonds, BONDS),
        _row("outlay", "funds", "basic", bonds, BONDS),
        _row("position", "funds", "debt_balance", base * 2),
        _row("position", "funds", "debt_limit", base * 3),
        _row("income", "state_capital", "own", profit + STEP),
        _row("outlay", "state_capital", "basic", profit + STEP - taken),
        _row("income", "social_insurance", "own", paid_in, PENSION),
        _row("outlay", "social_insurance", "basic", paid_in + pension // 2, PENSION),
        _row("outlay", "social_insurance", "carry_over", pension - pension // 2, PENSION),
        _row("income", "special_account", "own", fees, "高中学费"),
        _row("outlay", "special_account", "basic", fees, "高中学费"),
        _row("income", "unit_own", "own", fees * 3, "医院事业收入"),
        _row("outlay", "unit_own", "basic", fees * 3, "医院事业收入"),
    ]


TITLES = {
    "own": "本级收入",
    "upper_transfer": "上级补助收入",
    "balance": "上年结余",
    "debt": "债务收入",
    "reserve": "预备费",
    "upper_payment": "上解支出",
    "debt_repayment": "债务还本",
    "debt_limit": "债务限额",
    "debt_balance": "年初债务余额",
    "revolving_fund": "预算周转金",
    "basic": "支出",
    "carry_over": "年终结余",
}


def _row(side: str, book: str, kind: str, fen: int, item: str = "") -> Row:
    return Row(side, book, kind, fen, item, title=f"{item}{TITLES[kind]}", basis="示例县虚构数")


class _Books:
    def __init__(self, county: County, year: int) -> None:
        self.county, self.year, self.office = county, year, county.office

    def classify(self) -> None:
        """Load the lists of the year."""
        actions.load_classification(by=SYSTEM, year=self.year, entries=codes())

    def count(self) -> None:
        """Every unit enters its staff, cars and floor; later years differ a little."""
        units = {one.code: one for one in Organisation.objects.filter(kind="unit").select_related("region")}
        for department in DEPARTMENTS:
            drafts = [
                FigureDraft(units[unit.code], self.year, item, number * 10_000)
                for unit in department.units
                for item, number in figures_of(unit.code, self.year).items()
            ]
            actions.enter_base_figures(by=self.office.of(department.code, "prepare"), drafts=drafts)

    def fill(self) -> None:
        """Finance enters the books of the second submission."""
        version = self.county.versions[self.year, SECOND]
        asked = Request.objects.filter(version=version).exclude(state="refused").aggregate(sum=Sum("amount_fen"))["sum"]
        drafts = [BookDraft(row) for row in rows_around(int(asked or 0), self.year) if row.fen]
        actions.enter_book_rows(by=self.office.budget, version=version, drafts=drafts)

    def reply(self) -> None:
        """Finance replies to every department."""
        departments = list(Organisation.objects.filter(kind="department").order_by("code"))
        version = self.county.versions[self.year, SECOND]
        version.refresh_from_db()
        actions.reply_departments(by=self.office.budget, version=version, departments=departments)

    def pass_on(self) -> None:
        """Departments reply to their units, all but one."""
        for department in DEPARTMENTS:
            if department.code != LATE:
                self._pass_on(department.code)

    def pass_on_late(self) -> None:
        """One department is late every year."""
        self._pass_on(LATE)

    def _pass_on(self, department: str) -> None:
        units = list(Organisation.objects.filter(kind="unit", parent__code=department).order_by("code"))
        version = self.county.versions[self.year, SECOND]
        actions.reply_units(by=self.office.of(department, "review"), version=version, units=units)


def figures_of(unit: str, year: int) -> dict[str, int]:
    """Invented base data of a unit: the same for the same unit and year."""
    number = int(unit) % 97
    staff = 12 + number % 40 + (year - 2025) * (number % 3)
    return {"staff": staff, "retired": staff // 3, "vehicles": 1 + number % 4, "floor": staff * 14}
