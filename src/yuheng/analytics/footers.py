"""What the footer of a Parquet file already knows, so that no query has to ask."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyarrow.parquet as pq

VALUES = frozenset({"target_e4", "target_high_e4", "actual_e4"})


def largest_value(files: Iterable[Path]) -> int | None:
    """Return the largest magnitude of any target or actual in files of lines; None where a footer does not say.

    A statement compiled for it needs no test for huge values; it holds for these files alone.
    """
    largest = 0
    for file in files:
        footer = pq.read_metadata(file)
        for group in (footer.row_group(at) for at in range(footer.num_row_groups)):
            for column in (group.column(at) for at in range(group.num_columns)):
                if column.path_in_schema not in VALUES:
                    continue
                known = column.statistics
                if known is None or not (known.has_min_max or known.null_count == group.num_rows):
                    return None
                largest = max([largest, *(abs(end) for end in (known.min, known.max) if end is not None)])
    return largest
