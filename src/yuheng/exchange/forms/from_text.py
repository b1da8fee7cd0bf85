"""CSV into a grid, and the JSON form itself."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import Final

from yuheng.exchange.forms.faults import unreadable
from yuheng.exchange.forms.grid import (
    MOST_CELLS,
    MOST_ROWS,
    WIDEST,
    Cell,
    FormTable,
    Grid,
    TooLarge,
    held_small,
    place,
    tidy,
)
from yuheng.exchange.forms.sniffing import decoded

_SEPARATORS: Final = (",", "\t", ";", "，")


def read_csv(content: bytes) -> list[Grid]:
    """One grid; the separator is the one that stands most often in the first lines."""
    text = decoded(content)
    head = text[:4096]
    separator = max(_SEPARATORS, key=head.count)
    rows: list[tuple[Cell, ...]] = []
    cells = 0
    for line in csv.reader(StringIO(text, newline=""), delimiter=separator):
        at = len(rows)
        rows.append(tuple(Cell(tidy(one), place("T1", at, column)) for column, one in enumerate(line[:WIDEST])))
        cells += len(line)
        if len(rows) > MOST_ROWS or cells > MOST_CELLS:
            raise TooLarge(f"> {MOST_ROWS} rows")
    return [Grid("T1", tuple(rows))]


def read_json(content: bytes) -> list[FormTable]:
    """One table in the JSON form; numbers keep the digits that were typed, and places are paths."""
    try:
        data = json.loads(decoded(content), parse_float=str, parse_int=str)
    except (ValueError, RecursionError) as wrong:
        raise unreadable("broken", found=str(wrong)[:100]) from wrong
    if not isinstance(data, dict):
        raise unreadable("not_a_form")
    parts = [data.get(name) or [] for name in ("budget_lines", "indicators")]
    if not all(isinstance(part, list) and all(isinstance(row, dict) for row in part) for part in parts):
        raise unreadable("not_a_form")
    if not any(parts) and not data.get("printed_score_total"):
        raise unreadable("not_a_form")
    held_small(*map(len, parts))
    return [FormTable(data)]
