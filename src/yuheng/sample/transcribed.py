"""Published tables as a unit would enter them: what a form must have is kept as printed, what it lacks is said.

A row without a target promises nothing and cannot be entered; a row without a name or a level says less than a form must.
The only thing that is ever added is the level of a row that prints none. Weights that do not add up are left to the rule.
"""

from __future__ import annotations

from yuheng.kernel.money import NotMoney, parse_yuan
from yuheng.kernel.numbers import parse
from yuheng.projects.domain.readings import OPERATORS, sign_of
from yuheng.projects.domain.weights import level_of, read_weight
from yuheng.sample.published import PrintedIndicator, PublishedTable
from yuheng.sample.truth import Goal

LEVEL = "产出指标"
MOST_FEN = 5 * 10**10  # beyond 5 亿元 a table speaks of a province, not of a county
EVALUATED = ("self", "dept", "report", "assess")
SUMS = (9000, 10000)  # with 100 an evaluation would have nothing left for the execution of the budget


def entered(table: PublishedTable) -> tuple[Goal, ...]:
    """The rows of a table that a target can be made of; none where nothing of it could be measured.

    Rows about decisions and management, to which the rule gives no points, stand only where the table itself gives them.
    A table that shows results is entered with the rows whose result it shows.
    """
    rows = [row for row in table.indicators if row.target.strip() and row.name.strip()]
    if shows_results(table):
        rows = [row for row in rows if row.actual.strip()]
    keeps = _weights_fit(rows, SUMS[:1] if shows_results(table) else SUMS)
    if not keeps:
        rows = [row for row in rows if level_of(row.level1 or LEVEL)]
    if not any(_measurable(row) for row in rows):
        return ()
    return tuple(_goal(row, keeps=keeps) for row in rows)


def shows_results(table: PublishedTable) -> bool:
    """Whether a table is an account of a year: one of a kind that is, with a result for at least one measurable target."""
    return table.kind in EVALUATED and any(_measurable(row) and row.actual.strip() for row in table.indicators)


def _measurable(row: PrintedIndicator) -> bool:
    read = parse(row.target, year=2025)
    return read.certain and (read.value is not None or read.low is not None or read.date_to is not None)


def _weights_fit(rows: list[PrintedIndicator], sums: tuple[int, ...]) -> bool:
    """Whether all rows print a weight, and the weights add up to what a form may have."""
    points = [read_weight(row.weight) for row in rows]
    return None not in points and 0 not in points and sum(one or 0 for one in points) in sums


def _goal(row: PrintedIndicator, *, keeps: bool) -> Goal:
    printed, sign = parse(row.target, year=2025).operator, sign_of(row.operator)
    operator = row.operator if sign in OPERATORS and not printed else ""
    weight = row.weight if keeps else ""
    return Goal(row.no, row.level1 or LEVEL, row.level2, row.name, operator, row.target, weight)


def money(table: PublishedTable) -> tuple[int, int, int] | None:
    """What a table asks, may spend and spent, in fen: its first line with a budget. None where it prints no such line.

    What was spent is -1 where the table does not say.
    """
    for line in table.money:
        initial, full, spent = (_fen(text, table.money_unit) for text in (line.initial, line.full_year, line.executed))
        budget = full or initial
        if budget and 0 < budget <= MOST_FEN:
            return max(initial or 0, budget), budget, -1 if spent is None else spent
    return None


def _fen(text: str, unit: str) -> int | None:
    try:
        return parse_yuan(text, unit)
    except NotMoney:
        return None
