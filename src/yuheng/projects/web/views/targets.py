"""The sheet on which a unit sets a project's target for a year."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from yuheng.kernel.outcome import Problem, Refused, Words
from yuheng.platform import clock
from yuheng.projects import actions, queries
from yuheng.projects.domain.drafts import IndicatorDraft, TargetDraft
from yuheng.projects.domain.hints import hints_for
from yuheng.projects.domain.targets import SetIndicator, settle
from yuheng.projects.models import Project
from yuheng.projects.web.target_form import about_no_row, posted, sheet
from yuheng.projects.web.views.asked import LIBRARY, actor, project_of


def target(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Rows of indicators, typed or pasted; "check" reads and weighs them without keeping anything."""
    project = project_of(pk)
    if request.method != "POST":
        statement, drafts = _kept(project, year)
        return _page(request, TargetDraft(project, year, statement, drafts))
    draft = TargetDraft(project, year, request.POST.get("statement", ""), posted(request.POST))
    if request.POST.get("do") != "save":
        return _checked(request, draft)
    try:
        actions.set_targets(by=actor(request), drafts=[draft])
    except Refused as refused:
        return _page(request, draft, problems=refused.problems)
    messages.success(request, _("The target is saved as a draft."))
    return redirect("project", pk=pk)


def _kept(project: Project, year: int) -> tuple[str, tuple[IndicatorDraft, ...]]:
    """The target as it stands, or last year's to begin with."""
    kept = queries.target_of(project, year) or queries.target_of(project, year - 1)
    if kept is None:
        return project.purpose, ()
    return kept.statement, tuple(queries.settled(row, year).draft for row in queries.indicators_of(kept))


def _checked(request: HttpRequest, draft: TargetDraft[Project]) -> HttpResponse:
    region, on = queries.region_of(draft.project.org_path), clock.today()
    settled, problems = settle(draft, queries.weight_scheme(region=region, on=on), where=draft.project.name)
    limits = queries.target_limits(region=region, on=on)
    hints = hints_for(settled, limits, year=draft.year) if settled else []
    return _page(request, draft, problems=(*problems, *hints), settled=settled)


def _page(
    request: HttpRequest,
    draft: TargetDraft[Project],
    *,
    problems: Sequence[Problem] = (),
    settled: Sequence[SetIndicator] = (),
) -> HttpResponse:
    project, page = draft.project, reverse("project", kwargs={"pk": draft.project.pk})
    scheme = queries.weight_scheme(region=queries.region_of(project.org_path), on=clock.today())
    title = Words(zh=f"{draft.year} 年绩效目标", en=f"Target for {draft.year}")
    context = {
        "project": project,
        "year": draft.year,
        "title": title,
        "crumbs": [(LIBRARY, reverse("projects")), (project.name, page), (title, "")],
        "statement": draft.statement,
        "rows": sheet(draft.indicators, draft.year, problems=problems, settled=settled),
        "problems": about_no_row(problems),
        "wrong": any(problem.stops for problem in problems),
        "checked": bool(settled),
        "total_c": sum(one.weight_c for one in settled),
        "scheme": scheme,
        "back": page,
    }
    return render(request, "projects/pages/target.html", context, status=409 if _stopped(request, problems) else 200)


def _stopped(request: HttpRequest, problems: Sequence[Problem]) -> bool:
    return request.POST.get("do") == "save" and any(problem.stops for problem in problems)
