"""When something wants to be longer, it has two names: find them."""

import ast

from tests.architecture.tree import at, is_test, none, python, templates, tree

FUNCTION_LINES, PARAMETERS = 40, 6
FILE_LINES, TEST_FILE_LINES, TEMPLATE_LINES = 300, 500, 120
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def test_a_function_fits_on_a_screen() -> None:
    long = [
        f"{at(path, node)} {node.name}: {size} lines"
        for path in python()
        for node in ast.walk(tree(path))
        if isinstance(node, FUNCTIONS) and (size := (node.end_lineno or 0) - node.lineno + 1) > FUNCTION_LINES
    ]
    none(long, f"A function has at most {FUNCTION_LINES} lines with its docstring. Give its parts names:")


def test_a_function_takes_few_things() -> None:
    greedy = [
        f"{at(path, node)} {node.name}: {count} parameters"
        for path in python()
        for node in ast.walk(tree(path))
        if isinstance(node, FUNCTIONS) and (count := _parameters(node)) > PARAMETERS
    ]
    none(greedy, f"A function takes at most {PARAMETERS} parameters. Make those that travel together one dataclass:")


def _parameters(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    names = [one.arg for one in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
    return len(names) - (names[:1] in (["self"], ["cls"]))


def test_a_file_has_one_subject() -> None:
    long = [
        f"{at(path)}: {size} lines"
        for path in python()
        if (size := path.read_text(encoding="utf-8").count("\n")) > (TEST_FILE_LINES if is_test(path) else FILE_LINES)
    ]
    none(long, f"A file has at most {FILE_LINES} lines, one of tests {TEST_FILE_LINES}. Split it by subject:")


def test_a_template_is_made_of_partials() -> None:
    long = [
        f"{at(path)}: {size} lines"
        for path in templates()
        if (size := path.read_text(encoding="utf-8").count("\n")) > TEMPLATE_LINES
    ]
    none(long, f"A template has at most {TEMPLATE_LINES} lines. Move a part into partials/ and name it:")
