"""What people hand in when they decide on effects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from yuheng.kernel.money import Fen
from yuheng.kernel.outcome import Problem, Words


class Proposed(Protocol):
    """What a decision is about: the amount that the rule proposes, and how acts call it."""

    proposed_fen: int

    @property
    def act_title(self) -> str: ...
    @property
    def pk(self) -> int: ...


def decided_amount(proposed_fen: Fen, decided_fen: Fen | None) -> Fen:
    """The amount a decision comes to: its own, or the proposal's when it names none.

    >>> decided_amount(100, None), decided_amount(100, 0)
    (100, 0)
    """
    return proposed_fen if decided_fen is None else decided_fen


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision as pure data: on which subject, which amount (None = as proposed), why."""

    subject: Proposed
    decided_fen: Fen | None
    reason: str


def problems_in(choices: Sequence[Choice]) -> list[Problem]:
    """List all that is wrong with decisions: a negative amount, an override without a reason, one subject twice."""
    found: list[Problem] = []
    seen: set[int] = set()
    for choice in choices:
        where, amount = choice.subject.act_title, decided_amount(choice.subject.proposed_fen, choice.decided_fen)
        if amount < 0:
            found.append(_negative(where, amount))
        if amount != choice.subject.proposed_fen and not choice.reason.strip():
            found.append(_unexplained(where))
        if choice.subject.pk in seen:
            twice = Words(zh="同一事项在本次提交中出现两次", en="It stands twice in this list")
            found.append(Problem("decided_twice", where, twice))
        seen.add(choice.subject.pk)
    return found


def _negative(where: str, amount: Fen) -> Problem:
    return Problem(
        code="negative_amount",
        where=where,
        found=str(amount),
        message=Words(zh="决定金额不能为负数", en="The decided amount must not be negative"),
        remedy=Words(zh="不安排请填 0", en="Write 0 to give nothing"),
    )


def _unexplained(where: str) -> Problem:
    return Problem(
        code="reason_missing",
        where=where,
        message=Words(
            zh="决定金额与规则建议不一致，必须写明理由",
            en="The amount differs from the rule's proposal: a reason is needed",
        ),
        remedy=Words(zh="填写理由，或按建议金额决定", en="Give the reason, or decide as proposed"),
        rule="budget-law#art-57",
    )
