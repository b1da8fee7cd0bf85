"""A province's lines scored, added per project, graded, and rolled up to units and every region above: one Ibis pipeline.

Integers throughout: hundredths of a point, fen, 128 bits for points times fen. Ibis has no recursive query, so regions come as
a closure (`domain.regions.closure`): each region beside itself and everything above it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction
from functools import lru_cache

import ibis
import ibis.expr.types as ir

from yuheng.analytics.columns import columns_of
from yuheng.analytics.compiled import CannotCompile, execution_code, indicator_code
from yuheng.analytics.curves import HUNDREDTHS
from yuheng.analytics.domain.codes import UNSCORED, Status, unscored
from yuheng.analytics.engines import HUGE, Engine
from yuheng.analytics.wholes import Quotient, choose, int64, times, whole
from yuheng.evaluation.domain.grade import Grade
from yuheng.evaluation.domain.rules import Rounding, ScoringRule
from yuheng.evaluation.domain.scheme import Scheme


class Kind(IntEnum):
    """The number of each class of rule in the lake's column `rule`, as the schemes name them."""

    EXECUTION = 0
    AT_LEAST = 1
    AT_MOST = 2
    EQUAL = 3
    QUALITATIVE = 4
    TIME_LIMIT = 5
    SATISFACTION = 6
    MORE_THAN = 7
    LESS_THAN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The lake's tables. `lines`: project, rule and the columns of `Columns`; `projects`: project, unit, budget_fen;

    `units`: unit, region; `closure`: region, above. `largest_value`: of all targets and actuals, where it is known.
    """

    lines: ir.Table
    projects: ir.Table
    units: ir.Table
    closure: ir.Table
    largest_value: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What can be asked for; each is one query over the sources.

    `lines`: project, weight_c, code. `projects`: total_c (null while a line has no answer), grade (its place in the
    grade set from 1, 0 for none). `units` and `regions`: projects, scored, total_c and weighted (points x fen) over the
    scored ones, budget_fen of these, and a count for each grade.
    """

    lines: ir.Table
    projects: ir.Table
    units: ir.Table
    regions: ir.Table


def scored(*, sources: Sources, scheme: Scheme, engine: Engine) -> Results:
    """Score everything under one scheme. `CannotCompile` when a rule or the total has no exact integer expression, or

    the scheme gives bonus points.
    """
    if scheme.bonus_max is not None:
        raise CannotCompile(f"{scheme.id} gives bonus points; the lake does not tell them from others")
    lines = line_codes(sources, scheme, engine)
    projects = graded(project_totals(lines, scheme.rounding, engine), scheme.grades)
    per_unit = unit_sums(projects, sources.projects, len(scheme.grades), engine)
    return Results(lines=lines, projects=projects, units=per_unit, regions=region_sums(per_unit, sources))


@lru_cache(maxsize=64)
def sql_of(result: ir.Table, engine: Engine) -> str:
    """Return a result as one statement of an engine; kept, because writing it takes longer than a county's year."""
    return str(ibis.to_sql(result, dialect=engine.name, pretty=False))


def line_codes(sources: Sources, scheme: Scheme, engine: Engine) -> ir.Table:
    """Return project, weight_c and the code of each line; a rule that the scheme lacks leaves its lines uncomparable."""
    lines, columns = sources.lines, columns_of(sources.lines, sources.largest_value)
    cases = [(lines.rule == int(Kind.EXECUTION), execution_code(scheme.execution, columns, engine))]
    numbered = sorted((Kind[name.upper()], rule) for name, rule in scheme.rules.items())
    for same, kinds in _alike(numbered):
        cases.append((_is_one_of(lines.rule, kinds), indicator_code(same, columns, engine)))
    code = choose(cases, whole(unscored(Status.NOT_COMPARABLE)))
    return lines.select("project", "weight_c", code=code)


def _alike(numbered: Sequence[tuple[Kind, ScoringRule]]) -> list[tuple[ScoringRule, list[Kind]]]:
    """Put classes of lines under one compiled rule where their rules are the same."""
    groups: list[tuple[ScoringRule, list[Kind]]] = []
    for kind, rule in numbered:
        kinds = next((kinds for other, kinds in groups if other == rule), None)
        if kinds is None:
            groups.append((rule, [kind]))
        else:
            kinds.append(kind)
    return groups


def _is_one_of(column: ir.IntegerValue, kinds: Sequence[Kind]) -> ir.BooleanValue:
    return column == int(kinds[0]) if len(kinds) == 1 else column.isin([int(kind) for kind in kinds])


