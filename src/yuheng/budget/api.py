"""The budget for machines: lines with balances, versions, requests; entering, amending and submitting requests.

The same verbs as on the pages, by the person whose token or session it is. Money is whole fen.
"""

from collections.abc import Mapping
from typing import Any, cast

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from yuheng.budget import actions, queries
from yuheng.budget.drafts import RequestDraft
from yuheng.budget.models import Line, Request, Version
from yuheng.kernel.outcome import Problem, Words, refuse_if
from yuheng.platform import scopes
from yuheng.platform.acts import Actor
from yuheng.projects.models import Project

MOST = 500
router = Router(tags=["budget"])
Out = dict[str, Any]


class Page(Schema):
    """Which rows: of a year, after a key, at most so many."""

    year: int | None = None
    after: int = 0
    limit: int = Field(100, ge=1, le=MOST)


class Asked(Schema):
    """One request for money. `later_fen`: what the years after will need."""

    project: str
    amount_fen: int
    book: str = "general"
    fund: str = "fiscal"
    item: str = ""
    function_code: str = ""
    government_economic: str = RequestDraft.government_economic
    department_economic: str = RequestDraft.department_economic
    guarantee: str = ""
    basis: str = ""
    later_fen: tuple[int, ...] = ()


class Asking(Schema):
    """Requests for an open version, taken all or none."""

    version: int
    requests: list[Asked] = Field(..., min_length=1, max_length=MOST)


class Amending(Schema):
    """New amounts in fen by the key of the request, and why."""

    amounts_fen: dict[int, int] = Field(..., min_length=1, max_length=MOST)
    because: str = Field(..., min_length=1)


class Submitting(Schema):
    """Requests to be handed in, by key."""

    requests: list[int] = Field(..., min_length=1, max_length=MOST)
    reason: str = ""


def _by(request: HttpRequest) -> Actor:
    return cast(Actor, request.user)  # the door lets nobody else in


@router.get("/versions", url_name="api-versions")
def versions(request: HttpRequest) -> list[Out]:
    """Every version, newest first."""
    return [
        {
            "id": row.pk,
            "year": row.year,
            "round": row.round,
            "state": row.state,
            "title": row.title,
            "resolution": row.resolution,
            "approved_on": row.approved_on,
        }
        for row in queries.versions()[:MOST]
    ]


@router.get("/lines", url_name="api-lines")
def lines(request: HttpRequest, page: Query[Page]) -> Out:
    """Lines that this person may see, with their balances by stage."""
    rows = scopes.visible(Line.objects.select_related("project", "unit"), _by(request)).filter(pk__gt=page.after)
    found = list((rows.filter(year=page.year) if page.year else rows).order_by("pk")[: page.limit])
    balances = queries.balances_of([row.pk for row in found])
    shown = [
        {**_classes(row), "id": row.pk, "unit": row.unit.code, "balances_fen": balances.get(row.pk, {})}
        for row in found
    ]
    return {"rows": shown, "next": found[-1].pk if len(found) == page.limit else None}


def _classes(row: Line | Request) -> Out:
    names = ("year", "book", "fund", "function_code", "government_economic", "department_economic")
    return {**{name: getattr(row, name) for name in names}, "project": row.project.code}


@router.get("/requests", url_name="api-requests")
def requests(request: HttpRequest, page: Query[Page]) -> Out:
    """Requests that this person may see."""
    rows = queries.requests_seen_by(_by(request)).filter(pk__gt=page.after)
    found = list((rows.filter(year=page.year) if page.year else rows).order_by("pk")[: page.limit])
    return {"rows": [_shown(row) for row in found], "next": found[-1].pk if len(found) == page.limit else None}


def _shown(row: Request) -> Out:
    names = ("version_id", "item", "guarantee", "state", "amount_fen", "proposed_fen", "control_fen", "basis")
    return {**_classes(row), **{name: getattr(row, name) for name in names}, "id": row.pk}


@router.post("/requests", url_name="api-requests")
def enter(request: HttpRequest, asking: Asking) -> list[Out]:
    """Ask for money in an open version, all or none."""
    version = Version.objects.filter(pk=asking.version).first()
    codes = [one.project for one in asking.requests]
    seen = scopes.visible(Project.objects.filter(code__in=codes), _by(request)).select_related("unit")
    known = {project.code: project for project in seen}
    refuse_if(_unknown({"version": version is None, **{code: code not in known for code in codes}}))
    drafts = [
        RequestDraft(
            known[one.project],
            later=one.later_fen,
            where=f"requests[{at}]",
            **one.dict(exclude={"project", "later_fen"}),
        )
        for at, one in enumerate(asking.requests)
    ]
    rows = actions.request_lines(by=_by(request), version=version, drafts=drafts) if version else []
    return [_shown(row) for row in rows]


def _unknown(missing: Mapping[str, bool]) -> list[Problem]:
    message = Words(zh="没有这一项，或不在您的职责范围内", en="There is no such thing within your duties")
    return [Problem("unknown", name, message) for name, is_missing in missing.items() if is_missing]


@router.post("/requests/amend", url_name="api-requests-amend")
def amend(request: HttpRequest, amending: Amending) -> list[Out]:
    """Change amounts before approval, with the reason."""
    _mine(request, amending.amounts_fen)
    rows = actions.amend_requests(by=_by(request), amounts=amending.amounts_fen, because=amending.because)
    return [_shown(row) for row in rows]


@router.post("/requests/submit", url_name="api-requests-submit")
def submit(request: HttpRequest, submitting: Submitting) -> list[Out]:
    """Hand requests in."""
    rows = _mine(request, submitting.requests)
    actions.submit_requests(by=_by(request), requests=rows, reason=submitting.reason)
    return [_shown(row) for row in rows]


def _mine(request: HttpRequest, keys: Any) -> list[Request]:
    """The requests of these keys; Refused names each that this person does not see."""
    rows = {row.pk: row for row in queries.requests_seen_by(_by(request)).filter(pk__in=list(keys))}
    refuse_if(_unknown({str(key): key not in rows for key in keys}))
    return [rows[key] for key in sorted(set(keys))]
