"""Targets: set by the unit, submitted by its approver, confirmed by finance."""

from collections import Counter
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import prefetch_related_objects

from yuheng.indicators.queries import definitions_of
from yuheng.kernel.outcome import Problem, Words, refuse_if
from yuheng.platform import clock, flow
from yuheng.platform.acts import Actor, Done, record_many
from yuheng.platform.models import Act
from yuheng.projects import policies, queries
from yuheng.projects.actions.library import BATCH, objection
from yuheng.projects.domain.drafts import TargetDraft
from yuheng.projects.domain.flows import TARGET
from yuheng.projects.domain.gates import before_confirmation
from yuheng.projects.domain.targets import SetIndicator, settle
from yuheng.projects.models import Project, Target, TargetIndicator

Draft = TargetDraft[Project]
Key = tuple[int, int]
LINES = "；"


@transaction.atomic
def set_targets(*, by: Actor, drafts: Sequence[Draft]) -> list[Target]:
    """Set what projects promise for a year, anew where the target is still a draft.

    Printed values are read, nothing of the print is lost; weights that are not printed are assigned by the rule in
    force. Refuses with all problems of all rows; each says its project, its year and its row.
    """
    kept = _kept(drafts)
    settled: list[list[SetIndicator]] = []
    problems = _twice(drafts)
    for draft in drafts:
        region = queries.region_of(draft.project.org_path)
        problems += _objections(by, draft, kept.get(_key(draft)))
        rows, wrong = settle(draft, queries.weight_scheme(region=region, on=clock.today()), where=_where(draft))
        settled.append(rows)
        problems += wrong
    refuse_if(problems)
    targets = _write_targets(by, drafts, kept)
    before = _forget_indicators(list(kept.values()))
    _write_indicators(targets, settled)
    done = [
        Done(target, {"indicators": (LINES.join(before.get(target.pk, [])), LINES.join(_spelled(row) for row in rows))})
        for target, rows in zip(targets, settled, strict=True)
    ]
    record_many(by=by, verb="target.set", done=done, article=policies.ARTICLE, duty=policies.PREPARE)
    return targets


def _key(draft: Draft) -> Key:
    return draft.project.pk, draft.year


def _where(draft: Draft) -> str:
    return f"{draft.project.name} {draft.year}"


def _kept(drafts: Sequence[Draft]) -> dict[Key, Target]:
    """The targets that exist already for these projects and years; one query."""
    years = {draft.year for draft in drafts}
    rows = Target.objects.filter(project_id__in=[draft.project.pk for draft in drafts], year__in=years)
    found = {(row.project_id, row.year): row for row in rows.select_related("project")}
    return {_key(draft): found[_key(draft)] for draft in drafts if _key(draft) in found}


def _twice(drafts: Sequence[Draft]) -> list[Problem]:
    times = Counter(_key(draft) for draft in drafts)
    message = Words(zh="同一项目同一年度的目标出现两次", en="A project has two targets for one year here")
    return [Problem("twice", _where(draft), message) for draft in drafts if times[_key(draft)] > 1]


def _objections(by: Actor, draft: Draft, target: Target | None) -> list[Problem]:
    project = draft.project
    problems = objection(policies.may_set_target(by, project, target), _where(draft))
    if not project.year <= draft.year <= project.last_year:
        message = Words(zh="该年度不在项目实施期内", en="The year is outside the project's years")
        years = f"{project.year}–{project.last_year}"
        problems.append(Problem("year_outside", _where(draft), message, found=str(draft.year), expected=years))
    return problems


