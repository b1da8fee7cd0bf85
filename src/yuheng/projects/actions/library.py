"""How a project enters the library, moves through it, and leaves it."""

from collections import Counter
from collections.abc import Mapping, Sequence

from django.db import transaction

from yuheng.kernel.outcome import Decision, Problem, Words, refuse_if
from yuheng.organisations.models import Organisation
from yuheng.platform import flow
from yuheng.platform.acts import Actor, Changes, Done, record_many
from yuheng.platform.models import Act
from yuheng.projects import policies, queries
from yuheng.projects.domain.drafts import Amendment, ProjectDraft
from yuheng.projects.domain.flows import PROJECT
from yuheng.projects.domain.projects import problems_in_project
from yuheng.projects.models import Project

BATCH = 2000
RETURNS = {"submitted": "return_to_unit", "reviewed": "return_from_appraisal", "appraised": "return_from_admission"}
FIELDS = (
    "name",
    "category",
    "novelty",
    "kind",
    "sector",
    "function_code",
    "year",
    "last_year",
    "purpose",
    "amount_fen",
    "source_table",
    "source_url",
)


@transaction.atomic
def register_projects(*, by: Actor, drafts: Sequence[ProjectDraft]) -> list[Project]:
    """Enter projects as drafts of their units. Refuses with all that is wrong in any of them, and codes in use."""
    units = _units([draft.unit for draft in drafts])
    problems = [problem for draft in drafts for problem in problems_in_project(draft, units)]
    problems += _codes_in_use([draft.code for draft in drafts])
    for code in sorted({draft.unit for draft in drafts} & units.keys()):
        problems += objection(policies.may_register(by, units[code].path), units[code].name)
    refuse_if([*problems, *_overall_twice([(draft, 0) for draft in drafts], units)])
    rows = Project.objects.bulk_create([_row(by, draft, units[draft.unit]) for draft in drafts], batch_size=BATCH)
    done = [Done(row, {"name": (None, row.name), "amount_fen": (None, row.amount_fen)}) for row in rows]
    record_many(by=by, verb="project.register", done=done, article=policies.ARTICLE, duty=policies.PREPARE)
    return rows


def _units(codes: Sequence[str]) -> Mapping[str, Organisation]:
    rows = Organisation.objects.filter(code__in=set(codes), kind=Organisation.Kind.UNIT)
    return {row.code: row for row in rows}


def _codes_in_use(codes: Sequence[str]) -> list[Problem]:
    taken = set(Project.objects.filter(code__in=set(codes)).values_list("code", flat=True))
    taken |= {code for code, times in Counter(codes).items() if times > 1}
    message = Words(zh="项目代码已被使用", en="The project code is in use")
    return [Problem("code_in_use", f"{code} · code", message, found=code) for code in sorted(taken)]


def _overall_twice(drafts: Sequence[tuple[ProjectDraft, int]], units: Mapping[str, Organisation]) -> list[Problem]:
    """A department has one overall object per year; each draft comes with the key of its own project, 0 for a new one."""
    whole = [(draft, key) for draft, key in drafts if draft.kind == "department" and draft.unit in units]
    problems = []
    for number, (draft, key) in enumerate(whole):
        parent = units[draft.unit].parent_id
        there = Project.objects.filter(kind="department", unit__parent_id=parent, year__lte=draft.last_year)
        same = any(
            units[other.unit].parent_id == parent and other.year <= draft.last_year and other.last_year >= draft.year
            for other, _key in whole[:number]
        )
        if same or there.filter(last_year__gte=draft.year).exclude(pk=key).exclude(state="refused").exists():
            message = Words(
                zh="该部门同一年度已有部门整体支出",
                en="The department has an overall object for one of these years already",
            )
            problems.append(Problem("overall_twice", f"{draft.code} · kind", message, found=draft.kind))
    return problems


def _kinds_kept(amendments: Sequence[Amendment[Project]]) -> list[Problem]:
    """A project changes its kind only before the data of its kind are entered."""
    plans = queries.plans_of([one.project for one in amendments])
    message = Words(
        zh="已填写专门数据，不能改变项目种类", en="Its data are entered: the kind cannot be changed any more"
    )
    return [
        Problem("kind_has_data", f"{one.project.code} · kind", message, found=one.draft.kind)
        for one in amendments
        if one.project.pk in plans
    ]


