"""The books of a version and the law that they are checked against, read from the database and from `rules/`."""

from collections.abc import Callable
from fractions import Fraction
from typing import TypeVar

from django.db.models import Sum

from yuheng.budget.domain.books import KINDS, Books, Row, Spent
from yuheng.budget.domain.checking import Check, Cited, Law, checks_of
from yuheng.budget.models import BookRow, Request, Version, WhatIf
from yuheng.kernel.dated import NoLaw
from yuheng.platform import clock
from yuheng.regulations.domain.law import Plain, Rule
from yuheng.regulations.queries import rule

T = TypeVar("T")


def checks(version: Version) -> list[Check]:
    """Every check of the books of a version, by the law of its county today. Two queries."""
    return checks_of(books_of(version), law_of(version.org_path.split("/", 1)[0]))


def books_of(version: Version) -> Books:
    """What stands in the books of a version; a scenario has the rows of its base and its own amounts."""
    rows = BookRow.objects.filter(version=version.base_id or version.pk).order_by("pk")
    return Books(tuple(row_of(row) for row in rows), tuple(_spent(version)))


def row_of(row: BookRow) -> Row:
    """A row as a value."""
    return Row(
        side=row.side,
        book=row.book,
        kind=row.kind,
        fen=row.amount_fen,
        item=row.item,
        code=row.code,
        title=row.title,
        to_book=row.to_book,
        basis=row.basis,
    )


def _spent(version: Version) -> list[Spent]:
    if version.is_scenario:
        what_if = WhatIf.objects.filter(version=version)
        classes = what_if.values_list("request__book", "request__item", "request__guarantee")
        found = classes.annotate(sum=Sum("amount_fen")).order_by()
        return [Spent(book, item, guarantee, int(fen)) for book, item, guarantee, fen in found]
    asked = Request.objects.filter(version=version).exclude(state="refused")
    sums = asked.values_list("book", "item", "guarantee").annotate(sum=Sum("amount_fen")).order_by()
    return [Spent(book, item, guarantee, int(fen)) for book, item, guarantee, fen in sums]


def law_of(region: str) -> Law:
    """The law of a place today, as far as books are concerned; what it has no rule for stays None."""

    def ask(rule_id: str, read: Callable[[Rule], T]) -> T | None:
        try:
            return read(rule(rule_id, on=clock.today(), region=region))
        except NoLaw:
            return None

    return Law(
        flows=ask(
            "budget.flows", lambda r: (cite_of(r), {(_s(x["from"]), _s(x["to"])): _s(x["article"]) for x in r.rows})
        ),
        balance=ask(
            "budget.balance", lambda r: (cite_of(r), {_s(x["book"]): (_s(x["by"]), _s(x["article"])) for x in r.rows})
        ),
        own_money=ask("budget.own_money", _if_so),
        capital_to_general=ask("budget.capital_to_general", _if_so),
        reserve=ask("control.reserve_share", lambda r: (cite_of(r), _share(r.fields["min"]), _share(r.fields["max"]))),
        revolving_max=ask("control.revolving_fund_max", lambda r: (cite_of(r), _share(r.value))),
        debt_limit=ask("control.debt_limit", _if_so),
        guarantees=ask("control.three_guarantees", _guarantees),
    )


def cite_of(found: Rule) -> Cited:
    """Where a check that asks this rule comes from."""
    return Cited(found.id, found.source.id, found.trust.value, found.unverified)


def _if_so(found: Rule) -> Cited | None:
    return cite_of(found) if found.flag else None


def _guarantees(found: Rule) -> tuple[Cited, tuple[str, ...]]:
    codes = [_s(row["code"]) for row in found.rows]
    return cite_of(found), tuple(code for code in codes if code in KINDS["need"])


def _share(value: Plain) -> Fraction:
    return Fraction(str(value))


def _s(value: Plain) -> str:
    return str(value)
