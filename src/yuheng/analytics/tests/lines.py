"""Lines for tests: printed pairs with every edge in them, and the two answers that must agree."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import TypeAlias

import duckdb
import ibis
import psycopg
import pyarrow as pa

from yuheng.analytics.columns import columns_of
from yuheng.analytics.compiled import execution_code, indicator_code
from yuheng.analytics.domain.codes import MOST, SCALE, Status, unscored
from yuheng.analytics.domain.pieces import pieces_of
from yuheng.analytics.engines import DUCKDB, POSTGRES, Engine
from yuheng.analytics.reading import line_values
from yuheng.analytics.scoring import sql_of
from yuheng.evaluation.domain.rules import Measure, ScoringRule, scoring_rule
from yuheng.evaluation.domain.score import Scored, score_indicator
from yuheng.evaluation.schemes import scheme_for
from yuheng.kernel.dated import NoLaw
from yuheng.kernel.numbers import Kind, Printed, parse
from yuheng.regulations.domain.book import spec_fields
from yuheng.regulations.queries import all_ids, history, library

SCHEMA = {
    "row_no": "int32",
    "weight_c": "int16",
    "target_e4": "int64",
    "target_high_e4": "int64",
    "actual_e4": "int64",
    "reading": "int8",
    "judged_e4": "int16",
    "label": "int8",
}
WORDS = ("", "/", "达成", "部分达成", "未达成", "优", "显著提升", "12公里", "100", "3-5个")
Row: TypeAlias = tuple[int | None, ...]
LAST_DAY = date.max.toordinal()
LEVEL_SCALE = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One line as a form has it: weight in hundredths of a point, prints, a judged share in ten-thousandths."""

    weight_c: int
    target: Printed
    actual: Printed
    judged_e4: int | None = None


def shipped_rules() -> Iterator[tuple[str, ScoringRule]]:
    """Yield every scoring rule of every region in each of its versions, with a name; also with local tiers."""
    for region, rule_id in product(library().regions(), all_ids()):
        if not rule_id.startswith("scoring.") or (region, rule_id) not in library().files:
            continue
        for since, rule in history(rule_id, region=region):
            if rule is not None and rule.kind in {"scoring", "labels"}:
                yield f"{region or 'national'}-{rule_id}-{since}", scoring_rule(spec_fields(rule))
    yield from _with_tiers()


def _with_tiers() -> Iterator[tuple[str, ScoringRule]]:
    for region in library().regions():
        for since, rule in history("scoring.over_achievement", region=region):
            if rule is None or not rule.rows:
                continue
            try:
                yield f"{region}-over-{since}", scheme_for(on=since, region=region).rules["at_least"]
            except NoLaw:
                continue


def number(value_e4: int, rule: ScoringRule) -> Printed:
    """Print a value so that the rule's measure reads it: a number, a per cent, or a day."""
    if rule.measure is Measure.DAYS_LATE:
        day = date.fromordinal(1 + value_e4 % LAST_DAY)
        return Printed(day.isoformat(), Kind.DATE, date_to=day)
    value = Decimal(value_e4).scaleb(-4)
    if rule.measure is Measure.LEVEL:
        return Printed(f"{value}%", Kind.PERCENT, value=value, unit="%", base_value=value.scaleb(-2))
    return Printed(f"{value}", Kind.NUMBER, value=value, base_value=value)


def number_lines(rule: ScoringRule, values: tuple[Sequence[int], Sequence[int]], weights: Sequence[int]) -> list[Line]:
    """Cross targets with actuals and weights; some are judged as well, some say "reached", some targets are ranges."""
    targets, actuals = values
    lines = []
    for at, (target, actual, weight) in enumerate(product(targets, [*actuals, *_corners(rule, targets)], weights)):
        goal, got = number(target, rule), number(actual, rule)
        if at % 7 == 1:
            got = replace(got, label="达成")
        if at % 11 == 2 and rule.measure not in {Measure.DAYS_LATE, Measure.LEVEL}:
            ends = (goal.value, Decimal(max(targets)).scaleb(-4))
            goal = Printed("range", Kind.RANGE, low=ends[0], high=ends[1])
        lines.append(Line(weight, goal, got, at * 37 % (SCALE + 1) if at % 5 == 3 else None))
    return lines + [line for target in targets for weight in weights for line in _ties(rule, target, weight)]


# the actual at a place x on the curve, for a target t
_BACK: dict[Measure, Callable[[Fraction, int], Fraction]] = {
    Measure.DONE: lambda x, t: x * t,
    Measure.INVERSE: lambda x, t: t / x,
    Measure.TWICE_LESS: lambda x, t: (2 - x) * t,
    Measure.DEVIATION: lambda x, t: (1 + x) * t,
}


