"""Two laws side by side, as the page shows them: by area, with both values."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from yuheng.kernel.outcome import Words
from yuheng.platform.ui.text import say
from yuheng.regulations import queries
from yuheng.regulations.domain.comparing import Difference
from yuheng.regulations.web.shelf import Entry, Standpoint
from yuheng.regulations.web.words import DIFFERENCES, area_of, area_words


@dataclass(frozen=True)
class Row:
    """One rule that differs."""

    found: Difference

    @property
    def title(self) -> str:
        """What the rule is called."""
        return say(self.found.rule.title)

    @property
    def what(self) -> Words:
        """In what the sides differ."""
        return DIFFERENCES[self.found.what]

    @property
    def left(self) -> Entry | None:
        """The left side's value."""
        return Entry(self.found.left) if self.found.left else None

    @property
    def right(self) -> Entry | None:
        """The right side's value."""
        return Entry(self.found.right) if self.found.right else None


@dataclass(frozen=True)
class Chapter:
    """The differences of one area."""

    code: str
    title: Words
    rows: tuple[Row, ...]


def chapters(left: Standpoint, right: Standpoint) -> list[Chapter]:
    """All differences between two standpoints, by area."""
    found = queries.compare(left, right)
    grouped = groupby(found, key=lambda one: area_of(one.rule_id))
    return [Chapter(code, area_words(code), tuple(Row(one) for one in rows)) for code, rows in grouped]
