"""Department overall expenditure 部门整体支出: an object whose money is that of its department's projects, counted once.

It holds no amount of its own (`amount_fen` is 0) and never gets a budget line; both would count the money twice.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from yuheng.kernel.money import Fen
from yuheng.kernel.outcome import Problem, Words
from yuheng.projects.domain.kinds.norms import About


@dataclass(frozen=True, slots=True)
class Member:
    """A project of the department that runs in the year."""

    key: int
    kind: str
    category: str
    amount_fen: Fen


@dataclass(frozen=True, slots=True)
class Overall:
    """What a department's projects of a year hold together: how many, how much, and how much by category."""

    projects: int
    amount_fen: Fen
    by_category: tuple[tuple[str, Fen], ...]


def overall(members: Iterable[Member]) -> Overall:
    """Add up a department's projects; each counts once, and an overall object not at all.

    >>> overall([Member(1, "bond", "specific", 70), Member(1, "bond", "specific", 70), Member(2, "department", "", 70)])
    Overall(projects=1, amount_fen=70, by_category=(('specific', 70),))
    """
    once = {one.key: one for one in members if one.kind != "department"}.values()
    sums: dict[str, Fen] = {}
    for one in once:
        sums[one.category] = sums.get(one.category, 0) + one.amount_fen
    return Overall(len(once), sum(sums.values()), tuple(sorted(sums.items())))


def gate(about: About) -> Iterator[Problem]:
    """Money is given to the projects of a department, not to their sum."""
    if about.budget_year:
        yield Problem(
            "overall_no_line",
            about.where,
            Words(
                zh="部门整体支出是所属项目的合计，不单独安排预算",
                en="Department overall expenditure is the sum of its projects and gets no line of its own",
            ),
            remedy=Words(zh="在具体项目上申报预算", en="Ask for money on the projects"),
        )
