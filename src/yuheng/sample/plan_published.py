"""Published tables as projects: what is printed stands as printed; money and days that are not printed are invented."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from random import Random

from yuheng.kernel.money import round_down
from yuheng.kernel.numbers import Printed, comparable, in_one_unit, parse
from yuheng.sample.places import unit_for, units
from yuheng.sample.plan_invented import AMOUNTS, code_of
from yuheng.sample.published import PrintedIndicator, PublishedTable
from yuheng.sample.transcribed import entered, money, shows_results
from yuheng.sample.truth import Decision, Fate, Goal, ProjectTruth, Report, Result, Verdict, YearTruth
from yuheng.sample.words import REASONS
from yuheng.sample.years import COARSE, FINE, Pace, asked_for, first_year, next_budget, rounded, second_year, third_year

OVERSPENT = "ah_jinzhai_chagu_zhengti_2023"  # printed 338.31 spent of 329.77
PRINTED_THROUGH = "2026-06-30"  # the day for which the printed state of a monitoring table is reported
LABEL_SHARES = {"部分达成": "0.7", "未达成": "0.3", "优": "1", "良": "0.85", "中": "0.7", "低": "0.5", "差": "0.4"}


def published(rng: Random, no: int, table: PublishedTable, *, sparse: bool) -> ProjectTruth:
    """One published table as a project of the unit whose trade is nearest."""
    promised = entered(table)
    fate = _fate(rng, table, promised)
    unit = units()[unit_for(table.sector)]
    reached = results(table, promised) if fate in (Fate.LOOP, Fate.ONCE) else ()
    years = _years(rng, _Read(table, fate, promised, reached), COARSE if sparse else FINE)
    return ProjectTruth(
        code=code_of(no),
        name=table.name,
        unit=unit.code,
        fate=fate,
        category="specific",
        novelty="continuing" if table.kind == "dept" else "new",
        function_code=unit.function_code,
        sector=table.sector,
        purpose=_purpose(table),
        statement=f"按公开表格所列指标完成“{table.name}”。",
        first_year=years[0].year,
        last_year=2025 if fate is Fate.ONCE else 2027,
        goals=promised,
        years=years,
        verdict=Verdict(None, table.total, table.rating) if reached else Verdict(),
        decision=Decision("wait") if rng.random() < 0.1 else Decision(),
        table=table.id,
        url=table.source,
        progress=""
        if fate in (Fate.ONCE, Fate.UNMEASURABLE)
        else rng.choice(("accepted", "accepted", "reviewed", "submitted")),
    )


def _fate(rng: Random, table: PublishedTable, promised: tuple[Goal, ...]) -> Fate:
    if not promised:
        return Fate.UNMEASURABLE
    if not shows_results(table):
        return Fate.SECOND
    return Fate.ONCE if rng.random() < 0.12 and table.id != OVERSPENT else Fate.LOOP


def _purpose(table: PublishedTable) -> str:
    drawn = "" if money(table) else "金额为示例虚构。"
    return f"取自公开的绩效表格（{table.id}），指标名称、目标值、完成值按原表刊印，所属单位与年度为示例安排。{drawn}"


@dataclass(frozen=True, slots=True)
class _Read:
    """A table as it was read, and how far its project comes."""

    table: PublishedTable
    fate: Fate
    promised: tuple[Goal, ...]
    reached: tuple[Result, ...]


def _years(rng: Random, read: _Read, pace: Pace) -> tuple[YearTruth, ...]:
    drawn = rounded(rng.choice(AMOUNTS) * 1_000_000)
    asked, fen, spent = money(read.table) or (asked_for(rng, drawn), drawn, -1)
    if read.fate is Fate.UNMEASURABLE:
        return (YearTruth(2027, asked, fen),)
    found: list[YearTruth] = []
    if read.fate in (Fate.LOOP, Fate.ONCE):
        found.append(first_year(rng, (asked, fen, spent), read.promised, read.reached, pace))
        asked = fen = next_budget(rng, fen)
    if read.fate is not Fate.ONCE:
        told = readings(read.table, read.promised) if read.table.kind == "monitor" else ()
        found += [second_year(rng, asked, fen, read.promised, told, pace), third_year(rng, fen)]
    return tuple(found)


def results(table: PublishedTable, promised: tuple[Goal, ...]) -> tuple[Result, ...]:
    """The actual values, points and reasons of the rows that were entered, as printed."""
    rows = {row.no: row for row in table.indicators}
    return tuple(_result(goal, rows[goal.no]) for goal in promised)


def _result(goal: Goal, row: PrintedIndicator) -> Result:
    target, actual = parse(row.target, year=2025), parse(row.actual, year=2025)
    judged = _judged(row, target, actual)
    short = judged not in ("", "1") or _differs(target, actual)
    reason = row.reason or (REASONS[row.no % len(REASONS)] if short else "")
    return Result(goal.no, row.actual, reason, judged, row.score)


def _differs(target: Printed, actual: Printed) -> bool:
    """Whether a reader would ask for a reason: late, or another number than promised."""
    if target.date_to and actual.date_to:
        return actual.date_to > target.date_to
    one, other = in_one_unit(target, actual)
    return one is not None and one != other


def _judged(row: PrintedIndicator, target: Printed, actual: Printed) -> str:
    """The share that a person gives where no number decides: the printed points, a label's usual share, or all of it."""
    if (
        (comparable(target, actual) and not actual.label)
        or actual.label == "达成"
        or row.actual.strip() == row.target.strip()
    ):
        return ""
    if actual.label:
        return LABEL_SHARES[actual.label] if actual.certain else "1"
    weight, points = _number(row.weight), _number(row.score)
    if weight and points is not None and points <= weight:
        return f"{round_down(Fraction(points) / Fraction(weight), 4):f}"
    return "1"


def _number(text: str) -> Decimal | None:
    value = parse(text).value
    return value if value is not None and value >= 0 else None


def readings(table: PublishedTable, promised: tuple[Goal, ...]) -> tuple[Report, ...]:
    """What a published monitoring table says had been reached, where it can be held against the target."""
    rows = {row.no: row for row in table.indicators}
    found = []
    for goal in promised:
        target, printed = parse(goal.printed, year=2026), rows[goal.no].actual
        actual = parse(printed, year=2026, unit=target.unit)
        if not actual.empty and (comparable(target, actual) or not target.certain or target.value is None):
            found.append(Report(PRINTED_THROUGH, goal.no, printed))
    return tuple(found)