def _ties(rule: ScoringRule, target: int, weight: int) -> Iterator[Line]:
    """Yield lines at and right beside half a hundredth of a point: a division in doubles gets huge ones wrong."""
    back = _BACK.get(rule.measure)
    if back is None or rule.curve is None or target <= 0 or not weight:
        return
    for line, k in product((piece.line for piece in pieces_of(rule.curve) if piece.line.slope), (3, 2, 5)):
        x = (Fraction(2 * (weight * k // 7) + 1, 2 * weight) - line.base) / line.slope
        actual = int(back(x, target)) if x > 0 else target
        near = [actual + beside for beside in (-1, 0, 1, 2) if 0 < actual + beside < 2**63 - 1]
        yield from (Line(weight, number(target, rule), number(each, rule)) for each in near)


def _corners(rule: ScoringRule, targets: Sequence[int]) -> list[int]:
    """Return actuals at the corners of the curve and of the tiers for the first targets, and one beside each."""
    corners = [point.x for point in rule.curve.points] if rule.curve else []
    corners += [tier.low for tier in rule.over]
    at = [int(corner * target) for corner in corners for target in targets[:4]]
    if rule.measure is Measure.LEVEL:
        at = [int(corner * SCALE * LEVEL_SCALE) for corner in corners]
    elif rule.measure in {Measure.DAYS_LATE, Measure.SHORT_BY}:
        sign = 1 if rule.measure is Measure.DAYS_LATE else -SCALE
        at = [target + sign * int(corner) for corner in corners for target in targets[:4]]
    return [value + beside for value in at for beside in (-1, 0, 1)]


def word_lines(weights: Sequence[int], judged: Sequence[int]) -> list[Line]:
    """Cross what stands in cells instead of numbers."""
    texts = [parse(text) for text in WORDS]
    cells = product(weights, texts, texts, (None, *judged))
    return [Line(weight, target, actual, share) for weight, target, actual, share in cells]


def exact_code(rule: ScoringRule, line: Line) -> int:
    """Score one line by the exact evaluator, as a code."""
    share = None if line.judged_e4 is None else Fraction(line.judged_e4, SCALE)
    weight = Decimal(line.weight_c).scaleb(-2)
    return coded(score_indicator(rule=rule, weight=weight, target=line.target, actual=line.actual, label_share=share))


def coded(scored: Scored) -> int:
    """Return a score as a code."""
    if scored.points is None:
        return unscored(Status[scored.status.upper()])
    hundredths = int(scored.points.scaleb(2))
    return hundredths if abs(hundredths) <= MOST else unscored(Status.BEYOND)


def rows_of(rule: ScoringRule, lines: Sequence[Line]) -> list[Row]:
    """Return the lake's rows; a line that the lake cannot hold is left out, its number missing."""
    rows: list[Row] = []
    for at, line in enumerate(lines):
        values = line_values(rule, line.target, line.actual)
        if values is not None:
            kept = (values.target_e4, values.target_high_e4, values.actual_e4, int(values.reading))
            rows.append((at, line.weight_c, *kept, line.judged_e4, values.label))
    return rows


@dataclass(frozen=True, slots=True)
class Runner:
    """Runs a compiled rule over rows on one engine."""

    engine: Engine
    url: str = ""

    def codes(
        self, rule: ScoringRule, rows: Sequence[Row], *, execution: bool = False, weight: str = "int16"
    ) -> dict[int, int]:
        """Return the code of each row by its number; `weight` is the type of the weight's column."""
        table = ibis.table({**SCHEMA, "weight_c": weight}, name="lines")
        compiled = execution_code if execution else indicator_code
        found = table.select("row_no", code=compiled(rule, columns_of(table), self.engine))
        sql = sql_of(found, self.engine)
        return dict(self._on_postgres(sql, rows) if self.url else _on_duckdb(sql, rows, weight))

    def _on_postgres(self, sql: str, rows: Sequence[Row]) -> list[tuple[int, int]]:
        columns = ", ".join(f"{name} {_SQL_TYPES[kind]}" for name, kind in SCHEMA.items())
        with psycopg.connect(self.url) as connection, connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMP TABLE lines ({columns}) ON COMMIT DROP")
            with cursor.copy("COPY lines FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return cursor.execute(sql).fetchall()


_SQL_TYPES = {"int8": "smallint", "int16": "smallint", "int32": "integer", "int64": "bigint"}


def _on_duckdb(sql: str, rows: Sequence[Row], weight: str) -> list[tuple[int, int]]:
    kinds = {**SCHEMA, "weight_c": weight}
    columns = {
        name: pa.array([row[at] for row in rows], type=getattr(pa, kind)())
        for at, (name, kind) in enumerate(kinds.items())
    }
    with duckdb.connect() as connection:
        connection.register("lines", pa.table(columns))
        return connection.execute(sql).fetchall()


def runner() -> Runner:
    """Return the engine of this run: PostgreSQL where YUHENG_DATABASE_URL names one, else DuckDB."""
    url = os.environ.get("YUHENG_DATABASE_URL", "")
    return Runner(POSTGRES, url) if url else Runner(DUCKDB)
