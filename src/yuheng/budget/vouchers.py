"""The digest of a voucher: over everything that it says, its postings included."""

from collections.abc import Sequence

from yuheng.budget.models import Entry
from yuheng.platform.canonical import digest


def entry_digest(entry: Entry, legs: Sequence[tuple[int, str, int]]) -> str:
    """SHA-256 of a voucher and its legs (line, stage, fen), as 64 hexadecimal digits."""
    return digest(
        entry.voucher,
        entry.kind,
        entry.day,
        entry.by,
        entry.ground,
        entry.previous_id,
        sorted(list(leg) for leg in legs),
    )
