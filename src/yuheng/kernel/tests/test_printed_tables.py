"""Every value of the published tables is read, and no digit and no word of the print is lost."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from yuheng.kernel.money import parse_yuan
from yuheng.kernel.numbers import Kind, Printed, parse
from yuheng.kernel.text import plain

TABLES = Path(__file__).resolve().parents[5] / "shared" / "data" / "tables"
pytestmark = pytest.mark.skipif(
    not TABLES.is_dir(), reason="SKIPPED: published tables are not at ../shared/data/tables"
)

# Words that a reading takes in: comparisons, directions of days, and (with a label) judgements.
MEANING = set("大小于等不低高少超过以上下内至多定性含及年月日号份底末之前元") | set("≥≤≧≦<>=%‰.,;:- 到–—~、")
JUDGEMENT = set("全部按时期已达成到预指标完未该项目暂尚工优秀良好基本实现")


@cache
def tables() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(path.read_text("utf-8")) for path in sorted(TABLES.glob("*.json")))


def cells(*fields: str, rows: str = "indicators") -> Iterator[tuple[str, str]]:
    for table in tables():
        for row in table[rows] or []:
            for field in fields:
                if row.get(field) is not None:
                    yield f"{table['id']}.{field}", row[field]


def kept(read: Printed) -> str:
    """All that a reading holds, as one text."""
    numbers = [f"{n:f}" for n in (read.value, read.low, read.high) if n is not None]
    # "11月前" is read as the day before November begins, so the day after a deadline names a printed month too.
    after = read.date_to + timedelta(days=1) if read.date_to and read.operator == "<=" else None
    days = [f"{d.year} {d.month} {d.day}" for d in (read.date_from, read.date_to, after) if d is not None]
    return " ".join([*numbers, *days, read.unit, read.remainder, *(kept(part) for part in read.parts)])


def has_label(read: Printed) -> bool:
    return bool(read.label) or any(has_label(part) for part in read.parts)


def lost_from(text: str, read: Printed) -> set[str]:
    """Digits (as whole runs) and other signs of a print that its reading does not hold."""
    bare = re.sub(r"(?<=\d),(?=\d{3})", "", plain(text))
    held = kept(read)
    runs = set(re.findall(r"\d+(?:\.\d+)?", held.replace(",", "")))
    digits = {run for run in re.findall(r"\d+(?:\.\d+)?", bare.replace("(?<=\\d),", "")) if run not in runs}
    known = set(held) | MEANING | (JUDGEMENT if has_label(read) else set())
    if read.kind in {Kind.BLANK, Kind.DASH}:
        known |= set("/\\|―·")
    return digits | {sign for sign in bare if not sign.isdigit() and not sign.isspace() and sign not in known}


def test_the_tables_are_all_there() -> None:
    assert len(tables()) == 152


def test_no_digit_and_no_word_of_a_target_or_actual_is_lost() -> None:
    found = [(where, text, parse(text, year=2022)) for where, text in cells("target", "actual")]
    assert len(found) > 1000
    lost = {(where, text): gone for where, text, read in found if (gone := lost_from(text, read))}
    assert lost == {}


def test_a_value_is_read_from_every_target_that_was_transcribed_with_a_comparison() -> None:
    unread = []
    for table in tables():
        for row in table["indicators"] or []:
            sign = {"≥": ">=", "以上": ">=", "不低于": ">=", "≤": "<=", "≦": "<=", "不超过": "<=", "大于": ">"}
            wanted = {**sign, "小于": "<"}.get(row["operator"] or "", row["operator"] or "")
            if not any(sign.isdigit() for sign in row["target"] or ""):
                continue  # "不超过预算" compares with no number
            read = parse(row["target"])
            if wanted in {">=", "<=", ">", "<", "="} and (read.value is None or read.operator != wanted):
                unread.append((table["id"], row["target"], read.operator))
    assert unread == []


def test_most_targets_are_read_with_certainty_and_the_rest_is_marked() -> None:
    reads = [parse(text, year=2022) for _, text in cells("target", "actual") if text.strip()]
    unsure = [read.text for read in reads if not read.certain]
    assert 0 < len(unsure) < len(reads) * 0.06, sorted(set(unsure))


def test_weights_scores_and_rates_are_numbers_or_blank() -> None:
    every = [*cells("weight", "score"), *cells("weight", "score", "rate", rows="budget_lines")]
    odd = [(where, text) for where, text in every if not parse(text).empty and parse(text).value is None]
    assert odd == []


def test_every_budget_amount_is_a_whole_number_of_fen() -> None:
    fields = ("initial_budget", "full_year_budget", "executed")
    amounts = 0
    for table in tables():
        for line in table["budget_lines"] or []:
            printed = [line[f] for f in fields if line.get(f) is not None and not parse(line[f]).empty]
            amounts += sum(parse_yuan(text, table["money_unit"]) >= 0 for text in printed)
    assert amounts > 400
