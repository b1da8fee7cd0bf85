"""The calendar of a budget year as the rules of the place, the versions and the acts about them tell it."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Min

from yuheng.budget.domain.calendar import Late, Milestone, lateness
from yuheng.budget.models import Reply, Request, Version
from yuheng.kernel.dated import NoLaw
from yuheng.kernel.outcome import Words
from yuheng.organisations.models import Organisation
from yuheng.organisations.queries import county
from yuheng.platform import clock
from yuheng.platform.acts import kind_of
from yuheng.platform.models import Act
from yuheng.projects.models import Project
from yuheng.regulations.queries import deadline, rule

TITLES = {
    "notice": Words(zh="布置预算编制", en="Preparation begins"),
    "first": Words(zh="一上：报送预算建议", en="First submission"),
    "control": Words(zh="一下：下达控制数", en="Control numbers"),
    "second": Words(zh="二上：报送预算草案", en="Second submission"),
    "draft": Words(zh="初步方案送人大初审", en="Preliminary draft to the congress"),
    "departments": Words(zh="二下：财政批复各部门", en="Reply to the departments"),
    "units": Words(zh="二下：部门批复所属单位", en="Departments reply to their units"),
}
Versions = dict[str, Version]


def calendar_of(year: int) -> list[Milestone]:
    """Every date of a budget year in its order. The number of queries does not depend on the number of units."""
    versions = {
        row.round: row for row in Version.objects.filter(year=year, round__in=["first", "second"]).order_by("pk")
    }
    opened = _days("version.open", versions.values())
    compiled = _days("version.compile", versions.values())
    first, second = versions.get("first"), versions.get("second")
    return [
        _dated("notice", "deadline.budget_notice_local", year, opened.get(first.pk) if first else None),
        _submission("first", year, first),
        _dated("control", "deadline.control_numbers", year, opened.get(second.pk) if second else None),
        _submission("second", year, second),
        _draft(year, second, compiled),
        _replies("departments", "deadline.reply_to_departments", second),
        _replies("units", "deadline.reply_to_units", second),
    ]


def _region() -> str:
    return county().path.split("/", 1)[0]


def _due(rule_id: str, year: int) -> tuple[date | None, str]:
    """The last day of a date of the year before the budget year, and its article; nothing where there is no law."""
    try:
        due = deadline(rule_id, date(year - 1, 1, 1), _region())
        return due, rule(rule_id, on=due, region=_region()).source.id
    except NoLaw:
        return None, ""


def _days(verb: str, versions: Iterable[Version]) -> dict[int, date]:
    """The day on which each version was opened, or compiled for the first time. One query."""
    acts = Act.objects.filter(verb=verb, subject_kind=kind_of(Version), subject_id__in=[row.pk for row in versions])
    return {pk: at.astimezone(clock.ZONE).date() for pk, at in acts.values_list("subject_id").annotate(at=Min("at"))}


def _dated(code: str, rule_id: str, year: int, on: date | None) -> Milestone:
    due, article = _due(rule_id, year)
    return Milestone(code, TITLES[code], rule_id, due, article, on)


def _submission(code: str, year: int, version: Version | None) -> Milestone:
    due, article = _due(f"deadline.{code}_submission", year)
    if not version or not due:
        return Milestone(code, TITLES[code], f"deadline.{code}_submission", due, article)
    handed, asked = _handed_in(version), _must_ask(year)
    late = tuple(one for unit in asked if (one := _late(unit, due, handed.get(unit.code))) is not None)
    days = [handed.get(unit.code) for unit in asked]
    done = max((day for day in days if day), default=None) if all(days) else None
    return Milestone(code, TITLES[code], f"deadline.{code}_submission", due, article, done, late)


def _late(unit: Organisation, due: date, on: date | None) -> Late | None:
    return lateness((unit.path, unit.words), due, on, clock.today())


def _must_ask(year: int) -> list[Organisation]:
    """The units with a project in the library that runs in the year."""
    running = Project.objects.filter(state="in_library", year__lte=year, last_year__gte=year)
    return list(Organisation.objects.filter(pk__in=running.values("unit")).order_by("path"))


def _handed_in(version: Version) -> dict[str, date]:
    """The day on which each unit first submitted a request of a version, by the code of the unit. One query."""
    rows = Request.objects.filter(version=version).values("pk")
    acts = Act.objects.filter(verb="request.submit", subject_kind=kind_of(Request), subject_id__in=rows)
    found = acts.values_list("chain").annotate(at=Min("at")).order_by("chain")
    return {code: at.astimezone(clock.ZONE).date() for code, at in found}


def _draft(year: int, version: Version | None, compiled: dict[int, date]) -> Milestone:
    """Due so many days before the session: known only once the session has approved the budget."""
    rule_id = "deadline.preliminary_draft_days"
    try:
        found = rule(rule_id, on=date(year - 1, 12, 31), region=_region())
    except NoLaw:
        return Milestone("draft", TITLES["draft"], rule_id, None, "")
    approved = version.approved_on if version else None
    due = date.fromordinal(approved.toordinal() - found.days) if approved else None
    return Milestone(
        "draft", TITLES["draft"], rule_id, due, found.source.id, compiled.get(version.pk) if version else None
    )


def _replies(code: str, rule_id: str, version: Version | None) -> Milestone:
    """Who was replied to late, or waits beyond the last day; a unit's days run from the reply to its department."""
    if version is None or version.approved_on is None:
        return Milestone(code, TITLES[code], rule_id, None, "budget-law#art-52")
    replied = {row.organisation_id: row for row in Reply.objects.filter(version=version).select_related("organisation")}
    region, late, done = _region(), [], []
    for one in _answered(code, version):
        starts = version.approved_on if code == "departments" else _on(replied.get(one.parent_id or 0))
        if starts is None:
            continue
        reply = replied.get(one.pk)
        due = deadline(rule_id, starts, region)
        done.append(reply is not None)
        if (found := lateness((one.path, one.words), due, _on(reply), clock.today())) is not None:
            late.append(found)
    last = max((row.on for row in replied.values() if row.organisation.kind == code[:-1]), default=None)
    until = deadline(rule_id, version.approved_on, region) if code == "departments" else None
    return Milestone(
        code, TITLES[code], rule_id, until, "budget-law#art-52", last if done and all(done) else None, tuple(late)
    )


def _on(reply: Reply | None) -> date | None:
    return reply.on if reply else None


def _answered(code: str, version: Version) -> list[Organisation]:
    """The departments, or the units, that have an approved request in the version."""
    units = Request.objects.filter(version=version, state="approved").values("project__unit")
    rows = Organisation.objects.filter(pk__in=units)
    if code == "departments":
        rows = Organisation.objects.filter(pk__in=rows.values("parent"))
    return list(rows.order_by("path"))


def to_reply(version: Version, kind: str) -> list[Organisation]:
    """The departments (or units) of an approved version that have no reply yet."""
    replied = set(Reply.objects.filter(version=version).values_list("organisation", flat=True))
    return [one for one in _answered(kind, version) if one.pk not in replied]
