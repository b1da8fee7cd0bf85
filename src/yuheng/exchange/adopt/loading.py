"""The whole adoption in one transaction: read, found, promise, post, pay or replay, reconcile, report."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import transaction

from yuheng.exchange.adopt.budgets import adopt_budget
from yuheng.exchange.adopt.founding import must_be_empty
from yuheng.exchange.adopt.mapping import Columns, Mapping, Named
from yuheng.exchange.adopt.reading import Source, Table, find
from yuheng.exchange.adopt.replays import adopt_changes
from yuheng.exchange.adopt.telling import Adopted, Report
from yuheng.kernel.outcome import Problem, refuse_if
from yuheng.platform.database import take_statistics


def silent(_: str) -> None:
    """Say nothing."""


@transaction.atomic
def adopt(mapping: Mapping, folder: Path, *, years: frozenset[int] = frozenset(), report: Report = silent) -> Adopted:
    """Load a foreign budget into an empty home, whole or not at all. `years` are the only ones wanted; empty: all.

    Refuses, all at once: a home that holds organisations, files and columns that are missing.
    """
    must_be_empty()
    tables = _tables(mapping, folder, years)
    adopted = Adopted()
    with _seldom_collected():
        if mapping.budget:
            adopt_budget(mapping, mapping.budget, tables, adopted, report)
        if mapping.changes:
            adopt_changes(mapping, mapping.changes, tables, adopted, report)
    take_statistics()
    return adopted


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Let the garbage collector rest: an adoption only adds."""
    usual = gc.get_threshold()
    gc.set_threshold(2_000_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _tables(mapping: Mapping, folder: Path, years: frozenset[int]) -> dict[str, Table]:
    """Find every file that the mapping names; `Refused` with all that is missing."""
    parts: dict[str, Source | None] = {
        "budget": mapping.budget,
        "indicators": mapping.indicators,
        "payments": mapping.payments,
        "changes": mapping.changes,
        "names": mapping.changes.names if mapping.changes else None,
    }
    tables, problems = {}, list[Problem]()
    for name, part in parts.items():
        if part is not None:
            table = find(folder, part, list(_columns(part)), years)
            if isinstance(table, Table):
                tables[name] = table
            else:
                problems += table
    refuse_if(problems)
    return tables


def _columns(part: Source) -> Iterator[Columns]:
    """Every column that a part of a mapping names."""
    for name in part.__dataclass_fields__:  # type: ignore[attr-defined]  # parts are dataclasses
        value = getattr(part, name)
        if isinstance(value, Named):
            yield from (value.key, value.name)
        elif name == "stages":
            yield from value.values()
        elif isinstance(value, tuple) and value and all(hasattr(one, "start") for one in value):
            yield value
