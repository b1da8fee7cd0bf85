"""All phrases of the house in both languages: translated texts and the Words of the domains."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tests.architecture.test_translations import PLACEHOLDER, chinese
from tests.architecture.tree import calls, product

SENTENCE = re.compile(r"[A-Za-z]{3,},? [a-z]{2,} [a-z]{2,}")  # no Chinese text holds three English words in a row
SHORTEST = 3


@dataclass(frozen=True)
class Phrases:
    """Phrases of one language: those that stand as they are, and those with something put in."""

    plain: frozenset[str]
    filled: re.Pattern[str]

    def holds(self, text: str) -> bool:
        """Whether a text is one of them, word for word."""
        return text in self.plain or self.filled.fullmatch(text) is not None


@cache
def unwanted(language: str) -> Phrases:
    """The phrases of the other language, which may not be on a page of this one."""
    pairs = [(en, zh) for en, zh in {*chinese().items(), *_words()} if en and zh and en.casefold() != zh.casefold()]
    both = {en for en, _ in pairs} & {zh for _, zh in pairs}
    other = {_tidy(en if language == "zh" else zh) for en, zh in pairs} - both
    filled = {text: PLACEHOLDER.split(text) for text in other if PLACEHOLDER.search(text)}
    patterns = [
        ".+".join(map(re.escape, parts)) for parts in filled.values() if len("".join(parts).strip()) >= SHORTEST
    ]
    return Phrases(frozenset(other - filled.keys()), re.compile("|".join(patterns)))


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("%%", "%")).strip()


def _words() -> Iterator[tuple[str, str]]:
    """The literal Words of the source as (English, Chinese)."""
    for path in product():
        for node in calls(path, "Words"):
            given = {one.arg: one.value for one in node.keywords} | dict(zip(("zh", "en"), node.args, strict=False))
            zh, en = (getattr(given.get(name), "value", "") for name in ("zh", "en"))
            if isinstance(zh, str) and isinstance(en, str):
                yield en, zh
