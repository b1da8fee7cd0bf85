"""What can be met in the product is named in its documents."""

import ast
import re

import yaml

from tests.architecture.tree import LAYERS, PACKAGE, ROOT, at, calls, none, product
from yuheng.config.cli import COMMANDS
from yuheng.organisations.domain.duties import DUTIES

DOCS = ROOT / "docs"
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def _text(name: str) -> str:
    path = ROOT / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _all_docs() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(DOCS.rglob("*.md")))


def test_the_readme_exists_in_both_languages() -> None:
    assert "README.zh.md" in _text("README.md"), "README.md exists and points to README.zh.md"
    assert "README.md" in _text("README.zh.md"), "README.zh.md exists and points to README.md"


def test_every_command_is_in_both_readmes() -> None:
    unnamed = [
        f"yuheng {name} in {readme}"
        for name in COMMANDS
        for readme in ("README.md", "README.zh.md")
        if f"yuheng {name}" not in _text(readme)
    ]
    none(unnamed, "The command line is a public contract; name each command:")


def test_every_duty_is_in_the_glossary() -> None:
    glossary = _text("docs/glossary.md")
    none([code for code in DUTIES if f"`{code}`" not in glossary], "docs/glossary.md names each duty as `code`:")


def test_every_state_of_a_flow_is_in_the_glossary() -> None:
    glossary = _text("docs/glossary.md")
    unnamed = [f"{code} ({place})" for code, place in _states() if f"`{code}`" not in glossary]
    none(unnamed, "docs/glossary.md names each state as `code`, beside its words for staff and for the public:")


def _states() -> list[tuple[str, str]]:
    """The code of each `State(…)` that the product declares."""
    found = []
    for path in product():
        for node in calls(path, "State"):
            given = [*node.args[:1], *(one.value for one in node.keywords if one.arg == "code")]
            found += [(str(one.value), at(path, node)) for one in given if isinstance(one, ast.Constant)]
    return found


def test_every_kind_of_rule_is_documented() -> None:
    documents = _all_docs()
    unnamed = [kind for kind in _rule_kinds() if f"`{kind}`" not in documents]
    none(unnamed, "docs/ explain each kind of rule as `kind`:")


def _rule_kinds() -> list[str]:
    loaded = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in (PACKAGE / "rules").rglob("*.yaml")]
    return sorted({str(one["kind"]) for one in loaded if isinstance(one, dict) and "kind" in one})


def test_every_context_has_its_page() -> None:
    there = {name for layer in LAYERS for name in layer if (PACKAGE / name / "__init__.py").exists()}
    pages = [f"docs/contexts/{name}.md" for name in sorted(there)]
    none([page for page in pages if not _text(page)], "Each context says what it is for, in a page:")


def test_links_between_documents_lead_somewhere() -> None:
    broken = [
        f"{at(page)} → {target}"
        for page in [*sorted(DOCS.rglob("*.md")), *sorted(ROOT.glob("*.md"))]
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    none(broken, "These links lead nowhere:")
