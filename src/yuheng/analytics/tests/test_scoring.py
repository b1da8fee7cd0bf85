"""The pipeline adds, grades and rolls up as the exact evaluator does table by table."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import duckdb
import ibis
import psycopg
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from yuheng.analytics.compiled import CannotCompile
from yuheng.analytics.domain.regions import closure
from yuheng.analytics.engines import DUCKDB
from yuheng.analytics.reading import line_values
from yuheng.analytics.scoring import Kind, Sources, scored, sql_of
from yuheng.analytics.tests.lines import runner
from yuheng.evaluation.domain.row import Row
from yuheng.evaluation.domain.scheme import Scheme, pick_rule
from yuheng.evaluation.domain.table import Execution, TableResult, score_table
from yuheng.evaluation.schemes import scheme_for
from yuheng.kernel.money import split
from yuheng.kernel.numbers import parse

LINES = {
    "project": "int32",
    "rule": "int8",
    "weight_c": "int16",
    "target_e4": "int64",
    "target_high_e4": "int64",
    "actual_e4": "int64",
    "reading": "int8",
    "judged_e4": "int16",
    "label": "int8",
}
PROJECTS = {"project": "int32", "unit": "int32", "budget_fen": "int64"}
UNITS = {"unit": "int32", "region": "int32"}
CLOSURE = {"region": "int32", "above": "int32"}
PARENTS = {1: None, 2: 1, 3: 1, 4: 2, 5: 2, 6: 3}
TARGETS = ("≥100", "≥98%", "≤10", "<10", "=8个", "显著提升", "2025年11月30日", "≥0", "3-5个", "-")
ACTUALS = ("100", "80", "97%", "12", "8个", "9个", "达成", "2025年12月10日", "4", "0")
SQL = {"int8": "smallint", "int16": "smallint", "int32": "integer", "int64": "bigint"}
Table = tuple[Mapping[str, str], list[tuple[int | None, ...]]]


class Province:
    """A small province whose tables are scored one by one: what the pipeline must find."""

    def __init__(self, scheme: Scheme) -> None:
        chance = random.Random(7)
        self.scheme = scheme
        self.units = {unit: chance.choice([3, 4, 5, 6]) for unit in range(1, 9)}
        self.lines: list[tuple[int | None, ...]] = []
        self.projects = [(at, chance.randint(1, 8), chance.choice([0, 10**9, 2**55])) for at in range(1, 121)]
        self.expected = {at: self._table(chance, at, budget) for at, _, budget in self.projects[:-1]}

    def _table(self, chance: random.Random, project: int, budget: int) -> TableResult:
        """Score a project's table, and keep its lines as the lake has them."""
        paid = None if chance.random() < 0.05 else chance.randint(0, budget)
        count = chance.randint(1, 5)
        rows = [self._row(chance, no, weight) for no, weight in enumerate(split(90_00, [1] * count), 1)]
        reading, weight = (4 if paid is None else 0), 10_00
        self.lines.append((project, int(Kind.EXECUTION), weight, budget, None, paid, reading, None, 0))
        for row in rows:
            picked = pick_rule(self.scheme, target=row.target)
            name = next(name for name, rule in self.scheme.rules.items() if rule is picked.rule)
            values = line_values(picked.rule, row.target, row.actual)
            assert values is not None
            numbers = (values.target_e4, values.target_high_e4, values.actual_e4, int(values.reading))
            weight_c = int((row.weight or 0) * 100)
            self.lines.append((project, int(Kind[name.upper()]), weight_c, *numbers, None, values.label))
        execution = Execution(budget_fen=budget, executed_fen=paid, weight=Decimal(10))
        return score_table(scheme=self.scheme, rows=rows, execution=execution)

    def _row(self, chance: random.Random, no: int, weight_c: int) -> Row:
        target = chance.choice(TARGETS)
        reached = target.lstrip("≥≤=<") if chance.random() < 0.8 else chance.choice(ACTUALS)
        weight = Decimal(weight_c).scaleb(-2)
        return Row(no=no, level1="产出指标", target=parse(target), actual=parse(reached), weight=weight)

    def tables(self) -> dict[str, Table]:
        return {
            "lines": (LINES, self.lines),
            "projects": (PROJECTS, list(self.projects)),
            "units": (UNITS, list(self.units.items())),
            "closure": (CLOSURE, list(closure(PARENTS))),
        }


@pytest.fixture(scope="module", params=["990123", "130000"], ids=["county", "Hebei, which tells < from ≤"])
def province(request: pytest.FixtureRequest) -> Province:
    return Province(scheme_for(on=date(2026, 1, 1), region=str(request.param)))


