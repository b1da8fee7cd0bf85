"""Where the code asks for a rule: calls of `rule("…")`, found in the syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

ASKING = frozenset({"rule", "ask"})


@dataclass(frozen=True, slots=True)
class Use:
    """A line of code that asks for a rule."""

    rule_id: str
    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


def uses_in(source: str, path: str) -> Iterator[Use]:
    """Yield each call of `rule("…")` or `…rule("…")` with the id it asks for.

    >>> [str(use) for use in uses_in('days = rule("deadline.reply", on=d, region=r).days', "budget/queries.py")]
    ['budget/queries.py:1']
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _name(node.func) in ASKING and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield Use(first.value, path, node.lineno)


def _name(func: ast.expr) -> str:
    if isinstance(func, ast.Attribute):
        return func.attr
    return func.id if isinstance(func, ast.Name) else ""
