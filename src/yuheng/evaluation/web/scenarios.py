"""Scenarios on pages: what a year's scores would be under other rules, and one evaluation with both workings."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from yuheng.evaluation import queries
from yuheng.evaluation.models import Evaluation
from yuheng.evaluation.scenario import Trial, try_scenario
from yuheng.evaluation.web.scenario_listing import changed_listing
from yuheng.evaluation.web.scenario_words import GRADES, NO_TOTAL, lines_of
from yuheng.evaluation.web.words import GRADE_TONES, grade_words
from yuheng.kernel.outcome import Words
from yuheng.platform.guards import the_person
from yuheng.regulations.domain.scenario import Scenario
from yuheng.regulations.queries import scenarios

TITLE = Words(zh="规则试算", en="What if")


def index(request: HttpRequest) -> HttpResponseBase:
    """Choose a scenario and a year; then the grades before and after, and every project that would move."""
    rows = queries.seen_by(the_person(request)).filter(state="sealed")
    years = list(rows.order_by("-year").values_list("year", flat=True).distinct())
    year = _year(request, years)
    chosen = scenarios().get(request.GET.get("scenario", ""))
    context: dict[str, Any] = {"scenarios": scenarios().values(), "chosen": chosen, "years": years, "year": year}
    if chosen is not None:
        trial = try_scenario(chosen, rows.filter(year=year))
        moved = rows.filter(pk__in=list(trial.changes))
        if file := changed_listing(trial, workings=True).show(moved, request.GET).download():
            return file
        shown = changed_listing(trial).show(moved, request.GET)
        context |= {"trial": trial, "changed": shown, "matrix": _matrix(trial), "unread": _unread(rows, trial)}
    return render(request, "evaluation/pages/scenarios.html", context)


def _year(request: HttpRequest, years: Sequence[int]) -> int:
    """The year asked for, else the newest that has sealed evaluations."""
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdecimal() and int(asked) in years else years[0] if years else 0


def _matrix(trial: Trial) -> dict[str, Any]:
    """The grades as sealed down, as tried across; a class is left out where nobody is in it."""
    used = {code for pair in trial.grades for code in pair}
    codes = [code for code in (*GRADES, *sorted(used - set(GRADES) - {""}), "") if code in used]
    heads = [_grade(code) for code in codes]
    rows = [(_grade(old), [(trial.grades.get((old, new), 0), old == new) for new in codes]) for old in codes]
    return {"heads": heads, "rows": [row for row in rows if any(number for number, _same in row[1])]}


def _grade(code: str) -> tuple[Words, str]:
    words = grade_words(code, settings.REGION) if code else NO_TOTAL
    return words, GRADE_TONES.get(code, "mute")


def _unread(rows: QuerySet[Evaluation], trial: Trial) -> list[tuple[str, str]]:
    """The evaluations whose seal or law could not be read, with the reason."""
    found = rows.filter(pk__in=list(trial.unread)).select_related(None).select_related("project")
    return [(row.project.name, trial.unread[row.pk]) for row in found]


def show(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """One evaluation: every line with its working as sealed and as tried."""
    chosen = _scenario(name)
    row = get_object_or_404(Evaluation.objects.select_related("project__unit"), pk=pk, state="sealed")
    trial = try_scenario(chosen, Evaluation.objects.filter(pk=pk))
    change = trial.changes.get(pk)
    back = f"{reverse('scenarios')}?scenario={name}&year={row.year}"
    context = {
        "scenario": chosen,
        "row": row,
        "change": change,
        "lines": lines_of(change) if change else [],
        "grades": [_grade(grade) for grade in (change.old[1], change.new[1])] if change else [],
        "unread": trial.unread.get(pk, ""),
        "crumbs": [(TITLE, back), (chosen.title, back)],
    }
    return render(request, "evaluation/pages/scenario.html", context)


def _scenario(code: str) -> Scenario:
    found = scenarios().get(code)
    if found is None:
        raise Http404
    return found
