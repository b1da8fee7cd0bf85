"""The law as its pages show it: on a day, in a place, grouped by area, narrowed by words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from django.conf import settings
from django.http import QueryDict

from yuheng.kernel.dated import NoLaw
from yuheng.kernel.outcome import Words
from yuheng.kernel.region import NATION, chain
from yuheng.platform import clock
from yuheng.platform.ui.text import say
from yuheng.regulations import queries
from yuheng.regulations.current import by_book
from yuheng.regulations.domain.law import Rule
from yuheng.regulations.domain.uses import Use
from yuheng.regulations.web.brief import brief, named_rules
from yuheng.regulations.web.words import TRUSTS, area_of, area_words, part_words, place_words


@dataclass(frozen=True)
class Standpoint(queries.PlaceOnDay):
    """The day and the place that a reader asks about; what is not a day or a place becomes today and here."""

    @property
    def place(self) -> Words:
        """The place in words."""
        return place_words(self.region)

    @property
    def query(self) -> str:
        """The words of an address that keep a reader at this standpoint."""
        return f"on={self.on.isoformat()}&region={self.region}"


def standpoint_of(params: QueryDict, prefix: str = "") -> Standpoint:
    """Read `on` and `region` out of an address, or the same words with a prefix."""
    try:
        on = date.fromisoformat(params.get(f"{prefix}on", ""))
    except ValueError:
        on = clock.today()
    region = params.get(f"{prefix}region", settings.REGION)
    try:
        chain(region)
    except ValueError:
        region = settings.REGION
    return Standpoint(on, region)


def places() -> list[tuple[str, Words]]:
    """Places to ask about: the nation, here, and every region with rules of its own."""
    known = {NATION, settings.REGION, *queries.library().regions()}
    return [(code, queries.named_regions().get(code, place_words(code))) for code in sorted(known)]


@dataclass(frozen=True)
class Entry:
    """A rule in one line."""

    rule: Rule

    @property
    def value(self) -> str:
        """Its value in one line."""
        return brief(self.rule)

    @property
    def trust(self) -> Words:
        """How far it may be trusted."""
        return TRUSTS[self.rule.trust]

    @property
    def place(self) -> Words:
        """Where it was laid down."""
        return place_words(self.rule.region)


@dataclass(frozen=True)
class Area:
    """The rules of one area."""

    code: str
    title: Words
    entries: tuple[Entry, ...]


def areas(where: Standpoint, words: str = "", *, unverified: bool = False) -> list[Area]:
    """The law of a standpoint by area; only rules that hold every word, only unverified ones when asked."""
    law = queries.law(region=where.region, on=where.on).values()
    wanted = words.lower().split()
    found = [rule for rule in law if _holds(rule, wanted) and (rule.unverified or not unverified)]
    grouped = groupby(sorted(found, key=lambda rule: rule.id), key=lambda rule: area_of(rule.id))
    return [Area(code, area_words(code), tuple(Entry(rule) for rule in rules)) for code, rules in grouped]


def _holds(rule: Rule, words: Sequence[str]) -> bool:
    texts = (rule.id, rule.title.zh, rule.title.en, rule.note.zh, rule.note.en, rule.source.title.zh, rule.source.id)
    text = " ".join((*texts, rule.source.instrument.number)).lower()
    return all(word in text for word in words)


@dataclass(frozen=True)
class Layer:
    """What one place says about a rule: its own value, or nothing of its own; `holds`: this is the one in force."""

    place: Words
    entry: Entry | None
    holds: bool = False


def layers(rule_id: str, where: Standpoint) -> list[Layer]:
    """From the nearest place to the nation: who says something about a rule on the day, and whose word holds."""
    found: list[Layer] = []
    for region in chain(where.region):
        own = _own(rule_id, where.on, region)
        holds = own is not None and not any(layer.holds for layer in found)
        found.append(Layer(place_words(region), Entry(own) if own else None, holds))
    return found


def elsewhere(rule_id: str, where: Standpoint) -> list[Layer]:
    """How other regions have the rule on the day."""
    near = set(chain(where.region))
    others = [region for region in queries.library().regions() if region not in near]
    owned = ((region, _own(rule_id, where.on, region)) for region in others)
    return [Layer(place_words(region), Entry(own)) for region, own in owned if own is not None]


def _own(rule_id: str, on: date, region: str) -> Rule | None:
    """What a place says itself; None where it is silent, or says no more."""
    try:
        found = queries.rule(rule_id, on=on, region=region)
    except NoLaw:
        return None
    return found if found.region == region else None


def past(steps: Sequence[tuple[date, Rule | None]]) -> list[tuple[date, Entry | None]]:
    """What stood from each day on, newest first."""
    return [(day, Entry(rule) if rule else None) for day, rule in reversed(steps)]


@dataclass(frozen=True)
class Readers:
    """Who uses a rule: parts of the program with their lines of code that ask for it, and rules in force that name it."""

    code: Mapping[Words, list[Use]]
    rules: list[Rule]

    def __bool__(self) -> bool:
        """Whether anybody does."""
        return bool(self.code or self.rules)


def readers(rule_id: str, where: queries.PlaceOnDay) -> Readers:
    """Who uses a rule at a standpoint."""
    code: dict[Words, list[Use]] = {}
    for use in queries.uses(rule_id):
        code.setdefault(part_words(use.path), []).append(use)
    return Readers(code, list(_naming(where.on, where.region).get(rule_id, ())))


@by_book(maxsize=64)
def _naming(on: date, region: str) -> Mapping[str, Sequence[Rule]]:
    """The rules in force that name another one, by the other's id."""
    found: dict[str, list[Rule]] = {}
    for rule in queries.law(region=region, on=on).values():
        for name in named_rules(rule):
            found.setdefault(name, []).append(rule)
    return found


def title_of(rule_id: str, where: Standpoint) -> str:
    """What a rule is called, even where it is not in force: its latest title anywhere, or its id."""
    found = [rule for region in (where.region, *queries.library().regions()) for rule in _ever(rule_id, region)]
    return say(found[0].title) if found else rule_id


def _ever(rule_id: str, region: str) -> list[Rule]:
    return [rule for _day, rule in reversed(queries.history(rule_id, region=region)) if rule is not None]


def own_files(folder: Path | None) -> list[tuple[str, Words, str]]:
    """The rules of a bureau's folder as they were last read well: the file, the place, and the rule's id."""
    book = queries.library()
    return [
        (file.place, place_words(region), rule_id)
        for (region, rule_id), file in sorted(book.files.items())
        if folder is not None and (folder / file.place).is_file()
    ]