def _row(by: Actor, draft: ProjectDraft, unit: Organisation) -> Project:
    values = {name: getattr(draft, name) for name in FIELDS}
    began = flow.began(PROJECT, by=by, org_path=unit.path, year=draft.year)
    return Project(code=draft.code, unit=unit, **{**began, **values})


@transaction.atomic
def amend_projects(*, by: Actor, amendments: Sequence[Amendment[Project]]) -> list[Project]:
    """Change what draft projects say; code and unit stay. Each changed field is kept old and new in the act."""
    problems = [p for one in amendments for p in objection(policies.may_amend(by, one.project), one.project.name)]
    units = _units([one.draft.unit for one in amendments])
    for one in amendments:
        problems += problems_in_project(one.draft, units)
        if (one.draft.code, one.draft.unit) != (one.project.code, one.project.unit.code):
            message = Words(zh="项目代码和单位不能更改", en="The code and the unit of a project never change")
            problems.append(Problem("identity", f"{one.project.code} · code", message, found=one.draft.code))
    problems += _kinds_kept([one for one in amendments if one.draft.kind != one.project.kind])
    refuse_if([*problems, *_overall_twice([(one.draft, one.project.pk) for one in amendments], units)])
    done = [Done(one.project, _moved(one.project, one.draft)) for one in amendments]
    for one in amendments:
        for name in FIELDS:
            setattr(one.project, name, getattr(one.draft, name))
        one.project.maker = by.username
    rows = [one.project for one in amendments]
    Project.objects.bulk_update(rows, [*FIELDS, "maker"], batch_size=BATCH)
    record_many(by=by, verb="project.amend", done=done, article=policies.ARTICLE, duty=policies.PREPARE)
    return rows


def _moved(project: Project, draft: ProjectDraft) -> Changes:
    pairs = {name: (getattr(project, name), getattr(draft, name)) for name in FIELDS}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def objection(decision: Decision, where: str) -> list[Problem]:
    """A "no" as a problem in a list; nothing for a "yes"."""
    return [] if decision else [Problem("not_allowed", where, decision.reason, rule=decision.source)]


def submit_projects(*, by: Actor, projects: Sequence[Project]) -> list[Act]:
    """The unit's approver sends draft projects to the department."""
    return flow.take("submit", projects, by=by)


def review_projects(*, by: Actor, projects: Sequence[Project]) -> list[Act]:
    """The department passes projects on to finance."""
    return flow.take("review", projects, by=by)


@transaction.atomic
def return_projects(*, by: Actor, projects: Sequence[Project], because: str) -> list[Act]:
    """Send projects back to their units with a comment, by the step that fits where each of them stands."""
    problems = [_nowhere_to_return(project) for project in projects if project.state not in RETURNS]
    refuse_if(problems)
    done: list[Act] = []
    for state, step in RETURNS.items():
        group = [project for project in projects if project.state == state]
        done += flow.take(step, group, by=by, reason=because)
    return done


def _nowhere_to_return(project: Project) -> Problem:
    now = project.stands.staff
    message = Words(zh=f"当前状态为“{now.zh}”，不能退回", en=f"It is “{now.en}” now and cannot be returned")
    return Problem("not_allowed", project.name, message, found=project.state)


@transaction.atomic
def admit_projects(*, by: Actor, projects: Sequence[Project]) -> list[Act]:
    """Finance admits projects to the library: appraised where that is demanded, with a confirmed measurable target."""
    steps = [p for project in projects for p in objection(flow.may_take("admit", project, by=by), project.name)]
    refuse_if([*steps, *queries.admission_problems(projects)])
    return flow.take("admit", projects, by=by)


def close_projects(*, by: Actor, projects: Sequence[Project], because: str) -> list[Act]:
    """End projects of the library, with the reason."""
    return flow.take("close", projects, by=by, reason=because)
