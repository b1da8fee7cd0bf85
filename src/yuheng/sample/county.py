"""The rows of the county while it is being built, found again by code and year, and the events that build it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from yuheng.budget.models import Line, Request, Version
from yuheng.kernel.outcome import Problem, Words
from yuheng.projects.models import Project, Target, TargetIndicator
from yuheng.sample.office import Office
from yuheng.sample.truth import ProjectTruth, Truth

Row = TypeVar("Row")
MOST = 4000  # rows that a desk of the county takes at once


@dataclass(frozen=True)
class Event:
    """Something that the office does on a day."""

    day: date
    title: Words
    run: Callable[[], None]


@dataclass
class Told:
    """What the office was told when it asked for what may not be."""

    overspent: tuple[Problem, ...] = ()
    refused_tables: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    not_admitted: tuple[Problem, ...] = ()


@dataclass
class County:
    """Truth and rows side by side."""

    truth: Truth
    office: Office
    projects: dict[str, Project] = field(default_factory=dict)
    targets: dict[tuple[str, int], Target] = field(default_factory=dict)
    indicators: dict[tuple[str, int], dict[int, TargetIndicator]] = field(default_factory=dict)
    versions: dict[tuple[int, str], Version] = field(default_factory=dict)
    requests: dict[tuple[str, int, str], Request] = field(default_factory=dict)
    lines: dict[tuple[str, int], Line] = field(default_factory=dict)
    told: Told = field(default_factory=Told)

    def remember_targets(self, year: int, rows: Sequence[Target]) -> None:
        """Keep targets of a year and their indicators."""
        codes = {project.pk: code for code, project in self.projects.items()}
        keys = {row.pk: (codes[row.project_id], year) for row in rows}
        self.targets |= {keys[row.pk]: row for row in rows}
        found = TargetIndicator.objects.filter(target__year=year).order_by("pk")
        for one in found.iterator():
            if one.target_id in keys:
                self.indicators.setdefault(keys[one.target_id], {})[one.no] = one

    def rows(self, truths: Sequence[ProjectTruth]) -> list[Project]:
        """The projects of some truths."""
        return [self.projects[one.code] for one in truths]


def department_of(one: ProjectTruth) -> str:
    """The department of a project's truth."""
    return one.department


def portions(rows: Sequence[Row], most: int = MOST) -> Iterator[list[Row]]:
    """Rows in lists of at most so many."""
    for start in range(0, len(rows), most):
        yield list(rows[start : start + most])
