"""The plans of projects of a kind with data of its own: read, held against the law, and what keeps them back."""

from collections.abc import Sequence
from dataclasses import fields
from fractions import Fraction
from typing import Any

from django.db.models import Count, Q, Sum

from yuheng.kernel.dated import NoLaw
from yuheng.kernel.money import Fen
from yuheng.kernel.outcome import Problem
from yuheng.platform import clock
from yuheng.projects.domain.kinds import KINDS, About, Plan, gate_of, problems_in_plan
from yuheng.projects.domain.kinds.concessions import Concession, Payment
from yuheng.projects.domain.kinds.concessions import payment_due as due_by_contract
from yuheng.projects.domain.kinds.departments import Member, Overall, overall
from yuheng.projects.models import PLAN_TABLES, Bond, Project, TargetIndicator
from yuheng.projects.queries.law import plan_law, region_of
from yuheng.regulations.queries import rule


def plan_of(project: Project) -> Plan | None:
    """The plan of a project; None where its kind has none or nothing was entered."""
    return plans_of([project]).get(project.pk)


def plans_of(projects: Sequence[Project]) -> dict[int, Plan]:
    """The plans by project; two queries per kind among them, whatever the number of projects."""
    found: dict[int, Plan] = {}
    for kind in KINDS:
        keys = [project.pk for project in projects if project.kind == kind]
        if keys:
            found |= _plans(kind, keys)
    return found


def _plans(kind: str, keys: list[int]) -> dict[int, Plan]:
    table, row_table = PLAN_TABLES[kind]
    sheet = KINDS[kind].sheet
    rows: dict[int, list[Any]] = {}
    if row_table is not None and sheet.row is not None:
        for row in row_table._default_manager.filter(project_id__in=keys).order_by("project_id", "no"):
            rows.setdefault(row.project_id, []).append(_made(sheet.row, row))
    found = {}
    for head in table._default_manager.filter(project_id__in=keys):
        more = {"rows": tuple(rows.get(head.project_id, ()))} if row_table is not None else {}
        found[head.project_id] = _made(sheet.plan, head, **more)
    return found


def _made(make: Any, row: Any, **more: Any) -> Any:
    """A row as the domain knows it: the two have the same names."""
    return make(**{one.name: getattr(row, one.name) for one in fields(make) if one.name != "rows"}, **more)


def plan_problems(project: Project, plan: Plan) -> list[Problem]:
    """All that is wrong with a plan for a project as the law stands today, warnings and notes among it."""
    law = plan_law(project.kind, region=region_of(project.org_path), on=clock.today())
    return problems_in_plan(project.kind, plan, about_of(project), law)


def plan_gate(projects: Sequence[Project], year: int, *, budget: bool) -> list[Problem]:
    """What the kinds of these projects keep back from admission, or from money of a year."""
    special = [project for project in projects if project.kind in KINDS or project.kind == "department"]
    if not special:
        return []
    plans, asked, today = plans_of(special), _satisfaction([one.pk for one in special], year), clock.today()
    problems: list[Problem] = []
    for one in special:
        region = region_of(one.org_path)
        law = plan_law(one.kind, region=region, on=today) if one.kind in KINDS else {}
        about = about_of(
            one,
            budget_year=year if budget else 0,
            satisfaction=asked.get(one.pk, 0),
            taken_fen=_taken(one, special) if one.kind == "bond" else 0,
        )
        problems += gate_of(one.kind, plans.get(one.pk), about, law)
    return problems


def about_of(project: Project, **more: int) -> About:
    """What checks of a plan are told about its project."""
    return About(project.name, project.year, project.last_year, project.amount_fen, clock.today(), **more)


def _satisfaction(keys: Sequence[int], year: int) -> dict[int, int]:
    """How many satisfaction indicators the targets of a year have."""
    rows = TargetIndicator.objects.filter(target__project_id__in=keys, target__year=year, level1__contains="满意")
    return dict(rows.values_list("target__project_id").annotate(count=Count("pk")))


def _taken(project: Project, together: Sequence[Project]) -> Fen:
    """What other bonds of the region and the first year hold: those of the library, and those that ask with this one."""
    region = region_of(project.org_path)
    mine = Q(project__state="in_library") | Q(project_id__in=[one.pk for one in together])
    rows = Bond.objects.filter(mine, project__year=project.year, project__org_path__startswith=f"{region}/")
    return int(rows.exclude(project=project).aggregate(sum=Sum("bond_fen"))["sum"] or 0)


def payment_due(project: Project, year: int, score: Fraction) -> Payment:
    """What the project's contract asks to be paid for a year at a score, by the rule in force today.

    KeyError without a contract or for a year that it does not have, ValueError for a score outside 0–100.
    """
    plan = plan_of(project)
    if not isinstance(plan, Concession):
        raise KeyError(project.code)
    try:
        full = Fraction(rule("ppp.full_payment_from", on=clock.today(), region=region_of(project.org_path)).number)
    except NoLaw:
        full = None
    return due_by_contract(plan, year, score, full_from=full)


def overall_members(project: Project, year: int) -> list[Project]:
    """The projects whose money a department's overall object of a year stands for: in the library, each once."""
    rows = Project.objects.filter(state="in_library", year__lte=year, last_year__gte=year)
    path = project.unit.parent.path if project.unit.parent else project.org_path
    return list(rows.filter(org_path__startswith=path).exclude(kind="department").order_by("code"))


def overall_of(project: Project, year: int) -> Overall:
    """The sum of a department's projects of a year, by the amounts that the library holds."""
    members = overall_members(project, year)
    return overall(Member(one.pk, one.kind, one.category, one.amount_fen) for one in members)
