"""What waits for a unit although no row says so yet: a target not set, money not asked for, results not reported."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from yuheng.budget.models import Line, Request, Version
from yuheng.budget.queries import open_version
from yuheng.kernel.dated import NoLaw
from yuheng.kernel.flow import Step
from yuheng.kernel.outcome import Words
from yuheng.kernel.period import end_of_month
from yuheng.monitoring.models import Reading
from yuheng.organisations.queries import names
from yuheng.platform import clock, scopes
from yuheng.platform.acts import Actor, Machine
from yuheng.platform.inbox import Item
from yuheng.projects.models import Project, Target
from yuheng.projects.queries import in_year
from yuheng.regulations.queries import deadline, rule

DUTY = "unit.prepare"
MOST = 50
SET_TARGET = Step("set_target", Words(zh="填报绩效目标", en="Set the target"), (), "", DUTY)
ASK = Step("ask", Words(zh="申报预算", en="Ask for money"), (), "", DUTY)
REPORT = Step("report", Words(zh="填报执行中绩效", en="Report results"), (), "", DUTY)

TITLES = {
    "target": Words(zh="绩效目标", en="Targets"),
    "request": Words(zh="预算申报", en="Budget requests"),
    "warning": Words(zh="双监控", en="Watching money and results"),
}


def for_preparers(person: Actor) -> list[Item]:
    """The chores of whoever prepares for a unit; nothing for anybody else."""
    posts = tuple(post for post in person.posts if post.duty == DUTY)
    if not posts:
        return []
    mine = scopes.visible(Project.objects.filter(state="in_library"), Machine(person.username, person.display, posts))
    version = open_version()
    return [*(_budget_chores(mine, version) if version else []), *_readings(mine)]


def _budget_chores(mine: QuerySet[Project], version: Version) -> list[Item]:
    running = in_year(mine, version.year).annotate(
        promised=Exists(Target.objects.filter(project=OuterRef("pk"), year=version.year)),
        confirmed=Exists(Target.objects.filter(project=OuterRef("pk"), year=version.year, state="confirmed")),
        asked=Exists(Request.objects.filter(project=OuterRef("pk"), version=version)),
    )
    due = _due(f"deadline.{version.round}_submission", version.state_since, version.org_path)
    targets = [
        _item(one, "target", SET_TARGET, reverse("project-target", kwargs={"pk": one.pk, "year": version.year}), due)
        for one in running.filter(promised=False)[:MOST]
    ]
    money = [
        _item(one, "request", ASK, reverse("budget-ask", kwargs={"pk": one.pk}), due)
        for one in running.filter(confirmed=True, asked=False)[:MOST]
    ]
    return _named([*targets, *money])


def _readings(mine: QuerySet[Project]) -> list[Item]:
    today = clock.today()
    checkpoint = last_checkpoint(today, _region(mine))
    if checkpoint is None:
        return []
    through, due = checkpoint
    spending = mine.filter(Exists(Line.objects.filter(project=OuterRef("pk"), year=today.year)))
    read = Reading.objects.filter(indicator__target__project=OuterRef("pk"), through__gte=through)
    silent = spending.filter(~Exists(read))[:MOST]
    url = "readings-report"
    return _named([_item(one, "warning", REPORT, reverse(url, kwargs={"pk": one.pk}), due) for one in silent])


def _region(mine: QuerySet[Project]) -> str:
    path = mine.values_list("org_path", flat=True).first()
    return path.split("/", 1)[0] if path else ""


def last_checkpoint(today: date, region: str) -> tuple[date, date] | None:
    """The last checkpoint of monitoring that has passed: through which day, and by when it is to be reported."""
    try:
        rows = rule("monitoring.checkpoints", on=today, region=region).rows
    except NoLaw:
        return None
    ends = [(end_of_month(today.year, int(str(row["through_month"]))), str(row.get("due", ""))) for row in rows]
    passed = [(end, due) for end, due in sorted(ends) if end < today and due]
    if not passed:
        return None
    end, due = passed[-1]
    month, day = (int(part) for part in due.split("-"))
    return end, date(today.year, month, day)


def _due(rule_id: str, first: date, path: str) -> date | None:
    try:
        return deadline(rule_id, first, path.split("/", 1)[0])
    except NoLaw:
        return None


def _item(project: Project, flow: str, step: Step, url: str, due: date | None) -> Item:
    here = Words(zh=project.org_path, en=project.org_path)
    return Item(flow, TITLES[flow], project.pk, step, project.name, here, url, project.state_since, due)


def _named(items: Iterable[Item]) -> list[Item]:
    listed = list(items)
    known = names({item.organisation.zh for item in listed})
    return [replace(item, organisation=known.get(item.organisation.zh, item.organisation)) for item in listed]
