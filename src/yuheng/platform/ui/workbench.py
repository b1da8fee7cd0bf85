"""The workbench's list: what waits, in groups of one flow and one step, so that many can be dealt with at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from yuheng.kernel.flow import Step
from yuheng.kernel.outcome import Words
from yuheng.platform.inbox import Item
from yuheng.platform.ui import steps

SHOWN = 10  # rows of a group; the rest follow as these are dealt with


@dataclass(frozen=True)
class Group:
    """Items that wait for the same step; `bulk` says whether a click is enough for all that are ticked."""

    flow: str
    flow_title: Words
    step: Step
    items: tuple[Item, ...]
    bulk: bool

    @property
    def code(self) -> str:
        """A name that is unique on the page."""
        return f"{self.flow}-{self.step.code}"

    @property
    def soonest(self) -> date | None:
        """The first deadline in the group, or None."""
        return min((item.due for item in self.items if item.due), default=None)

    @property
    def rest(self) -> int:
        """How many are not shown."""
        return max(0, len(self.items) - SHOWN)

    @property
    def late(self) -> int:
        """How many are past their deadline."""
        return sum(item.late for item in self.items)


def grouped(items: Sequence[Item]) -> list[Group]:
    """Items in groups; the group with the soonest deadline first, then the largest."""
    by_step: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        by_step.setdefault((item.flow, item.step.code), []).append(item)
    groups = [
        Group(flow, found[0].flow_title, found[0].step, tuple(found), steps.has_verb(flow, code))
        for (flow, code), found in by_step.items()
    ]
    return sorted(groups, key=lambda group: (group.soonest or date.max, -len(group.items)))
