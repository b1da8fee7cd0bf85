"""YAML text to plain values, each with its line, so that every problem can name "file:line"; numbers are exact."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TypeAlias

import yaml

from yuheng.kernel.outcome import Problem, Words
from yuheng.regulations.domain.law import Plain

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"[-+]?\d+")
_DECIMAL = re.compile(r"[-+]?\d+\.\d+")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WORDS = {"true": True, "false": False, "null": None, "": None, "~": None}

_LANGUAGES = frozenset({"zh", "en"})

Content: TypeAlias = "dict[str, Node] | list[Node] | Plain"


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a YAML file and the line it stands on; mappings keep their keys' own lines."""

    content: Content
    line: int

    @property
    def fields(self) -> dict[str, Node]:
        """Return the keys of a mapping, none for anything else."""
        return self.content if isinstance(self.content, dict) else {}

    @property
    def items(self) -> list[Node]:
        """Return the items of a list, none for anything else."""
        return self.content if isinstance(self.content, list) else []

    @property
    def plain(self) -> Plain:
        """Return the value without lines, frozen; a mapping of just zh and en becomes `Words`."""
        if isinstance(self.content, list):
            return tuple(node.plain for node in self.content)
        if not isinstance(self.content, dict):
            return self.content
        values = {key: node.plain for key, node in self.content.items()}
        if set(values) == {"zh", "en"}:
            return Words(zh=str(values["zh"]), en=str(values["en"]))
        return MappingProxyType(values)


def read(text: str, place: str) -> tuple[Node, list[Problem]]:
    """Read one YAML document; broken YAML and keys that stand twice are problems at "place:line"."""
    problems: list[Problem] = []
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{place}:{mark.line + 1}" if mark else place
        message = Words(zh="不是有效的 YAML", en="This is not valid YAML")
        return Node({}, 1), [Problem("yaml", where, message, found=str(error).splitlines()[0])]
    if root is None:
        return Node({}, 1), [Problem("empty", place, Words(zh="文件为空", en="The file is empty"))]
    node = _node(root, place, problems)
    return node, problems


def _node(raw: yaml.Node, place: str, problems: list[Problem]) -> Node:
    line = raw.start_mark.line + 1
    if isinstance(raw, yaml.SequenceNode):
        return Node([_node(item, place, problems) for item in raw.value], line)
    if isinstance(raw, yaml.MappingNode):
        fields: dict[str, Node] = {}
        for key, value in raw.value:
            name = str(key.value)
            if name in fields:
                problems.append(_twice(name, f"{place}:{key.start_mark.line + 1}", fields[name].line))
            child = _node(value, place, problems)
            fields[name] = Node(child.content, key.start_mark.line + 1)
        if fields.keys() & _LANGUAGES and (fields.keys() != _LANGUAGES or not _both_said(fields)):
            problems.append(_half_words(fields, f"{place}:{line}"))
        return Node(fields, line)
    return Node(_scalar(raw), line)


def _both_said(fields: dict[str, Node]) -> bool:
    return all(isinstance(node.content, str) and node.content for node in fields.values())


def _half_words(fields: dict[str, Node], where: str) -> Problem:
    """A comma in an unquoted text would otherwise cut it in two without a word."""
    message = Words(
        zh="文字须中英文齐全（含逗号的要加引号）", en="A text needs zh and en and nothing else (quote commas)"
    )
    return Problem("half_words", where, message, found=", ".join(sorted(fields)))


def _twice(name: str, where: str, first: int) -> Problem:
    message = Words(zh=f"“{name}”重复出现，前一处在第 {first} 行", en=f'"{name}" stands twice, first on line {first}')
    return Problem("double_key", where, message, found=name)


def _scalar(raw: yaml.Node) -> Plain:
    text = str(raw.value)
    if getattr(raw, "style", None):
        return text
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _INT.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    if _DAY.fullmatch(text):
        return _day(text)
    return text


def _day(text: str) -> Plain:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text
