"""What binds lines from above: ceilings are set and changed, payments are suspended and released."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Q, QuerySet, Sum

from yuheng.budget.domain.ledger import LARGEST
from yuheng.budget.domain.levels import LEVELS
from yuheng.budget.domain.stages import USED
from yuheng.budget.models import Balance, Ceiling, Line, Suspension
from yuheng.kernel.money import Fen, wan
from yuheng.kernel.outcome import Problem, Words, refuse_if
from yuheng.organisations.models import Organisation
from yuheng.platform import clock, duties
from yuheng.platform.acts import Actor, record
from yuheng.projects.models import Project


@dataclass(frozen=True)
class CeilingDraft:
    """A limit on what may be used in a year: at which level, under which key (`domain.levels`), and by which article."""

    year: int
    level: str
    key: str
    title: str
    org_path: str
    limit_fen: Fen
    article: str = ""


@transaction.atomic
def set_ceiling(*, by: Actor, draft: CeilingDraft) -> Ceiling:
    """Set or change a ceiling. Refuses an unknown level, an amount that is none, and a limit below what is in use."""
    duties.must(by, "finance.budget", [(draft.title, draft.org_path)], article=draft.article)
    lines = lines_under(draft.level, draft.key, draft.year)
    if connection.features.has_select_for_update:  # so that no payment slips in between the sum and the limit
        list(lines.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    used = int(
        Balance.objects.filter(line__in=lines.values("pk"), stage__in=USED).aggregate(sum=Sum("fen"))["sum"] or 0
    )
    refuse_if(_ceiling_problems(draft, used))
    before = Ceiling.objects.filter(year=draft.year, level=draft.level, key=draft.key).first()
    values = {"title": draft.title, "org_path": draft.org_path, "limit_fen": draft.limit_fen, "article": draft.article}
    row, _ = Ceiling.objects.update_or_create(
        year=draft.year, level=draft.level, key=draft.key, defaults={**values, "used_fen": used}
    )
    changes = {"limit_fen": (before.limit_fen if before else None, draft.limit_fen)}
    record(by=by, verb="ceiling.set", subject=row, changes=changes, article=draft.article)
    return row


def _ceiling_problems(draft: CeilingDraft, used: Fen) -> list[Problem]:
    found = []
    if draft.level not in LEVELS:
        found.append(
            Problem("level", draft.level, Words(zh="没有这一控制层级", en="There is no such level of control"))
        )
    if not 0 <= draft.limit_fen <= LARGEST:
        message = Words(zh="限额须为不小于零的合理金额", en="A limit is an amount of zero or more")
        found.append(Problem("amount", draft.title, message, found=str(draft.limit_fen)))
    elif draft.limit_fen < used:
        message = Words(
            zh=f"已使用 {wan(used)} 万元，限额不能低于它", en=f"{wan(used)} 万元 is in use; the limit cannot be lower"
        )
        found.append(Problem("limit_below_use", draft.title, message, wan(draft.limit_fen), f"≥ {wan(used)}"))
    return found


def lines_under(level: str, key: str, year: int) -> QuerySet[Line]:
    """The lines of a year that fall under a key of a level (the inverse of `domain.levels.levels_of`)."""
    path, _, item = key.partition(":")
    conditions = {
        "project": Q(project_id=int(key)) if key.isdigit() else Q(pk__in=[]),
        "unit": Q(org_path__startswith=key),
        "item": Q(org_path__startswith=path, department_economic=item),
        "class": Q(function_code__startswith=key),
        "book": Q(book=key),
    }
    return Line.objects.filter(conditions.get(level, Q(pk__in=[])), year=year)


@transaction.atomic
def suspend(*, by: Actor, what: Line | Project | Organisation, because: str, article: str) -> Suspension:
    """Stop the use of money of a line, a project or an organisation. Refuses a stop without a reason."""
    path = what.path if isinstance(what, Organisation) else what.org_path
    _must_suspend(by, str(what), path, article)
    refuse_if(_reason_problems(str(what), because))
    kind = {Line: "line", Project: "project", Organisation: "organisation"}[type(what)]
    row = Suspension(org_path=path, since=clock.today(), by=by.username, reason=because, article=article)
    setattr(row, kind, what)
    row.save()
    record(by=by, verb="payment.suspend", subject=row, reason=because, article=article)
    return row


def _must_suspend(by: Actor, title: str, path: str, article: str) -> None:
    """Finance stops payments: its budget and treasury desks for money, its performance desk for results."""
    desks = ("finance.budget", "finance.treasury", "finance.performance")
    if not any(duties.may(by, duty, path) for duty in (*desks, "system")):
        duties.must(by, "finance.budget", [(title, path)], article=article)


def _reason_problems(title: str, because: str) -> list[Problem]:
    if because.strip():
        return []
    return [Problem("reason_missing", title, Words(zh="须写明理由", en="A reason is needed"))]


@transaction.atomic
def lift(*, by: Actor, suspensions: Sequence[Suspension], because: str) -> list[Suspension]:
    """Lift suspensions, with a reason. One that is lifted already is refused."""
    keys = [row.pk for row in suspensions]
    rows = list(Suspension.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
    for row in rows:
        _must_suspend(by, row.what, row.org_path, row.article)
        refuse_if(_reason_problems(row.what, because))
        if row.lifted_on is not None:
            refuse_if([Problem("lifted", row.what, Words(zh="已解除暂停", en="This suspension is lifted already"))])
        row.lifted_on, row.lifted_by, row.lifted_because = clock.today(), by.username, because
        row.save(update_fields=["lifted_on", "lifted_by", "lifted_because"])
        record(by=by, verb="payment.resume", subject=row, reason=because, article=row.article)
    return rows
