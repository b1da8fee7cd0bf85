"""Score 10 million lines, add them per project, grade, and roll up 2,000 regions: `python -m bench.scoring [--rows N]`.

Three paths in turn, each run alone: DuckDB's own scan of the columns that are needed, the same answer in SQL written by hand,
and the product's Ibis pipeline. Then one score with its working, by the exact evaluator.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path

import duckdb
import ibis
import pyarrow.parquet as pq

from bench.floor import Comparison, Run, alone, report
from bench.scoring_data import write
from yuheng.analytics.engines import DUCKDB
from yuheng.analytics.footers import largest_value
from yuheng.analytics.scoring import Sources, scored, sql_of
from yuheng.evaluation.domain.score import score_indicator
from yuheng.evaluation.schemes import scheme_for
from yuheng.kernel.numbers import parse

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "var" / "bench"
PROVINCE = 10_000_000
SCHEME = scheme_for(on=date(2026, 1, 1), region="")
Files = dict[str, Path]
# target and actual as they are printed, by the rule that scores them
PRINTED = {
    "at_least": (("≥100", "≥98%", "≥28万亩"), ("100", "80", "97.5%", "28", "35", "150000亩")),
    "at_most": (("≤10", "≤5%"), ("12", "8", "0", "6.1%")),
    "equal": (("=8个",), ("8个", "9个", "7个")),
    "qualitative": (("显著提升", "有所改善"), ("达成", "显著提升")),
    "time_limit": (("2025年11月30日",), ("2025年10月", "2025年12月10日")),
}


def scan(files: Files) -> Callable[[], object]:
    """Decode the columns that scoring reads, and do the least with them."""
    columns = pq.read_schema(files["lines"]).names
    query = f"SELECT {', '.join(f'sum({name})' for name in columns)} FROM lines"
    return lambda: len(_ask(files, query))


def by_hand(files: Files) -> Callable[[], object]:
    """Ask the statement that a person would write for just these rules, in 64 bits."""
    query = (HERE / "scoring_by_hand.sql").read_text(encoding="utf-8")
    return lambda: sorted(_ask(files, query))


def ours(files: Files) -> Callable[[], object]:
    """Ask the product's statement; it was compiled before, as it is kept between uses."""
    query = compiled(files)
    return lambda: sorted(_ask(files, query))


def compiled(files: Files) -> str:
    """Build and compile the pipeline over tables of these files' types."""
    tables = {
        name: ibis.table(ibis.Schema.from_pyarrow(pq.read_schema(file)), name=name) for name, file in files.items()
    }
    sources = Sources(**tables, largest_value=largest_value([files["lines"]]))
    return sql_of(scored(sources=sources, scheme=SCHEME, engine=DUCKDB).regions, DUCKDB)


def _ask(files: Files, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        for name, file in files.items():
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{file}')")
        return connection.execute(query).fetchall()


def in_turn(works: list[Callable[[], object]], rounds: int) -> list[Run]:
    """Run works in turn, each alone, and return the median of each; the second and third must agree."""
    runs = [[alone(work) for work in works] for _ in range(max(5, rounds))]
    if any(turn[1].answer != turn[2].answer for turn in runs):
        raise ValueError("the pipeline and the hand-written statement do not agree")
    return [
        Run(statistics.median(run.seconds for run in of), int(statistics.median(run.peak for run in of)), None)
        for of in zip(*runs, strict=True)
    ]


def one_score(calls: int = 20_000) -> dict[str, float]:
    """Return microseconds (median, 95th percentile) of one exact score with its working, and with the working as JSON."""
    cases = [
        (SCHEME.rules[name], parse(target), parse(actual))
        for name, (targets, actuals) in PRINTED.items()
        for target, actual in product(targets, actuals)
    ]
    found: dict[str, float] = {}
    for name, as_json in (("score_us", False), ("score_and_json_us", True)):
        spent = []
        for at in range(calls):
            rule, target, actual = cases[at % len(cases)]
            began = time.perf_counter_ns()
            done = score_indicator(rule=rule, weight=Decimal("12.5"), target=target, actual=actual)
            if as_json:
                done.working.as_json()
            spent.append((time.perf_counter_ns() - began) / 1000)
        found |= {name: statistics.median(spent), f"{name}_p95": statistics.quantiles(spent, n=20)[18]}
    return {name: round(value, 1) for name, value in found.items()}


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=PROVINCE, help="lines; a tenth as many projects")
    options.add_argument("--rounds", type=int, default=5, help="runs of each path, at least 5")
    options.add_argument("--json", action="store_true", help="print data")
    chosen = options.parse_args()
    files = write(DATA, chosen.rows)
    began = time.perf_counter()
    compiled(files)
    compiling = round(1000 * (time.perf_counter() - began))
    floor, hand, product_ = in_turn([scan(files), by_hand(files), ours(files)], chosen.rounds)
    rounds = max(5, chosen.rounds)
    pairs = [
        ("pipeline / scan", floor, product_, "≤ 4"),
        ("pipeline / SQL by hand", hand, product_, "≤ 1.25"),
        ("SQL by hand / scan", floor, hand, "-"),
    ]
    report(
        [Comparison(name, chosen.rows, rounds, one, other, goal) for name, one, other, goal in pairs],
        "duckdb",
        "ibis-framework",
        "sqlglot",
        "pyarrow",
    )
    small = {"compile_ms": compiling, **one_score()}
    print(
        json.dumps(small) if chosen.json else " · ".join(f"{name} {value}" for name, value in small.items()),
        file=sys.stdout,
    )


if __name__ == "__main__":
    main()
