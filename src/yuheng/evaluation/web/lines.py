"""An evaluation line by line, as pages show it: promised, reached, weighed, scored, and by which curve."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from django.urls import NoReverseMatch, reverse

from yuheng.evaluation import queries
from yuheng.evaluation.domain.corners import corners
from yuheng.evaluation.domain.lawtext import ruleset_from_text
from yuheng.evaluation.domain.rules import ScoringRule, mapping, scoring_rule, sequence
from yuheng.evaluation.domain.scheme import Ask
from yuheng.evaluation.models import Evaluation, Outcome
from yuheng.evaluation.web.words import MEASURES, exact, working_words
from yuheng.kernel.dated import NoLaw
from yuheng.kernel.outcome import NOTHING, Words
from yuheng.platform import clock
from yuheng.platform.ui import charts
from yuheng.platform.ui.charts import Chart
from yuheng.projects.models import TargetIndicator
from yuheng.projects.queries import region_of
from yuheng.regulations.domain.book import spec_fields
from yuheng.regulations.models import RuleSet
from yuheng.regulations.queries import rule

SIGNS = {">=": "≥", "<=": "≤", ">": "＞", "<": "＜", "=": "＝"}
PRINTED_SIGNS = "≥≤<>＞＜=＝"


@dataclass(frozen=True)
class Shown:
    """One line of an evaluation."""

    outcome: Outcome
    rule: ScoringRule | None

    @property
    def indicator(self) -> TargetIndicator:
        """The indicator of the line."""
        return self.outcome.indicator

    @property
    def target(self) -> str:
        """The target as printed, with the sign of its own column where the print of a number has none."""
        printed, sign = self.indicator.printed, SIGNS.get(self.indicator.operator, "")
        plain = self.indicator.kind == "date" or any(mark in printed for mark in PRINTED_SIGNS)
        return printed if plain else f"{sign}{printed}"

    @property
    def working(self) -> Words:
        """The calculation in a sentence."""
        return working_words(self.outcome.working, self.outcome.status, self.outcome.points_c)

    @property
    def assumed(self) -> list[Words]:
        """What had to be assumed."""
        rows = [mapping(row) for row in sequence(self.outcome.working.get("assumed"))]
        return [Words(zh=str(row["zh"]), en=str(row["en"])) for row in rows]

    @property
    def law_url(self) -> str:
        """Where the rule is read."""
        try:
            return reverse("rule", kwargs={"rule_id": self.outcome.working["rule"]})
        except (NoReverseMatch, KeyError):
            return ""

    @property
    def agrees(self) -> bool | None:
        """Whether the points printed elsewhere are ours; None without any."""
        return agrees(self.outcome.printed_points, self.outcome.points_c)

    @property
    def chart(self) -> Chart | None:
        """The rule's curve with the place of this indicator; None where no curve was read."""
        x, share = exact(self.outcome.working.get("x")), exact(self.outcome.working.get("y"))
        if self.rule is None or self.rule.curve is None or x is None or share is None or self.rule.points_off:
            return None
        measure = MEASURES.get(self.rule.measure.value, NOTHING)
        return charts.score_on_curve(corners(self.rule.curve, x), at=(x, share), measure=measure, working=self.working)


def agrees(printed: str, points_c: int | None) -> bool | None:
    """Whether printed points and ours are one number; None where one of them is missing or no number.

    >>> agrees("9.50", 950), agrees("9", 950), agrees("", 950)
    (True, False, None)
    """
    try:
        return None if points_c is None else Decimal(printed) * 100 == points_c
    except InvalidOperation:
        return None


def shown_lines(evaluation: Evaluation, *, with_curves: bool = False) -> list[Shown]:
    """The lines of an evaluation in the order of the form; with curves the rules are read as they were sealed."""
    ask = _ask(evaluation) if with_curves else None
    return [Shown(one, _rule(ask, one) if ask else None) for one in queries.outcomes_of(evaluation)]


def _ask(evaluation: Evaluation) -> Ask:
    kept = RuleSet.objects.filter(digest=evaluation.rules_digest).first() if evaluation.rules_digest else None
    if kept is not None:
        return ruleset_from_text(kept.text)
    region, on = region_of(evaluation.org_path), clock.today()
    return lambda rule_id: spec_fields(rule(rule_id, on=on, region=region))


def _rule(ask: Ask, outcome: Outcome) -> ScoringRule | None:
    try:
        return scoring_rule(ask(str(outcome.working["rule"])))
    except (NoLaw, KeyError, ValueError):
        return None


def weight_c(lines: Sequence[Shown]) -> int:
    """The sum of the indicators' weights, in hundredths."""
    return sum(line.indicator.weight_c for line in lines)


def rate_of(evaluation: Evaluation) -> Fraction | None:
    """Executed over budget; None without a budget."""
    return Fraction(evaluation.executed_fen, evaluation.budget_fen) if evaluation.budget_fen else None
