"""Every word on a screen exists in Simplified Chinese and in English."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from tests.architecture.tree import at, called, calls, named, none, product, templates

# which arguments of a translating call are texts
TEXTS = {
    "_": (0,),
    "gettext": (0,),
    "gettext_lazy": (0,),
    "gettext_noop": (0,),
    "ngettext": (0, 1),
    "ngettext_lazy": (0, 1),
    "pgettext": (1,),
    "pgettext_lazy": (1,),
    "npgettext": (1, 2),
}
STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
IN_TEMPLATE = re.compile(
    rf"(?<![\w])(?:gettext|pgettext|ngettext|npgettext|_)\({STRING}(?:, ?{STRING})*(?:, ?count)?\)"
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")


@cache
def chinese() -> dict[str, str]:
    """All finished Chinese translations by their English text; unsure ones do not count."""
    found: dict[str, str] = {}
    for path in named(".po"):
        if "zh_Hans" in path.parts:
            with path.open("rb") as file:
                for message in read_po(file, locale="zh_Hans", abort_invalid=True):
                    found |= {} if message.fuzzy else dict(_pairs(message.id, message.string))
    return found


def _pairs(source: object, target: object) -> Iterator[tuple[str, str]]:
    """A plural text is translated by one Chinese form for both English ones."""
    sources = source if isinstance(source, list | tuple) else [source]
    targets = target if isinstance(target, list | tuple) else [target]
    yield from ((str(one), str(targets[0] or "")) for one in sources)


def used() -> Iterator[tuple[str, str]]:
    """Each English text with the place that uses it."""
    for path in product():
        for node in calls(path, *TEXTS):
            yield from ((text, at(path, node)) for text in _texts(node))
    for path in templates():
        for text in _in_template(path):
            yield text, at(path)


def _in_template(path: Path) -> Iterator[str]:
    for hit in IN_TEMPLATE.finditer(templatize(path.read_text(encoding="utf-8"))):
        node = ast.parse(hit.group().replace(", count)", ", 0)").replace(",count)", ", 0)"), mode="eval").body
        assert isinstance(node, ast.Call)
        yield from _texts(node)


def _texts(node: ast.Call) -> list[str]:
    places = TEXTS[called(node)]
    literals = [node.args[place] for place in places if place < len(node.args)]
    return [
        one.value.replace("%%", "%") for one in literals if isinstance(one, ast.Constant) and isinstance(one.value, str)
    ]


def test_every_text_has_its_chinese() -> None:
    missing = [f"{place}: {text!r}" for text, place in used() if text and not _translated(text)]
    none(missing, "Add these to locale/zh_Hans/LC_MESSAGES/django.po of their context:")


def _translated(text: str) -> str:
    return chinese().get(text) or chinese().get(text.replace("%", "%%")) or ""


def test_a_translation_fills_in_the_same_values() -> None:
    different = [
        f"{source!r} → {target!r}"
        for source, target in chinese().items()
        if target and not set(PLACEHOLDER.findall(target)) <= set(PLACEHOLDER.findall(source))
    ]
    none(different, "A translation may use only the placeholders of its source:")


def test_a_text_to_translate_is_a_literal() -> None:
    computed = [
        at(path, node)
        for path in product()
        for node in calls(path, *TEXTS)
        if node.args and not isinstance(node.args[0], ast.Constant)
    ]
    none(computed, "A computed text cannot be collected for translators; use named placeholders or Words:")


def test_words_are_given_in_both_languages() -> None:
    lame = [at(path, node) for path in product() for node in calls(path, "Words") if _is_lame(node)]
    none(lame, "Words need both zh and en:")


def _is_lame(node: ast.Call) -> bool:
    given = dict(zip(("zh", "en"), node.args, strict=False)) | {one.arg: one.value for one in node.keywords if one.arg}
    if any(isinstance(one, ast.Starred) for one in node.args) or any(one.arg is None for one in node.keywords):
        return False
    empty = {name for name in ("zh", "en") if name not in given or getattr(given[name], "value", "text") == ""}
    return len(empty) == 1
