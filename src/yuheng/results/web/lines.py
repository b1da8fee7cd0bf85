"""Effects as people read them: score, rule, base, proposal, decision, who decided and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse

from yuheng.kernel.outcome import Decision, Words
from yuheng.platform import acts, clock
from yuheng.platform.acts import Actor
from yuheng.platform.models import Act
from yuheng.results.domain.effect import WHOLE_E4, explain
from yuheng.results.domain.grades import tone_of
from yuheng.results.models import Effect
from yuheng.results.policies import may_decide
from yuheng.results.queries import grade_words

RULE = "results.budget_effects"


@dataclass(frozen=True)
class EffectLine:
    """One effect ready for a page."""

    effect: Effect
    grade: Words
    tone: str
    working: Words
    decided_by: Act | None
    may_decide: Decision

    @property
    def share(self) -> Fraction:
        """The rule's change as a share of the base."""
        return Fraction(self.effect.change_e4, WHOLE_E4)

    @property
    def amount_fen(self) -> int:
        """What stands now: the decision, or the proposal until there is one."""
        decided = self.effect.decided_fen
        return self.effect.proposed_fen if decided is None else decided

    @property
    def moved_fen(self) -> int:
        """How much the result moves the budget."""
        return self.amount_fen - self.effect.base_fen

    @property
    def overridden(self) -> bool:
        """Whether people decided otherwise than the rule proposes."""
        return self.effect.decided_fen not in (None, self.effect.proposed_fen)

    @property
    def law_url(self) -> str:
        """Where the rule can be read as it stood when it was applied."""
        region = self.effect.org_path.split("/", 1)[0]
        return f"{reverse('rule', kwargs={'rule_id': RULE})}?region={region}"


def lines_of(effects: Sequence[Effect], person: Actor | None) -> list[EffectLine]:
    """Effects as lines, with the act of each decision; one query for all of them."""
    decided = _decisions(effects)
    return [
        EffectLine(
            effect=row,
            grade=words_of(row),
            tone=tone_of(row.grade),
            working=explain(row.change_e4, row.base_fen, row.proposed_fen),
            decided_by=decided.get(row.pk),
            may_decide=may_decide(person, row) if person is not None else Decision.no(Words()),
        )
        for row in effects
    ]


def words_of(effect: Effect) -> Words:
    """What the effect's grade is called where it was given."""
    sealed_on = effect.evaluation.sealed_on or clock.today()
    return grade_words(effect.grade, on=sealed_on, region=effect.org_path.split("/", 1)[0])


def _decisions(effects: Iterable[Effect]) -> dict[int, Act]:
    rows = [row for row in effects if row.decided_fen is not None]
    return {act.subject_id: act for act in acts.of(*rows).filter(verb="effect.decide")} if rows else {}
