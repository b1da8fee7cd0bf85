"""What the loop did, as figures: asked of the product's own queries after the sample has been built."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Sum

from yuheng.budget.models import Request, Version
from yuheng.budget.queries import stage_totals
from yuheng.evaluation.queries import grade_counts
from yuheng.kernel.money import Fen
from yuheng.kernel.outcome import Problem
from yuheng.monitoring.queries import light_counts
from yuheng.organisations.queries import county
from yuheng.projects.models import Project
from yuheng.results.queries import Moved, moved
from yuheng.sample.county import Told

YEARS = (2025, 2026, 2027)


@dataclass(frozen=True)
class YearStory:
    """One year: projects that run in it, money asked for and money by stage (fen), lights, scores by grade, money moved by results (fen)."""

    year: int
    projects: int
    requested_fen: Fen
    stages: dict[str, Fen]
    lights: dict[str, int]
    grades: dict[str, int]
    moved: Moved


@dataclass(frozen=True)
class Story:
    """All years, and what the office was refused while it worked."""

    years: tuple[YearStory, ...]
    projects: int
    overspent: tuple[Problem, ...] = ()
    refused_tables: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    not_admitted: tuple[Problem, ...] = ()


def tell(told: Told | None = None) -> Story:
    """Ask the product what happened in each year; `told` adds what was refused while the sample was built."""
    heard = told or Told()
    return Story(
        years=tuple(_year(year) for year in YEARS),
        projects=Project.objects.count(),
        overspent=heard.overspent,
        refused_tables=heard.refused_tables,
        not_admitted=heard.not_admitted,
    )


def _year(year: int) -> YearStory:
    path = county().path
    return YearStory(
        year=year,
        projects=Project.objects.filter(year__lte=year, last_year__gte=year, state="in_library").count(),
        requested_fen=_requested(year),
        stages=stage_totals(year, path),
        lights=dict(light_counts(year, path)),
        grades=dict(grade_counts(year, path)),
        moved=moved(year, path),
    )


def _requested(year: int) -> Fen:
    """What is asked for in the second submission of a year and what was added later."""
    rows = Request.objects.filter(year=year).exclude(version__round=Version.Round.FIRST)
    return int(rows.aggregate(sum=Sum("amount_fen"))["sum"] or 0)
