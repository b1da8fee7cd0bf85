"""Units ask for money; departments and finance review what they ask."""

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction

from yuheng.budget.actions.books import guarantees_first
from yuheng.budget.domain.flows import REQUEST
from yuheng.budget.domain.ledger import LARGEST
from yuheng.budget.drafts import RequestDraft
from yuheng.budget.examining import asked_already, gate_problems, problems_in_drafts
from yuheng.budget.models import Request, RequestYear, Version
from yuheng.budget.policies import may_amend
from yuheng.kernel.money import Fen, wan
from yuheng.kernel.outcome import Problem, Words, refuse_if
from yuheng.platform import duties, flow
from yuheng.platform.acts import BATCH, Actor, Done, record_many
from yuheng.projects import queries as projects

RETURNS = {"submitted": "return_to_unit", "reviewed": "return_from_finance"}


@transaction.atomic
def request_lines(*, by: Actor, version: Version, drafts: Sequence[RequestDraft]) -> list[Request]:
    """Ask for money for projects in an open version.

    Refuses, all at once: a version that is not open, projects outside the library, projects without a confirmed
    measurable target, failed appraisals, amounts that are no amounts, unknown books, classes that the year's list lacks,
    and what was asked for already.
    """
    duties.must(by, "unit.prepare", [(draft.project.name, draft.project.org_path) for draft in drafts])
    refuse_if(_version_problems(version))
    refuse_if(gate_problems(drafts, version.year))
    refuse_if([*problems_in_drafts(version, drafts), *asked_already(version, drafts)])
    targets = projects.confirmed_targets([draft.project.pk for draft in drafts], version.year)
    rows = [
        Request(
            version=version,
            project=draft.project,
            target=targets[draft.project.pk],
            book=draft.book,
            fund=draft.fund,
            function_code=draft.function_code or draft.project.function_code,
            government_economic=draft.government_economic,
            department_economic=draft.department_economic,
            item=draft.item,
            guarantee=draft.guarantee,
            amount_fen=draft.amount_fen,
            basis=draft.basis,
            **flow.began(REQUEST, by=by, org_path=draft.project.org_path, year=version.year),
        )
        for draft in drafts
    ]
    Request.objects.bulk_create(rows, batch_size=BATCH)
    plan_years(version, zip(rows, drafts, strict=True))
    record_many(by=by, verb="request.enter", done=[Done(row, {"amount_fen": (None, row.amount_fen)}) for row in rows])
    return rows


def _version_problems(version: Version) -> list[Problem]:
    if version.stands.editable:
        return []
    message = Words(
        zh=f"{version.year} 年预算{version.stands.staff.zh}，不再接受申报",
        en=f"The {version.year} budget is “{version.stands.staff.en}” and takes no requests",
    )
    return [Problem(code="version_closed", where=str(version), message=message, rule="budget-law#art-13")]


def plan_years(version: Version, asked: Iterable[tuple[Request, RequestDraft]]) -> None:
    """Keep what requests will need in the years after; what was planned for those years before is replaced."""
    RequestYear.objects.bulk_create(
        (
            RequestYear(request=row, year=version.year + after, amount_fen=fen)
            for row, draft in asked
            for after, fen in enumerate(draft.later, 1)
        ),
        batch_size=BATCH,
        update_conflicts=True,
        update_fields=["amount_fen"],
        unique_fields=["request", "year"],
    )


@transaction.atomic
def submit_requests(*, by: Actor, requests: Sequence[Request], reason: str = "") -> list[Request]:
    """The unit submits; beyond its control number, or with a gate closed meanwhile, nothing leaves the unit."""
    rows = list(requests)
    refuse_if(_beyond_control(rows))
    for year in {row.year for row in rows}:
        refuse_if(projects.gate_problems([row.project for row in rows if row.year == year], year))
    flow.take("submit", rows, by=by, reason=reason)
    return rows


