"""Score 10 million lines, add them per project, grade, and roll up 2,000 regions: `python -m bench.scoring [--rows N]`.

Paths in turn, each run alone: DuckDB's own scan of the columns that are needed, the same answer in SQL written by hand, and the
product's Ibis pipeline; the pipeline over a twentieth of the lines, which is a city beside its province; the pipeline beside the
hand-written SQL on SQLite. Then one score with its working, by the exact evaluator.
"""

import argparse
import math
import statistics
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import duckdb
import ibis
import pyarrow.parquet as pq

from bench.floor import Comparison, Run, alone, compare, report
from bench.scoring_data import write
from bench.scoring_sqlite import in_sqlite, on_sqlite
from yuheng.analytics.engines import DUCKDB
from yuheng.analytics.footers import largest_value
from yuheng.analytics.scoring import Sources, scored, sql_of
from yuheng.evaluation.domain.score import score_indicator
from yuheng.evaluation.schemes import scheme_for
from yuheng.kernel.numbers import parse

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "var" / "bench"
PROVINCE = 10_000_000
CITY = 20  # a province has the lines of twenty cities
TENTH = 10
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


def ours(files: Files) -> Callable[[], list[tuple[Any, ...]]]:
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


def _ask(files: Files, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        for name, file in files.items():
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{file}')")
        return connection.execute(query).fetchall()


def in_turn(works: list[Callable[[], object]], rounds: int) -> list[list[Run]]:
    """Run works in turn, each alone, and return all runs of each."""
    return [list(of) for of in zip(*([alone(work) for work in works] for _ in range(max(5, rounds))), strict=True)]


def middle(runs: list[Run]) -> Run:
    """Return the median of some runs, without its answer."""
    return Run(statistics.median(run.seconds for run in runs), int(statistics.median(run.peak for run in runs)), None)


def beside_floors(files: Files, rows: int, rounds: int) -> list[Comparison]:
    """Compare the pipeline with the scan and with the hand-written statement, whose answer must be the same."""
    scans, hands, pipelines = in_turn([scan(files), by_hand(files), ours(files)], rounds)
    if any(hand.answer != pipeline.answer for hand, pipeline in zip(hands, pipelines, strict=True)):
        raise ValueError("the pipeline and the hand-written statement do not agree")
    floor, hand, product_ = middle(scans), middle(hands), middle(pipelines)
    pairs = [
        ("pipeline / scan", floor, product_, "≤ 4"),
        ("pipeline / SQL by hand", hand, product_, "≤ 1.25"),
        ("SQL by hand / scan", floor, hand, "-"),
    ]
    return [Comparison(name, rows, len(scans), one, other, goal) for name, one, other, goal in pairs]


def beside_a_city(files: Files, rows: int, rounds: int) -> tuple[Comparison, dict[str, float]]:
    """Compare a province with a city of a twentieth and with a tenth of its lines.

    How time grows with lines comes as an exponent, memory as the ratio of the whole to the tenth.
    """
    works = [ours(write(DATA, rows // part)) for part in (CITY, TENTH)]
    city, tenth, province = (middle(runs) for runs in in_turn([*works, ours(files)], rounds))
    exponent = math.log(province.seconds / city.seconds) / math.log(CITY)
    found = Comparison("province / city", rows, max(5, rounds), city, province, f"≤ {CITY**1.05:.1f}")
    return found, {"exponent": round(exponent, 2), "memory_ratio": round(province.peak / tenth.peak, 2)}


def beside_sqlite(rows: int, rounds: int) -> Comparison:
    """Compare the pipeline with the hand-written statement on SQLite's rows, which lie in a file and are indexed."""
    files = write(DATA, rows)
    table = in_sqlite(files, DATA / f"lines-{rows}.sqlite")
    pipeline = ours(files)
    return compare(
        name="pipeline / SQL on SQLite",
        rows=rows,
        floor=on_sqlite(table),
        product=lambda: [tuple(map(int, row)) for row in pipeline()],
        goal="≤ 0.2",
        rounds=rounds,
    )


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
    runs = beside_floors(files, chosen.rows, chosen.rounds)
    growth, grown = beside_a_city(files, chosen.rows, chosen.rounds)
    runs += [growth, beside_sqlite(chosen.rows, chosen.rounds)]
    packages = ("duckdb", "ibis-framework", "sqlglot", "pyarrow")
    report(runs, *packages, more={"compile_ms": compiling, **grown, **one_score()})


if __name__ == "__main__":
    main()
