"""What the lake holds of a printed pair and of its score: small integers, so that millions can be scored at once.

Values are ten-thousandths: of the common unit of target and actual, of a day (days since 0001-01-01) or of a per cent.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final

SCALE: Final = 10_000
LABELS: Final = ("", "达成", "部分达成", "未达成", "优", "良", "中", "低", "差")
UNSCORED: Final = -(2**62)
MOST: Final = 100 * 10**10


class Reading(IntEnum):
    """What a printed target and actual are to each other, as far as it can be said without a rule's edges.

    REACHED: no two numbers, but the actual repeats the target or says "reached". NUMBERS_REACHED: both at once.
    NOTHING: a dash on both sides. MISSING: no actual.
    """

    NUMBERS = 0
    NUMBERS_REACHED = 1
    REACHED = 2
    UNLIKE = 3
    MISSING = 4
    NOTHING = 5


class Status(IntEnum):
    """The status of a line, by number; the names are those of the exact evaluator in capitals.

    BEYOND is the lake's own: a curve without end gave more than ten thousand million points (`MOST`, in hundredths), which only the
    exact evaluator can say.
    """

    SCORED = 0
    NOT_REPORTED = 1
    NOT_APPLICABLE = 2
    NOT_COMPARABLE = 3
    NEEDS_JUDGEMENT = 4
    BEYOND = 5


def unscored(status: Status) -> int:
    """Return what stands in place of points for a line without: far below any points, the status still in it."""
    return UNSCORED - int(status)


def decoded(code: int) -> tuple[int | None, Status]:
    """Return points in hundredths (None without) and the status of one code.

    >>> decoded(833), decoded(unscored(Status.NOT_REPORTED))
    ((833, <Status.SCORED: 0>), (None, <Status.NOT_REPORTED: 1>))
    """
    return (None, Status(UNSCORED - code)) if code <= UNSCORED else (code, Status.SCORED)


def label_code(label: str) -> int:
    """Return the number of a label, 0 for one that no rule knows."""
    return LABELS.index(label) if label in LABELS else 0
