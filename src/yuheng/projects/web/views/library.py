"""The list of projects, one project's page, and the form on which a unit enters it."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from yuheng.kernel.flow import Step
from yuheng.kernel.money import wan
from yuheng.kernel.outcome import Refused, Words
from yuheng.platform import numbering
from yuheng.platform.acts import Actor
from yuheng.platform.ui.context import site_of
from yuheng.projects import actions, policies, queries
from yuheng.projects.domain.drafts import Amendment
from yuheng.projects.domain.flows import PROJECT
from yuheng.projects.domain.kinds import KINDS, TITLES
from yuheng.projects.domain.projects import CATEGORIES, NOVELTIES
from yuheng.projects.models import Project
from yuheng.projects.web import journey, listing
from yuheng.projects.web.forms import ProjectForm
from yuheng.projects.web.steps import FORWARD
from yuheng.projects.web.views.asked import LIBRARY, actor, project_of


def index(request: HttpRequest) -> HttpResponse:
    """The projects that this person sees, with what upper contexts add; or the same rows as a file."""
    person = actor(request)
    shown = listing.shown_to(person, request.GET, site_of(request).year)
    if file := shown.download():
        return cast(HttpResponse, file)  # a file streams; the guard only hands it on
    may_enter = any(post.duty == policies.PREPARE for post in person.posts)
    context = {"shown": shown, "new_url": reverse("project-new") if may_enter else "", "bulk": _bulk_steps(person)}
    return render(request, "projects/pages/index.html", context)


def _bulk_steps(person: Actor) -> list[Step]:
    """The steps that need no comment and that one of the person's posts may take on many projects."""
    duties = {post.duty for post in person.posts}
    return [step for step in PROJECT.steps if step.duty in duties and ("project", step.code) in FORWARD]


def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One project: what it is, where it stands in the loop, what may be done, and every context's panel."""
    project, person = project_of(pk), actor(request)
    context = {
        "project": project,
        "crumbs": [(LIBRARY, reverse("projects")), (project.name, "")],
        "stops": journey.stops(person, project),
        "category": CATEGORIES.get(project.category, project.category),
        "novelty": NOVELTIES.get(project.novelty, project.novelty),
        "kind": TITLES.get(project.kind, project.kind),
        "edit_url": reverse("project-edit", kwargs={"pk": pk}) if policies.may_amend(person, project) else "",
        "appraise_url": reverse("project-appraise", kwargs={"pk": pk})
        if policies.may_appraise(person, project)
        else "",
    }
    return render(request, "projects/pages/show.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Enter a project of one of the person's units; its code is given by the system."""
    person = actor(request)
    units = queries.units_prepared_by(person)
    year = site_of(request).year + 1
    start = {"year": year, "last_year": year, "category": "specific"}
    form = ProjectForm(request.POST or None, units=units, initial=start)
    if form.is_valid():
        try:
            draft = form.draft(code=_next_code(form.cleaned_data["unit"], form.cleaned_data["year"]))
            (project,) = actions.register_projects(by=person, drafts=[draft])
        except Refused as refused:
            form.show(refused.problems)
        else:
            if project.kind in KINDS:
                messages.success(request, _("Entered. Now fill in the data of its kind."))
                return redirect("project-plan", pk=project.pk)
            messages.success(request, _("Entered. Now set its target."))
            return redirect("project", pk=project.pk)
    crumbs = [(LIBRARY, reverse("projects")), (Words(zh="新增项目", en="New project"), "")]
    context = {"form": form, "crumbs": crumbs, "title": _("New project"), "back": reverse("projects")}
    return render(request, "projects/pages/form.html", context)


def _next_code(unit: str, year: int) -> str:
    """Unit, first year and a running number: unique, and never read apart again."""
    (number,) = numbering.take(f"project {unit} {year}")
    return f"{unit}{year % 100:02d}{number:05d}"[-21:]


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a draft project says."""
    person, project = actor(request), project_of(pk)
    form = ProjectForm(request.POST or None, units=[project.unit], initial=_typed(project))
    if form.is_valid():
        try:
            draft = form.draft(code=project.code, of=project)
            actions.amend_projects(by=person, amendments=[Amendment(project, draft)])
        except Refused as refused:
            form.show(refused.problems)
        else:
            messages.success(request, _("Saved"))
            return redirect("project", pk=pk)
    page = reverse("project", kwargs={"pk": pk})
    crumbs = [(LIBRARY, reverse("projects")), (project.name, page), (Words(zh="修改", en="Edit"), "")]
    context = {"form": form, "crumbs": crumbs, "title": project.name, "back": page}
    return render(request, "projects/pages/form.html", context)


def _typed(project: Project) -> dict[str, object]:
    """A project as the form would have it typed; the amount in 万元, in 元 where it has more decimals."""
    fen = project.amount_fen
    amount = wan(fen).replace(",", "") if fen % 10_000 == 0 else f"{fen // 100}.{fen % 100:02d}元"
    fields = ("name", "category", "novelty", "kind", "sector", "function_code", "year", "last_year", "purpose")
    return {**{name: getattr(project, name) for name in fields}, "unit": project.unit.code, "amount_fen": amount}