def ask(province: Province, wanted: str) -> list[dict[str, int | None]]:
    """Run one result of the pipeline on the engine of this run."""
    sources = Sources(**{name: ibis.table(kinds, name=name) for name, (kinds, _) in province.tables().items()})
    engine = runner()
    found = getattr(scored(sources=sources, scheme=province.scheme, engine=engine.engine), wanted)
    sql = sql_of(found, engine.engine)
    rows = _postgres(engine.url, sql, province) if engine.url else _duckdb(sql, province)
    return [dict(zip(found.columns, row, strict=True)) for row in rows]


def _duckdb(sql: str, province: Province) -> list[tuple[int | None, ...]]:
    with duckdb.connect() as connection:
        for name, (kinds, rows) in province.tables().items():
            connection.register(name, _arrow(kinds, rows))
        return connection.execute(sql).fetchall()


def _arrow(kinds: Mapping[str, str], rows: list[tuple[int | None, ...]]) -> pa.Table:
    columns = enumerate(kinds.items())
    return pa.table({name: pa.array([r[at] for r in rows], type=getattr(pa, kind)()) for at, (name, kind) in columns})


def _postgres(url: str, sql: str, province: Province) -> list[tuple[int | None, ...]]:
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        for name, (kinds, rows) in province.tables().items():
            columns = ", ".join(f"{column} {SQL[kind]}" for column, kind in kinds.items())
            cursor.execute(f"CREATE TEMP TABLE {name} ({columns}) ON COMMIT DROP")
            with cursor.copy(f"COPY {name} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        return cursor.execute(sql).fetchall()


@pytest.mark.database
def test_totals_and_grades_are_those_of_the_tables(province: Province) -> None:
    found = {row["project"]: (row["total_c"], row["grade"]) for row in ask(province, "projects")}
    codes = [grade.code for grade in province.scheme.grades]
    expected = {
        project: (
            None if result.total is None else int(result.total * 100),
            codes.index(result.grade) + 1 if result.grade else 0,
        )
        for project, result in province.expected.items()
    }
    assert found == expected
    kinds = Counter(total is None for total, _ in expected.values())
    assert min(kinds.values()) > 10 and len({grade for _, grade in expected.values()}) > 3


@pytest.mark.database
def test_regions_hold_what_lies_below_them(province: Province) -> None:
    expected: dict[int, Counter[str]] = defaultdict(Counter)
    for project, unit, budget in province.projects:
        if (result := province.expected.get(project)) is None:
            continue
        sums = {"projects": 1}
        if result.total is not None:
            total = int(result.total * 100)
            sums |= {"scored": 1, "total_c": total, "budget_fen": budget, "weighted": total * budget}
        for region, above in closure(PARENTS):
            if region == province.units[unit]:
                expected[above] += Counter(sums)
    found = {row["region"]: row for row in ask(province, "regions")}
    names = ("projects", "scored", "total_c", "budget_fen", "weighted")
    assert {at: [int(row[name] or 0) for name in names] for at, row in found.items()} == {
        at: [sums[name] for name in names] for at, sums in expected.items()
    }
    assert (found[1]["weighted"] or 0) > 2**63, "points times fen pass 64 bits"
    assert sum(found[1][f"grade_{place}"] or 0 for place in range(1, 5)) == found[1]["scored"]


def test_the_pipeline_runs_on_parquet_and_its_results_can_be_written_again(province: Province, tmp_path: Path) -> None:
    connection = ibis.duckdb.connect()
    tables = {}
    for name, (kinds, rows) in province.tables().items():
        pq.write_table(_arrow(kinds, rows), tmp_path / f"{name}.parquet")
        tables[name] = connection.read_parquet(tmp_path / f"{name}.parquet", table_name=name)
    results = scored(sources=Sources(**tables), scheme=province.scheme, engine=DUCKDB)
    for _ in range(2):
        connection.create_table("results", results.regions, overwrite=True)
    assert connection.table("results").count().to_pyarrow().as_py() == len(PARENTS)


def test_bonus_points_are_left_to_the_exact_evaluator(province: Province) -> None:
    sources = Sources(**{name: ibis.table(kinds, name=name) for name, (kinds, _) in province.tables().items()})
    with pytest.raises(CannotCompile, match="bonus"):
        scored(sources=sources, scheme=replace(province.scheme, bonus_max=Fraction(2)), engine=DUCKDB)


def test_a_tree_with_a_circle_is_refused() -> None:
    with pytest.raises(ValueError, match="does not end"):
        closure({1: 2, 2: 1})
