"""The books of a budget as values: what comes in, what goes out, what flows between them, and how each balances.

Structure and flows: budget law art. 5–11, regulation art. 3, 14–16, 34–38. All amounts are fen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from yuheng.budget.domain.stages import BOOKS
from yuheng.kernel.money import Fen
from yuheng.kernel.outcome import Problem, Words

BOOK_TITLES: dict[str, Words] = {
    "general": Words(zh="一般公共预算", en="General public budget"),
    "funds": Words(zh="政府性基金预算", en="Government funds"),
    "state_capital": Words(zh="国有资本经营预算", en="State capital"),
    "social_insurance": Words(zh="社会保险基金预算", en="Social insurance"),
    "special_account": Words(zh="财政专户管理资金", en="Special account"),
    "unit_own": Words(zh="单位资金", en="Unit's own money"),
}
SIDES: dict[str, Words] = {
    "income": Words(zh="收入", en="Income"),
    "outlay": Words(zh="本级其他支出", en="Other outlay"),
    "flow": Words(zh="调出调入", en="Flow"),
    "position": Words(zh="存量与限额", en="Position"),
    "need": Words(zh="“三保”需求", en="Guaranteed need"),
}
KINDS: dict[str, dict[str, Words]] = {
    "income": {
        "own": Words(zh="本级收入", en="Own income"),
        "upper_transfer": Words(zh="上级补助", en="Transfer from above"),
        "lower_payment": Words(zh="下级上解", en="Payment from below"),
        "balance": Words(zh="上年结转结余", en="Balance of last year"),
        "debt": Words(zh="债务收入", en="Debt raised"),
        "stabilisation": Words(zh="动用预算稳定调节基金", en="Drawn from the stabilisation fund"),
    },
    "outlay": {
        "reserve": Words(zh="预备费", en="Reserve"),
        "upper_payment": Words(zh="上解上级", en="Payment to above"),
        "lower_transfer": Words(zh="补助下级", en="Transfer to below"),
        "debt_repayment": Words(zh="债务还本", en="Debt repaid"),
        "stabilisation": Words(zh="补充预算稳定调节基金", en="Put into the stabilisation fund"),
        "carry_over": Words(zh="结转下年", en="Carried into next year"),
        "basic": Words(zh="未列入项目的本级支出", en="Own spending outside projects"),
    },
    "flow": {"transfer": Words(zh="调出", en="Transfer between books")},
    "position": {
        "debt_limit": Words(zh="债务限额", en="Debt limit"),
        "debt_balance": Words(zh="年初债务余额", en="Debt at the start of the year"),
        "revolving_fund": Words(zh="预算周转金", en="Revolving fund"),
    },
    "need": {
        "livelihood": Words(zh="保基本民生", en="Basic livelihood"),
        "wages": Words(zh="保工资", en="Wages"),
        "operation": Words(zh="保运转", en="Running costs"),
    },
}
OWN_SPENDING = ("reserve", "basic")
"""Outlays that are spending of the county itself, beside that of its projects."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a book. `code` of a need is what requests that meet it carry; `item` is a fund or an insurance."""

    side: str
    book: str
    kind: str
    fen: Fen
    item: str = ""
    code: str = ""
    title: str = ""
    to_book: str = ""
    basis: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from the other rows of a version."""
        return (self.side, self.book, self.kind, self.to_book, self.item, self.code)


@dataclass(frozen=True, slots=True)
class Spent:
    """What the requests of a version ask from one book, for one item, for one need."""

    book: str
    item: str
    guarantee: str
    fen: Fen


@dataclass(frozen=True, slots=True)
class Balance:
    """One book, or one item of it: what comes in and what goes out."""

    income: Fen
    flows_in: Fen
    requests: Fen
    outlays: Fen
    flows_out: Fen

    @property
    def rest(self) -> Fen:
        """What is left; below zero it is a deficit."""
        return self.income + self.flows_in - self.requests - self.outlays - self.flows_out


@dataclass(frozen=True, slots=True)
class Books:
    """All books of one version."""

    rows: tuple[Row, ...]
    spent: tuple[Spent, ...]

    @property
    def prepared(self) -> bool:
        """Whether the income side of this version has been begun."""
        return any(row.side == "income" for row in self.rows)

    def used(self) -> list[str]:
        """The books in which something stands, in their order."""
        here = {row.book for row in self.rows} | {row.to_book for row in self.rows} | {one.book for one in self.spent}
        return [book for book in BOOKS if book in here]

    def sum(self, side: str, book: str, *kinds: str) -> Fen:
        """The rows of a side of a book, of some kinds or of all."""
        return sum(
            row.fen for row in self.rows if (row.side, row.book) == (side, book) and row.kind in (kinds or row.kind)
        )

    def items(self, book: str) -> list[str]:
        """The funds or insurances that a book names; "" for what names none."""
        rows = {row.item for row in self.rows if row.side != "position" and book in (row.book, row.to_book)}
        return sorted(rows | {one.item for one in self.spent if one.book == book})

    def balance(self, book: str, item: str | None = None) -> Balance:
        """How a book stands, or one of its items. The item of a flow is that of the book which balances by items."""
        rows = [row for row in self.rows if item is None or row.item == item]
        spent = [one for one in self.spent if one.book == book and item in (None, one.item)]
        return Balance(
            income=sum(row.fen for row in rows if (row.side, row.book) == ("income", book)),
            flows_in=sum(row.fen for row in rows if row.to_book == book),
            requests=sum(one.fen for one in spent),
            outlays=sum(row.fen for row in rows if (row.side, row.book) == ("outlay", book)),
            flows_out=sum(row.fen for row in rows if (row.side, row.book) == ("flow", book)),
        )

    def own_spending(self, book: str = "general") -> Fen:
        """The spending of the county itself: its projects, its reserve, and what stands outside projects."""
        return self.balance(book).requests + self.sum("outlay", book, *OWN_SPENDING)


def problems_in_row(row: Row, where: str) -> Iterator[Problem]:
    """What is wrong with one row by itself."""
    if row.side not in SIDES:
        yield _unknown(where, row.side, SIDES)
        return
    if row.kind not in KINDS[row.side]:
        yield _unknown(where, row.kind, KINDS[row.side])
    if row.book not in BOOKS:
        yield _unknown(where, row.book, BOOK_TITLES)
    if (row.side == "flow") != (row.to_book in BOOKS):
        message = Words(
            zh="调出须写明调入哪本预算，其他行不写", en="A flow, and nothing else, names the book that takes it"
        )
        yield Problem("book_flow", where, message, found=row.to_book)
    if row.side == "need" and not row.code:
        message = Words(zh="“三保”需求须有编码，申报据此对应", en="A need has a code by which requests name it")
        yield Problem("book_need", where, message)
    if not row.title:
        yield Problem("book_title", where, Words(zh="缺少名称", en="The title is missing"))


def _unknown(where: str, found: str, known: dict[str, Words]) -> Problem:
    message = Words(zh=f"没有“{found}”这一项", en=f"There is no “{found}” here")
    return Problem("book_word", where, message, found=found, expected="、".join(words.zh for words in known.values()))
