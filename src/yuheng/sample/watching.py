"""Watching: units report what was reached, finance looks at money and results together, warnings are answered."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from yuheng.kernel.outcome import Words
from yuheng.monitoring import actions
from yuheng.monitoring.drafts import AnswerDraft, ReadingDraft
from yuheng.monitoring.models import Warning
from yuheng.sample.county import County, Event, portions
from yuheng.sample.spending import WATCH_DAYS_2025, WATCH_DAYS_2026, working_day
from yuheng.sample.truth import ProjectTruth, Report
from yuheng.sample.words import ANSWERS

REPORT_AFTER, LOOK_AFTER, ANSWER_AFTER, SETTLE_AFTER = 6, 8, 15, 22
LAST_DAY = date(2026, 11, 15)
CHOICES = ("continue", "continue", "reallocate", "continue")
VAGUE = "答复过于笼统，请写明具体完成时间和责任人"


def events(county: County, year: int) -> list[Event]:
    """The looks of a year, each with its reports before and its answers after."""
    found = []
    told = {row.through for one in county.truth.budgeted(year) for row in one.year(year).reports}
    days = [day for day in (*WATCH_DAYS_2025, *WATCH_DAYS_2026) if day.year == year and day.isoformat() in told]
    for day in days:
        work = _Watching(county, year, day)
        steps = (
            (REPORT_AFTER, Words(f"填报截至 {day} 的成效", f"Results until {day} reported"), work.report),
            (LOOK_AFTER, Words(f"绩效监控（截至 {day}）", f"Money and results watched until {day}"), work.look),
            (ANSWER_AFTER, Words("答复预警", "Warnings answered"), work.answer),
            (SETTLE_AFTER, Words("核定预警", "Warnings settled"), work.settle),
        )
        for after, title, run in steps:
            when = working_day(date.fromordinal(day.toordinal() + after))
            if when <= LAST_DAY:
                found.append(Event(when, title, run))
    return found


class _Watching:
    def __init__(self, county: County, year: int, through: date) -> None:
        self.county, self.year, self.through, self.office = county, year, through, county.office

    def report(self) -> None:
        """The units report what was reached by the day."""
        told: dict[str, list[tuple[ProjectTruth, Report]]] = defaultdict(list)
        for one in self.county.truth.budgeted(self.year):
            for row in one.year(self.year).reports:
                if row.through == self.through.isoformat():
                    told[one.department].append((one, row))
        for department, rows in sorted(told.items()):
            drafts = [
                ReadingDraft(self.county.indicators[one.code, self.year][row.no], self.through, row.printed)
                for one, row in rows
            ]
            actions.report_readings(by=self.office.of(department, "prepare"), drafts=drafts)

    def look(self) -> None:
        """Finance looks at every project that has money."""
        for group in portions(self.county.truth.budgeted(self.year), 2000):
            actions.observe(
                by=self.office.performance, year=self.year, through=self.through, projects=self.county.rows(group)
            )

    def answer(self) -> None:
        """Most units answer in time; every fourth warning of the current year, at least one, is left to become overdue."""
        waiting = _of_year(self.year, "raised")
        left = [row for row in waiting if not _number(row) % 4] or waiting[:1]
        chosen = [row for row in waiting if self.year == 2025 or row not in left]
        for by, group in self.office.each(chosen, "approve", department=_department):
            answers = [
                AnswerDraft(row, CHOICES[_number(row) % len(CHOICES)], ANSWERS[_number(row) % len(ANSWERS)])
                for row in group
            ]
            actions.answer_warnings(by=by, answers=answers)

    def settle(self) -> None:
        """Finance settles what convinces it, returns a few, and has not come to the rest."""
        waiting = _of_year(self.year, "answered")
        settled = [row for row in waiting if self.year == 2025 or _number(row) % 3]
        returned = [row for row in waiting if self.year == 2026 and _number(row) % 12 == 6]
        for group in portions(settled):
            actions.settle_warnings(by=self.office.performance, warnings=group)
        actions.return_warnings(by=self.office.performance, warnings=returned, because=VAGUE)


def _of_year(year: int, state: str) -> list[Warning]:
    rows = Warning.objects.filter(year=year, state=state).select_related("project", "observation")
    return list(rows.order_by("pk"))


def _department(row: Warning) -> str:
    return row.org_path.split("/")[1]


def _number(row: Warning) -> int:
    """The project's own number, the same in every database."""
    return int(row.project.code[-7:])
