"""Two schemes side by side, and whether what was scored under the one can come out otherwise under the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from yuheng.evaluation.domain.rules import ScoringRule
from yuheng.evaluation.domain.scheme import Scheme
from yuheng.kernel.outcome import NOTHING

HUNDREDTHS = 2  # digits of a total that a seal keeps whole


class Pair:
    """A scheme as it was sealed, and as it would be."""

    def __init__(self, old: Scheme, new: Scheme) -> None:
        self.old, self.new = old, new
        whole = old.rounding.digits <= HUNDREDTHS and old.bonus_max is None
        self._framed = whole and _frame(old) == _frame(new)
        self._rules: dict[str, list[tuple[ScoringRule, ScoringRule]]] = {}
        if self._framed:
            for name, rule in old.rules.items():
                self._rules.setdefault(rule.id, []).append((_bare(rule), _bare(new.rules[name])))
        self._known: dict[tuple[str, str | None], bool] = {}

    def moves(self, lines: Sequence[Mapping[str, Any]]) -> bool:
        """Whether the total may come out otherwise, read from the sealed lines (rule and place on its curve).

        Exact: with the same frame each line is given the same rule as before, and a rule that differs only in its
        curve gives the same points where both curves have one height. The grade is not asked here.
        """
        return not self._framed or any(self._moves(str(line["rule"]), line["x"]) for line in lines)

    def _moves(self, rule_id: str, x: str | None) -> bool:
        key = rule_id, x
        if key not in self._known:
            pairs = self._rules.get(rule_id)
            self._known[key] = pairs is None or any(_differs(old, new, x) for old, new in pairs)
        return self._known[key]


def _differs(old: ScoringRule, new: ScoringRule, x: str | None) -> bool:
    if old == new:
        return False
    if replace(old, curve=None) != replace(new, curve=None) or old.curve is None or new.curve is None:
        return True
    return x is not None and old.curve.at(Fraction(x)).y != new.curve.at(Fraction(x)).y


def _frame(scheme: Scheme) -> tuple[object, ...]:
    """What decides which rule a line gets, what it weighs and how the sum is made; the grades stand apart."""
    names = {name: rule.id for name, rule in scheme.rules.items()}
    told = replace(scheme, id="", title=NOTHING, form=NOTHING, source="", trust="")
    return names, replace(told, rules={}, grades=(), execution=_bare(scheme.execution))


def _bare(rule: ScoringRule) -> ScoringRule:
    """A rule without what does not score: titles, source, trust."""
    bands = tuple(replace(band, title=NOTHING) for band in rule.bands)
    return replace(rule, title=NOTHING, source="", trust="", bands=bands)
