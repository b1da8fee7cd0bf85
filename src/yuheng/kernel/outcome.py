"""How the house says yes, no, and what is wrong: values first, one exception for the edge.

Rule 4 and 5 of STYLE: everything wrong is listed at once, and "no" comes with a reason and an article.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Words:
    """One text in Simplified Chinese and in English.

    >>> Words(zh="预算单位", en="Budget unit").say("en")
    'Budget unit'
    >>> str(Words(zh="预算单位", en="Budget unit"))
    '预算单位'
    """

    zh: str = ""
    en: str = ""

    def say(self, lang: str) -> str:
        """Return the text for a language tag ("en", "en-us", "zh-hans"); the other text if that one is empty."""
        first, second = (self.en, self.zh) if lang.lower().startswith("en") else (self.zh, self.en)
        return first or second

    def as_json(self) -> dict[str, str]:
        """Return both texts under their language codes."""
        return {"zh": self.zh, "en": self.en}

    def __str__(self) -> str:
        return self.zh or self.en

    def __bool__(self) -> bool:
        return bool(self.zh or self.en)


NOTHING = Words("", "")


class Severity(StrEnum):
    """How much a problem weighs: an error stops the step, a warning asks for a look, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: a stable code, the place (cell, row, field), what stood there, and the remedy.

    `rule` is the id of the rule or the article that is broken, "" when it is plain arithmetic.

    >>> Problem("sum", "B7", Words("合计不符", "Total does not add up"), found="9", expected="10").as_json()["where"]
    'B7'
    """

    code: str
    where: str
    message: Words
    found: str = ""
    expected: str = ""
    rule: str = ""
    remedy: Words = NOTHING
    severity: Severity = Severity.ERROR

    @property
    def stops(self) -> bool:
        """Say whether this problem alone stops the step it was found in."""
        return self.severity is Severity.ERROR

    def as_json(self) -> dict[str, object]:
        """Return the problem as plain JSON data: strings, and texts as {zh, en}."""
        return {
            "code": self.code,
            "where": self.where,
            "severity": self.severity.value,
            "message": self.message.as_json(),
            "found": self.found,
            "expected": self.expected,
            "rule": self.rule,
            "remedy": self.remedy.as_json(),
        }


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether an act is allowed, why not, and by which article.

    >>> bool(Decision.yes())
    True
    >>> no = Decision.no(Words("版本已锁定", "The version is locked"), source="budget-law#art-13")
    >>> bool(no), no.source
    (False, 'budget-law#art-13')
    """

    allowed: bool
    reason: Words = NOTHING
    source: str = ""

    @classmethod
    def yes(cls, *, source: str = "") -> Decision:
        """Allow, optionally naming the article that allows it."""
        return cls(allowed=True, source=source)

    @classmethod
    def no(cls, reason: Words, source: str = "") -> Decision:
        """Refuse with the reason that the person will read and the article behind it."""
        return cls(allowed=False, reason=reason, source=source)

    def __bool__(self) -> bool:
        return self.allowed


class Refused(Exception):
    """An action was not done; `problems` holds every reason, and nothing has been written."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("; ".join(f"{p.where}: {p.message}" if p.where else str(p.message) for p in self.problems))

    def as_json(self) -> list[dict[str, object]]:
        """Return all problems as plain JSON data."""
        return [problem.as_json() for problem in self.problems]


def refuse_if(problems: Iterable[Problem]) -> None:
    """Raise `Refused` with all problems when at least one of them is an error; warnings and notes alone pass.

    >>> refuse_if([])
    """
    found = tuple(problems)
    if any(problem.stops for problem in found):
        raise Refused(found)


def refuse_unless(decision: Decision, *, where: str = "") -> None:
    """Raise `Refused` when a decision is "no"; its reason becomes the message, its article the rule.

    >>> refuse_unless(Decision.yes())
    """
    if not decision.allowed:
        raise Refused([Problem("not_allowed", where, decision.reason, rule=decision.source)])
