"""Versions of a budget read for comparison, and why requests changed, from the acts about them."""

from collections.abc import Iterable

from django.db.models import QuerySet

from yuheng.budget.domain.comparing import Asked, Change, Key, differences
from yuheng.budget.models import Request, Version, WhatIf
from yuheng.kernel.money import wan
from yuheng.platform.acts import Actor, kind_of
from yuheng.platform.models import Act
from yuheng.platform.scopes import visible

FIELDS = (
    "pk",
    "org_path",
    "project_id",
    "project__name",
    "book",
    "fund",
    "function_code",
    "government_economic",
    "department_economic",
    "amount_fen",
    "state",
    "control_fen",
)
CHUNK = 5000


def compared(left: Version, right: Version, person: Actor) -> list[Change]:
    """The differences between two versions that somebody may see. Two queries, one more for each scenario."""
    return differences(_asked(left, person), _asked(right, person))


def _asked(version: Version, person: Actor) -> dict[Key, Asked]:
    rows: QuerySet[Request] = Request.objects.filter(version=version.base_id or version.pk)
    what_if = WhatIf.objects.filter(version=version).values_list("request", "amount_fen", "because")
    other = {request: (fen, because) for request, fen, because in what_if}
    found: dict[Key, Asked] = {}
    for pk, path, project, name, *classes, asked, state, control in visible(rows, person).values_list(*FIELDS):
        bound = asked == control and state != "refused"
        fen, because = other.get(pk, (asked, f"控制数 {wan(control)} 万元" if bound else ""))
        title = " · ".join(classes[2:])
        found[(project, *classes)] = Asked(pk, path, project, name, title, fen, state == "refused", because)
    return found


def reasons(rows: Iterable[int]) -> dict[int, Act]:
    """The latest act about each of these requests that gives a reason. One query for every 5,000."""
    keys = list(rows)
    found: dict[int, Act] = {}
    for start in range(0, len(keys), CHUNK):
        acts = Act.objects.filter(subject_kind=kind_of(Request), subject_id__in=keys[start : start + CHUNK]).exclude(
            reason=""
        )
        found |= {act.subject_id: act for act in acts.order_by("pk")}
    return found
