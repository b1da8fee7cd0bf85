"""Invented goals and results: what an invented project promises, what it reaches, and what that must be worth."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from random import Random

from yuheng.kernel.money import round_down, round_half_up
from yuheng.kernel.numbers import Kind, Printed, parse
from yuheng.sample.truth import Goal, Result
from yuheng.sample.words import RATES, REASONS, SIZES

# the points that an invented target gives its rows; they fill what the form leaves beside budget execution
COUNT, BY_RATES, BENEFIT, SATISFACTION = 20, 30, 30, 10
# how much of each row an invented project reaches, by how well it does
PROFILES: tuple[tuple[int, tuple[tuple[str, ...], ...]], ...] = (
    (45, (("1", "1", "1", "1"), ("1", "0.9", "1", "1"), ("0.95", "1", "1", "1"))),
    (30, (("0.6", "0.9", "1", "1"), ("0.75", "1", "0.7", "0.95"), ("1", "0.6", "0.8", "0.8"))),
    (18, (("0.5", "0.8", "0.6", "0.7"), ("0.4", "0.7", "0.9", "0.6"), ("0.7", "0.6", "0.5", "0.8"))),
    (7, (("0.2", "0.4", "0.5", "0.4"), ("0.3", "0.5", "0.3", "0.4"))),
)


def goals(rng: Random, counted: str, unit: str, rates: int = 2) -> tuple[Goal, ...]:
    """The promise of an invented project: a count of its own, one or two rates, a benefit, and satisfaction."""
    size = rng.choice(SIZES)
    rows = [("产出指标", "数量指标", f"{counted}数量", f"≥{size}{unit}", COUNT)]
    rows += [
        ("产出指标", level2, name, printed, BY_RATES // rates) for level2, name, printed in rng.sample(RATES, rates)
    ]
    rows.append(("效益指标", "社会效益指标", "受益群众人数", f"≥{size * rng.choice((5, 10, 20))}人", BENEFIT))
    rows.append(("满意度指标", "服务对象满意度指标", "服务对象满意度", f"≥{rng.choice((85, 90, 95))}%", SATISFACTION))
    return tuple(
        Goal(no, level1, level2, name, "", printed, str(points))
        for no, (level1, level2, name, printed, points) in enumerate(rows, start=1)
    )


def results(rng: Random, promised: tuple[Goal, ...], profile_no: int | None = None) -> tuple[Result, ...]:
    """What an invented project reached of its goals, with a reason for each shortfall and what it must be worth.

    `profile_no` says how well it does (0 best), None leaves it to chance.
    """
    drawn = rng.choices(range(len(PROFILES)), [weight for weight, _ in PROFILES])[0]
    profile = PROFILES[drawn if profile_no is None else profile_no][1]
    shares = (*(Decimal(share) for share in rng.choice(profile)[: len(promised) - 1]), Decimal(1))
    return tuple(_result(rng, goal, share) for goal, share in zip(promised, shares, strict=True))


def _result(rng: Random, goal: Goal, share: Decimal) -> Result:
    target = read(goal.printed)
    assert target.value is not None
    reached = beyond(rng, target) if share == 1 else amount(target, share)
    worth = min(Fraction(reached) / Fraction(target.value), Fraction(1))
    points = round_half_up(Fraction(goal.weight) * worth, 2)
    reason = rng.choice(REASONS) if worth < 1 else ""
    return Result(goal.no, f"{plain(reached)}{target.unit}", reason, expected_c=int(points * 100))


@lru_cache(maxsize=4096)
def read(printed: str) -> Printed:
    """A printed target, read once however many projects promise it."""
    return parse(printed)


def beyond(rng: Random, target: Printed) -> Decimal:
    """A value that just reaches a target or lies a little above it; a rate never passes 100 %."""
    value = target.value or Decimal(0)
    if target.operator == "=" or (target.kind is Kind.PERCENT and value >= 100):
        return value
    if target.kind is Kind.PERCENT:
        return min(value + rng.choice((0, 1, 2)), Decimal(100))
    more = value * rng.choice((100, 100, 102, 105)) / 100
    return round_down(more, 0) if value == int(value) else value


def amount(target: Printed, share: Decimal | Fraction) -> Decimal:
    """A share of a target as it would be counted: whole things where the target is whole, else at most two decimals."""
    value = Fraction(target.value or 0) * Fraction(share)
    whole = target.kind is not Kind.PERCENT and target.value == int(target.value or 0) and value >= 1
    return round_down(value, 0 if whole else 2)


def plain(value: Decimal) -> str:
    """A number as people print it.

    >>> plain(Decimal("47.50")), plain(Decimal("1200"))
    ('47.5', '1200')
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
