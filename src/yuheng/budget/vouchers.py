"""The digest of a voucher: over everything that it says, its postings included."""

from collections.abc import Sequence

from yuheng.budget.models import Entry
from yuheng.kernel.money import Fen
from yuheng.platform.canonical import digest

Leg = tuple[int, str, Fen, int | None]
"""Line, stage, fen, and the row of its accounting elements (none on postings older than the elements)."""


def entry_digest(entry: Entry, legs: Sequence[Leg]) -> str:
    """SHA-256 of a voucher and its legs, as 64 hexadecimal digits."""
    return digest(
        entry.voucher,
        entry.kind,
        entry.day,
        entry.by,
        entry.ground,
        entry.previous_id,
        sorted(list(leg[:3] if leg[3] is None else leg) for leg in legs),
    )
