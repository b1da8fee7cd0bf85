"""One publication as a citizen reads it: plain words for every part, and for every part that is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from yuheng.disclosure.domain.content import Content, is_missing, why_missing
from yuheng.disclosure.domain.summary import is_achieved, words_of
from yuheng.kernel.curve import Beyond, Closed, Curve, Point, Shape
from yuheng.kernel.outcome import Words
from yuheng.platform.ui.charts import Chart, score_on_curve
from yuheng.regulations.domain.drawing import SIGNED, corners_of
from yuheng.results.domain.effect import explain
from yuheng.results.domain.grades import tone_of

MEASURE = Words(zh="完成情况（按规则折算）", en="Result, as the rule measures it")
KEPT, PARTLY, MISSED = (
    Words(zh="已兑现", en="Kept"),
    Words(zh="部分兑现", en="Partly kept"),
    Words(zh="未兑现", en="Not kept"),
)
UNSCORED = Words(zh="未计分", en="Not scored")


@dataclass(frozen=True)
class Part:
    """A part of a publication: its facts, or the words that stand in their place and the ground."""

    facts: Mapping[str, Any]
    missing: Words | None = None
    ground: str = ""


def part(content: Content, name: str) -> Part:
    """One part of a content."""
    found = content[name]
    if is_missing(found):
        return Part({}, why_missing(found), found.get("ground", ""))
    return Part(found)


@dataclass(frozen=True)
class Promise:
    """One indicator: promised, achieved, how far it was kept, and its score drawn on its rule's curve."""

    facts: Mapping[str, Any]
    number: int

    @property
    def achieved(self) -> str | Words:
        """What was achieved as printed, or why there is nothing."""
        found = self.facts["achieved"]
        return why_missing(found) if is_missing(found) else str(found["printed"])

    @property
    def verdict(self) -> tuple[Words, str]:
        """How far it was kept, in words with a tone."""
        points = self.facts["points_c"]
        if points is None:
            return UNSCORED, "mute"
        if is_achieved(self.facts):
            return KEPT, "good"
        return (PARTLY, "warn") if points else (MISSED, "bad")

    @property
    def chart_id(self) -> str:
        """The name of its chart on the page."""
        return f"curve-{self.number}"

    @property
    def working(self) -> Mapping[str, Any]:
        """How the points came about, as sealed."""
        working: Mapping[str, Any] = self.facts.get("working", {})
        return working

    @property
    def chart(self) -> Chart | None:
        """The rule's curve with this indicator's point; None where no curve was read."""
        curve, x, y = _curve_of(self.working), *(_exact(self.working.get(key)) for key in ("x", "y"))
        if curve is None or x is None or y is None:
            return None
        corners = corners_of(curve, signed=self.working.get("measure") in SIGNED, reach=[x])
        if self.working["curve"].get("unit") != "points_off":
            return score_on_curve(corners, at=(x, y), measure=MEASURE, working=self.verdict[0])
        weight = Fraction(self.working["weight"])
        kept = [(a, max(1 - b / weight, Fraction(0))) for a, b in [*corners, (x, y)]] if weight else []
        return score_on_curve(kept[:-1], at=kept[-1], measure=MEASURE, working=self.verdict[0]) if kept else None


def _curve_of(working: Mapping[str, Any]) -> Curve | None:
    """The curve that a sealed working holds; None where the rule has bands or none was read."""
    told = working.get("curve")
    if not told:
        return None
    pairs = [(_exact(x), _exact(y)) for x, y in told["points"]]
    return Curve(
        points=tuple(Point(x, y) for x, y in pairs if x is not None and y is not None),
        below=Beyond(told["below"]),
        above=Beyond(told["above"]),
        shape=Shape(told["shape"]),
        closed=Closed(told["closed"]),
    )


def _exact(number: Mapping[str, str] | None) -> Fraction | None:
    return None if number is None else Fraction(number["exact"])


@dataclass(frozen=True)
class Reading:
    """A whole publication ready for its page."""

    content: Content

    @property
    def project(self) -> Mapping[str, Any]:
        """The heading: code, name, purpose."""
        heading: Mapping[str, Any] = self.content["project"]
        return heading

    @property
    def unit(self) -> Words:
        """Whose project it is."""
        return words_of(self.project["unit"])

    @property
    def department(self) -> Words:
        """The department above the unit."""
        return words_of(self.project["department"])

    @property
    def money(self) -> Part:
        """What was given and spent."""
        return part(self.content, "money")

    @property
    def rate(self) -> Fraction | None:
        """Spent as a share of what was given; None where there is none."""
        rate = self.money.facts.get("rate", {})
        return Fraction(rate["percent"]) / 100 if "percent" in rate else None

    @property
    def promise(self) -> Part:
        """What was promised."""
        return part(self.content, "promise")

    @property
    def promises(self) -> list[Promise]:
        """The indicators in their order."""
        return [Promise(one, number) for number, one in enumerate(self.promise.facts.get("indicators", []), start=1)]

    @property
    def kept(self) -> int:
        """How many promises were kept."""
        return sum(is_achieved(one.facts) for one in self.promises)

    @property
    def score(self) -> Part:
        """The sealed score."""
        return part(self.content, "score")

    @property
    def grade(self) -> tuple[Words, str]:
        """The grade in words with its tone."""
        grade = self.score.facts.get("grade", {"code": "", "zh": "", "en": ""})
        return words_of(grade), tone_of(grade["code"])

    @property
    def sealed_on(self) -> date | None:
        """The day the score was sealed."""
        day = self.score.facts.get("sealed_on")
        return date.fromisoformat(day) if day else None

    @property
    def effect(self) -> Part:
        """What the result did to a later budget."""
        return part(self.content, "effect")

    @property
    def moved_fen(self) -> int | None:
        """How much the later budget moved; None while nothing is decided."""
        facts = self.effect.facts
        return facts["decided_fen"] - facts["base_fen"] if facts else None

    @property
    def shift_fen(self) -> int:
        """By how much it moved, in either direction."""
        return abs(self.moved_fen or 0)

    @property
    def working(self) -> Words | None:
        """The rule's proposal in one sentence."""
        facts = self.effect.facts
        return explain(facts["change_e4"], facts["base_fen"], facts["proposed_fen"]) if facts else None
