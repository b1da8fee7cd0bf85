"""What a publication says, as plain data: money, promises, results, score, effect, and words for what is missing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from yuheng.kernel.money import Fen, round_half_up
from yuheng.kernel.outcome import Words

FORMAT = "yuheng.publication/1"
Content = dict[str, Any]


class Missing(StrEnum):
    """Why something is not there. Each is a fact of its own; none is a zero and none is a blank."""

    NOT_REPORTED = "not_reported"
    NOT_YET_DUE = "not_yet_due"
    NOT_APPLICABLE = "not_applicable"
    WITHHELD = "withheld"


MISSING_WORDS: Mapping[str, Words] = {
    Missing.NOT_REPORTED: Words(zh="未报告", en="Not reported"),
    Missing.NOT_YET_DUE: Words(zh="尚未到期", en="Not yet due"),
    Missing.NOT_APPLICABLE: Words(zh="不适用", en="Not applicable"),
    Missing.WITHHELD: Words(zh="依法不予公开", en="Withheld by law"),
}
PARTS = ("money", "promise", "score", "effect")


@dataclass(frozen=True, slots=True)
class Place:
    """Whose project it is: code and name of an organisation."""

    code: str
    words: Words


@dataclass(frozen=True, slots=True)
class Heading:
    """The project as citizens should find it."""

    code: str
    name: str
    purpose: str
    unit: Place
    department: Place
    county: Place


@dataclass(frozen=True, slots=True)
class Result:
    """One indicator: what was promised, what was achieved, and its points with the working."""

    no: int
    level1: str
    level2: str
    name: str
    promised: str
    unit: str
    weight_c: int
    status: str
    achieved: str
    reason: str
    points_c: int | None
    working: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Score:
    """The sealed score: points in hundredths, the grade, and what it was sealed with."""

    execution_points_c: int | None
    total_c: int | None
    grade: str
    grade_words: Words
    printed_total: str
    printed_grade: str
    rules_digest: str
    seal: str
    sealed_on: date


@dataclass(frozen=True, slots=True)
class Change:
    """What the result did to a later budget, as decided."""

    year: int
    base_fen: Fen
    change_e4: int
    proposed_fen: Fen
    decided_fen: Fen
    reason: str
    article: str


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of one project's year on the day of publication; `change` is None while nothing is decided.

    `withheld` names the parts of the content that the law keeps back, each with its ground.
    """

    year: int
    heading: Heading
    budget_fen: Fen
    paid_fen: Fen
    statement: str
    results: Sequence[Result]
    score: Score
    change: Change | None
    withheld: Mapping[str, str] = field(default_factory=dict)


def seal_of(content: str) -> str:
    """The digest of a content: SHA-256 of its text, as `sha256sum` gives it for the downloaded file.

    >>> seal_of("{}")[:16]
    '44136fa355b3678a'
    """
    return hashlib.sha256(content.encode()).hexdigest()


def missing(why: Missing, ground: str = "") -> Content:
    """The mark that stands where something is missing.

    >>> missing(Missing.NOT_YET_DUE)
    {'missing': 'not_yet_due'}
    """
    return {"missing": why.value, "ground": ground} if ground else {"missing": why.value}


def is_missing(part: object) -> bool:
    """Say whether a part of a content is a mark instead of facts."""
    return isinstance(part, Mapping) and "missing" in part


def why_missing(part: Mapping[str, Any]) -> Words:
    """The words for a mark."""
    return MISSING_WORDS[part["missing"]]


def content_of(facts: Facts) -> Content:
    """Arrange the facts as the content of a publication; every part is there, with facts or with a mark."""
    parts: Content = {
        "money": _money(facts.budget_fen, facts.paid_fen),
        "promise": {"statement": facts.statement, "indicators": [_result(one) for one in facts.results]},
        "score": _score(facts.score),
        "effect": _change(facts.change) if facts.change else missing(Missing.NOT_YET_DUE),
    }
    for part, ground in facts.withheld.items():
        parts[part] = missing(Missing.WITHHELD, ground)
    return {"format": FORMAT, "year": facts.year, "project": _heading(facts.heading), **parts}


def _heading(heading: Heading) -> Content:
    places = {name: getattr(heading, name) for name in ("unit", "department", "county")}
    return {
        "code": heading.code,
        "name": heading.name,
        "purpose": heading.purpose,
        **{name: {"code": place.code, **place.words.as_json()} for name, place in places.items()},
    }


def _money(budget_fen: Fen, paid_fen: Fen) -> Content:
    rate = missing(Missing.NOT_APPLICABLE)
    if budget_fen:
        rate = {"percent": f"{round_half_up(Fraction(paid_fen * 100, budget_fen), 2):f}"}
    return {"budget_fen": budget_fen, "paid_fen": paid_fen, "rate": rate}


def _result(one: Result) -> Content:
    return {
        "no": one.no,
        "level1": one.level1,
        "level2": one.level2,
        "name": one.name,
        "promised": one.promised,
        "unit": one.unit,
        "weight_c": one.weight_c,
        "achieved": _achieved(one),
        "reason": one.reason,
        "points_c": one.points_c,
        "working": dict(one.working),
    }


def _achieved(one: Result) -> Content:
    if one.status in set(Missing):
        return missing(Missing(one.status))
    return {"printed": one.achieved, "status": one.status} if one.achieved else missing(Missing.NOT_REPORTED)


def _score(score: Score) -> Content:
    return {
        "execution_points_c": score.execution_points_c,
        "total_c": score.total_c,
        "grade": {"code": score.grade, **score.grade_words.as_json()},
        "printed_total": score.printed_total,
        "printed_grade": score.printed_grade,
        "rules_digest": score.rules_digest,
        "seal": score.seal,
        "sealed_on": score.sealed_on.isoformat(),
    }


def _change(change: Change) -> Content:
    return {
        "year": change.year,
        "base_fen": change.base_fen,
        "change_e4": change.change_e4,
        "proposed_fen": change.proposed_fen,
        "decided_fen": change.decided_fen,
        "overridden": change.decided_fen != change.proposed_fen,
        "reason": change.reason,
        "article": change.article,
    }


def differing(published: Content, rebuilt: Content) -> Iterable[str]:
    """Yield the parts of a publication that no longer follow from what they were made of.

    A part that was withheld, or an effect that was not yet decided when it was published, is no difference.

    >>> list(differing({"money": 1, "promise": 2, "score": 3, "effect": {"missing": "not_yet_due"}},
    ...                {"money": 1, "promise": 2, "score": 4, "effect": {"year": 2027}}))
    ['score']
    """
    return (part for part in PARTS if not is_missing(published[part]) and published[part] != rebuilt[part])
