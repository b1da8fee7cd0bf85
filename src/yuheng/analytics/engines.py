"""How an engine divides integers exactly, and how wide they may be: the one thing that Ibis does not say portably.

Ibis writes `//` as the floor of a double division, exact only below 2**53, and knows no type of 128 bits of DuckDB's.
So each engine names its own functions here; everything else is common to all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import ibis
import ibis.expr.types as ir

Whole: TypeAlias = ir.NumericValue

HUGE = ibis.dtype("decimal(38, 0)")


@ibis.udf.scalar.builtin(name="divide", signature=(("int64", "int64"), "int64"))
def _duckdb_divide(a, b):  # type: ignore[no-untyped-def] # Ibis reads the signature above
    """DuckDB's division of whole numbers, towards zero."""


@ibis.udf.scalar.builtin(name="divide", signature=((HUGE, HUGE), HUGE))
def _duckdb_divide_huge(a, b):  # type: ignore[no-untyped-def]
    """The same in 128 bits."""


@ibis.udf.scalar.builtin(name="factorial", signature=(("int32",), HUGE))
def _duckdb_factorial(n):  # type: ignore[no-untyped-def]
    """DuckDB's HUGEINT has no name in Ibis; 1! is the one constant of that type, and is folded into a cast."""


@ibis.udf.scalar.builtin(name="div", signature=((HUGE, HUGE), HUGE))
def _postgres_div(a, b):  # type: ignore[no-untyped-def]
    """PostgreSQL's division of numerics to a whole number, towards zero."""


@dataclass(frozen=True, slots=True)
class Width:
    """Whole numbers of one width: how a column becomes one, how two are divided (towards zero), the largest allowed."""

    lift: Callable[[ir.Value], Whole]
    divide: Callable[[Whole, Whole], Whole]
    largest: int


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine: its dialect's name, wide integers, and narrow ones where they are quicker."""

    name: str
    wide: Width
    narrow: Width | None = None


def _as_int64(value: ir.Value) -> Whole:
    return value.cast("int64")


def _as_huge(value: ir.Value) -> Whole:
    return value.cast("int64") * _duckdb_factorial(1)


def _as_numeric(value: ir.Value) -> Whole:
    return value.cast(HUGE)


DUCKDB = Engine(
    "duckdb",
    wide=Width(_as_huge, _duckdb_divide_huge, 2**127 - 1),
    narrow=Width(_as_int64, _duckdb_divide, 2**63 - 1),
)
# numeric(38, 0) holds any column; products of numerics grow as they must, up to 131,072 digits
POSTGRES = Engine("postgres", wide=Width(_as_numeric, _postgres_div, 10**1000))
