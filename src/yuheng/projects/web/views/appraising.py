"""The form of an appraisal before the event."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from yuheng.kernel.outcome import Problem, Refused, Words
from yuheng.platform import clock
from yuheng.platform.ui.text import say
from yuheng.projects import actions, queries
from yuheng.projects.domain.appraisal import CONCLUSIONS
from yuheng.projects.domain.drafts import AppraisalDraft
from yuheng.projects.web.forms import AppraisalForm
from yuheng.projects.web.views.asked import LIBRARY, actor, project_of

APPRAISAL = Words(zh="事前评估", en="Appraisal before the event")


def appraise(request: HttpRequest, pk: int) -> HttpResponse:
    """Give points in each dimension; the total decides the conclusion and takes the step."""
    project, person = project_of(pk), actor(request)
    region = queries.region_of(project.org_path)
    scheme = queries.appraisal_scheme(region=region, on=clock.today(), kind=project.kind)
    form = AppraisalForm(request.POST or None, scheme=scheme)
    problems: tuple[Problem, ...] = ()
    if form.is_valid():
        draft = AppraisalDraft(project, form.scores(), form.cleaned_data["opinion"])
        try:
            (row,) = actions.appraise(by=person, drafts=[draft])
        except Refused as refused:
            problems = refused.problems
        else:
            messages.success(request, _("Appraised: %(words)s") % {"words": say(CONCLUSIONS[row.conclusion])})
            return redirect("project", pk=pk)
    page = reverse("project", kwargs={"pk": pk})
    context = {
        "project": project,
        "form": form,
        "problems": problems,
        "bands": [(band.least_c, CONCLUSIONS[band.conclusion]) for band in scheme.bands],
        "scheme": scheme,
        "demand": queries.appraisal_demand(project),
        "crumbs": [(LIBRARY, reverse("projects")), (project.name, page), (APPRAISAL, "")],
        "back": page,
    }
    return render(request, "projects/pages/appraise.html", context)


def waive(request: HttpRequest, pk: int) -> HttpResponse:
    """Pass a project on without an appraisal, where no rule demands one."""
    if request.method != "POST":
        raise Http404
    project = project_of(pk)
    try:
        actions.waive_appraisal(by=actor(request), projects=[project])
    except Refused as refused:
        context = {"problems": refused.problems, "subject": project, "back": reverse("project", kwargs={"pk": pk})}
        return render(request, "platform/pages/refused.html", context, status=409)
    messages.success(request, _("Passed on without an appraisal"))
    return redirect("project", pk=pk)
