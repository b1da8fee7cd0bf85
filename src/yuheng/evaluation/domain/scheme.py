"""A scheme of evaluation: which rule scores which indicator, the weights of the levels, the grades, the rounding."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from yuheng.evaluation.domain.grade import Grade, grades_from
from yuheng.evaluation.domain.rules import (
    Rounding,
    ScoringRule,
    fraction,
    mapping,
    over_tier,
    rounding_of,
    scoring_rule,
    sequence,
)
from yuheng.kernel.numbers import Kind, Printed
from yuheng.kernel.outcome import NOTHING, Words

Ask: TypeAlias = Callable[[str], Mapping[str, object]]

EXECUTION = "execution"
PERFORMANCE = "performance"
BONUS = "bonus"
_LEVELS = {
    "加分": BONUS,
    "产出": "output",
    "效益": "benefit",
    "效果": "benefit",
    "满意": "satisfaction",
    "成本": "cost",
}
_OVER_COUNTS = ("at_least",)
_LESS_IS_BETTER = ("成本", "调整率", "结余率", "控制率", "变动率", "投诉", "事故", "逾期")
_HINTS = {"up": "at_least", "down": "at_most", "equal": "equal", "time": "time_limit", "text": "qualitative"}
# a strict sign has a rule of its own only where a scheme has one
_STRICT = {">": "more_than", "<": "less_than"}
_OPERATORS = {">=": "at_least", ">": "at_least", "<=": "at_most", "<": "at_most", "=": "equal", "qual": "qualitative"}
_WORDED = frozenset({Kind.LABEL, Kind.TEXT, Kind.BLANK, Kind.DASH, Kind.SEVERAL})

TAKEN_AS_AT_LEAST = Words(zh="目标值没有印符号，按“不低于”理解", en='The target has no sign; read as "at least"')
TAKEN_AS_AT_MOST = Words(
    zh="目标值没有印符号，按指标含义理解为“不高于”", en='The target has no sign; the indicator\'s meaning is "at most"'
)


@dataclass(frozen=True, slots=True)
class Scheme:
    """A resolved scheme.

    `weights` are points by level code: execution, output, benefit, satisfaction, cost; or execution and performance
    where a form does not divide further; `second_levels` are points by a word of the second level, where points are
    spread by these, in shares of `spread_digits` digits. `rules` are by class: at_least, at_most, equal, qualitative,
    time_limit and, where the scheme has them, satisfaction, more_than, less_than. `counted`: the weight "set" with the
    target or the one of the form at "scoring". `choose`: of an indicator's alternatives the "better" or the "first"
    counts. `bonus_max`: points above the whole, None where there are none. `base`: what execution is divided by.
    """

    id: str
    title: Words
    form: Words
    rules: Mapping[str, ScoringRule]
    execution: ScoringRule
    weights: Mapping[str, Fraction]
    weights_with_cost: Mapping[str, Fraction]
    grades: tuple[Grade, ...]
    rounding: Rounding
    satisfaction_absent: str
    source: str
    trust: str
    second_levels: Mapping[str, Fraction] = field(default_factory=dict)
    spread_digits: int = 2
    counted: str = "scoring"
    choose: str = "better"
    bonus_max: Fraction | None = None
    base: str = "full_year"

    @property
    def whole(self) -> Fraction:
        """The points that all levels make together, without any bonus."""
        return sum(self.weights.values(), Fraction(0))

    def weights_for(self, levels: frozenset[str]) -> dict[str, Fraction]:
        """Return the points of each level for a table that has these levels; they add up as before.

        Cost indicators call up the weights with cost. A missing satisfaction level leaves its points to benefit
        where the scheme says so; any other missing level's points go to the levels there are, in proportion.
        """
        weights = dict(self.weights_with_cost if "cost" in levels and self.weights_with_cost else self.weights)
        execution = weights.pop(EXECUTION, Fraction(0))
        whole = sum(weights.values(), Fraction(0))
        if "satisfaction" in weights and "satisfaction" not in levels and self.satisfaction_absent == "benefit":
            weights["benefit"] = weights.get("benefit", Fraction(0)) + weights.pop("satisfaction")
        present = {code: points for code, points in weights.items() if code in levels}
        scale = whole / sum(present.values()) if present else Fraction(0)
        return {EXECUTION: execution, **{code: points * scale for code, points in present.items()}}


def level_code(level1: str) -> str:
    """Return the code of a printed first level, its own text when it is none of the known ones.

    >>> level_code("产出指标(50分)"), level_code("服务对象满意度"), level_code("项目决策")
    ('output', 'satisfaction', '项目决策')
    """
    return next((code for word, code in _LEVELS.items() if word in level1), level1)


def scheme_from(form: str, ask: Ask) -> Scheme:
    """Resolve a scheme: `ask` returns the plain keys of a rule in force, with its id, title, source and trust."""
    spec = ask(f"scheme.{form}")
    scheme = mapping(spec["scheme"])
    over = tuple(over_tier(mapping(row)) for row in sequence(ask(str(scheme["over"]))["rows"]))
    counts = frozenset(str(name) for name in sequence(scheme.get("over_counts")) or _OVER_COUNTS)
    title, printed = spec.get("title"), scheme.get("title_of_form")
    rules = {name: scoring_rule(ask(str(rule_id))) for name, rule_id in mapping(scheme["rules"]).items()}
    return Scheme(
        id=str(spec["id"]),
        title=title if isinstance(title, Words) else NOTHING,
        form=printed if isinstance(printed, Words) else NOTHING,
        rules={name: rule.with_over(over) if name in counts else rule for name, rule in rules.items()},
        execution=scoring_rule(ask(str(scheme["execution"]))),
        weights=_weights(scheme["weights"], ask),
        weights_with_cost=_weights(scheme.get("weights_with_cost"), ask),
        grades=grades_from([mapping(row) for row in sequence(ask(str(scheme["grades"]))["bands"])]),
        rounding=rounding_of(mapping(scheme.get("total"))),
        satisfaction_absent=str(scheme.get("satisfaction_absent", "rescale")),
        source=str(spec["source"]),
        trust=str(spec["trust"]),
        second_levels=_weights(scheme.get("second_levels"), ask),
        spread_digits=int(str(scheme.get("spread_digits", 2))),
        counted=_choice(scheme.get("counted"), ask, "scoring"),
        choose=_choice(scheme.get("choose_one"), ask, "better"),
        bonus_max=fraction(ask(str(scheme["bonus"]))["value"]) if "bonus" in scheme else None,
        base=_choice(scheme.get("base"), ask, "full_year"),
    )


def _choice(rule_id: object, ask: Ask, unstated: str) -> str:
    return str(ask(str(rule_id))["value"]) if rule_id else unstated


def _weights(rule_id: object, ask: Ask) -> dict[str, Fraction]:
    spec = ask(str(rule_id)) if rule_id else {}
    return {code: fraction(points) for code, points in mapping(spec.get("weights")).items()}


@dataclass(frozen=True, slots=True)
class Picked:
    """The rule for one indicator, and what had to be assumed to choose it."""

    rule: ScoringRule
    assumed: tuple[Words, ...] = ()


def pick_rule(scheme: Scheme, *, target: Printed, level1: str = "", name: str = "", hint: str = "") -> Picked:
    """Choose the rule of an indicator from its target, its printed levels and name, and a reader's hint.

    `name` is the second and third level together. `hint` (up, down, equal, time, text) counts where the target
    prints no sign. A plain number means "at least", but for cost and control rates, and the choice says so.
    """
    if target.kind in _WORDED:
        return Picked(scheme.rules["qualitative"])
    if target.kind is Kind.DATE:
        return Picked(scheme.rules["time_limit"])
    percent = target.kind is Kind.PERCENT
    if percent and level_code(level1) == "satisfaction" and "satisfaction" in scheme.rules:
        return Picked(scheme.rules["satisfaction"])
    strict = _STRICT.get(target.operator, "")
    wanted = strict if strict in scheme.rules else _OPERATORS.get(target.operator) or _HINTS.get(hint)
    if wanted and not (wanted == "time_limit" and target.value is not None):
        return Picked(scheme.rules[wanted])
    if any(word in f"{level1}{name}" for word in _LESS_IS_BETTER):
        return Picked(scheme.rules["at_most"], (TAKEN_AS_AT_MOST,))
    return Picked(scheme.rules["at_least"], (TAKEN_AS_AT_LEAST,))
