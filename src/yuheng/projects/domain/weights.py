"""Weights of indicators: read where printed, assigned by the rule where not, and adding up exactly.

All weights are integer hundredths of a point.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from yuheng.kernel.money import split
from yuheng.kernel.text import plain

LEVELS = ("cost", "output", "benefit", "satisfaction")
_NAMES = (("cost", "成本"), ("satisfaction", "满意"), ("output", "产出|完成"), ("benefit", "效益|效果|绩效|影响"))
_PRINTED = re.compile(r"(\d{1,3})(?:\.(\d{1,2})0*)?(?:分|%)?")


@dataclass(frozen=True, slots=True)
class WeightScheme:
    """Points per level-1 group in hundredths, with and without cost indicators; `execution_c` is budget execution's."""

    with_cost: Mapping[str, int]
    without_cost: Mapping[str, int]
    execution_c: int
    article: str
    unverified: bool = False

    @property
    def indicators_c(self) -> int:
        """What all indicators of a target have together."""
        return sum(self.with_cost.values())

    @property
    def sums_c(self) -> tuple[int, int]:
        """The sums that printed weights may have: without and with the points of budget execution."""
        return self.indicators_c, self.indicators_c + self.execution_c


def level_of(level1: str) -> str:
    """The group of a printed level-1 name: cost, output, benefit or satisfaction; "" for another.

    >>> [level_of(name) for name in ("产出指标", "项目完成指标", "满意度指标", "社会效益", "制度指标")]
    ['output', 'output', 'satisfaction', 'benefit', '']
    """
    return next((code for code, pattern in _NAMES if re.search(pattern, level1)), "")


def read_weight(printed: str) -> int | None:
    """A printed weight in hundredths of a point; None when it is no weight of at most two decimals.

    >>> read_weight("12.5分"), read_weight("20"), read_weight("二十"), read_weight("1.255")
    (1250, 2000, None, None)
    """
    found = _PRINTED.fullmatch(plain(printed).strip())
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else None


def level_weights(present: Sequence[str], scheme: WeightScheme) -> dict[str, int]:
    """The points of each group that a target has; the points of groups it lacks go to the others in proportion.

    Without satisfaction indicators its points go to benefit, where there is one.

    >>> law = WeightScheme({"cost": 2000, "output": 4000, "benefit": 2000, "satisfaction": 1000},
    ...                    {"output": 5000, "benefit": 3000, "satisfaction": 1000}, 1000, "")
    >>> level_weights(["output", "benefit"], law), level_weights(["output", "satisfaction"], law)
    ({'output': 5000, 'benefit': 4000}, {'output': 7500, 'satisfaction': 1500})
    """
    base = dict(scheme.with_cost if "cost" in present else scheme.without_cost)
    if "satisfaction" not in present and "benefit" in present:
        base["benefit"] += base.pop("satisfaction", 0)
    groups = [code for code in base if code in present]
    return dict(zip(groups, split(scheme.indicators_c, [base[code] for code in groups]), strict=True)) if groups else {}


def assign(levels: Sequence[str], printed_c: Sequence[int | None], scheme: WeightScheme) -> list[int] | None:
    """Weights of all indicators in their order; None where the missing ones cannot be assigned.

    Nothing printed: each group's points divided equally among its indicators. Some printed: what they leave of the
    total goes to the others in the proportion of the rule. The sum is exact to the hundredth either way.

    >>> law = WeightScheme({"cost": 2000, "output": 4000, "benefit": 2000, "satisfaction": 1000},
    ...                    {"output": 5000, "benefit": 3000, "satisfaction": 1000}, 1000, "")
    >>> assign(["output"] * 3 + ["benefit", "satisfaction"], [None] * 5, law)
    [1667, 1667, 1666, 3000, 1000]
    >>> assign(["output", "output", "benefit"], [2000, None, None], law)
    [2000, 2692, 4308]
    """
    if None not in printed_c:
        return [one for one in printed_c if one is not None]
    if any(not level for level, one in zip(levels, printed_c, strict=True) if one is None):
        return None
    groups = level_weights(levels, scheme)
    if all(one is None for one in printed_c):
        return _by_group(levels, groups)
    left = scheme.indicators_c - sum(one or 0 for one in printed_c)
    shares = [
        Fraction(groups[level], levels.count(level)) if one is None else Fraction(0)
        for level, one in zip(levels, printed_c, strict=True)
    ]
    if left <= 0:
        return None
    return [one if one is not None else part for one, part in zip(printed_c, split(left, shares), strict=True)]


def _by_group(levels: Sequence[str], groups: Mapping[str, int]) -> list[int]:
    parts = {level: iter(split(groups[level], [1] * levels.count(level))) for level in groups}
    return [next(parts[level]) for level in levels]
