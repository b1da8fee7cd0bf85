"""The hand-written scoring statement on SQLite: the rows in its tables, and the same answer as DuckDB gives."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import duckdb

HERE = Path(__file__).resolve().parent
# SQLite divides whole numbers whole, has no types to cast to, and no integers beyond 64 bits: points x fen is added in two parts
DIALECT = {
    "//": "/",
    "::BIGINT": "",
    "::HUGEINT": "",
    "::DECIMAL(38, 0)": "",
    "sum(total_c * budget_fen) AS weighted": (
        "sum(total_c * (budget_fen / 1000000)) AS high, sum(total_c * (budget_fen % 1000000)) AS low"
    ),
    "sum(weighted) AS weighted": "sum(high) AS high, sum(low) AS low",
}
FETCHED = 50_000
INDEXED = {"lines": "project", "projects": "project", "units": "unit", "closure": "region"}


def in_sqlite(files: dict[str, Path], target: Path) -> Path:
    """Put Parquet files into tables of a SQLite file, once."""
    if not target.exists():
        building = target.with_suffix(".building")
        building.unlink(missing_ok=True)
        with sqlite3.connect(building) as rows, duckdb.connect() as parquet:
            for name, file in files.items():
                found = parquet.execute(f"SELECT * FROM read_parquet('{file}')")
                columns = [column[0] for column in found.description]
                rows.execute(f"CREATE TABLE {name} ({', '.join(f'{column} INTEGER' for column in columns)})")
                insert = f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})"
                while some := found.fetchmany(FETCHED):
                    rows.executemany(insert, some)
            for name, column in INDEXED.items():
                rows.execute(f"CREATE INDEX {name}_{column} ON {name} ({column})")
            rows.execute("ANALYZE")
        building.rename(target)
    return target


def on_sqlite(file: Path) -> Callable[[], object]:
    """Ask the hand-written statement of SQLite; whole numbers, in the order of regions."""
    query = (HERE / "scoring_by_hand.sql").read_text(encoding="utf-8")
    for ours, theirs in DIALECT.items():
        query = query.replace(ours, theirs)

    def ask() -> object:
        with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as connection:
            found = connection.execute(query).fetchall()
        return sorted((*row[:-2], row[-2] * 1_000_000 + row[-1]) for row in found)

    return ask
