"""Pages of evaluation: the list, one evaluation with its curves, and the sheet on which a unit accounts for its year."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from yuheng.budget.queries import money_of
from yuheng.evaluation import actions, queries
from yuheng.evaluation.drafts import EvaluationDraft
from yuheng.evaluation.models import Evaluation
from yuheng.evaluation.web.forms import SheetRow, kept, posted
from yuheng.evaluation.web.lines import shown_lines, weight_c
from yuheng.evaluation.web.listing import EVALUATIONS
from yuheng.evaluation.web.panels import told
from yuheng.kernel.outcome import Problem, Refused, Words
from yuheng.platform.guards import the_person
from yuheng.platform.ui.flowview import stepper
from yuheng.projects.models import Project, Target
from yuheng.projects.queries import confirmed_target, indicators_of

LIST = Words(zh="绩效评价", en="Evaluations")


def index(request: HttpRequest) -> HttpResponseBase:
    """Every evaluation that this person may see."""
    shown = EVALUATIONS.show(queries.seen_by(the_person(request)), request.GET)
    return shown.download() or render(request, "evaluation/pages/index.html", {"evaluations": shown})


def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One evaluation: every line on its curve, the sum, the grade, the seal."""
    row = get_object_or_404(Evaluation.objects.select_related("project__unit"), pk=pk)
    lines = shown_lines(row, with_curves=True)
    context = {
        "told": told(row),
        "row": row,
        "lines": lines,
        "weight_c": weight_c(lines),
        "stops": stepper(row),
        "crumbs": [(LIST, reverse("evaluations")), (row.project.name, _panel(row.project))],
    }
    return render(request, "evaluation/pages/show.html", context)


def _panel(project: Project) -> str:
    return reverse("project", kwargs={"pk": project.pk}) + "#panel-evaluation"


def write(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """The unit's account of a year; everything that is wrong comes back at once, and nothing is half-written."""
    project = get_object_or_404(Project.objects.select_related("unit"), pk=pk)
    target = confirmed_target(project, year)
    if target is None:
        raise Http404
    written = queries.evaluations_of([pk], year).get(pk)
    if request.method != "POST":
        saved = queries.outcomes_of(written) if written else []
        summary = written.summary if written else ""
        return _sheet(request, target, kept(saved, indicators_of(target)), summary)
    rows, summary = posted(request.POST.dict(), indicators_of(target)), request.POST.get("summary", "")
    draft = EvaluationDraft(project, year, tuple(row.draft for row in rows), summary=summary)
    try:
        actions.begin_evaluations(by=the_person(request), drafts=[draft])
    except Refused as refused:
        return _sheet(request, target, rows, summary, refused.problems)
    messages.success(request, _("The self-evaluation is saved; the head of the unit can submit it now."))
    return redirect(_panel(project))


def _sheet(
    request: HttpRequest, target: Target, rows: Sequence[SheetRow], summary: str, problems: Sequence[Problem] = ()
) -> HttpResponse:
    project = target.project
    context = {
        "project": project,
        "year": target.year,
        "rows": rows,
        "summary": summary,
        "problems": problems,
        "money": money_of([project.pk], target.year).get(project.pk),
        "crumbs": [(LIST, reverse("evaluations")), (project.name, _panel(project))],
        "back": _panel(project),
    }
    return render(request, "evaluation/pages/write.html", context, status=409 if problems else 200)
