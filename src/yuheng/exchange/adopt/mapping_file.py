"""Reading a mapping file strictly: unknown keys, missing keys and values of the wrong shape are all told, with their lines."""

import re
from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from types import NoneType
from typing import Any, TypeVar, cast, get_args, get_type_hints

from yuheng.exchange.adopt.mapping import (
    GROUPS,
    SHIPPED,
    STAGES,
    Columns,
    Levels,
    Mapping,
    StageColumns,
    Texts,
    Widths,
    column,
)
from yuheng.kernel.outcome import Problem, Words, refuse_if
from yuheng.regulations.domain.reading import Node, read

Made = TypeVar("Made")
CODE = re.compile(r"99\d{4}")


class _Wrong(ValueError):
    """A value has not the shape that is wanted; the text says which."""


def shipped() -> list[str]:
    """The names of the mappings that come with the product."""
    return sorted(path.stem for path in SHIPPED.glob("*.yaml"))


def find_mapping(named: str) -> Path:
    """The file of a mapping that is named, or of one that comes with the product; FileNotFoundError when there is none."""
    for path in (Path(named), SHIPPED / f"{named}.yaml"):
        if path.is_file():
            return path
    raise FileNotFoundError(f"there is no mapping {named}; shipped are {', '.join(shipped())}")


def read_mapping(path: Path) -> Mapping:
    """Read a mapping file; `Refused` with everything that is wrong with it."""
    node, problems = read(path.read_text(encoding="utf-8"), path.name)
    reader = _Reader(path.name, problems)
    made = reader.make(Mapping, node, "") if not problems else None
    if made is not None:
        problems += _sense(made, path.name)
    refuse_if(problems)
    return cast(Mapping, made)


class _Reader:
    def __init__(self, place: str, problems: list[Problem]) -> None:
        self.place, self.problems = place, problems

    def make(self, cls: type[Made], node: Node, at: str) -> Made | None:
        """Build a dataclass of a node; None when something in it is wrong."""
        before, given, hints = len(self.problems), node.fields, get_type_hints(cls)
        wanted = {one.name: one for one in fields(cast(Any, cls))}
        for key in given.keys() - wanted.keys():
            self.wrong("mapping_key", given[key], f"{at}{key}", "没有这个键", "There is no such key", sorted(wanted))
        values = {}
        for name, one in wanted.items():
            if name in given:
                values[name] = self.value(hints[name], given[name], f"{at}{name}")
            elif one.default is MISSING and one.default_factory is MISSING:
                self.wrong("mapping_missing", node, f"{at}{name}", "缺少这个键", "This key is missing", [])
        return cls(**values) if len(self.problems) == before else None

    def value(self, kind: Any, node: Node, at: str) -> object:
        """Read a value of a kind; what is wrong becomes a problem."""
        kind = (
            next((one for one in get_args(kind) if one is not NoneType), kind) if NoneType in get_args(kind) else kind
        )
        if is_dataclass(kind) and kind is not Words:
            return self.make(cast(type[Any], kind), node, f"{at}.")
        try:
            return READERS[kind](node)
        except _Wrong as error:
            self.wrong("mapping_value", node, at, "值的形式不对", f"This needs {error}", [])
            return None

    def wrong(self, code: str, node: Node, at: str, zh: str, en: str, expected: list[str]) -> None:
        """Note a problem at a line of the file."""
        words = Words(zh=f"{at}：{zh}", en=f"{at}: {en}")
        where = f"{self.place}:{node.line}"
        self.problems.append(Problem(code, where, words, found=at, expected=", ".join(expected)))


def _text(node: Node) -> str:
    if not isinstance(node.content, str) or not node.content.strip():
        raise _Wrong("a text (in quotes where it looks like a number)")
    return node.content


def _number(node: Node) -> int:
    if not isinstance(node.content, int) or isinstance(node.content, bool) or node.content <= 0:
        raise _Wrong("a whole number above zero")
    return node.content


def _words(node: Node) -> Words:
    made = node.plain
    if not isinstance(made, Words):
        raise _Wrong("a text in zh and en")
    return made


def _texts(node: Node) -> Texts:
    if not node.items:
        raise _Wrong("a list of texts")
    return tuple(_text(one) for one in node.items)


def _columns(node: Node) -> Columns:
    named = _texts(node) if isinstance(node.content, list) else (_text(node),)
    return tuple(column(text) for text in named)


def _levels(node: Node) -> Levels:
    found = tuple(_texts(one) for one in node.items)
    unknown = sorted({name for level in found for name in level} - set(GROUPS))
    if not found or unknown:
        raise _Wrong(f"a list of lists of {', '.join(GROUPS)}")
    return found


def _widths(node: Node) -> Widths:
    return {name: _number(one) for name, one in node.fields.items()}


def _stages(node: Node) -> StageColumns:
    if not node.fields or set(node.fields) - set(STAGES):
        raise _Wrong(f"columns for some of {', '.join(STAGES)}")
    return {name: _columns(node.fields[name]) for name in STAGES if name in node.fields}


READERS: dict[Any, Callable[[Node], object]] = {
    str: _text,
    int: _number,
    Words: _words,
    Texts: _texts,
    Columns: _columns,
    Levels: _levels,
    Widths: _widths,
    StageColumns: _stages,
}


def _sense(made: Mapping, place: str) -> Iterator[Problem]:
    """What the shapes alone cannot say."""
    pattern = made.payments.payee_kept if made.payments else ""
    checks = (
        (
            bool(CODE.fullmatch(made.place.code)),
            "place.code",
            Words(zh="须为自编的 99 开头六位代码", en="A code of our own: six digits beginning with 99"),
        ),
        (
            (made.budget is None) != (made.changes is None),
            "budget",
            Words(zh="须有预算或调整文件之一", en="Either a budget or changes are needed"),
        ),
        (
            made.budget is not None or not (made.indicators or made.payments),
            "budget",
            Words(zh="指标和支付须有预算可连接", en="Indicators and payments join a budget"),
        ),
        (_compiles(pattern), "payments.payee_kept", Words(zh="不是正则表达式", en="This is no regular expression")),
        (
            not (made.payments and made.payments.payee) or bool(pattern),
            "payments.payee_kept",
            Words(zh="须说明保留谁的名称", en="Say whose names may enter"),
        ),
    )
    for holds, at, words in checks:
        if not holds:
            yield Problem("mapping_value", place, Words(zh=f"{at}：{words.zh}", en=f"{at}: {words.en}"), found=at)


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True
