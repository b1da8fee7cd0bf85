"""Faults that a program makes in published tables: nobody had them in view when the rules of the checker were written.

Each table without an error is spoilt in one place at a time; the fault is to be found with its code. Which figure is spoilt, and by
how much, is decided here alone. `pytest -s` prints the figures that `docs/algorithms/checker.md` names.
"""

import json
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal, InvalidOperation
from typing import Any

from yuheng.evaluation.checking import check_table
from yuheng.exchange.tests.test_forms import PATHS

Table = dict[str, Any]


def number(text: object) -> Decimal | None:
    try:
        return Decimal(str(text).removesuffix("%"))
    except InvalidOperation:
        return None


def spoilt(table: Table) -> Iterator[tuple[str, Table]]:
    """The table with one fault each, and the code of it."""
    for at, row in enumerate(table["indicators"]):
        weight = number(row["weight"])
        if weight is not None and number(row["score"]) is not None:
            yield "score_above_weight", changed(table, "indicators", at, score=str(weight + Decimal("0.5")))
    for at, line in enumerate(table["budget_lines"]):
        budget, spent, rate = (number(line[name]) for name in ("full_year_budget", "executed", "rate"))
        if not budget or spent is None:
            continue
        if spent <= budget:
            yield "execution_above_100", changed(table, "budget_lines", at, executed=str(budget * 2))
        if rate is not None and str(line["rate"]).endswith("%") and spent * 100 != budget * (rate + 7):
            yield "rate_wrong", changed(table, "budget_lines", at, rate=f"{rate + 7}%")
    points = [number(row["score"]) for row in [*table["indicators"], *table["budget_lines"][:1]]]
    total = number(table["printed_score_total"])
    if (
        total is not None
        and table["complete"]
        and all(one is not None for one in points)
        and sum(filter(None, points)) == total
    ):
        yield "total_ne_sum", {**table, "printed_score_total": str(total - 3)}


def changed(table: Table, part: str, at: int, **fields: str) -> Table:
    copy = deepcopy(table)
    copy[part][at] |= fields
    return copy


def codes(table: Table) -> Counter[str]:
    (entry,) = check_table(table)["files"]
    return Counter(one["code"] for one in entry["problems"] if one["severity"] == "error")


def test_faults_that_were_never_in_view_are_found() -> None:
    asked: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for path in PATHS:
        table: Table = json.loads(path.read_text(encoding="utf-8"))
        if codes(table):
            continue
        for code, wrong in spoilt(table):
            asked[code] += 1
            found[code] += bool(codes(wrong)[code])
    print({code: f"{found[code]} of {count}" for code, count in asked.items()})
    assert len(asked) == 4 and asked.total() > 200
    assert found.total() >= asked.total() * 95 / 100
