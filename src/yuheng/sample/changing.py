"""What changes an approved budget in the sample: plans by month, virements, limits, a stop, and what is carried over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from yuheng.budget import actions
from yuheng.budget.actions.adjusting import AdjustmentDraft
from yuheng.budget.actions.controlling import CeilingDraft
from yuheng.budget.models import Adjustment, Allotment, Line
from yuheng.budget.queries import budget_of_lines
from yuheng.execution import actions as execution
from yuheng.execution.drafts import CommitmentDraft
from yuheng.execution.models import Commitment
from yuheng.kernel.outcome import Words
from yuheng.organisations.queries import names
from yuheng.platform import clock
from yuheng.sample.county import County, Event
from yuheng.sample.spending import working_day
from yuheng.sample.truth import ProjectTruth
from yuheng.sample.words import SUPPLIERS

YEAR = 2026
GROUNDS = ("汛期抢修任务增加", "设备采购价格下降，结余调剂", "任务提前完成，调整支出结构", "上级新增考核任务")
STOPPED = "caiyu-2019-136"
MOVED_FEN = 5_000_00


def events(county: County) -> list[Event]:
    """What is carried into 2026, released by plan, moved between lines, limited and stopped."""
    work = _Changing(county)
    steps: list[tuple[date, Words, Callable[[], None]]] = [
        (date(2025, 12, 30), Words("结转未完工资金", "Unfinished money carried over"), work.carry),
        (date(2026, 2, 4), Words("设定部门支出限额", "Limits set for departments"), work.limit),
        (date(2026, 6, 9), Words("预算调剂", "Virements"), work.shift),
        (date(2026, 9, 15), Words("采购、签约、验收", "Procured, signed, accepted"), work.bind),
        (date(2026, 9, 22), Words("申请预算调剂", "Virements asked for"), work.ask_to_shift),
        (date(2026, 10, 21), Words("提请追加预算", "A supplement proposed"), work.propose),
        (date(2026, 11, 5), Words("暂停支付", "Payments suspended"), work.stop),
        (date(2026, 11, 10), Words("申请提前用款", "Money asked for early"), work.ask_early),
    ]
    steps += [
        (
            working_day(date(YEAR, month, 1)),
            Words(f"{month} 月按计划下达", f"Released by plan, month {month}"),
            work.release,
        )
        for month in range(2, 12)
    ]
    return [Event(working_day(day), title, run) for day, title, run in steps]


class _Changing:
    def __init__(self, county: County) -> None:
        self.county, self.office = county, county.office

    def carry(self) -> None:
        """What unfinished projects have left goes on in 2026."""
        lines = [self.county.lines[one.code, 2025] for one in self.county.truth.carried()]
        if lines:
            actions.carry_over(by=self.office.budget, lines=lines)

    def release(self) -> None:
        """The month's part of the plans becomes executable."""
        actions.release_month(by=self.office.budget, year=YEAR, month=clock.today().month)

    def bind(self) -> None:
        """What is procured is held by a request; half of it is signed, half of that accepted."""
        for one, asked, signed, accepted in self.county.truth.bound():
            line, by = self.county.lines[one.code, YEAR], self.office.of(one.department, "prepare")
            title, supplier = f"{one.name[:60]}采购", SUPPLIERS[asked // 100 % len(SUPPLIERS)]
            last = None
            for verb, fen in (
                (execution.reserve, asked),
                (execution.sign_contracts, signed),
                (execution.accept_deliveries, accepted),
            ):
                draft = CommitmentDraft(title, fen, supplier, None if last else line, last)
                (last,) = verb(by=by, drafts=[draft])
                execution.confirm_commitments(by=self.office.of(one.department, "approve"), commitments=[last])
                last = Commitment.objects.select_related("line__project", "line__unit").get(pk=last.pk)

    def limit(self) -> None:
        """Each of the first departments is limited to its own lines' money."""
        departments = list(dict.fromkeys(one.department for one in self.county.truth.budgeted(YEAR)))[:4]
        for code in departments:
            lines = [line for line in self._lines() if line.org_path.split("/")[1] == code]
            money = budget_of_lines([line.pk for line in lines])
            path = "/".join(lines[0].org_path.split("/")[:2]) + "/"
            limit = sum(one.budget_fen for one in money.values())
            draft = CeilingDraft(YEAR, "unit", path, names([path])[path].zh, path, limit, "budget-law#art-13")
            actions.set_ceiling(by=self.office.budget, draft=draft)

    def _lines(self) -> list[Line]:
        return [line for (_, year), line in self.county.lines.items() if year == YEAR]

    def _pairs(self) -> list[tuple[ProjectTruth, Line, Line]]:
        """Two lines each of a unit, the first with money to give: the lines that nobody plans by month."""
        planned = {one.code for one in self.county.truth.planned()}
        rows = [one for one in self.county.truth.budgeted(YEAR) if one.code not in planned]
        found: list[tuple[ProjectTruth, Line, Line]] = []
        first: dict[str, ProjectTruth] = {}
        for one in rows:
            line = self.county.lines[one.code, YEAR]
            giver = first.pop(line.org_path, None)
            if giver is None:
                first[line.org_path] = one
            elif _left(giver) > 4 * MOVED_FEN:
                found.append((giver, self.county.lines[giver.code, YEAR], line))
        return found

    def _drafted(self, number: int) -> tuple[ProjectTruth, Adjustment] | None:
        pairs = self._pairs()
        if number >= len(pairs):
            return None
        one, giver, taker = pairs[number]
        items = {giver.pk: -MOVED_FEN, taker.pk: MOVED_FEN}
        draft = AdjustmentDraft(YEAR, "virement", GROUNDS[number % len(GROUNDS)], items)
        return one, actions.draft_adjustment(by=self.office.of(one.department, "prepare"), draft=draft)

    def shift(self) -> None:
        """Two virements go through every review; totals stay."""
        for number in (0, 1):
            if drafted := self._drafted(number):
                self._pass_on(*drafted)
                actions.decide_adjustments(by=self.office.budget, adjustments=[drafted[1]])

    def ask_to_shift(self) -> None:
        """One waits for finance, one for its department, one is being written."""
        if drafted := self._drafted(2):
            self._pass_on(*drafted)
        if drafted := self._drafted(3):
            approver = self.office.of(drafted[0].department, "approve")
            actions.submit_adjustments(by=approver, adjustments=[drafted[1]])
        self._drafted(4)

    def _pass_on(self, one: ProjectTruth, row: Adjustment) -> None:
        actions.submit_adjustments(by=self.office.of(one.department, "approve"), adjustments=[row])
        actions.review_adjustments(by=self.office.of(one.department, "review"), adjustments=[row])

    def propose(self) -> None:
        """A supplement lies before the standing committee."""
        line = self._lines()[0]
        draft = AdjustmentDraft(YEAR, "supplement", "灾后重建任务", {line.pk: 50_000_00}, legal_ground="total")
        row = actions.draft_adjustment(by=self.office.budget, draft=draft)
        actions.propose_adjustments(by=self.office.budget, adjustments=[row])

    def stop(self) -> None:
        """The project of which nothing more is to be paid this year is stopped until it answers."""
        settled = [one for one in self.county.truth.budgeted(YEAR) if _late(one) == 0]
        if settled:
            project = self.county.projects[settled[-1].code]
            because = "绩效目标严重偏离，暂停支付待整改"
            actions.suspend(by=self.office.performance, what=project, because=because, article=STOPPED)

    def ask_early(self) -> None:
        """A unit asks for the December of a plan now."""
        row = (
            Allotment.objects.filter(year=YEAR, state="planned").select_related("line__project").order_by("pk").first()
        )
        if row is not None:
            one = next(one for one in self.county.truth.planned() if one.code == row.line.project.code)
            by = self.office.of(one.department, "prepare")
            actions.ask_early(by=by, allotments=[row], because="供货提前到位，需当月付款")


def _left(one: ProjectTruth) -> int:
    """What nobody has asked for by the sample's day."""
    year = one.year(YEAR)
    return year.budget_fen - year.paid_fen - year.waiting_fen


def _late(one: ProjectTruth) -> int:
    """What is asked for or paid after the day of the stop."""
    return sum(payment.fen for payment in one.year(YEAR).payments if not payment.paid or payment.paid >= "2026-11-05")
