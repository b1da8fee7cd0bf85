"""The dates of two up, two down, and the replies of 20 and 15 days."""

from datetime import date

import pytest

from yuheng.budget import actions
from yuheng.budget.calendar import calendar_of, to_reply
from yuheng.budget.domain.calendar import Milestone
from yuheng.budget.drafts import RequestDraft
from yuheng.budget.models import Version
from yuheng.budget.testing import approved_lines, library_project
from yuheng.kernel.outcome import Refused, Words
from yuheng.organisations.testing import Office
from yuheng.platform import clock

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def dates(year: int) -> dict[str, Milestone]:
    """The calendar by code."""
    return {one.code: one for one in calendar_of(year)}


def test_the_dates_are_those_of_the_law_and_of_the_sample_county(office: Office) -> None:
    due = {code: (one.due, one.article) for code, one in dates(2027).items()}
    assert due["notice"] == (date(2026, 6, 30), "budget-law-regulation#art-25")
    assert due["first"] == (date(2026, 9, 10), "qingheng-2024#art-22")
    assert due["control"] == (date(2026, 10, 25), "qingheng-2024#art-22")
    assert due["second"] == (date(2026, 11, 30), "qingheng-2024#art-22")
    assert due["draft"] == (None, "budget-law#art-44")
    assert due["departments"] == (None, "budget-law#art-52")


@pytest.mark.parametrize(("day", "days"), [(date(2026, 9, 10), 0), (date(2026, 9, 11), 1), (date(2026, 9, 20), 10)])
def test_a_unit_is_late_from_the_day_after_its_last_day(office: Office, day: date, days: int) -> None:
    with clock.at(date(2026, 8, 1)):
        version = actions.open_version(by=office.budget, year=2027, round="first")
        project = library_project(office, year=2027)
        asked = actions.request_lines(by=office.preparer, version=version, drafts=[RequestDraft(project, 1_00)])
    with clock.at(day):
        assert [one.days for one in dates(2027)["first"].late] == ([days] if days else [])
        actions.submit_requests(by=office.approver, requests=asked)
    with clock.at(date(2026, 12, 1)):
        late = dates(2027)["first"].late
        assert [(one.path, one.on) for one in late] == ([(office.unit.path, day)] if days else [])


def test_finance_replies_in_twenty_days_and_the_department_in_fifteen_from_its_own_reply(office: Office) -> None:
    with clock.at(date(2026, 1, 12)):
        approved_lines(office, [(library_project(office), 100_00)])
    version = Version.objects.get()
    with clock.at(date(2026, 2, 2)):  # 20 days after 12 January is 1 February
        assert [(one.path, one.days) for one in dates(2026)["departments"].late] == [(office.department.path, 1)]
        with pytest.raises(Refused, match="尚未收到"):
            actions.reply_units(by=office.reviewer, version=version, units=[office.unit])
        [reply] = actions.reply_departments(by=office.budget, version=version, departments=[office.department])
        assert (reply.due, reply.late_days) == (date(2026, 2, 1), 1)
    with clock.at(date(2026, 2, 17)):  # 15 days after 2 February
        assert not dates(2026)["units"].late
        assert to_reply(version, "units") == [office.unit]
        [reply] = actions.reply_units(by=office.reviewer, version=version, units=[office.unit])
        assert (reply.due, reply.late_days) == (date(2026, 2, 17), 0)
        assert dates(2026)["units"].tone(clock.today())[1] == "good"
        with pytest.raises(Refused, match="已经批复"):
            actions.reply_units(by=office.reviewer, version=version, units=[office.unit])


def test_nothing_is_replied_before_the_congress_has_approved(office: Office) -> None:
    version = actions.open_version(by=office.budget, year=2026, round="second")
    with pytest.raises(Refused, match="尚未批准"):
        actions.reply_departments(by=office.budget, version=version, departments=[office.department])
    with pytest.raises(Refused, match="财政预算"):
        actions.reply_departments(by=office.reviewer, version=version, departments=[office.department])


@pytest.mark.parametrize(
    ("due", "on", "tone"),
    [
        (date(2026, 5, 1), None, "info"),
        (date(2026, 4, 1), None, "bad"),
        (date(2026, 4, 1), date(2026, 4, 1), "good"),
        (date(2026, 4, 1), date(2026, 4, 2), "warn"),
        (None, None, "info"),
    ],
)
def test_a_date_says_how_it_stands(due: date | None, on: date | None, tone: str) -> None:
    assert Milestone("x", Words("某", "some"), "", due, "", on).tone(date(2026, 4, 10))[1] == tone
