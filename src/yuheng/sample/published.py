"""Reading the published tables and lists that come with the sample, exactly as printed."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
TABLES = HERE / "tables"
LISTS = HERE / "lists"
UNSEEN = "(项目名在上一切片,不可见)"  # what was written down where the page was cut off above the name


@dataclass(frozen=True)
class PrintedIndicator:
    """One row of a table; "" where nothing was printed or nothing was visible."""

    no: int
    level1: str
    level2: str
    name: str
    operator: str
    target: str
    actual: str
    weight: str
    score: str
    reason: str


@dataclass(frozen=True)
class PrintedMoney:
    """One line of money of a table, in its unit of money."""

    label: str
    initial: str
    full_year: str
    executed: str


@dataclass(frozen=True)
class PublishedTable:
    """One published table with its source."""

    id: str
    source: str
    kind: str
    sector: str
    name: str
    money_unit: str
    money: tuple[PrintedMoney, ...]
    indicators: tuple[PrintedIndicator, ...]
    total: str
    rating: str
    notes: str


def _text(value: object) -> str:
    return "" if value is None else str(value)


@lru_cache(maxsize=1)
def tables() -> tuple[PublishedTable, ...]:
    """Every published table that shows indicators, by id."""
    return tuple(_table(json.loads(path.read_text(encoding="utf-8"))) for path in sorted(TABLES.glob("*.json")))


def _table(row: dict[str, object]) -> PublishedTable:
    indicators, money = row["indicators"], row["budget_lines"]
    assert isinstance(indicators, list) and isinstance(money, list)
    return PublishedTable(
        id=_text(row["id"]),
        source=_text(row["source"]),
        kind=_text(row["kind"]),
        sector=_text(row["sector"]),
        name=_name(row),
        money_unit=_text(row["money_unit"]),
        money=tuple(_money(line) for line in money),
        indicators=tuple(_indicator(no, line) for no, line in enumerate(indicators, start=1)),
        total=_text(row["printed_score_total"]),
        rating=_text(row["printed_rating"]),
        notes=_text(row["notes"]),
    )


def _name(row: dict[str, object]) -> str:
    """The name as printed; where the copied page does not show it, what the money is for, and that it is not shown."""
    name = _text(row["project"])
    return f"{_text(row['sector'])}支出项目（公开表上未见项目名称）" if name == UNSEEN else name


def _indicator(no: int, row: dict[str, object]) -> PrintedIndicator:
    return PrintedIndicator(
        no=no,
        level1=_text(row["level1"]),
        level2=_text(row["level2"]),
        name=_text(row["level3"]),
        operator=_text(row["operator"]),
        target=_text(row["target"]),
        actual=_text(row["actual"]),
        weight=_text(row["weight"]),
        score=_text(row["score"]),
        reason=_text(row["deviation_reason"]),
    )


def _money(row: dict[str, object]) -> PrintedMoney:
    return PrintedMoney(
        _text(row["label"]), _text(row["initial_budget"]), _text(row["full_year_budget"]), _text(row["executed"])
    )


def library_rows() -> list[dict[str, str]]:
    """The entries of the published indicator library, with the columns of the file."""
    with (LISTS / "indicator-library.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def publisher_faults() -> list[dict[str, str]]:
    """The faults that publishers made, by kind, table and detail."""
    with (LISTS / "publisher_errors.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
