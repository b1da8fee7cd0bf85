"""The source as these tests see it: the files that are or would be committed, and their syntax trees."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "yuheng"
LAYERS = (
    ("config",),
    ("sample",),
    ("disclosure", "exchange", "analytics"),
    ("results",),
    ("evaluation",),
    ("monitoring",),
    ("execution",),
    ("budget",),
    ("projects",),
    ("indicators",),
    ("organisations", "regulations"),
    ("platform",),
    ("kernel",),
)
HEIGHT = {name: len(LAYERS) - level for level, names in enumerate(LAYERS) for name in names}


@cache
def files() -> tuple[Path, ...]:
    """Every file that is committed or would be; without git, everything that is neither hidden nor data."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listing.returncode == 0:
        found = [ROOT / name for name in listing.stdout.split("\0") if name]
    else:
        found = [path for path in ROOT.rglob("*") if not _is_private(path.relative_to(ROOT))]
    return tuple(sorted(path for path in found if path.is_file()))


def _is_private(path: Path) -> bool:
    return path.parts[0] == "var" or any(part.startswith(".") or part == "__pycache__" for part in path.parts)


def named(*endings: str) -> list[Path]:
    """The files whose names end so."""
    return [path for path in files() if path.name.endswith(endings)]


def python() -> list[Path]:
    """Our own Python files; migrations are Django's."""
    return [path for path in named(".py") if "migrations" not in path.parts]


def product() -> list[Path]:
    """The Python files of the package, its tests apart."""
    return [path for path in python() if path.is_relative_to(PACKAGE) and not is_test(path)]


def is_test(path: Path) -> bool:
    """Whether a file holds tests or serves them."""
    return bool({"tests", "testing"} & set(path.parts)) or path.name in ("conftest.py", "testing.py")


def templates() -> list[Path]:
    """The pages, fragments and texts that Django fills in."""
    return [path for path in named(".html", ".txt", ".xml", ".svg") if "templates" in path.parts]


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def calls(path: Path, *names: str) -> Iterator[ast.Call]:
    """The calls in a file to functions of these names, however they are reached (`name(…)`, `a.name(…)`)."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and called(node) in names:
            yield node


def called(node: ast.Call) -> str:
    """The last name of what is called: "rule" for `rule(…)` and for `queries.rule(…)`."""
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def imports(path: Path) -> Iterator[tuple[str, ast.stmt]]:
    """Each imported module with its statement; `from a import b` gives both `a` and `a.b`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module, node
            yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)


def context(path: Path) -> str:
    """The context that a file of the package belongs to, "" for a file at its top."""
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else ""


def room(path: Path) -> str:
    """The room within the context: "domain", "web", "models" …"""
    parts = path.relative_to(PACKAGE).parts
    return parts[1].removesuffix(".py") if len(parts) > 1 else ""


def at(path: Path, node: ast.AST | int = 0) -> str:
    """How an offender is named: path from the top, and the line."""
    line = node if isinstance(node, int) else getattr(node, "lineno", 0)
    return f"{path.relative_to(ROOT)}{f':{line}' if line else ''}"


def none(offenders: list[str], advice: str) -> None:
    """Fail with all offenders and what to do about them."""
    listed = "\n  ".join(sorted(offenders))
    assert not offenders, f"{advice}\n  {listed}"
