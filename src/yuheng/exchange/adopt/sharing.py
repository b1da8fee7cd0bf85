"""Money among lines of a group: what some give, others take. Pure arithmetic, level by level, narrow groups first."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from yuheng.kernel.money import Fen

Key = tuple[Hashable, ...]
Groups = Callable[[int], Key]


@dataclass(frozen=True, slots=True)
class Moved:
    """What was moved within one group of a level: fen by line, positive for what it gains; they sum to zero."""

    level: int
    group: Key
    deltas: dict[int, Fen]


def share(takes: dict[int, Fen], gives: dict[int, Fen], levels: Sequence[Groups]) -> list[Moved]:
    """Let lines that want money take it from lines of their group that have some, at each level in turn.

    `takes` and `gives` hold amounts above zero by line, and are left with what found nobody. In a group the earlier
    line is served first and gives first: the source does not say who gave to whom, only that it was this group.

    >>> takes, gives = {1: 70, 2: 20}, {3: 50, 4: 60}
    >>> share(takes, gives, [lambda line: ("even", line % 2), lambda line: ("all",)])[-1].deltas
    {1: 20, 4: -20}
    >>> takes, gives
    ({}, {4: 20})
    """
    moved = []
    for number, group_of in enumerate(levels):
        for group, (takers, givers) in _groups(takes, gives, group_of).items():
            amount = min(sum(takes[line] for line in takers), sum(gives[line] for line in givers))
            if amount:
                gained, given = _draw(takes, takers, amount), _draw(gives, givers, amount)
                moved.append(Moved(number, group, gained | {line: -fen for line, fen in given.items()}))
    return moved


def _groups(takes: dict[int, Fen], gives: dict[int, Fen], of: Groups) -> dict[Key, tuple[list[int], list[int]]]:
    groups: dict[Key, tuple[list[int], list[int]]] = {}
    for side, lines in enumerate((takes, gives)):
        for line in sorted(lines):
            groups.setdefault(of(line), ([], []))[side].append(line)
    return groups


def _draw(held: dict[int, Fen], lines: Sequence[int], amount: Fen) -> dict[int, Fen]:
    """Take an amount out of what lines hold, the first first; return who gave how much."""
    drawn: dict[int, Fen] = {}
    for line in lines:
        part = min(held[line], amount)
        if part:
            drawn[line] = part
            amount -= part
            held[line] -= part
            if not held[line]:
                del held[line]
    return drawn
