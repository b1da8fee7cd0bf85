"""What is imported is declared, what is declared is locked, and a lock names no host."""

import re
import sys
import tomllib
from importlib.metadata import packages_distributions

from tests.architecture.tree import ROOT, at, imports, named, none, product

NAME = re.compile(r"^[A-Za-z0-9._-]+")
LOCKS = ("requirements.lock", "requirements-dev.lock")
OURS = {"yuheng", "tests"}


def _declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {_plain(line) for line in project["dependencies"]}


def _plain(requirement: str) -> str:
    """The name of a requirement as registries compare it: lower case, dashes."""
    hit = NAME.match(requirement)
    return re.sub(r"[-_.]+", "-", hit.group() if hit else "").lower()


def _locked(name: str) -> dict[str, str]:
    """Package and version of each line of a lock."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    pins = (line.split(" ", 1)[0].split("==") for line in lines if "==" in line and not line.startswith((" ", "#")))
    return {_plain(package): version for package, version in pins}


def test_every_import_is_a_declared_dependency() -> None:
    declared, homes = _declared(), packages_distributions()
    undeclared = {
        f"{at(path, node)} imports {module}"
        for path in product()
        for module, node in imports(path)
        if (top := module.split(".")[0]) not in sys.stdlib_module_names | OURS
        if not {_plain(home) for home in homes.get(top, [])} & declared
    }
    none(sorted(undeclared), "Declare it in pyproject.toml and make both locks anew, or do without:")


def test_every_declared_dependency_is_locked() -> None:
    locked = _locked("requirements.lock")
    none(
        [name for name in _declared() if name not in locked],
        "Make the lock anew (the commands stand in pyproject.toml):",
    )


def test_development_uses_the_versions_that_run() -> None:
    running, developing = _locked("requirements.lock"), _locked("requirements-dev.lock")
    different = [f"{name} {version}" for name, version in running.items() if developing.get(name) != version]
    none(different, "requirements-dev.lock must hold what requirements.lock holds:")


def test_a_lock_has_hashes_and_names_no_host() -> None:
    for name in LOCKS:
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not re.search(r"https?:|index-url|find-links", text), f"{name} names a host"
        pins, hashed = len(re.findall(r"^\S+==", text, re.M)), len(re.findall(r"^\S+==.*\\$", text, re.M))
        assert pins == hashed, f"{pins - hashed} packages of {name} have no hash"


def test_no_compiled_or_private_file_is_committed() -> None:
    private = [at(path) for path in named(".pyc", ".mo", ".sqlite3", ".key", ".pem")]
    none(private, "Compiled files and secrets are made where they are needed:")
