"""One line may serve several targets: its money follows the shares."""

from collections.abc import Callable, Mapping

from django.db import transaction

from yuheng.budget.models import Line, LineShare
from yuheng.kernel.outcome import Problem, Words, refuse_if
from yuheng.platform import duties
from yuheng.platform.acts import Actor, record
from yuheng.projects.models import Target

WHOLE = 1_000_000
ARTICLE = "budget-law#art-32"


@transaction.atomic
def split_line(*, by: Actor, line: Line, parts: Mapping[Target, int]) -> list[LineShare]:
    """Say which part of a line's money (in millionths) serves which target; what was said before is replaced.

    Refuses parts that do not make a whole, targets of another year or another unit, and targets not confirmed.
    """
    duties.must(by, "finance.budget", [(line.act_title, line.org_path)], article=ARTICLE)
    refuse_if(_problems(line, parts))
    before = {row.target.act_title: row.millionths for row in line.shares.select_related("target__project")}
    LineShare.objects.filter(line=line).delete()
    rows = LineShare.objects.bulk_create(
        LineShare(line=line, target=target, millionths=part)
        for target, part in sorted(parts.items(), key=lambda pair: pair[0].pk)
    )
    after = {target.act_title: part for target, part in parts.items()}
    changes = {name: (before.get(name), after.get(name)) for name in sorted(before.keys() | after.keys())}
    record(by=by, verb="line.split", subject=line, changes=changes, article=ARTICLE)
    return rows


def _problems(line: Line, parts: Mapping[Target, int]) -> list[Problem]:
    found = []
    if sum(parts.values()) != WHOLE or min(parts.values(), default=0) <= 0:
        message = Words(zh="各份须大于零，合计为一", en="Parts are above zero and make a whole")
        found.append(Problem("share_sum", line.act_title, message, str(sum(parts.values())), str(WHOLE)))
    checks: tuple[tuple[str, Callable[[Target], bool], Words], ...] = (
        (
            "share_year",
            lambda one: one.year == line.year,
            Words(zh="不是本年度的目标", en="is a target of another year"),
        ),
        (
            "share_unit",
            lambda one: one.org_path == line.org_path,
            Words(zh="是其他单位的目标", en="is of another unit"),
        ),
        ("share_state", lambda one: one.state == "confirmed", Words(zh="尚未确认", en="is not confirmed")),
    )
    for target in parts:
        found += [Problem(code, target.act_title, words) for code, holds, words in checks if not holds(target)]
    return found
