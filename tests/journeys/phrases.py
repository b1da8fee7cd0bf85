"""All phrases of the house in both languages: translated texts and the Words of the domains."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from tests.architecture.test_translations import PLACEHOLDER, chinese
from tests.architecture.tree import calls, product

SENTENCE = re.compile(r"[A-Za-z]{3,},? [a-z]{2,} [a-z]{2,}")  # no Chinese text holds three English words in a row
SHORTEST = 3


@cache
def phrases(language: str) -> re.Pattern[str]:
    """A pattern for the phrases of the other language that may not be on a page of this one."""
    pairs = [(en, zh) for en, zh in {*chinese().items(), *_words()} if en and zh and en.casefold() != zh.casefold()]
    both = {en for en, _ in pairs} & {zh for _, zh in pairs}
    other = {en if language == "zh" else zh for en, zh in pairs} - both
    return re.compile("|".join(sorted(_patterns(other), key=len, reverse=True)))


def _words() -> Iterator[tuple[str, str]]:
    """The literal Words of the source as (English, Chinese)."""
    for path in product():
        for node in calls(path, "Words"):
            given = {one.arg: one.value for one in node.keywords} | dict(zip(("zh", "en"), node.args, strict=False))
            zh, en = (getattr(given.get(name), "value", "") for name in ("zh", "en"))
            if isinstance(zh, str) and isinstance(en, str):
                yield en, zh


def _patterns(texts: Iterable[str]) -> Iterator[str]:
    """Texts as patterns; a placeholder stands for anything. Texts that say little are left out."""
    for text in texts:
        parts = PLACEHOLDER.split(re.sub(r"\s+", " ", text.replace("%%", "%")).strip())
        if len("".join(parts).strip()) >= SHORTEST or (len(parts) == 1 and not text.isascii()):
            yield ".+".join(re.escape(part) for part in parts)
