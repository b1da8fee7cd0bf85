"""The money page: figures by any dimension, drilled down to lines, refreshed as vouchers arrive."""

import json
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yuheng.budget.models import Line
from yuheng.execution import overview
from yuheng.execution.domain.looking import DIMENSIONS, LINES, Group, Sums, next_of
from yuheng.execution.overview import Chosen, Look
from yuheng.execution.web.curve import curve_of
from yuheng.kernel.outcome import Words
from yuheng.platform import clock
from yuheng.platform.guards import the_person
from yuheng.platform.ui.charts import Chart
from yuheng.platform.ui.listing import Column, Empty, Kind, Listing

MOST = 200  # members of a dimension that are drawn; the rest is named as a number
LINES_TITLE = Words(zh="指标", en="Lines")


def _line_url(row: Line) -> str:
    return reverse("line", kwargs={"pk": row.pk})


LINE_LIST = Listing(
    code="lines",
    columns=(
        Column("project", _("Project"), "project.name", sort="project__name", url=_line_url, lang="zh-Hans"),
        Column("unit", _("Unit"), "unit.words", under="project"),
        Column("function", _("Function"), "function_code", sort="function_code"),
        Column("item", _("Economic class"), "department_economic", sort="department_economic"),
        Column("budget", _("Budget (10k yuan)"), "budget_fen", Kind.MONEY, sort="budget_fen", total="budget_fen"),
        Column(
            "executable", _("Executable"), "executable_fen", Kind.MONEY, sort="executable_fen", total="executable_fen"
        ),
        Column("bound", _("In commitment"), "bound_fen", Kind.MONEY, sort="bound_fen", total="bound_fen"),
        Column("applied", _("Applied for"), "applied_fen", Kind.MONEY, sort="applied_fen", total="applied_fen"),
        Column("paid", _("Paid"), "paid_fen", Kind.MONEY, sort="paid_fen", total="paid_fen"),
    ),
    order=("-budget_fen", "pk"),
    empty=Empty(_("No lines here"), _("Lines appear when a budget is approved."), icon="banknotes"),
)


@dataclass(frozen=True)
class Drawn:
    """A member of a dimension as drawn, and where a click on it leads."""

    group: Group
    url: str


@dataclass(frozen=True)
class Tab:
    """A way to divide the money."""

    title: Words
    url: str
    current: bool


def index(request: HttpRequest) -> HttpResponseBase:
    """The money; a poll that brings the key of the newest voucher learns that nothing has changed (204) at one query."""
    newest = overview.newest_entry()
    poll = request.headers.get("HX-Request") == "true"
    if poll and request.GET.get("at") == str(newest):
        return HttpResponse(status=204)
    look, by = look_of(request)
    if by == LINES and "format" in request.GET:
        download = LINE_LIST.show(overview.lines(look), request.GET).download()
        if download is not None:
            return download
    context = {**_context(look, by, request.GET), "at": newest, "code": f"curve-{newest}"}
    if not poll:
        return render(request, "execution/pages/money.html", context)
    chart = context["chart"]  # a fragment may bring no script, not even one of data, so its drawing comes as text
    context["spec"] = json.dumps(chart.spec) if isinstance(chart, Chart) else ""
    return render(request, "execution/partials/money.html", context)


def look_of(request: HttpRequest) -> tuple[Look, str]:
    """What the address asks for: the year, what is chosen, and by which dimension it is divided."""
    asked = request.GET
    year = asked.get("year", "")
    chosen = {key: asked[key] for key in DIMENSIONS if asked.get(key)}
    if not chosen.get("project", "0").isdecimal():
        del chosen["project"]
    by = asked.get("by", "")
    default = next((key for key in ("department", "unit", "project") if key not in chosen), LINES)
    known = year.isdecimal() and 2000 <= int(year) < 2100
    look = Look(the_person(request), int(year) if known else clock.today().year, chosen)
    return look, by if by in (*DIMENSIONS, LINES) else default


def _context(look: Look, by: str, asked: QueryDict) -> dict[str, object]:
    groups = overview.by_dimension(look, "book" if by == LINES else by)
    whole = sum((group.sums for group in groups), Sums())
    following = next_of(by, look.chosen) if by != LINES else LINES
    return {
        "look": look,
        "whole": whole,
        "chart": curve_of(look),
        "by": by,
        "title": LINES_TITLE if by == LINES else DIMENSIONS[by].title,
        "groups": [Drawn(one, _url(look, following, {by: one.key})) for one in groups[:MOST]] if by != LINES else [],
        "left_out": max(0, len(groups) - MOST) if by != LINES else 0,
        "lines": LINE_LIST.show(overview.lines(look), asked) if by == LINES else None,
        "tabs": _tabs(look, by),
        "crumbs": _crumbs(look),
        "years": [(year, _url(Look(look.person, year, look.chosen), by, {}), year == look.year) for year in _years()],
        "here": _url(look, by, {}),
    }


def _years() -> list[int]:
    year = clock.today().year
    return [year - 1, year, year + 1]


def _url(look: Look, by: str, more: Chosen) -> str:
    words = QueryDict(mutable=True)
    for key, value in {"year": str(look.year), **look.chosen, **more, "by": by}.items():
        words[key] = value
    return f"{reverse('execution')}?{words.urlencode()}"


def _tabs(look: Look, by: str) -> list[Tab]:
    found = [
        Tab(one.title, _url(look, key, {}), key == by) for key, one in DIMENSIONS.items() if key not in look.chosen
    ]
    return [*found, Tab(LINES_TITLE, _url(look, LINES, {}), by == LINES)]


def _crumbs(look: Look) -> list[tuple[object, str]]:
    """What is chosen, one after the other; each leads back to where it was the last choice."""
    found: list[tuple[object, str]] = []
    so_far: dict[str, str] = {}
    for dimension, words in overview.chosen_titles(look).items():
        so_far[dimension] = look.chosen[dimension]
        found.append((words, _url(Look(look.person, look.year, dict(so_far)), next_of(dimension, so_far), {})))
    return [(_("All"), _url(Look(look.person, look.year, {}), "department", {})), *found] if found else []
