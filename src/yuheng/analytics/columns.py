"""The columns of a line in the lake that scoring reads."""

from __future__ import annotations

from dataclasses import dataclass

import ibis.expr.types as ir


@dataclass(frozen=True, slots=True)
class Columns:
    """A line's numbers as expressions. `weight` in hundredths of a point, never below zero; values as `codes` says.

    `target_high` is the upper end of a target range, null for a single target; `judged` a person's share in
    ten-thousandths, null without; `label` the number of the printed label. What a table lacks is null throughout.
    The narrower the integer types or the smaller `largest_value`, the quicker: no row is tested for what cannot be.
    """

    weight: ir.IntegerValue
    target: ir.IntegerValue
    actual: ir.IntegerValue
    reading: ir.IntegerValue
    judged: ir.IntegerValue | None = None
    label: ir.IntegerValue | None = None
    target_high: ir.IntegerValue | None = None
    largest_value: int | None = None

    def largest(self) -> int:
        """Return the largest magnitude that a value can have: what is known of it, else what its type can hold."""
        known = largest(self.target, self.actual, self.target_high)
        return known if self.largest_value is None else min(known, self.largest_value)


def columns_of(table: ir.Table, largest_value: int | None = None) -> Columns:
    """Return the columns of a table of lines; `judged_e4`, `label` and `target_high_e4` may be absent.

    `largest_value` is the largest magnitude of any value in it, where that is known (`footers.largest_value`).
    """

    def maybe(name: str) -> ir.IntegerValue | None:
        return table[name] if name in table.columns else None

    return Columns(
        weight=table["weight_c"],
        target=table["target_e4"],
        actual=table["actual_e4"],
        reading=table["reading"],
        judged=maybe("judged_e4"),
        label=maybe("label"),
        target_high=maybe("target_high_e4"),
        largest_value=largest_value,
    )


def largest(*values: ir.IntegerValue | None) -> int:
    """Return the largest magnitude that the columns' types can hold.

    >>> import ibis
    >>> table = ibis.table({"a": "int16", "b": "int8"}, name="t")
    >>> largest(table.a, table.b, None)
    32768
    """
    return max(int(2 ** (value.type().nbytes * 8 - 1)) for value in values if value is not None)
