"""Worked cases of the law: a place, a day, a rule, what goes in and what must come out, and where that is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from yuheng.kernel.outcome import Problem, Words
from yuheng.regulations.domain.law import Plain
from yuheng.regulations.domain.reading import Node, read

_KEYS = frozenset({"name", "region", "on", "rule", "input", "expect", "source"})
_MUST = _KEYS - {"input"}


@dataclass(frozen=True, slots=True)
class Case:
    """One worked case. `given` and `expect` are plain fields; `place` is "file:line"."""

    name: str
    region: str
    on: date
    rule_id: str
    given: Mapping[str, Plain]
    expect: Mapping[str, Plain]
    source: str
    place: str


def cases_in(text: str, place: str) -> tuple[list[Case], list[Problem]]:
    """Read a file of cases with all that is wrong with it."""
    root, problems = read(text, place)
    found: list[Case] = []
    for node in root.items:
        wrong = [*_wrong_keys(node, f"{place}:{node.line}")]
        problems += wrong
        if not wrong:
            found.append(_case(node, f"{place}:{node.line}"))
    return found, problems


def _wrong_keys(node: Node, where: str) -> list[Problem]:
    keys = set(node.fields)
    wrong = [
        Problem("unknown_key", where, Words(zh=f"不认识的键“{key}”", en=f'Unknown key "{key}"'), found=key)
        for key in sorted(keys - _KEYS)
    ]
    wrong += [
        Problem("missing_key", where, Words(zh=f"缺少“{key}”", en=f'"{key}" is missing'), expected=key)
        for key in sorted(_MUST - keys)
    ]
    if "on" in keys and not isinstance(node.fields["on"].content, date):
        wrong.append(Problem("not_a_date", where, Words(zh="不是日期", en="This is not a date")))
    return wrong


def _case(node: Node, where: str) -> Case:
    fields = {key: child.plain for key, child in node.fields.items()}
    given, expect, on = fields.get("input"), fields["expect"], fields["on"]
    return Case(
        name=str(fields["name"]),
        region=str(fields["region"] or ""),
        on=on if isinstance(on, date) else date.min,
        rule_id=str(fields["rule"]),
        given=given if isinstance(given, Mapping) else {},
        expect=expect if isinstance(expect, Mapping) else {},
        source=str(fields["source"]),
        place=where,
    )
