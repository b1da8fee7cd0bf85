"""A scenario: rules that are tried instead of those in force, whatever the day and the place. Nothing is decided by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from yuheng.kernel.outcome import NOTHING, Problem, Words
from yuheng.regulations.domain.law import Rule
from yuheng.regulations.domain.reading import read

HEADING = "scenario.yaml"
_KEYS = frozenset({"title", "note"})


@dataclass(frozen=True, slots=True)
class Heading:
    """What a scenario is called and what it asks."""

    code: str
    title: Words
    note: Words
    place: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """A question "what if": each of its rules stands instead of the rule of the same id, in every place."""

    code: str
    title: Words
    note: Words
    rules: Mapping[str, Rule]


def heading(text: str, place: str, code: str) -> tuple[Heading, list[Problem]]:
    """Read the heading of a scenario; it needs a title and a note in both languages."""
    root, problems = read(text, place)
    said = {key: node.plain for key, node in root.fields.items()}
    for key, node in root.fields.items():
        if key not in _KEYS:
            message = Words(zh=f"不认识的键“{key}”", en=f'Unknown key "{key}"')
            problems.append(Problem("unknown_key", f"{place}:{node.line}", message, found=key, expected="note, title"))
    for key in sorted(_KEYS - {key for key, value in said.items() if isinstance(value, Words)}):
        message = Words(zh=f"缺少中英文的“{key}”", en=f'"{key}" is missing in one or both languages')
        problems.append(Problem("missing_key", f"{place}:{root.line}", message, expected=key))
    title, note = said.get("title"), said.get("note")
    words = [one if isinstance(one, Words) else NOTHING for one in (title, note)]
    return Heading(code, words[0], words[1], place), problems
