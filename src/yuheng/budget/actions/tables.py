"""Requests come by the table: new ones are asked, known ones brought in line; all of it or nothing."""

from collections.abc import Sequence

from django.db import transaction

from yuheng.budget.actions.requests import amend_requests, plan_years, request_lines
from yuheng.budget.drafts import RequestDraft
from yuheng.budget.examining import key_of, place_of, problems_in_drafts, repeated
from yuheng.budget.models import Request, Version
from yuheng.budget.policies import may_amend
from yuheng.kernel.outcome import Problem, refuse_if
from yuheng.platform.acts import Actor

WHY = "按表格修改"


@transaction.atomic
def enter_request_table(*, by: Actor, version: Version, drafts: Sequence[RequestDraft]) -> list[Request]:
    """Enter a table of requests into an open version. Refuses everything that is wrong in any row, by its cell.

    A row whose project, book, fund and classes the version holds already changes that request.
    """
    known = {_key(row): row for row in Request.objects.filter(version=version).select_related("project")}
    changed = [(draft, known[key_of(draft)]) for draft in drafts if key_of(draft) in known]
    refuse_if([*repeated(drafts, set()), *_changed_problems(by, version, changed)])
    fresh = [draft for draft in drafts if key_of(draft) not in known]
    rows = request_lines(by=by, version=version, drafts=fresh) if fresh else []
    amounts = {row.pk: draft.amount_fen for draft, row in changed if draft.amount_fen != row.amount_fen}
    if amounts:
        amend_requests(by=by, amounts=amounts, because=WHY)
    for draft, row in changed:
        row.amount_fen, row.basis, row.item = draft.amount_fen, draft.basis or row.basis, draft.item or row.item
        row.guarantee = draft.guarantee or row.guarantee
    kept = [row for _, row in changed]
    Request.objects.bulk_update(kept, ["basis", "item", "guarantee"], batch_size=500)
    plan_years(version, [(row, draft) for draft, row in changed if draft.later])
    return [*rows, *kept]


def _key(row: Request) -> tuple[object, ...]:
    classes = (row.function_code, row.government_economic, row.department_economic)
    return (row.project_id, row.book, row.fund, *classes)


def _changed_problems(by: Actor, version: Version, changed: Sequence[tuple[RequestDraft, Request]]) -> list[Problem]:
    found = problems_in_drafts(version, [draft for draft, _ in changed])
    for draft, row in changed:
        decision = may_amend(by, row)
        if not decision:
            found.append(Problem("not_allowed", place_of(draft), decision.reason, rule=decision.source))
    return found
