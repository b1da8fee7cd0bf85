"""Writes of the plans of special kinds."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from django.db import transaction

from yuheng.kernel.outcome import Problem, Words, refuse_if
from yuheng.platform.acts import Actor, Changes, Done, record_many
from yuheng.projects import policies, queries
from yuheng.projects.actions.library import BATCH, objection
from yuheng.projects.domain.drafts import PlanDraft
from yuheng.projects.domain.kinds import KINDS, Plan
from yuheng.projects.domain.kinds.sheets import lines_of, typed
from yuheng.projects.models import PLAN_TABLES, Project

LINES = "；"
EMPTY = "–"


@transaction.atomic
def set_plans(*, by: Actor, drafts: Sequence[PlanDraft[Project]]) -> list[Project]:
    """Set the data of projects of special kinds, anew where there are some; each change is kept old and new in the act.

    Refuses with all that is wrong in any of them; warnings (a figure that is unverified, a report that is late) pass.
    """
    problems = _twice(drafts)
    for draft in drafts:
        allowed = policies.may_set_plan(by, draft.project)
        problems += objection(allowed, draft.project.name)
        if draft.project.kind in KINDS:
            problems += _not_its_kind(draft) or queries.plan_problems(draft.project, draft.plan)
    refuse_if(problems)
    before = queries.plans_of([draft.project for draft in drafts])
    for kind in {draft.project.kind for draft in drafts}:
        _write(kind, [draft for draft in drafts if draft.project.kind == kind])
    done = [Done(draft.project, _moved(draft, before.get(draft.project.pk))) for draft in drafts]
    record_many(by=by, verb="plan.set", done=done, article=policies.ARTICLE, duty=policies.PREPARE)
    return [draft.project for draft in drafts]


def _twice(drafts: Sequence[PlanDraft[Project]]) -> list[Problem]:
    times = Counter(draft.project.pk for draft in drafts)
    message = Words(zh="同一项目出现两次", en="A project stands here twice")
    names = {draft.project.pk: draft.project.name for draft in drafts}
    return [Problem("twice", names[key], message) for key, count in times.items() if count > 1]


def _not_its_kind(draft: PlanDraft[Project]) -> list[Problem]:
    if isinstance(draft.plan, KINDS[draft.project.kind].sheet.plan):
        return []
    message = Words(zh="数据与项目种类不符", en="These are the data of another kind of project")
    return [Problem("plan_kind", draft.project.name, message, type(draft.plan).__name__, draft.project.kind)]


def _write(kind: str, drafts: Sequence[PlanDraft[Project]]) -> None:
    """Take the old rows of projects of one kind away and write the new ones."""
    table, row_table = PLAN_TABLES[kind]
    projects = [draft.project for draft in drafts]
    table._default_manager.filter(project__in=projects).delete()
    heads = [table(project=draft.project, **_values(draft.plan)) for draft in drafts]
    table._default_manager.bulk_create(heads, batch_size=BATCH)
    if row_table is None:
        return
    row_table._default_manager.filter(project__in=projects).delete()
    rows = [
        row_table(project=draft.project, no=no, **_values(row))
        for draft in drafts
        for no, row in enumerate(getattr(draft.plan, "rows", ()), 1)
    ]
    row_table._default_manager.bulk_create(rows, batch_size=BATCH)


def _values(made: Any) -> dict[str, Any]:
    return {one.name: getattr(made, one.name) for one in fields(made) if one.name != "rows"}


def _moved(draft: PlanDraft[Project], before: Plan | None) -> Changes:
    """What changed, as somebody would type it: the cells of the head by name, and all rows together."""
    old, new = _spelled(draft.project.kind, before), _spelled(draft.project.kind, draft.plan)
    return {name: (old.get(name), text) for name, text in new.items() if old.get(name, "") != text}


def _spelled(kind: str, plan: Plan | None) -> dict[str, str]:
    if plan is None:
        return {}
    sheet = KINDS[kind].sheet
    cells = {
        ("plan_year" if one.name == "year" else one.name): typed(one, getattr(plan, one.name)) for one in sheet.head
    }
    rows = (
        {"rows": LINES.join(" ".join(cell or EMPTY for cell in line) for line in lines_of(sheet, plan))}
        if sheet.rows
        else {}
    )
    return {**cells, **rows}
