"""Special bonds 专项债券: does what the project earns pay for what it borrows, in total and year by year?

Coverage (docs/algorithms/new-fields.md), all amounts in fen, all ratios exact:
in total   Σ(income − cost) ÷ Σ(principal + interest)
in a year  (income − cost + opening balance) ÷ (principal + interest)
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from yuheng.kernel.money import Fen, round_half_up, wan
from yuheng.kernel.outcome import Problem, Severity, Words
from yuheng.projects.domain.kinds.norms import About, Law
from yuheng.projects.domain.kinds.sheets import Field, Sheet


@dataclass(frozen=True, slots=True)
class BondRow:
    """One year of the plan: what the project earns and costs, what is repaid and paid in interest."""

    year: int
    income_fen: Fen
    cost_fen: Fen
    principal_fen: Fen
    interest_fen: Fen

    @property
    def net_fen(self) -> Fen:
        """What the year leaves for the service of the bond."""
        return self.income_fen - self.cost_fen

    @property
    def service_fen(self) -> Fen:
        """What the year asks for."""
        return self.principal_fen + self.interest_fen


@dataclass(frozen=True, slots=True)
class BondPlan:
    """How a project is paid for (own capital, the bond, other money) and how the bond is served year by year.

    `opening_fen` is the money set aside for debt service before the first year; the coverage in total leaves it out.
    """

    bond_fen: Fen
    capital_fen: Fen
    other_fen: Fen
    opening_fen: Fen
    rows: tuple[BondRow, ...]


@dataclass(frozen=True, slots=True)
class Covered:
    """A year as covered: the balance it began with and ends with, and the ratio (None where nothing is due)."""

    row: BondRow
    opening_fen: Fen
    closing_fen: Fen
    ratio: Fraction | None


SHEET = Sheet(
    plan=BondPlan,
    head=(
        Field("bond_fen", Words(zh="专项债券需求（万元）", en="Bond asked for (10k yuan)")),
        Field("capital_fen", Words(zh="项目资本金（万元）", en="Own capital (10k yuan)"), needed=False),
        Field("other_fen", Words(zh="其他融资（万元）", en="Other financing (10k yuan)"), needed=False),
        Field(
            "opening_fen",
            Words(zh="期初偿债资金（万元）", en="Set aside for debt service (10k yuan)"),
            needed=False,
            hint=Words(zh="第一年以前已备下的偿债资金", en="What stands ready before the first year"),
        ),
    ),
    row=BondRow,
    rows=(
        Field("year", Words(zh="年度", en="Year"), "year"),
        Field("income_fen", Words(zh="项目收入", en="Income"), needed=False),
        Field("cost_fen", Words(zh="运营成本", en="Running cost"), needed=False),
        Field("principal_fen", Words(zh="还本", en="Principal"), needed=False),
        Field("interest_fen", Words(zh="付息", en="Interest"), needed=False),
    ),
    key=("year",),
)


def coverage(plan: BondPlan) -> list[Covered]:
    """The years in their order, each with the balance carried into it and out of it.

    >>> years = coverage(BondPlan(100, 0, 0, 0, (BondRow(2027, 40, 10, 0, 5), BondRow(2028, 90, 10, 100, 5))))
    >>> [(one.opening_fen, one.closing_fen, one.ratio) for one in years]
    [(0, 25, Fraction(6, 1)), (25, 0, Fraction(1, 1))]
    """
    found: list[Covered] = []
    balance = plan.opening_fen
    for row in sorted(plan.rows, key=lambda one: one.year):
        ready = row.net_fen + balance
        ratio = Fraction(ready, row.service_fen) if row.service_fen else None
        found.append(Covered(row, balance, ready - row.service_fen, ratio))
        balance = ready - row.service_fen
    return found


def total_coverage(plan: BondPlan) -> Fraction | None:
    """All net income over all debt service; None where nothing is to be served."""
    service = sum(row.service_fen for row in plan.rows)
    return Fraction(sum(row.net_fen for row in plan.rows), service) if service else None


def tone(ratio: Fraction | None, law: Law) -> str:
    """The light of a ratio: red below the red line, yellow below what is wanted, green from there on; grey without one."""
    if ratio is None:
        return "grey"
    if ratio < law["red"].value:
        return "red"
    return "yellow" if "wanted" in law and ratio < law["wanted"].value else "green"


def check(plan: BondPlan, about: About, law: Law) -> Iterator[Problem]:
    """What is wrong with a plan as handed in; a coverage that is too low warns here and stops at the gate."""
    if plan.bond_fen == 0:
        yield Problem("bond_amount", about.at("bond_fen"), Words(zh="债券需求须大于 0", en="The bond is above zero"))
    funded = plan.bond_fen + plan.capital_fen + plan.other_fen
    if funded != about.amount_fen:
        message = Words(
            zh="资本金、债券和其他融资之和不等于项目总额",
            en="Capital, bond and other financing do not add up to the amount of the project",
        )
        yield _sum("funding_sum", about.at("capital_fen"), message, (funded, about.amount_fen))
    repaid = sum(row.principal_fen for row in plan.rows)
    if plan.rows and repaid != plan.bond_fen:
        message = Words(zh="各年还本之和不等于债券本金", en="The repayments do not add up to the bond")
        yield _sum("repayment_sum", about.at("rows"), message, (repaid, plan.bond_fen))
    for no, row in enumerate(plan.rows, 1):
        if 0 < row.year < about.year:
            message = Words(zh="早于项目起始年度", en="It lies before the first year of the project")
            yield Problem("plan_year", about.at(no, "year"), message, found=str(row.year), expected=f"≥ {about.year}")
    yield from _uncovered(plan, about, law, Severity.WARNING)
    yield from _short_years(plan, about)


def gate(plan: BondPlan, about: About, law: Law) -> Iterator[Problem]:
    """What keeps a bond project out: income that does not cover the bond, and a limit that is used up."""
    yield from _uncovered(plan, about, law, Severity.ERROR)
    limit = law.get("limit")
    if limit is not None and about.taken_fen + plan.bond_fen > limit.value:
        most = max(int(limit.value) - about.taken_fen, 0)
        yield Problem(
            "bond_limit",
            about.at("bond_fen"),
            Words(zh="超过当年新增专项债务限额的余额", en="It is above what the year's debt limit leaves"),
            found=wan(plan.bond_fen),
            expected=f"≤ {wan(most)}",
            rule=limit.article,
            remedy=Words(
                zh="压减债券需求或改列以后年度（单位：万元）", en="Ask for less or in a later year (10k yuan)"
            ),
            severity=limit.weighs,
        )


def _sum(code: str, place: str, message: Words, pair: tuple[Fen, Fen]) -> Problem:
    remedy = Words(zh="单位：万元", en="In 10k yuan")
    return Problem(code, place, message, found=wan(pair[0]), expected=wan(pair[1]), remedy=remedy)


def _uncovered(plan: BondPlan, about: About, law: Law, weighs: Severity) -> Iterator[Problem]:
    """The coverage in total against the red line (of the given weight) and against what is wanted (a warning)."""
    total = total_coverage(plan)
    if total is None or tone(total, law) == "green":
        return
    red = tone(total, law) == "red"
    norm = law["red" if red else "wanted"]
    yield Problem(
        "coverage_total" if red else "coverage_wanted",
        about.at("rows"),
        Words(zh="项目收益不能覆盖债券本息", en="What the project earns does not cover the bond")
        if red
        else Words(zh="债券本息覆盖倍数低于通行水平", en="The coverage is below what is usual"),
        found=f"{round_half_up(total, 4)}",
        expected=f"≥ {round_half_up(norm.value, 2)}",
        rule=norm.article,
        remedy=Words(
            zh="核实收入、成本，调整期限或压减债券需求",
            en="Check income and cost, change the term, or ask for a smaller bond",
        ),
        severity=weighs if red else Severity.WARNING,
    )


def _short_years(plan: BondPlan, about: About) -> Iterator[Problem]:
    short = [str(one.row.year) for one in coverage(plan) if one.closing_fen < 0]
    if short:
        message = Words(
            zh="部分年度资金不足以还本付息", en="In some years the money does not reach for the debt service"
        )
        remedy = Words(zh="安排期初偿债资金或调整还本时间", en="Set money aside or move repayments")
        yield Problem(
            "coverage_year",
            about.at("rows"),
            message,
            found="、".join(short),
            remedy=remedy,
            severity=Severity.WARNING,
        )
