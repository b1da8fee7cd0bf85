"""Reads of what was published. The public pages use these alone, so that only published content is ever shown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from threading import Lock
from typing import Any

from django.db.models import Count, Max, QuerySet

from yuheng.disclosure.domain.content import Content
from yuheng.disclosure.domain.summary import PublicYear, Summary, summary_of, year_of
from yuheng.disclosure.models import Publication
from yuheng.disclosure.verification import verify_publications

__all__ = [
    "content_of",
    "history",
    "latest_of",
    "public_projects",
    "public_year",
    "publication",
    "publications_of",
    "texts",
    "verify_publications",
    "years",
]

CHUNK = 500
# a content never changes under its digest, so its one line may be kept for as long as the process lives
_read: dict[str, Summary] = {}
_years: dict[int, tuple[object, PublicYear]] = {}
_reading = Lock()


def latest_of(wanted: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Publication]:
    """The newest publication of each (project, year) that has one. One query per year."""
    projects: dict[int, list[int]] = {}
    for project, year in wanted:
        projects.setdefault(year, []).append(project)
    found: dict[tuple[int, int], Publication] = {}
    for year, keys in projects.items():
        rows = Publication.objects.filter(year=year, project_id__in=keys).defer("content").order_by("number")
        found |= {(row.project_id, year): row for row in rows}
    return found


def years() -> list[int]:
    """Years of which something was published, newest first."""
    return list(Publication.objects.order_by("-year").values_list("year", flat=True).distinct())


def public_year(year: int) -> PublicYear:
    """Every published project of a year in one line each, as last published, with their totals; made anew only after a
    publication of that year.
    """
    state = _state(year)
    with _reading:  # whoever comes meanwhile waits for the one who reads
        if year not in _years or _years[year][0] != state:
            _years[year] = state, year_of(_latest(year))
        return _years[year][1]


def _state(year: int) -> object:
    """What changes with every publication of a year: how many there are, and the newest with its digest."""
    rows = Publication.objects.filter(year=year)
    found = rows.aggregate(count=Count("pk"), newest=Max("pk"))
    return found["count"], rows.filter(pk=found["newest"]).values_list("pk", "digest").first()


def _latest(year: int) -> list[Summary]:
    rows = Publication.objects.filter(year=year).order_by("project_id", "number").values_list("project_id", "digest")
    digests = list(dict(rows).values())
    _learn([digest for digest in digests if digest not in _read])
    return [_read[digest] for digest in digests]


def public_projects(year: int) -> tuple[Summary, ...]:
    """Every published project of a year in one line each, as last published, in the order of their codes."""
    return public_year(year).rows


def _learn(digests: Sequence[str]) -> None:
    pending = iter(digests)
    while some := list(islice(pending, CHUNK)):
        for digest, text in Publication.objects.filter(digest__in=some).values_list("digest", "content"):
            _read[digest] = summary_of(json.loads(text), digest)


def publication(code: str, year: int | None = None) -> Publication | None:
    """The newest publication of a project (of one year, when given); None when nothing was published."""
    rows = history(code)
    if year is not None:
        rows = rows.filter(year=year)
    return rows.first()


def history(code: str) -> QuerySet[Publication]:
    """All publications of a project, newest first."""
    return Publication.objects.filter(project__code=code).order_by("-year", "-number")


def publications_of(project_ids: Iterable[int]) -> dict[int, list[Publication]]:
    """Publications of projects without their content, newest first. One query."""
    found: dict[int, list[Publication]] = {}
    rows = Publication.objects.filter(project_id__in=list(project_ids)).defer("content").order_by("-year", "-number")
    for row in rows:
        found.setdefault(row.project_id, []).append(row)
    return found


def content_of(row: Publication) -> Content:
    """The content of a publication as data."""
    content: dict[str, Any] = json.loads(row.content)
    return content


def texts(year: int) -> Iterator[str]:
    """The newest content of every published project of a year as it was published, by code; read chunk by chunk."""
    for some in _chunks([row.digest for row in public_projects(year)]):
        found = dict(Publication.objects.filter(year=year, digest__in=some).values_list("digest", "content"))
        yield from (found[digest] for digest in some)


def _chunks(values: Sequence[str]) -> Iterator[list[str]]:
    pending = iter(values)
    while some := list(islice(pending, CHUNK)):
        yield some
