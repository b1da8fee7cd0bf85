"""What a grade does to the next budget: the base, the change the rule sets, what was asked, the working."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from yuheng.kernel.money import FEN_PER_YUAN, Fen, round_half_up, wan
from yuheng.kernel.outcome import Problem, Words

WHOLE_E4 = 10_000
DIRECTIONS: Mapping[str, Words] = {
    "grow": Words(zh="优先保障，可适当增加", en="Comes first, may grow"),
    "keep": Words(zh="保持规模，不增加", en="Kept, not increased"),
    "cut": Words(zh="压减", en="Cut"),
    "cut_hard": Words(zh="大幅压减", en="Cut hard"),
    "cancel": Words(zh="连续评差，取消安排", en="Poor again, cancelled"),
}


@dataclass(frozen=True, slots=True)
class GradeChange:
    """What one grade does: a direction and a share of the base, positive for the growth allowed, negative for a cut."""

    grade: str
    direction: str
    change: Fraction


@dataclass(frozen=True, slots=True)
class EffectRule:
    """The rule in force on a day: a change per grade, and how many poor years in a row end the money (0: never)."""

    changes: Mapping[str, GradeChange]
    article: str
    unverified: bool = False
    poor_years_to_cancel: int = 0

    def of(self, grade: str, earlier: Sequence[str] = ()) -> GradeChange | None:
        """What the rule says about a grade after the grades of earlier years, newest first; None when it is silent."""
        said = self.changes.get(grade)
        if said is None or said.direction != "cut_hard" or not self.poor_years_to_cancel:
            return said
        row = [grade, *earlier][: self.poor_years_to_cancel]
        if row == [grade] * self.poor_years_to_cancel:
            return GradeChange(grade, "cancel", Fraction(-1))
        return said


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed amount with its working (fen): base × (1 + change), half up to a yuan, within what is asked."""

    said: GradeChange
    base_fen: Fen
    asked_fen: Fen | None
    proposed_fen: Fen

    @property
    def change_e4(self) -> int:
        """The rule's change as a share of the base × 10⁴."""
        return int(round_half_up(self.said.change * WHOLE_E4, 0))

    @property
    def moved_fen(self) -> Fen:
        """How much the result moves: positive up, negative down."""
        return self.proposed_fen - self.base_fen

    @property
    def explanation(self) -> Words:
        """The working as one sentence."""
        return explain(self.change_e4, self.base_fen, self.proposed_fen)


def propose(said: GradeChange, last_fen: Fen, asked_fen: Fen | None = None) -> Proposal:
    """Work out what the rule proposes: a cut is taken from the base, growth is only room for what is asked.

    The base is the lesser of the amount last approved and the amount asked (孰低), so that what a unit gives up by
    itself is not counted as the result's doing. `asked_fen` is None while there is no request: then nothing grows.
    Never more than is asked, never below zero. An unchanged base is not rounded.

    >>> cut, grow = GradeChange("poor", "cut_hard", Fraction(-1, 2)), GradeChange("excellent", "grow", Fraction(1, 10))
    >>> propose(cut, 1_000_000_00, 1_200_000_00).proposed_fen, propose(grow, 1_000_000_00, 1_050_000_00).proposed_fen
    (50000000, 105000000)
    """
    asked = last_fen if asked_fen is None else asked_fen
    base_fen = min(last_fen, asked)
    exact = base_fen * (1 + said.change)
    limit = base_fen if said.change == 0 else int(round_half_up(exact / FEN_PER_YUAN, 0)) * FEN_PER_YUAN
    return Proposal(said, base_fen, asked_fen, max(min(limit, asked), 0))


def explain(change_e4: int, base_fen: Fen, proposed_fen: Fen) -> Words:
    """Say a proposal's working in one sentence from its stored figures (fen).

    >>> explain(-2000, 1_000_000_00, 800_000_00).zh
    '基数 100.00 万元 × 80% = 80.00 万元'
    """
    share = 1 + Fraction(change_e4, WHOLE_E4)
    percent = f"{round_half_up(share * 100, 2).normalize():f}%"
    base, result, limit = wan(base_fen), wan(proposed_fen), wan(int(round_half_up(base_fen * share, 0)))
    if abs(base_fen * share - proposed_fen) <= FEN_PER_YUAN:
        return Words(
            zh=f"基数 {base} 万元 × {percent} = {result} 万元",
            en=f"Base {base} × {percent} = {result} (10k yuan)",
        )
    return Words(
        zh=f"基数 {base} 万元 × {percent} = {limit} 万元为上限，按申报建议 {result} 万元",
        en=f"Base {base} × {percent} = {limit} at most; {result} as asked (10k yuan)",
    )


def silent_about(grade: str, where: str, article: str) -> Problem:
    """The problem of a grade for which the rule says nothing: nothing is proposed rather than something invented."""
    return Problem(
        code="effect_rule_silent",
        where=where,
        found=grade,
        rule=article,
        message=Words(
            zh=f"结果应用规则没有规定等级“{grade}”如何安排（国家没有规定比例，须由地方规定）",
            en=f"No rule in force here says what the grade “{grade}” does to money; the national law sets no ratio",
        ),
        remedy=Words(
            zh="在地方规则 results.budget_effects 中补充该等级，或改正等级",
            en="Add the grade to the local rule results.budget_effects, or correct the grade",
        ),
    )
