"""What stands on a document: every value of the law by the article that it is taken from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from yuheng.regulations.domain.book import Book

_NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Standing:
    """A dated entry of a rule file: the rule, whose file it is ("" nation), from when, on which article.

    `repeals`: from that day on the place says no more. `scenario`: a value that is only tried, "" for law.
    """

    rule_id: str
    region: str
    since: date
    article: str
    repeals: bool = False
    scenario: str = ""


def standing(book: Book) -> Mapping[str, tuple[Standing, ...]]:
    """Everything that stands on each document, in the order of its articles."""
    found: dict[str, list[Standing]] = defaultdict(list)
    for name, one in (*_of_files(book), *_of_scenarios(book)):
        found[name].append(one)
    return {name: tuple(sorted(rows, key=_order)) for name, rows in found.items()}


def _order(one: Standing) -> tuple[list[int], str, str, str, date]:
    """By the numbers of the article, so that article 9 comes before article 10."""
    return [int(n) for n in _NUMBERS.findall(one.article)], one.article, one.rule_id, one.region, one.since


def _of_files(book: Book) -> Iterator[tuple[str, Standing]]:
    for (region, rule_id), file in book.files.items():
        for since, source in file.sources.items():
            name, _, article = source.partition("#")
            entry = file.history.on(since)
            repeals = entry is not None and entry.value is None
            yield name, Standing(rule_id, region, since, article, repeals)


def _of_scenarios(book: Book) -> Iterator[tuple[str, Standing]]:
    for code, scenario in book.scenarios.items():
        for rule_id, rule in scenario.rules.items():
            yield rule.source.instrument.id, Standing(rule_id, "", rule.since, rule.source.article, scenario=code)
