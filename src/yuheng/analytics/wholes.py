"""Expressions over whole numbers: a choice among cases, and divisions that round magnitudes before the sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir

from yuheng.analytics.engines import Whole, Width

Code: TypeAlias = ir.IntegerValue
Case: TypeAlias = tuple[ir.BooleanValue, Code]


def whole(value: int) -> Code:
    """Return a constant."""
    return ibis.literal(value, "int64")


def times(value: Whole, by: int) -> Whole:
    """Return value * by, as short as it can be written; the value may be a plain int."""
    return value if by == 1 else value * by


def int64(value: Whole) -> Code:
    """Return a number as 64 bits, whatever Ibis takes its type to be: a sum that it calls int64 is wider in engines."""
    return ops.Cast(value, to="int64").to_expr()


def choose(cases: Sequence[Case], otherwise: Code) -> Code:
    """Return the value of the first case that holds, else `otherwise`."""
    return ibis.cases(*cases, else_=otherwise) if cases else otherwise


@dataclass(frozen=True, slots=True)
class Quotient:
    """A fraction of two expressions, `den` above zero. `signed`: `num` may be below zero."""

    num: ir.NumericValue
    den: ir.NumericValue
    signed: bool

    def half_up(self, width: Width) -> Whole:
        """Round to a whole number, halves away from zero."""
        two = self.den * 2

        def rounded(num: Whole) -> Whole:
            return width.divide(num * 2 + self.den, two)

        return self._by_sign(rounded(self.num), -rounded(-self.num))

    def down(self, width: Width) -> Whole:
        """Cut towards zero, which is how SQL divides."""
        return width.divide(self.num, self.den)

    def floor(self, width: Width) -> ir.NumericValue:
        """Return the largest whole number that is not above."""
        below = -width.divide(-self.num + self.den - 1, self.den)
        return ibis.cases((self.num < 0, below), else_=width.divide(self.num, self.den))

    def ceiling(self, width: Width) -> ir.NumericValue:
        """Return the smallest whole number that is not below."""
        return -Quotient(-self.num, self.den, signed=True).floor(width)

    def _by_sign(self, positive: Code, negative: Code) -> Code:
        return choose([(self.num < 0, negative)], positive) if self.signed else positive