def _write_targets(by: Actor, drafts: Sequence[Draft], kept: Mapping[Key, Target]) -> list[Target]:
    """New rows for new targets, the statement and the maker changed on the others; in the order of the drafts."""
    rows: dict[Key, Target] = dict(kept)
    new = []
    for draft in drafts:
        if _key(draft) not in kept:
            began = flow.began(TARGET, by=by, org_path=draft.project.org_path, year=draft.year)
            rows[_key(draft)] = Target(project=draft.project, **began)
            new.append(rows[_key(draft)])
        rows[_key(draft)].statement = draft.statement
        rows[_key(draft)].maker = by.username
    Target.objects.bulk_create(new, batch_size=BATCH)
    if kept:
        Target.objects.bulk_update(kept.values(), ["statement", "maker"], batch_size=BATCH)
    return [rows[_key(draft)] for draft in drafts]


def _forget_indicators(targets: Sequence[Target]) -> dict[int, list[str]]:
    """Take away the indicators of targets that are set anew; return how they read, for the act."""
    before: dict[int, list[str]] = {}
    if targets:
        old = TargetIndicator.objects.filter(target__in=targets)
        for row in old.order_by("target", "no"):
            before.setdefault(row.target_id, []).append(_line(row.name, row.printed, row.weight_c))
        old.delete()
    return before


def _spelled(one: SetIndicator) -> str:
    return _line(one.draft.name, one.draft.operator + one.draft.printed, one.weight_c)


def _line(name: str, printed: str, weight_c: int) -> str:
    return f"{name}：{printed}（{weight_c // 100}.{weight_c % 100:02d} 分）"


def _write_indicators(targets: Sequence[Target], settled: Sequence[Sequence[SetIndicator]]) -> None:
    names = {one.draft.name for rows in settled for one in rows}
    library = definitions_of(names, on=clock.today())
    TargetIndicator.objects.bulk_create(
        [
            _indicator(target, one, library.get((one.draft.name, one.draft.level2)))
            for target, rows in zip(targets, settled, strict=True)
            for one in rows
        ],
        batch_size=BATCH,
    )


def _indicator(target: Target, one: SetIndicator, definition: int | None) -> TargetIndicator:
    draft, reading = one.draft, one.reading
    return TargetIndicator(
        target=target,
        definition_id=definition,
        no=draft.no,
        level1=draft.level1,
        level2=draft.level2,
        name=draft.name,
        operator=reading.operator,
        printed=draft.printed,
        kind=reading.kind,
        value_e4=reading.value_e4,
        unit=reading.unit[:30],
        due=reading.due,
        remainder=reading.remainder[:300],
        measurable=reading.measurable,
        weight_c=one.weight_c,
        weight_printed=draft.weight_printed.strip(),
    )


def _with_projects(targets: Sequence[Target]) -> Sequence[Target]:
    """Fetch the projects of all targets at once, because an act names the project."""
    for start in range(0, len(targets), 500):  # SQLite refuses to look up many more at once
        prefetch_related_objects(list(targets[start : start + 500]), "project")
    return targets


def submit_targets(*, by: Actor, targets: Sequence[Target]) -> list[Act]:
    """The unit's approver sends draft targets to finance."""
    _with_projects(targets)
    return flow.take("submit", targets, by=by)


@transaction.atomic
def confirm_targets(*, by: Actor, targets: Sequence[Target]) -> list[Act]:
    """Finance confirms targets, each with a measurable indicator; from now on they are the ground of money."""
    measurable = _measurable(_with_projects(targets))
    problems = [p for one in targets for p in objection(flow.may_take("confirm", one, by=by), one.act_title)]
    for one in targets:
        problems += before_confirmation(one.act_title, one.year, measurable.get(one.pk, 0))
    refuse_if(problems)
    return flow.take("confirm", targets, by=by)


def _measurable(targets: Sequence[Target]) -> dict[int, int]:
    """How many measurable indicators each target has; one query."""
    rows = TargetIndicator.objects.filter(measurable=True, target_id__in=[one.pk for one in targets])
    return dict(Counter(rows.values_list("target_id", flat=True)))


def return_targets(*, by: Actor, targets: Sequence[Target], because: str) -> list[Act]:
    """Finance sends targets back to their units with a comment."""
    _with_projects(targets)
    return flow.take("return", targets, by=by, reason=because)
