"""The approved budget is replied to departments within 20 days, and by them to their units within 15 (budget law art. 52)."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from yuheng.budget.models import Reply, Version
from yuheng.kernel.outcome import Problem, Words, refuse_if
from yuheng.organisations.models import Organisation
from yuheng.platform import clock, duties
from yuheng.platform.acts import Actor, Done, record_many
from yuheng.regulations.queries import deadline

ARTICLE = "budget-law#art-52"


@transaction.atomic
def reply_departments(*, by: Actor, version: Version, departments: Sequence[Organisation]) -> list[Reply]:
    """Finance replies the approved budget to departments; each reply is kept with its last day."""
    duties.must(by, "finance.budget", [(one.name, one.path) for one in departments], article=ARTICLE)
    if version.approved_on is None:
        message = Words(zh="预算尚未批准，不能批复", en="The budget is not approved; nothing can be replied")
        refuse_if([Problem("reply_early", str(version), message, rule=ARTICLE)])
        return []
    due = deadline("deadline.reply_to_departments", version.approved_on, _region(version))
    return _reply(by, version, {one: due for one in departments})


@transaction.atomic
def reply_units(*, by: Actor, version: Version, units: Sequence[Organisation]) -> list[Reply]:
    """A department replies to its units; its fifteen days run from the day it was replied to itself."""
    duties.must(by, "department.review", [(one.name, one.path) for one in units], article=ARTICLE)
    got = dict(Reply.objects.filter(version=version).values_list("organisation", "on"))
    message = Words(zh="主管部门尚未收到财政批复", en="Its department has had no reply from finance yet")
    refuse_if(Problem("reply_early", one.name, message, rule=ARTICLE) for one in units if one.parent_id not in got)
    days = {on: deadline("deadline.reply_to_units", on, _region(version)) for on in set(got.values())}
    return _reply(by, version, {one: days[got[one.parent_id or 0]] for one in units})


def _region(version: Version) -> str:
    return version.org_path.split("/", 1)[0]


def _reply(by: Actor, version: Version, due: dict[Organisation, date]) -> list[Reply]:
    again = set(
        Reply.objects.filter(version=version, organisation__in=list(due)).values_list("organisation", flat=True)
    )
    message = Words(zh="已经批复过", en="It has been replied to already")
    refuse_if(Problem("reply_again", one.name, message, rule=ARTICLE) for one in due if one.pk in again)
    rows = [
        Reply(version=version, organisation=one, on=clock.today(), due=last, by=by.username)
        for one, last in sorted(due.items(), key=lambda pair: pair[0].path)
    ]
    Reply.objects.bulk_create(rows)
    record_many(
        by=by, verb="version.reply", article=ARTICLE, done=[Done(row, {"due": (None, row.due)}) for row in rows]
    )
    return rows
