"""The budget of a year: two submissions, control numbers, the congress, and the release of the money."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from yuheng.budget import actions
from yuheng.budget.drafts import RequestDraft
from yuheng.budget.models import Line, Request, Version
from yuheng.budget.queries import requests_of
from yuheng.kernel.money import Fen
from yuheng.kernel.outcome import Words
from yuheng.sample.county import County, Event, department_of, portions
from yuheng.sample.spending import working_day
from yuheng.sample.truth import Fate, ProjectTruth

FIRST, SECOND, ADJUSTED = Version.Round.FIRST, Version.Round.SECOND, Version.Round.ADJUSTED
FURTHER = {"draft": 0, "submitted": 1, "reviewed": 2, "accepted": 3}


def events(county: County, year: int) -> list[Event]:
    """One budget from the first call for requests to the release; 2027 stops in its second submission."""
    work, before = _Budgeting(county, year), year - 1
    steps: list[tuple[date, Words, Callable[[], None]]] = [
        (date(before, 8, 10), Words("布置预算编制（一上）", "Budget opened, first submission"), work.open),
        (date(before, 8, 18), Words("申报预算（一上）", "Money requested"), work.request),
        (date(before, 8, 24), Words("报送、审核预算申报", "Requests submitted and reviewed"), work.pass_on),
        (date(before, 9, 8), Words("财政列入草案", "Requests accepted"), work.accept),
        (date(before, 10, 22), Words("下达控制数（一下）", "Control numbers sent"), work.control),
        (date(before, 11, 2), Words("二上：报送", "Second submission"), work.submit_again),
        (date(before, 11, 5), Words("二上：主管部门审核", "Second submission reviewed"), work.review_again),
        (date(before, 11, 10), Words("二上：列入草案", "Second submission accepted"), work.accept_again),
    ]
    if year < 2027:
        steps += [
            (date(before, 12, 8), Words("汇编预算草案", "Budget compiled"), work.compile),
            (date(year, 1, 12), Words("人大批准预算", "Budget approved"), work.approve),
            (date(year, 1, 19), Words("下达指标", "Money released"), work.release),
        ]
    return [Event(working_day(day), title, run) for day, title, run in steps]


class _Budgeting:
    def __init__(self, county: County, year: int) -> None:
        self.county, self.year, self.office = county, year, county.office

    @property
    def wanted(self) -> list[ProjectTruth]:
        """The projects that ask for money in this year."""
        return self.county.truth.budgeted(self.year)

    def far(self, stage: str) -> list[ProjectTruth]:
        """Those whose request has come at least so far by the sample's day; in closed years all have."""
        if self.year < 2027:
            return self.wanted
        return [one for one in self.wanted if FURTHER[one.progress] >= FURTHER[stage]]

    def rows(self, truths: list[ProjectTruth], round: str) -> list[Request]:
        """Their requests in a round."""
        return [self.county.requests[one.code, self.year, round] for one in truths]

    def open(self) -> None:
        """Open the budget for requests."""
        self.county.versions[self.year, FIRST] = actions.open_version(
            by=self.office.budget, year=self.year, round=FIRST
        )

    def request(self) -> None:
        """The units ask."""
        request(self.county, self.wanted, self.year, FIRST)

    def pass_on(self) -> None:
        """Approvers submit, departments review."""
        pass_on(self.county, self.wanted, self.year, FIRST)

    def accept(self) -> None:
        """Finance takes the requests into the draft."""
        for group in portions(self.rows(self.wanted, FIRST)):
            actions.accept_requests(by=self.office.budget, requests=group)

    def control(self) -> None:
        """Finance answers with control numbers; the second round opens with a draft for each."""
        controls = {row.pk: one.year(self.year).budget_fen for one, row in self._paired(FIRST)}
        first = self.county.versions[self.year, FIRST]
        second = actions.send_control_numbers(by=self.office.budget, version=first, controls=controls)
        self.county.versions[self.year, SECOND] = second
        remember(self.county, self.year, SECOND)

    def _paired(self, round: str) -> list[tuple[ProjectTruth, Request]]:
        return list(zip(self.wanted, self.rows(self.wanted, round), strict=True))

    def submit_again(self) -> None:
        """The units submit within their control numbers."""
        for by, group in self.office.each(self.far("submitted"), "approve", department=department_of):
            actions.submit_requests(by=by, requests=self.rows(group, SECOND))

    def review_again(self) -> None:
        """The departments pass them on."""
        for by, group in self.office.each(self.far("reviewed"), "review", department=department_of):
            actions.review_requests(by=by, requests=self.rows(group, SECOND))

    def accept_again(self) -> None:
        """Finance takes them into the draft that goes to the congress."""
        for group in portions(self.rows(self.far("accepted"), SECOND)):
            actions.accept_requests(by=self.office.budget, requests=group)

    def compile(self) -> None:
        """Compile the draft for the congress."""
        actions.compile_version(by=self.office.budget, version=self.county.versions[self.year, SECOND])

    def approve(self) -> None:
        """The congress approves: every accepted request becomes a line."""
        resolution = f"清人发〔{self.year}〕2号"
        version = self.county.versions[self.year, SECOND]
        lines = actions.approve_version(by=self.office.congress, version=version, resolution=resolution)
        codes = _codes(self.county)
        self.county.lines |= {(codes[line.project_id], self.year): line for line in lines}

    def release(self) -> None:
        """Release the money to the units: by month where there is a plan, else at once."""
        plans = self._plans() if self.year == 2026 else {}
        if plans:
            actions.plan_allotments(by=self.office.budget, plans=plans)
            actions.release_month(by=self.office.budget, year=self.year, month=1)
        rest = [line for (_, year), line in self.county.lines.items() if year == self.year and line not in plans]
        for group in portions(rest):
            actions.release_lines(by=self.office.budget, lines=group)

    def _plans(self) -> dict[Line, dict[int, Fen]]:
        """What each planned project needs month by month; what it does not need yet comes in December."""
        plans = {}
        for one in self.county.truth.planned():
            row, months = one.year(self.year), dict[int, Fen]()
            for payment in row.payments:
                months[int(payment.day[5:7])] = months.get(int(payment.day[5:7]), 0) + payment.fen
            months[12] = months.get(12, 0) + row.budget_fen - sum(months.values())
            plans[self.county.lines[one.code, self.year]] = {month: fen for month, fen in months.items() if fen}
        return plans