def _beyond_control(rows: Sequence[Request]) -> list[Problem]:
    return [
        Problem(
            code="beyond_control",
            where=row.act_title,
            found=wan(row.amount_fen),
            expected=f"≤ {wan(row.control_fen)}",
            rule="budget-law-regulation#art-25",
            message=Words(
                zh=f"申报 {wan(row.amount_fen)} 万元，超过控制数 {wan(row.control_fen)} 万元",
                en=f"{wan(row.amount_fen)} 万元 is asked, the control number is {wan(row.control_fen)} 万元",
            ),
            remedy=Words(
                zh="把金额降到控制数以内，或请财政调整控制数", en="Stay within it, or ask finance to change it"
            ),
        )
        for row in rows
        if row.control_fen is not None and row.amount_fen > row.control_fen
    ]


def review_requests(*, by: Actor, requests: Sequence[Request], reason: str = "") -> list[Request]:
    """The department passes requests on to finance."""
    flow.take("review", requests, by=by, reason=reason)
    return list(requests)


@transaction.atomic
def accept_requests(*, by: Actor, requests: Sequence[Request], reason: str = "") -> list[Request]:
    """Finance takes requests into the draft budget; the gates are asked once more, the three guarantees come first."""
    rows = list(requests)
    refuse_if(guarantees_first(rows))
    for year in {row.year for row in rows}:
        refuse_if(projects.gate_problems([row.project for row in rows if row.year == year], year))
    flow.take("accept", rows, by=by, reason=reason)
    return rows


@transaction.atomic
def return_requests(*, by: Actor, requests: Sequence[Request], because: str) -> list[Request]:
    """Send requests back to the unit with a comment, from whichever review they stand in."""
    for state, step in RETURNS.items():
        flow.take(step, [row for row in requests if row.state == state], by=by, reason=because)
    return list(requests)


def refuse_requests(*, by: Actor, requests: Sequence[Request], because: str) -> list[Request]:
    """Finance does not fund these."""
    flow.take("refuse", requests, by=by, reason=because)
    return list(requests)


@transaction.atomic
def amend_requests(*, by: Actor, amounts: Mapping[int, Fen], because: str) -> list[Request]:
    """Change amounts before approval: the unit its own drafts, finance while it reviews; attributed in the acts."""
    rows = list(Request.objects.select_for_update().filter(pk__in=amounts).select_related("project").order_by("pk"))
    found = []
    for row in rows:
        decision = may_amend(by, row)
        if not decision:
            found.append(
                Problem(code="not_allowed", where=row.act_title, message=decision.reason, rule=decision.source)
            )
        if not 0 <= amounts[row.pk] <= LARGEST:
            message = Words(zh="金额不能为负", en="An amount is not negative")
            found.append(Problem(code="amount", where=row.act_title, found=str(amounts[row.pk]), message=message))
    refuse_if(found)
    done = [Done(row, {"amount_fen": (row.amount_fen, amounts[row.pk])}, because) for row in rows]
    for row in rows:
        row.amount_fen = amounts[row.pk]
    Request.objects.bulk_update(rows, ["amount_fen"], batch_size=500)
    record_many(by=by, verb="request.amend", done=done)
    return rows


@transaction.atomic
def propose_amounts(*, by: Actor, amounts: Mapping[int, Fen], article: str) -> list[Request]:
    """Put the amount that results of evaluation propose beside the amount that is asked; nothing else changes."""
    rows = list(Request.objects.select_for_update().filter(pk__in=amounts).select_related("project").order_by("pk"))
    done = [Done(row, {"proposed_fen": (row.proposed_fen, amounts[row.pk])}) for row in rows]
    for row in rows:
        row.proposed_fen = amounts[row.pk]
    Request.objects.bulk_update(rows, ["proposed_fen"], batch_size=500)
    record_many(by=by, verb="request.propose", done=done, article=article)
    return rows
