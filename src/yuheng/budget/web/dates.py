"""The calendar of two up, two down, and the replies that end it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from yuheng.budget import actions, queries
from yuheng.budget.calendar import calendar_of, to_reply
from yuheng.budget.models import Version
from yuheng.budget.web.answering import done
from yuheng.platform import clock
from yuheng.platform.acts import Actor
from yuheng.platform.duties import may
from yuheng.platform.guards import the_person
from yuheng.platform.scopes import sees


def calendar(request: HttpRequest) -> HttpResponse:
    """Every legal and local date of a budget year, what is due, and who is late."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and 2000 <= int(asked) <= 2100 else _year()
    person, today = the_person(request), clock.today()
    rows = [(one, one.tone(today), [late for late in one.late if sees(person, late.path)]) for one in calendar_of(year)]
    version = queries.in_force([year]).get(year)
    context = {
        "year": year,
        "years": sorted({*queries.years_with_versions(), year}),
        "rows": rows,
        "version": version,
        "to_departments": _mine(version, "departments", "finance.budget", person),
        "to_units": _mine(version, "units", "department.review", person),
    }
    return render(request, "budget/pages/calendar.html", context)


def _year() -> int:
    version = queries.open_version()
    return version.year if version else clock.today().year


def _mine(version: Version | None, kind: str, duty: str, person: Actor) -> int:
    """How many this person could reply to now."""
    waiting = to_reply(version, kind) if version else []
    return sum(1 for one in waiting if may(person, duty, one.path))


def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Reply to all departments (finance) or to all of one's units (a department) that still wait."""
    version, person = get_object_or_404(Version, pk=pk), the_person(request)

    def act() -> object:
        departments = [one for one in to_reply(version, "departments") if may(person, "finance.budget", one.path)]
        if departments:
            return actions.reply_departments(by=person, version=version, departments=departments)
        units = [one for one in to_reply(version, "units") if may(person, "department.review", one.path)]
        return actions.reply_units(by=person, version=version, units=units)

    back = f"{reverse('budget-calendar')}?year={version.year}"
    return done(request, act, _("The replies are on record."), back)
