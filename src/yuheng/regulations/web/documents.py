"""The documents of the law: what stands on each article, where, since when, and who uses it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from yuheng.kernel.dated import NoLaw
from yuheng.kernel.outcome import NOTHING, Words
from yuheng.regulations import queries
from yuheng.regulations.citing import article_words
from yuheng.regulations.domain.law import Instrument
from yuheng.regulations.domain.standing import Standing
from yuheng.regulations.web import shelf
from yuheng.regulations.web.shelf import Entry, Readers, Standpoint
from yuheng.regulations.web.words import STATUSES, place_words


@dataclass(frozen=True)
class Document:
    """One document with the number of rules that stand on it."""

    instrument: Instrument
    rules: int

    @property
    def status(self) -> Words:
        """What force it has."""
        return STATUSES[self.instrument.status]


@dataclass(frozen=True)
class Effect:
    """One value that stands on an article."""

    standing: Standing
    today: Standpoint

    @cached_property
    def where(self) -> Standpoint:
        """From where it is read: today if it still holds in its place, else the day from which it did."""
        place = Standpoint(self.today.on, self.standing.region)
        return place if self._holds(place) else Standpoint(self.standing.since, self.standing.region)

    def _holds(self, place: Standpoint) -> bool:
        try:
            found = queries.rule(self.standing.rule_id, on=place.on, region=place.region)
        except NoLaw:
            return False
        return (found.region, found.since) == (self.standing.region, self.standing.since)

    @cached_property
    def entry(self) -> Entry | None:
        """The value in one line; None for a repeal, and for what is only tried."""
        if self.standing.repeals or self.standing.scenario:
            return None
        return Entry(queries.rule(self.standing.rule_id, on=self.where.on, region=self.where.region))

    @property
    def title(self) -> str:
        """What the rule is called."""
        return shelf.title_of(self.standing.rule_id, self.where)

    @property
    def scenario(self) -> Words:
        """The scenario that only tries it; nothing for law."""
        found = queries.scenarios().get(self.standing.scenario)
        return found.title if found else NOTHING

    @property
    def place(self) -> Words:
        """Where it was laid down."""
        return place_words(self.standing.region)

    @cached_property
    def readers(self) -> Readers:
        """Who uses the rule."""
        return shelf.readers(self.standing.rule_id, self.where)


@dataclass(frozen=True)
class Article:
    """An article with all that stands on it; "" is the document as a whole."""

    code: str
    title: Words
    effects: tuple[Effect, ...]


def documents() -> list[Document]:
    """Every document, the one on which most rules stand first."""
    stand = queries.standing_on()
    counted = [
        Document(one, len({found.rule_id for found in stand.get(name, ())}))
        for name, one in queries.all_instruments().items()
    ]
    return sorted(counted, key=lambda found: (-found.rules, found.instrument.id))


def articles(name: str, today: Standpoint) -> list[Article]:
    """The articles of a document with their effects, in the order of the document."""
    stand = queries.standing_on().get(name, ())
    return [
        Article(code, article_words(code), tuple(Effect(one, today) for one in found))
        for code, found in groupby(stand, key=lambda one: one.article)
    ]
