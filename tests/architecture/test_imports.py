"""Who may know whom, where import-linter (pyproject.toml) cannot say it."""

import ast

from django.apps import apps
from django.db.models import ForeignObject

from tests.architecture.tree import (
    HEIGHT,
    LAYERS,
    PACKAGE,
    at,
    context,
    files,
    imports,
    none,
    product,
    python,
    room,
    tree,
)

OUTSIDE = {"", "config"}  # entry points, and the one place that knows everybody
KNOWS_REQUESTS = {"web", "api", "templatetags", "ui", "guards", "middleware"}


def test_a_domain_room_knows_only_the_kernel() -> None:
    worldly = [
        f"{at(path, node)} imports {name}"
        for path in product()
        if room(path) == "domain"
        for name, node in imports(path)
        if name.startswith("yuheng.") and not name.startswith(("yuheng.kernel", f"yuheng.{context(path)}.domain"))
    ]
    none(
        worldly,
        "Code in domain/ must run in a notebook: it imports the kernel, its own room, and nothing else of ours:",
    )


def test_nobody_enters_another_contexts_web_or_api() -> None:
    trespassers = [
        f"{at(path, node)} imports {name}"
        for path in product()
        if context(path) not in OUTSIDE
        for name, node in imports(path)
        if name.split(".")[:1] == ["yuheng"]
        and name.split(".")[2:3] in (["web"], ["api"])
        and name.split(".")[1] != context(path)
    ]
    none(trespassers, "Use another context through its queries, actions, policies and models, not its pages:")


def test_a_request_stays_in_the_web() -> None:
    carried = [
        at(path, node)
        for path in product()
        if context(path) not in OUTSIDE and room(path) not in KNOWS_REQUESTS
        for node in ast.walk(tree(path))
        if isinstance(node, ast.arg) and node.arg == "request"
    ]
    none(carried, "`request` is never handed below web/: hand on the person and the values instead:")


def test_imports_stand_at_the_top() -> None:
    hidden = [
        at(path, inner)
        for path in python()
        for outer in ast.walk(tree(path))
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(outer)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    none(hidden, "No imports inside functions; when two modules need each other, one of them is in the wrong place:")


def test_names_are_imported_one_by_one() -> None:
    stars = [at(path, node) for path in python() for name, node in imports(path) if name.endswith(".*")]
    none(stars, "No `import *`:")


def test_foreign_keys_point_down_the_budget_year() -> None:
    upward = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models()
        if model.__module__.startswith("yuheng.")
        for field in model._meta.get_fields()
        if isinstance(field, ForeignObject) and isinstance(field.related_model, type)
        if HEIGHT.get(field.related_model._meta.app_label, 0) > HEIGHT[model._meta.app_label]
    ]
    none(upward, "Nothing below hears of anything above; let the upper table hold the key:")


def test_every_folder_has_its_place_in_the_order() -> None:
    known = {name for layer in LAYERS for name in layer} | {"rules"}
    folders = {path.relative_to(PACKAGE).parts[0] for path in files() if path.is_relative_to(PACKAGE)}
    homeless = [name for name in folders if not name.endswith(".py") and name not in known]
    none(homeless, "A new folder takes its place in the import order (pyproject.toml, tests/architecture/tree.py):")


def test_no_file_is_a_drawer_for_odds_and_ends() -> None:
    drawers = [at(path) for path in files() if path.name in ("utils.py", "helpers.py", "misc.py", "common.py")]
    none(drawers, "Name a file after its subject:")


def test_tests_are_not_part_of_the_product() -> None:
    leaning = [
        f"{at(path, node)} imports {name}"
        for path in product()
        for name, node in imports(path)
        if name.split(".")[0] in ("tests", "pytest", "hypothesis") or ".tests" in name
    ]
    none(leaning, "The product does not import its tests:")
