"""Base data of units are entered, and standards turn them into requests for personnel and public-use spending."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db import transaction

from yuheng.budget.actions.requests import amend_requests, request_lines
from yuheng.budget.domain.standards import Working, problems_in_figure
from yuheng.budget.drafts import RequestDraft
from yuheng.budget.models import BaseFigure, BookRow, Request, Version
from yuheng.budget.standards import items_of, workings_of
from yuheng.kernel.outcome import Problem, Words, refuse_if
from yuheng.organisations.models import Organisation
from yuheng.platform import duties
from yuheng.platform.acts import Actor, Done, record_many
from yuheng.projects.models import Project

ARTICLE = "budget-law#art-32"
NEEDS = {"personnel": "wages", "operation": "operation"}
WHY = "按定额标准和基础数据重新测算"


@dataclass(frozen=True)
class FigureDraft:
    """A base figure of a unit, in ten-thousandths of one, and the cell that it was read from."""

    unit: Organisation
    year: int
    item: str
    quantity_e4: int
    where: str = ""


@transaction.atomic
def enter_base_figures(*, by: Actor, drafts: Sequence[FigureDraft]) -> list[BaseFigure]:
    """Enter or change base data, all or none; each change is in the unit's log with old and new."""
    duties.must(by, "unit.prepare", sorted({(one.unit.name, one.unit.path) for one in drafts}), article=ARTICLE)
    refuse_if([problem for one in drafts for problem in _problems(one)])
    held = {
        (row.unit_id, row.year, row.item): row
        for row in BaseFigure.objects.select_for_update().filter(unit__in={one.unit for one in drafts})
    }
    rows, done = [], []
    for one in drafts:
        key = (one.unit.pk, one.year, one.item)
        row = held.get(key) or BaseFigure(unit=one.unit, org_path=one.unit.path, year=one.year, item=one.item)
        if row.pk is None or row.quantity_e4 != one.quantity_e4:
            old = row.quantity_e4 if row.pk else None
            row.quantity_e4 = one.quantity_e4
            row.save()
            done.append(Done(one.unit, {f"{one.year} {one.item}": (old, one.quantity_e4)}))
        held[key] = row
        rows.append(row)
    record_many(by=by, verb="base.enter", done=done)
    return rows


def _problems(one: FigureDraft) -> Iterable[Problem]:
    known = items_of(one.year, one.unit.region.code)
    return problems_in_figure(one.item, one.quantity_e4, known, one.where or one.unit.name)


@transaction.atomic
def requests_from_standards(*, by: Actor, version: Version, unit: Organisation) -> list[Request]:
    """Ask for what the standards make of a unit's base data, with the working; what was asked before is brought in line.

    The money goes to the unit's personnel and public-use projects in the library. Refuses when the unit has no base
    data, or no such project.
    """
    found = workings_of(unit, version.year)
    if not found:
        message = Words(zh="没有基础数据，或本地没有定额标准", en="No base data, or no standards in this place")
        refuse_if([Problem("standard_nothing", unit.name, message, rule=ARTICLE)])
    drafts = _drafts(version, unit, found)
    asked = {
        (row.project_id, row.government_economic, row.department_economic): row
        for row in Request.objects.filter(version=version, project__unit=unit, fund="fiscal", book="general")
    }
    known = [(draft, asked.get(_key(draft))) for draft in drafts]
    fresh = [draft for draft, row in known if row is None]
    amounts = {row.pk: draft.amount_fen for draft, row in known if row and row.amount_fen != draft.amount_fen}
    for draft, row in known:
        if row and row.pk in amounts:
            Request.objects.filter(pk=row.pk).update(basis=draft.basis)
    if amounts:
        amend_requests(by=by, amounts=amounts, because=WHY)
    rows = request_lines(by=by, version=version, drafts=fresh) if fresh else []
    kept = [row.pk for _, row in known if row]
    return [*rows, *Request.objects.filter(pk__in=kept).order_by("pk")]


def _key(draft: RequestDraft) -> tuple[int, str, str]:
    return (draft.project.pk, draft.government_economic, draft.department_economic)


def _drafts(version: Version, unit: Organisation, found: Sequence[Working]) -> list[RequestDraft]:
    projects = _projects(unit, version.year, {one.standard.category for one in found})
    stated = dict(BookRow.objects.filter(version=version, side="need").order_by("-pk").values_list("kind", "code"))
    drafts = []
    ordered = sorted(found, key=_classes)
    for (category, government, department), group in groupby(ordered, key=_classes):
        together = list(group)
        drafts.append(
            RequestDraft(
                project=projects[category],
                amount_fen=sum(one.fen for one in together),
                government_economic=government,
                department_economic=department,
                basis="；".join([*(one.said for one in together), together[0].standard.article]),
                guarantee=stated.get(NEEDS.get(category, ""), ""),
            )
        )
    return drafts


def _classes(one: Working) -> tuple[str, str, str]:
    return (one.standard.category, one.standard.government, one.standard.department)


def _projects(unit: Organisation, year: int, categories: set[str]) -> dict[str, Project]:
    """The unit's project of each category; Refused names each category for which it has none."""
    rows = Project.objects.filter(
        unit=unit, state="in_library", category__in=categories, year__lte=year, last_year__gte=year
    )
    found = {row.category: row for row in rows.select_related("unit").order_by("-pk")}
    titles = {
        "personnel": Words(zh="人员类项目", en="personnel project"),
        "operation": Words(zh="运转类项目", en="operation project"),
    }
    refuse_if(
        Problem(
            "standard_project",
            unit.name,
            Words(zh=f"项目库中没有{titles[one].zh}", en=f"The library has no {titles[one].en} of this unit"),
            rule="budget-law-regulation#art-41",
            remedy=Words(zh="先登记、入库并确认绩效目标，再按标准测算", en="Register it and have it admitted first"),
        )
        for one in sorted(categories - set(found))
    )
    return found
