"""Which weight each row counts with: as printed, as approved, or its share of a level that prints none."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from yuheng.evaluation.domain.row import Row
from yuheng.evaluation.domain.scheme import BONUS, PERFORMANCE, Scheme, level_code
from yuheng.kernel.money import round_half_up, split
from yuheng.kernel.outcome import Problem, Severity, Words

CHANGED = Words(
    zh="自评时的分值之和与批复的分值不同", en="The weights at scoring do not add up to what was approved for the level"
)


def level_of(scheme: Scheme, row: Row) -> str:
    """The level whose points a row shares: its first level, or the one level of a form that divides no further."""
    code = level_code(row.level1)
    return code if PERFORMANCE not in scheme.weights or code == BONUS else PERFORMANCE


def printed_weight(scheme: Scheme, row: Row) -> Decimal | None:
    """The weight that counts: the approved one where the scheme says so and it is known, else that of the form."""
    approved = row.set_weight if scheme.counted == "set" else None
    return row.weight if approved is None else approved


def assign_weights(scheme: Scheme, rows: Sequence[Row]) -> list[Decimal]:
    """Return every row's weight: as printed, or an equal share of what its level has left, adding up exactly.

    A level that the scheme does not know has nothing to share: its unprinted weights are 0. A scheme that spreads by
    the second level shares the points of each second level among its rows, in whole points where it says so.
    """
    keys = [_group(scheme, row) for row in rows]
    points = scheme.weights_for(frozenset(level_of(scheme, row) for row in rows))
    weights = [printed_weight(scheme, row) for row in rows]
    for level, second in sorted(set(keys)):
        inside = [at for at, key in enumerate(keys) if key == (level, second)]
        blank = [at for at in inside if weights[at] is None]
        if not blank:
            continue
        printed = sum((weight for at in inside if (weight := weights[at]) is not None), Decimal(0))
        whole = scheme.second_levels[second] if second else points.get(level, Fraction(0))
        rest = max(Fraction(0), whole - Fraction(printed))
        for at, share in zip(blank, _shares(rest, len(blank), scheme.spread_digits), strict=True):
            weights[at] = share
    return [weight if weight is not None else Decimal(0) for weight in weights]


def _group(scheme: Scheme, row: Row) -> tuple[str, str]:
    """The level and, where the scheme spreads by second levels, the second level that a row shares points with."""
    second = next((name for name in scheme.second_levels if name in row.level2), "")
    return level_of(scheme, row), second


def _shares(points: Fraction, count: int, digits: int) -> list[Decimal]:
    units = int(round_half_up(points * 10**digits, 0))
    return [Decimal(share).scaleb(-digits) for share in split(units, [1] * count)]


def changed_weights(scheme: Scheme, rows: Sequence[Row]) -> list[Problem]:
    """Warn of levels whose weights at scoring do not add up to those approved (practice of deployed systems)."""
    found = []
    for level in dict.fromkeys(row.level1 for row in rows):
        pairs = [(row.weight, row.set_weight) for row in rows if row.level1 == level]
        scored = sum((weight for weight, _ in pairs if weight is not None), Decimal(0))
        approved = sum((weight for _, weight in pairs if weight is not None), Decimal(0))
        known = all(weight is not None and approved is not None for weight, approved in pairs)
        if known and scored != approved:
            found.append(
                Problem(
                    "weights_changed",
                    level,
                    CHANGED,
                    f"{scored:f}",
                    f"{approved:f}",
                    scheme.id,
                    severity=Severity.WARNING,
                )
            )
    return found
