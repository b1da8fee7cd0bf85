"""What this house refuses (docs/design, section 10), found by reading the source."""

import ast
import re
from functools import cache
from pathlib import Path

from tests.architecture.tree import PACKAGE, at, calls, context, is_test, named, none, product, python, room, tree

EXACT_ROOMS = {"domain", "models", "actions", "queries", "policies"}
CLOCK = PACKAGE / "platform" / "clock.py"
CLOCKS = {"date": {"today"}, "datetime": {"now", "utcnow", "today"}, "timezone": {"now", "localdate", "localtime"}}
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b|raise NotImplemented" r"Error")


def test_there_is_one_clock() -> None:
    others = [
        at(path, node)
        for path in python()
        if path != CLOCK and path.is_relative_to(PACKAGE)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS.get(_last_name(node.value), ())
    ]
    none(others, "Ask platform.clock what day it is, or take the day as a parameter:")


def _last_name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def test_money_and_points_are_never_floats() -> None:
    exact = [path for path in product() if context(path) == "kernel" or room(path) in EXACT_ROOMS]
    floats = [
        at(path, node)
        for path in exact
        for node in ast.walk(tree(path))
        if _is_float(node) and node not in _asked_about(path)
    ]
    none(floats, "Use int fen, Fraction or Decimal; a float cannot hold 0.1 yuan:")


def _is_float(node: ast.AST) -> bool:
    match node:
        case ast.Constant(value=float()) | ast.Name(id="float") | ast.Attribute(attr="FloatField"):
            return True
    return False


@cache
def _asked_about(path: Path) -> set[ast.AST]:
    """What stands in `isinstance(value, float)`: a refusal of floats has to name them."""
    return {inner for call in calls(path, "isinstance") for inner in ast.walk(call)}


def test_saving_does_no_business() -> None:
    busy = [
        f"{at(path, node)} {node.name}"
        for path in product()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
        and (_listens(node) or (node.name in ("save", "delete") and room(path) in ("models", "web")))
    ]
    none(busy, "A verb is an action; save() and signals do nothing that a reader of the action would not see:")


def _listens(node: ast.FunctionDef) -> bool:
    return any(isinstance(one, ast.Call) and _last_name(one.func) == "receiver" for one in node.decorator_list)


def test_nothing_is_left_for_later() -> None:
    later = [
        at(path, number)
        for path in named(".py", ".html", ".css", ".js", ".yaml", ".md")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if UNFINISHED.search(line)
    ]
    none(later, "Do it, or leave it out and open an issue:")


def test_laws_are_asked_for_by_a_name_that_exists() -> None:
    """`rule("…")` with a literal that no file of rules/ answers would fail only on the day it is asked."""
    known = {_rule_id(path.parts) for path in (PACKAGE / "rules").rglob("*.yaml")}
    unknown = [
        f"{at(path, node)} {node.args[0].value}"
        for path in product()
        if context(path) not in ("kernel", "regulations")
        for node in calls(path, "rule")
        if node.args and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)
        if node.args[0].value not in known
    ]
    none(unknown if known else [], "No file under rules/ holds this rule:")


def _rule_id(parts: tuple[str, ...]) -> str:
    """The id of a rule file: its path below rules/<layer>/, "/" as ".", regions and scenarios one folder deeper."""
    below = parts[parts.index("rules") + 1 :]
    start = 1 if below[0] == "national" else 2
    return ".".join(below[start:]).removesuffix(".yaml")


def test_a_test_can_fail() -> None:
    idle = [
        f"{at(path, node)} {node.name}"
        for path in python()
        if is_test(path) or path.name.startswith("test_")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not _asserts(node)
    ]
    none(idle, "A test asserts something, names the exception that it expects, or holds for any input (@given):")


def _asserts(node: ast.FunctionDef) -> bool:
    speaking = ("raises", "fail", "none", "warns", "given")
    return any(
        isinstance(inner, ast.Assert)
        or (isinstance(inner, ast.Call) and (_last_name(inner.func) in speaking or "assert" in _last_name(inner.func)))
        for inner in ast.walk(node)
    )
