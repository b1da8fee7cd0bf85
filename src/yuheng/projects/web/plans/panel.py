"""The panel of a kind's data on the project page."""

from collections.abc import Sequence

from django.urls import reverse

from yuheng.kernel.money import wan
from yuheng.kernel.outcome import Problem, Words
from yuheng.platform import clock
from yuheng.platform.acts import Actor
from yuheng.platform.ui.panels import Panel
from yuheng.projects import policies, queries
from yuheng.projects.domain.kinds import KINDS, ORDINARY, TITLES
from yuheng.projects.domain.projects import CATEGORIES
from yuheng.projects.models import Project
from yuheng.projects.web.plans.figures import FIGURES, Cell, Fact, Figures
from yuheng.projects.web.plans.form import place_words

TEMPLATE = "projects/partials/plan.html"


def plan_panel(person: Actor | None, project: Project) -> Panel | None:
    """The figures of a project's kind, what is wrong with them, and the way to their form; nothing for ordinary ones."""
    if person is None or project.kind == ORDINARY:
        return None
    title = TITLES[project.kind]
    if project.kind == "department":
        return Panel("plan", title, TEMPLATE, {"figures": _overall(project), "entered": True, "plan_url": ""})
    plan, region = queries.plan_of(project), queries.region_of(project.org_path)
    law = queries.plan_law(project.kind, region=region, on=clock.today())
    shown = None if plan is None else FIGURES[project.kind](plan, queries.about_of(project), law)
    context = {
        "figures": shown,
        "entered": plan is not None,
        "problems": _problems(project),
        "rules": sorted({norm.article for norm in law.values()}),
        "unverified": sorted({norm.article for norm in law.values() if not norm.firm}),
        "plan_url": reverse("project-plan", kwargs={"pk": project.pk})
        if policies.may_set_plan(person, project)
        else "",
    }
    return Panel("plan", title, TEMPLATE, context)


def _problems(project: Project) -> Sequence[tuple[Problem, Words]]:
    """What the gate would say, then warnings and notes; each once, with its place in words."""
    plan = queries.plan_of(project)
    if plan is None:
        return []
    gate = queries.plan_gate([project], project.year, budget=False)
    said = {(one.code, one.where) for one in gate}
    rest = [one for one in queries.plan_problems(project, plan) if (one.code, one.where) not in said]
    return [(one, place_words(KINDS[project.kind].sheet, one)) for one in [*gate, *rest]]


def _overall(project: Project) -> Figures:
    """The sum of the department's projects in each year of the object that has begun, by category."""
    last = min(project.last_year, max(clock.today().year + 1, project.year))
    rows = []
    for year in range(project.year, last + 1):
        found = queries.overall_of(project, year)
        by = dict(found.by_category)
        money = [Cell(wan(by.get(code, 0))) for code in CATEGORIES]
        rows.append([Cell(str(year), number=False), Cell(str(found.projects)), *money, Cell(wan(found.amount_fen))])
    columns = [
        Words(zh="年度", en="Year"),
        Words(zh="项目数", en="Projects"),
        *CATEGORIES.values(),
        Words(zh="合计（万元）", en="Total (10k yuan)"),
    ]
    parent = project.unit.parent
    facts = [Fact(Words(zh="部门", en="Department"), parent.words if parent else project.unit.words)]
    note = Words(
        zh="金额为在库项目总额之和，每个项目只计一次；部门整体支出本身不安排预算",
        en="Sums of what the library holds for the department's projects, each counted once; the object itself gets no line",
    )
    return Figures(facts, columns, rows, note=note)
