"""A footer says how large values can be, and a statement that relies on it gives the same answer."""

from __future__ import annotations

from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from yuheng.analytics.columns import columns_of
from yuheng.analytics.compiled import indicator_code
from yuheng.analytics.engines import DUCKDB
from yuheng.analytics.footers import largest_value
from yuheng.analytics.scoring import sql_of
from yuheng.analytics.tests.lines import SCHEMA, shipped_rules

BLANK = pa.array([None, None, None], type=pa.int64())


def test_the_largest_value_is_known_without_reading(tmp_path: Path) -> None:
    file = tmp_path / "lines.parquet"
    table = pa.table(
        {"target_e4": [1, -70, 3], "actual_e4": [5, 60, None], "target_high_e4": BLANK, "other": [0, 0, 99]}
    )
    pq.write_table(table, file, row_group_size=2)
    assert largest_value([file, file]) == 70
    pq.write_table(table, file, write_statistics=False)
    assert largest_value([file]) is None


def test_only_where_huge_values_can_be_is_there_a_test_for_them() -> None:
    lines = ibis.table(SCHEMA, name="lines")
    rule = dict(shipped_rules())["national-scoring.at_least-2020-02-25"]

    def statement(largest: int | None) -> str:
        return sql_of(lines.select(code=indicator_code(rule, columns_of(lines, largest), DUCKDB)), DUCKDB)

    assert "FACTORIAL" in statement(None) and "FACTORIAL" in statement(2**60)
    assert "FACTORIAL" not in statement(10**12)