def _codes(county: County) -> Mapping[int, str]:
    return {row.pk: code for code, row in county.projects.items()}


def remember(county: County, year: int, round: str) -> None:
    """Keep the requests of a round."""
    codes = _codes(county)
    found = requests_of(list(codes), year, round)
    county.requests |= {(codes[key], year, str(round)): row for key, row in found.items()}


def request(county: County, wanted: list[ProjectTruth], year: int, round: str) -> None:
    """Ask for the money of projects in a version, department by department."""
    for by, group in county.office.each(wanted, "prepare", department=department_of):
        drafts = [
            RequestDraft(
                project=county.projects[one.code],
                amount_fen=one.year(year).asked_fen,
                basis="按任务量和单价测算",
                later=tuple(after.asked_fen for after in (one.of(year + 1),) if after is not None),
            )
            for one in group
        ]
        for one, row in zip(
            group, actions.request_lines(by=by, version=county.versions[year, round], drafts=drafts), strict=True
        ):
            county.requests[one.code, year, str(round)] = row


def pass_on(county: County, wanted: list[ProjectTruth], year: int, round: str) -> None:
    """Submit and review requests of a round, department by department."""
    for by, group in county.office.each(wanted, "approve", department=department_of):
        actions.submit_requests(by=by, requests=[county.requests[one.code, year, str(round)] for one in group])
    for by, group in county.office.each(wanted, "review", department=department_of):
        actions.review_requests(by=by, requests=[county.requests[one.code, year, str(round)] for one in group])


def adjustment_events(county: County) -> list[Event]:
    """The adjusted budget of 2026, compiled and before the congress when the sample's clock stops."""
    urgent = [one for one in county.truth.projects if one.fate is Fate.URGENT]
    if not urgent:
        return []

    def opened() -> None:
        county.versions[2026, ADJUSTED] = actions.open_version(by=county.office.budget, year=2026, round=ADJUSTED)
        request(county, urgent, 2026, ADJUSTED)

    def passed_on() -> None:
        pass_on(county, urgent, 2026, ADJUSTED)
        rows = [county.requests[one.code, 2026, str(ADJUSTED)] for one in urgent]
        actions.accept_requests(by=county.office.budget, requests=rows)

    def compiled() -> None:
        actions.compile_version(by=county.office.budget, version=county.versions[2026, ADJUSTED])

    return [
        Event(date(2026, 10, 13), Words("编制预算调整方案", "Adjusted budget opened"), opened),
        Event(date(2026, 10, 20), Words("预算调整：报送审核", "Adjusted budget reviewed"), passed_on),
        Event(date(2026, 11, 9), Words("预算调整方案提请审查", "Adjusted budget before the congress"), compiled),
    ]
