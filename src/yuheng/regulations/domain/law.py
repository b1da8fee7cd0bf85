"""What a rule is once it has been read: a value, since when, where, from which article, and how far it is trusted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from yuheng.kernel.outcome import NOTHING, Words

Plain: TypeAlias = 'bool | int | Decimal | str | date | Words | Mapping[str, "Plain"] | tuple["Plain", ...] | None'
Fields: TypeAlias = Mapping[str, Plain]


class Trust(StrEnum):
    """How far a value may be trusted (docs/algorithms/rule-format.md has the table)."""

    VERIFIED = "V"
    PUBLISHED = "P"
    SECONDARY = "S"
    CONFIGURED = "C"
    NOTED = "N"
    FIELD = "M"
    RECALLED_HIGH = "R-h"
    RECALLED_MEDIUM = "R-m"
    RECALLED_LOW = "R-l"
    DESIGN = "D"


UNVERIFIED = frozenset({Trust.NOTED, Trust.FIELD, Trust.RECALLED_HIGH, Trust.RECALLED_MEDIUM, Trust.RECALLED_LOW})


@dataclass(frozen=True, slots=True)
class Instrument:
    """A document that rules come from: a law, a notice, a form, a deployed system. "invented": made up for a sample."""

    id: str
    title: Words
    number: str
    issued: date | None
    status: str
    url: str = ""
    note: Words = NOTHING


@dataclass(frozen=True, slots=True)
class Source:
    """The article a value comes from."""

    instrument: Instrument
    article: str = ""

    @property
    def id(self) -> str:
        """Return "instrument#article", or the instrument alone."""
        return f"{self.instrument.id}#{self.article}" if self.article else self.instrument.id

    @property
    def title(self) -> Words:
        """Return the document's title."""
        return self.instrument.title

    @property
    def url(self) -> str:
        """Return the address where the document was read, "" when there is none."""
        return self.instrument.url

    @property
    def invented(self) -> bool:
        """Say whether the document was made up for the sample county."""
        return self.instrument.status == "invented"

    def __str__(self) -> str:
        return self.id


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as it stands on one day in one place.

    `value` is plain Python: Decimal or int, str, bool, a mapping or a tuple of mappings; {zh, en} pairs are `Words`.
    `spec` holds every key of the rule (measure, rounding, edges, unit …); `region` is where it was found, "" for the
    nation; `path` is "file:line".
    """

    id: str
    kind: str
    title: Words
    value: Plain
    source: Source
    trust: Trust
    region: str
    since: date
    path: str
    note: Words = NOTHING
    spec: Fields = field(default_factory=dict)

    @property
    def unverified(self) -> bool:
        """Say whether a screen that shows the value must say that it was not verified."""
        return self.trust in UNVERIFIED

    @property
    def number(self) -> Decimal:
        """Return the value of a number or a count of days; `TypeError` for another kind."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | Decimal):
            raise TypeError(f"{self.id} is not a number")
        return Decimal(self.value)

    @property
    def days(self) -> int:
        """Return a whole number of days, months or years; `TypeError` for anything else."""
        if self.number != int(self.number):
            raise TypeError(f"{self.id} is not a whole number")
        return int(self.number)

    @property
    def working(self) -> bool:
        """Say whether the days are working days."""
        return self.spec.get("calendar") == "working"

    @property
    def flag(self) -> bool:
        """Return a yes or no; `TypeError` for another kind."""
        if not isinstance(self.value, bool):
            raise TypeError(f"{self.id} is not a yes or no")
        return self.value

    @property
    def text(self) -> str:
        """Return a choice or a month and day ("06-30"); `TypeError` for another kind."""
        if not isinstance(self.value, str):
            raise TypeError(f"{self.id} is not a text")
        return self.value

    @property
    def rows(self) -> tuple[Fields, ...]:
        """Return the rows of bands, a table or a list; `TypeError` for another kind."""
        if not isinstance(self.value, tuple) or not all(isinstance(row, Mapping) for row in self.value):
            raise TypeError(f"{self.id} has no rows")
        return tuple(row for row in self.value if isinstance(row, Mapping))

    @property
    def fields(self) -> Fields:
        """Return a mapping value (weights, a range, a scheme); `TypeError` for another kind."""
        if not isinstance(self.value, Mapping):
            raise TypeError(f"{self.id} has no fields")
        return self.value

    def row(self, code: str) -> Fields | None:
        """Return the row whose `code` is the one asked for, or None."""
        return next((row for row in self.rows if row.get("code") == code), None)


def plain_json(value: Plain) -> object:
    """Turn a value into what JSON can hold, always the same text for the same value: numbers become strings.

    >>> plain_json(Decimal("0.60")), plain_json(Words("优", "Excellent"))
    ('0.6', {'zh': '优', 'en': 'Excellent'})
    """
    if isinstance(value, Words):
        return value.as_json()
    if isinstance(value, Mapping):
        return {key: plain_json(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [plain_json(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return f"{Decimal(value).normalize() + 0:f}"
    return value
