"""The library and the promises: projects entered, reviewed, appraised and admitted; targets set and confirmed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from yuheng.kernel.outcome import Refused, Words
from yuheng.platform import clock
from yuheng.projects import actions, queries
from yuheng.projects.domain.drafts import (
    AppraisalDraft,
    DimensionScore,
    IndicatorDraft,
    PlanDraft,
    ProjectDraft,
    TargetDraft,
)
from yuheng.projects.models import Project
from yuheng.sample.county import County, Event, department_of, portions
from yuheng.sample.places import COUNTY
from yuheng.sample.published import PublishedTable, tables
from yuheng.sample.special import SPECIAL
from yuheng.sample.spending import working_day
from yuheng.sample.truth import BUDGETED, Fate, Goal, ProjectTruth

SENT = frozenset(
    {
        *BUDGETED,
        Fate.URGENT,
        Fate.APPRAISED,
        Fate.TARGET_SENT,
        Fate.REVIEWED,
        Fate.SUBMITTED,
        Fate.RETURNED,
        Fate.REFUSED,
        Fate.UNMEASURABLE,
    }
)
PASSED = SENT - {Fate.SUBMITTED, Fate.RETURNED}
PROMISED = SENT - {Fate.UNMEASURABLE, Fate.SUBMITTED, Fate.RETURNED} | {Fate.DRAFT}
TARGETS_SENT = frozenset({*BUDGETED, Fate.URGENT, Fate.APPRAISED, Fate.TARGET_SENT, Fate.REFUSED})
CONFIRMED = TARGETS_SENT - {Fate.TARGET_SENT}
JUDGED = PASSED - {Fate.REVIEWED}
ADMITTED = frozenset({*BUDGETED, Fate.URGENT})

COMMENT = "预算测算依据不足，请补充单价来源和实施计划后再报"
NO_TARGET = "没有可衡量的绩效目标，请至少写明一条数量、比例或时限后再报"
OPINION = "与在建项目内容重复，受益面小，资金来源未落实，本年不予支持"
SUPPORT, REFUSE = Decimal("0.93"), Decimal("0.55")


def events(county: County, year: int, *, begins: date, urgent: bool = False) -> list[Event]:
    """How the projects of one first year come into the library, and how the year's promises are made.

    `urgent` takes the few projects that are added to a year that has begun.
    """
    work = _Preparing(county, year, urgent=urgent)
    if not work.cohort:
        return []
    steps = (
        (0, Words("填报项目", "Projects entered"), work.register),
        (6, Words("单位报送项目", "Projects submitted"), work.submit),
        (14, Words("主管部门审核", "Projects reviewed"), work.review),
        (20, Words("照原样报送公开表格", "Published tables handed in as printed"), work.hand_in_as_printed),
        (21, Words("填报绩效目标", "Targets set"), work.set_targets),
        (26, Words("报送绩效目标", "Targets submitted"), work.submit_targets),
        (32, Words("财政确认绩效目标", "Targets confirmed"), work.confirm_targets),
        (34, Words("事前绩效评估", "Projects appraised"), work.appraise),
        (40, Words("项目入库", "Projects admitted"), work.admit),
    )
    start = begins.toordinal()
    return [Event(working_day(date.fromordinal(start + days)), title, run) for days, title, run in steps]


class _Preparing:
    def __init__(self, county: County, year: int, *, urgent: bool) -> None:
        self.county, self.year, self.office = county, year, county.office
        everything = county.truth.projects
        self.cohort = [one for one in everything if one.first_year == year and (one.fate is Fate.URGENT) == urgent]
        self.going = [one for one in everything if one.fate in BUDGETED and one.first_year < year and one.of(year)]
        if urgent:
            self.going = []

    def fated(self, fates: frozenset[Fate]) -> list[ProjectTruth]:
        """The projects of this first year whose fate is among these."""
        return [one for one in self.cohort if one.fate in fates]

    def promising(self, fates: frozenset[Fate]) -> list[ProjectTruth]:
        """The projects that promise something for this year: new ones and those that go on."""
        return [*self.fated(fates), *self.going]

    def register(self) -> None:
        """Enter the projects of the year."""
        for by, group in self.office.each(self.cohort, "prepare", department=department_of):
            rows = actions.register_projects(by=by, drafts=[_draft(one) for one in group])
            self.county.projects |= {row.code: row for row in rows}
            plans = [
                PlanDraft(row, SPECIAL[one.special].plan) for one, row in zip(group, rows, strict=True) if one.special
            ]
            actions.set_plans(by=by, drafts=plans)

    def submit(self) -> None:
        """The units' approvers send them on."""
        for by, group in self.office.each(self.fated(SENT), "approve", department=department_of):
            actions.submit_projects(by=by, projects=self.county.rows(group))

    def review(self) -> None:
        """The departments pass them on, or send them back."""
        for by, group in self.office.each(self.fated(PASSED), "review", department=department_of):
            actions.review_projects(by=by, projects=self.county.rows(group))
        for by, group in self.office.each(self.fated(frozenset({Fate.RETURNED})), "review", department=department_of):
            actions.return_projects(by=by, projects=self.county.rows(group), because=COMMENT)

    def hand_in_as_printed(self) -> None:
        """Hand in every published table just as it was printed; what a form may not have is refused, with all reasons."""
        printed = {table.id: table for table in tables()}
        for one in self.cohort:
            if one.table and _as_printed(printed[one.table]) != one.goals:
                by = self.office.of(one.department, "prepare")
                draft = _target(
                    self.county.projects[one.code], self.year, one.statement, _as_printed(printed[one.table])
                )
                try:
                    actions.set_targets(by=by, drafts=[draft])
                except Refused as refused:
                    self.county.told.refused_tables[one.table] = tuple(refused.problems)

    def set_targets(self) -> None:
        """Set the targets of the year."""
        rows = []
        for by, group in self.office.each(self.promising(PROMISED), "prepare", department=department_of):
            drafts = [_target(self.county.projects[one.code], self.year, one.statement, one.goals) for one in group]
            rows += actions.set_targets(by=by, drafts=drafts)
        self.county.remember_targets(self.year, rows)

    def submit_targets(self) -> None:
        """The approvers send the targets to finance."""
        for by, group in self.office.each(self.promising(TARGETS_SENT), "approve", department=department_of):
            actions.submit_targets(by=by, targets=[self.county.targets[one.code, self.year] for one in group])

    def confirm_targets(self) -> None:
        """Finance confirms what can be measured."""
        for group in portions(self.promising(CONFIRMED)):
            rows = [self.county.targets[one.code, self.year] for one in group]
            actions.confirm_targets(by=self.office.performance, targets=rows)

    def appraise(self) -> None:
        """Finance appraises every project before a yuan is promised."""
        for group in portions(self.fated(JUDGED)):
            actions.appraise(by=self.office.performance, drafts=[self._appraisal(one) for one in group])

    def _appraisal(self, one: ProjectTruth) -> AppraisalDraft[Project]:
        project = self.county.projects[one.code]
        scheme = queries.appraisal_scheme(region=COUNTY, on=clock.today(), kind=project.kind)
        share, opinion = (REFUSE, OPINION) if one.fate is Fate.REFUSED else (SUPPORT, "")
        scores = tuple(
            DimensionScore(dimension.code, (share * dimension.full_c / 100).quantize(Decimal("0.01")))
            for dimension in scheme.dimensions
        )
        return AppraisalDraft(project, scores, opinion)

    def admit(self) -> None:
        """Finance admits; what has no measurable target stays out, and goes back to its unit with the reason."""
        for group in portions(self.fated(ADMITTED)):
            actions.admit_projects(by=self.office.budget, projects=self.county.rows(group))
        without = self.county.rows(self.fated(frozenset({Fate.UNMEASURABLE})))
        if without:
            try:
                actions.admit_projects(by=self.office.budget, projects=without)
            except Refused as refused:
                self.county.told.not_admitted += tuple(refused.problems)
            actions.return_projects(by=self.office.budget, projects=without, because=NO_TARGET)


def _draft(one: ProjectTruth) -> ProjectDraft:
    return ProjectDraft(
        code=one.code,
        name=one.name,
        unit=one.unit,
        category=one.category,
        novelty=one.novelty,
        function_code=one.function_code,
        year=one.first_year,
        last_year=one.last_year,
        amount_fen=one.amount_fen,
        sector=one.sector,
        purpose=one.purpose,
        source_table=one.table,
        source_url=one.url,
        kind=SPECIAL[one.special].kind if one.special else "ordinary",
    )


def _target(project: Project, year: int, statement: str, goals: tuple[Goal, ...]) -> TargetDraft[Project]:
    rows = (
        IndicatorDraft(goal.no, goal.level1, goal.level2, goal.name, goal.operator, goal.printed, goal.weight)
        for goal in goals
    )
    return TargetDraft(project, year, statement, tuple(rows))


def _as_printed(table: PublishedTable) -> tuple[Goal, ...]:
    return tuple(
        Goal(row.no, row.level1, row.level2, row.name, row.operator, row.target, row.weight) for row in table.indicators
    )
