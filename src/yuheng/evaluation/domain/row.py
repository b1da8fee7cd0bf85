"""One indicator as a form has it, before it is scored."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from yuheng.kernel.numbers import Printed


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One indicator as the form has it. `weight` in points, None where none is printed; `judged_share` 0 … 1.

    `set_weight` is the weight approved with the target, where it is known. `instead` has further targets and actuals
    of an indicator that a unit may be measured by in the place of the first ("either the rate or its change").
    """

    no: int
    level1: str
    target: Printed
    actual: Printed
    level2: str = ""
    level3: str = ""
    weight: Decimal | None = None
    hint: str = ""
    judged_share: Fraction | None = None
    set_weight: Decimal | None = None
    instead: tuple[tuple[Printed, Printed], ...] = ()
