"""The form of the data of a project's kind."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from yuheng.kernel.outcome import Problem, Refused, Words
from yuheng.projects import actions, queries
from yuheng.projects.domain.drafts import PlanDraft
from yuheng.projects.domain.kinds import KINDS, TITLES
from yuheng.projects.domain.kinds.sheets import read_sheet
from yuheng.projects.models import Project
from yuheng.projects.web.plans import form as forms
from yuheng.projects.web.views.asked import LIBRARY, actor, project_of


def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Cells typed, pasted or from a workbook; "check" reads and judges them without keeping anything."""
    project = project_of(pk)
    sheet = KINDS[project.kind].sheet
    if request.method != "POST":
        return _page(request, project, *forms.kept(sheet, queries.plan_of(project)), problems=[])
    head, lines = forms.posted(sheet, request.POST)
    unread: list[Problem] = []
    if file := request.FILES.get("workbook"):
        more, unread = forms.from_workbook(sheet, file)
        lines = more or lines
    made, unreadable = read_sheet(sheet, head, lines, about=queries.about_of(project))
    unread += unreadable
    if request.POST.get("do") == "save" and not unread:
        try:
            actions.set_plans(by=actor(request), drafts=[PlanDraft(project, made)])
        except Refused as refused:
            return _page(request, project, head, lines, problems=list(refused.problems), status=409)
        messages.success(request, _("Saved"))
        return redirect("project", pk=pk)
    found = _beside(unread, queries.plan_problems(project, made))
    return _page(request, project, head, lines, problems=found, status=409 if unread else 200)


def _beside(unread: list[Problem], found: list[Problem]) -> list[Problem]:
    """What could not be read, and what is wrong with the rest: no sums while a cell is missing in them."""
    if not unread:
        return found
    places = {one.where for one in unread}
    rest = [one for one in found if one.where not in places and not one.code.endswith("_sum")]
    return [*unread, *(one for one in rest if not one.code.startswith("coverage"))]


def _page(
    request: HttpRequest,
    project: Project,
    head: dict[str, str],
    lines: list[list[str]],
    *,
    problems: list[Problem],
    status: int = 200,
) -> HttpResponse:
    kind = KINDS[project.kind]
    page = reverse("project", kwargs={"pk": project.pk})
    form = forms.shown(kind.sheet, head, lines, problems)
    context = {
        "project": project,
        "title": TITLES[project.kind],
        "crumbs": [(LIBRARY, reverse("projects")), (project.name, page), (TITLES[project.kind], "")],
        "form": form,
        "columns": kind.sheet.rows,
        "problems": forms.about_no_cell(form, problems),
        "stops": sum(one.stops for one in problems),
        "checked": request.POST.get("do") == "check",
        "text": Words(
            zh="金额单位万元，也可在数字后写明单位。", en="Amounts in 10k yuan; another unit may be written."
        ),
        "back": page,
    }
    return render(request, "projects/pages/plan.html", context, status=status)