def project_totals(lines: ir.Table, rounding: Rounding, engine: Engine) -> ir.Table:
    """Return project and total_c: points added, scaled up over lines that do not apply, rounded as the scheme says.

    Null while a line waits for a figure or a person.
    """
    if not 0 <= rounding.digits <= HUNDREDTHS:
        raise CannotCompile(f"the total keeps {rounding.digits} digits; the lake keeps hundredths")
    counts = lines.code > UNSCORED
    waits = (lines.code <= UNSCORED) & (lines.code != unscored(Status.NOT_APPLICABLE))
    sums = lines.group_by("project").aggregate(
        points=_sum(choose([(counts, lines.code)], whole(0))),
        applicable=_sum(choose([(counts, lines.weight_c)], whole(0))),
        weight=_sum(lines.weight_c),
        waiting=lines.count(where=waits),
    )
    total = ibis.cases((sums.waiting == 0, _total(sums, rounding, engine)), else_=ibis.null("int64"))
    return sums.select("project", total_c=total)


def _total(sums: ir.Table, rounding: Rounding, engine: Engine) -> ir.IntegerValue:
    """Return points * weight / applicable in hundredths, cut to the scheme's digits; 0 where nothing applies."""
    width = engine.narrow or engine.wide
    unit = 10 ** (HUNDREDTHS - rounding.digits)
    points, weight, applicable = (width.lift(column) for column in (sums.points, sums.weight, sums.applicable))
    fraction = Quotient(points * weight, times(applicable, unit), signed=True)
    cut = fraction.down(width) if rounding.mode == "down" else fraction.half_up(width)
    cases = [(sums.applicable == 0, whole(0))]
    if unit == 1:
        cases.insert(0, (sums.applicable == sums.weight, sums.points))
    return choose(cases, times(cut, unit).cast("int64"))


def graded(totals: ir.Table, grades: Sequence[Grade]) -> ir.Table:
    """Add `grade`: the place of the first band that holds the total, from 1; 0 for none."""
    cases = [(_in_band(totals.total_c, grade), ibis.literal(place, "int8")) for place, grade in enumerate(grades, 1)]
    return totals.mutate(grade=choose(cases, ibis.literal(0, "int8")))


def _in_band(total_c: ir.IntegerValue, grade: Grade) -> ir.BooleanValue:
    inside = total_c.notnull()
    if grade.low is not None:
        low, at = _end(grade.low), times(total_c, grade.low.denominator)
        inside &= at >= low if grade.low_in else at > low
    if grade.high is not None:
        high, at = _end(grade.high), times(total_c, grade.high.denominator)
        inside &= at <= high if grade.high_in else at < high
    return inside


def _end(points: Fraction) -> int:
    """Return an end of a band in hundredths, times its own denominator."""
    return points.numerator * 10**HUNDREDTHS


def unit_sums(results: ir.Table, projects: ir.Table, grades: int, engine: Engine) -> ir.Table:
    """Add projects up per unit; one without any line has nothing to be scored and is left out."""
    every = projects.inner_join(results, "project").select("unit", "budget_fen", "total_c", "grade")
    scored_fen = choose([(every.total_c.notnull(), every.budget_fen)], whole(0))
    sums = {
        "projects": every.count(),
        "scored": every.total_c.count(),
        "total_c": _sum(every.total_c).fill_null(0),
        "budget_fen": _sum(scored_fen),
        "weighted": (engine.wide.lift(every.total_c) * every.budget_fen).sum().cast(HUGE).fill_null(0),
    }
    of_grade = {f"grade_{place}": every.count(where=every.grade == place) for place in range(1, grades + 1)}
    return every.group_by("unit").aggregate(**sums, **of_grade)


def region_sums(per_unit: ir.Table, sources: Sources) -> ir.Table:
    """Add units up per region, and regions into everything above them; the column is called `region` again."""
    own = _added(per_unit.inner_join(sources.units, "unit"), "region")
    return _added(own.inner_join(sources.closure, "region"), "above").rename(region="above")


def _added(table: ir.Table, by: str) -> ir.Table:
    """Group by one column and add up all that can be added."""
    sums = {name: _sum(table[name]) for name in table.columns if name not in {"unit", "region", "above", "weighted"}}
    return table.group_by(by).aggregate(**sums, weighted=table.weighted.sum().cast(HUGE))


def _sum(column: ir.IntegerValue) -> ir.IntegerScalar:
    """Add up into 64 bits; an engine's own type for sums differs from one to the next, and overflow is an error."""
    return int64(column.sum())
