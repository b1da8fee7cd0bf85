"""Two laws side by side: of two places, or of two days. What differs, and in what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from yuheng.regulations.domain.book import rule_json
from yuheng.regulations.domain.law import Rule


class Differs(StrEnum):
    """In what two sides differ."""

    ONLY_LEFT = "only_left"
    ONLY_RIGHT = "only_right"
    VALUE = "value"
    BASIS = "basis"


@dataclass(frozen=True, slots=True)
class Difference:
    """One rule that the sides have otherwise; None where a side has no such law. `BASIS`: one value, other authority."""

    rule_id: str
    what: Differs
    left: Rule | None
    right: Rule | None

    @property
    def rule(self) -> Rule:
        """Return the rule of whichever side has it."""
        found = self.left or self.right
        if found is None:
            raise ValueError("a difference has a side")
        return found


def differences(left: Mapping[str, Rule], right: Mapping[str, Rule]) -> list[Difference]:
    """List every rule whose value, source, trust mark or layer is not the same on both sides, by id.

    The day since when a rule holds, its title and its note are no difference.
    """
    pairs = ((rule_id, left.get(rule_id), right.get(rule_id)) for rule_id in sorted(left.keys() | right.keys()))
    return [
        Difference(rule_id, what, one, other)
        for rule_id, one, other in pairs
        if (what := _what(one, other)) is not None
    ]


def _what(left: Rule | None, right: Rule | None) -> Differs | None:
    if left is None or right is None:
        return Differs.ONLY_RIGHT if left is None else Differs.ONLY_LEFT
    one, other = rule_json(left), rule_json(right)
    if (one["kind"], one["spec"]) != (other["kind"], other["spec"]):
        return Differs.VALUE
    basis = ("source", "trust", "region")
    return Differs.BASIS if [one[key] for key in basis] != [other[key] for key in basis] else None
