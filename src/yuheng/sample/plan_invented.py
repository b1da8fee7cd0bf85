"""Invented projects: how far they come, and everything about them."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from yuheng.sample.invented import goals, results
from yuheng.sample.places import Unit, units
from yuheng.sample.special import SPECIAL
from yuheng.sample.truth import Decision, Fate, Goal, ProjectTruth, Result, Verdict, YearTruth
from yuheng.sample.words import PLACES, WORKS
from yuheng.sample.years import COARSE, FINE, Pace, asked_for, first_year, next_budget, rounded, second_year, third_year

Row = TypeVar("Row")
AMOUNTS = (8, 12, 20, 30, 45, 60, 80, 120, 180, 260, 400, 650)  # 万元
# the first invented projects take each fate in turn, so that even a small county has something of everything
IN_TURN = (
    Fate.LOOP,
    Fate.DRAFT,
    Fate.LOOP,
    Fate.SUBMITTED,
    Fate.REVIEWED,
    Fate.LOOP,
    Fate.APPRAISED,
    Fate.TARGET_SENT,
    Fate.NEXT,
    Fate.LOOP,
    Fate.REFUSED,
    Fate.RETURNED,
    Fate.URGENT,
    Fate.SECOND,
)
LATER = (
    (Fate.LOOP, 62),
    (Fate.ONCE, 8),
    (Fate.SECOND, 14),
    (Fate.NEXT, 6),
    *((fate, 1) for fate in IN_TURN[1:13] if fate not in (Fate.LOOP, Fate.NEXT, Fate.URGENT)),
)
LATE = {10: "reviewed", 24: "draft"}  # a few evaluations have not come through yet
# the sample accounts of units are those of the water bureau: it finds one of everything in its inboxes
WATER = ("110001", "110002", "110003")
OVERRIDDEN, UNDECIDED = 3, 6  # in every county finance overrides the rule once, and has one effect before it
DOES = {1: 2, 3: 3, 6: 1}  # how well the first projects do, so that every county has every grade
FIRST_YEAR = {Fate.LOOP: 2025, Fate.ONCE: 2025, Fate.SECOND: 2026, Fate.URGENT: 2026}
PROGRESS = (("accepted", 40), ("reviewed", 20), ("submitted", 20), ("draft", 20))
OVERRIDES = (
    ("项目已明确整改措施，县政府常务会议同意按原规模安排", 100),
    ("任务量减少，按实际需要安排", 70),
    ("承担上级考核任务，适当保障", 95),
)


def drawn(rng: Random, chances: Sequence[tuple[Row, int]]) -> Row:
    """One of several things, each as often as its number says."""
    return rng.choices([one for one, _ in chances], [often for _, often in chances])[0]


def invented(rng: Random, no: int, turn: int, *, sparse: bool) -> ProjectTruth:
    """One invented project; `turn` counts the invented ones from 1."""
    fate = IN_TURN[(turn - 1) % len(IN_TURN)] if turn <= 2 * len(IN_TURN) else drawn(rng, LATER)
    unit = units()[WATER[turn % len(WATER)]] if turn <= len(IN_TURN) else rng.choice(list(units().values()))
    work, counted, measure = rng.choice(WORKS[unit.trade])
    promised = goals(rng, counted, measure, rates=1 if sparse else 2)
    reached = results(rng, promised, DOES.get(turn)) if fate in (Fate.LOOP, Fate.ONCE) else ()
    years = _years(rng, fate, promised, reached, COARSE if sparse else FINE)
    if turn in SPECIAL:
        years = (YearTruth(2027, SPECIAL[turn].fen, SPECIAL[turn].fen),)
    progress, decision = _next_steps(rng, fate, years, turn)
    special = SPECIAL.get(turn)
    place, stage = PLACES[no % len(PLACES)], no // len(PLACES) + 1
    return ProjectTruth(
        code=code_of(no),
        name=special.name if special else f"{place}{work}项目（第{stage}期）",
        unit=unit.code,
        fate=fate,
        category="operation" if rng.random() < 0.15 and not special else "specific",
        novelty="new" if rng.random() < 0.7 else "continuing",
        function_code=unit.function_code,
        sector=sector_of(unit),
        purpose=f"实施{special.name}，改善公共服务。"
        if special
        else f"在{place}片区实施{work}，{counted}，改善公共服务。",
        statement=f"全年{counted}，按期完成并通过验收，服务对象满意。",
        first_year=years[0].year,
        last_year=special.last_year if special else 2025 if fate is Fate.ONCE else max(years[-1].year, 2027),
        goals=promised,
        years=years,
        verdict=Verdict(sum(one.expected_c or 0 for one in reached)) if reached else Verdict(),
        evaluation=LATE.get(turn, "sealed"),
        progress=progress,
        decision=decision,
        special=turn if special else 0,
    )


def _years(
    rng: Random, fate: Fate, promised: tuple[Goal, ...], reached: tuple[Result, ...], pace: Pace
) -> tuple[YearTruth, ...]:
    fen = rounded(rng.choice(AMOUNTS) * 1_000_000 * rng.randint(80, 120) // 100)
    if fate is Fate.URGENT:
        return (YearTruth(2026, fen, fen),)
    found: list[YearTruth] = []
    begins = FIRST_YEAR.get(fate, 2027)
    if begins == 2025:
        found.append(first_year(rng, (asked_for(rng, fen), fen, -1), promised, reached, pace))
    if begins <= 2026 and fate is not Fate.ONCE:
        fen = next_budget(rng, fen) if found else fen
        found.append(second_year(rng, asked_for(rng, fen), fen, promised, (), pace))
    if fate is not Fate.ONCE:
        found.append(third_year(rng, fen))
    return tuple(found)


def _next_steps(rng: Random, fate: Fate, years: tuple[YearTruth, ...], turn: int) -> tuple[str, Decision]:
    """How far its request for 2027 has come, and what finance does with the effect of its score."""
    if fate not in (Fate.LOOP, Fate.ONCE, Fate.SECOND, Fate.NEXT):
        return "", Decision()
    progress = "" if fate is Fate.ONCE else drawn(rng, PROGRESS)
    decision = Decision()
    draw = rng.random()
    if turn == OVERRIDDEN:
        reason, percent = OVERRIDES[1]
        return "accepted", Decision("override", rounded(years[-1].budget_fen * percent // 100), reason)
    if turn == UNDECIDED:
        return "accepted", Decision("wait")
    if progress == "draft" or draw < 0.08:
        decision = Decision("wait")  # a unit still works on its amount, or finance has not come to it
    elif progress and draw < 0.18:
        reason, percent = rng.choice(OVERRIDES)
        decision = Decision("override", rounded(years[-1].budget_fen * percent // 100), reason)
    return progress, decision


def code_of(no: int) -> str:
    """A project's code: the county's region and a running number.

    >>> code_of(7)
    '990123240000007'
    """
    return f"99012324{no:07d}"


SECTORS = {
    "201": "一般公共服务",
    "204": "公共安全",
    "205": "教育",
    "206": "科学技术",
    "207": "文化旅游体育与传媒",
    "208": "社会保障和就业",
    "210": "卫生健康",
    "211": "节能环保",
    "212": "城乡社区",
    "213": "农林水",
    "214": "交通运输",
    "220": "自然资源",
    "224": "灾害防治及应急管理",
}


def sector_of(unit: Unit) -> str:
    """The sector that a unit's trade belongs to."""
    return SECTORS[unit.trade]
