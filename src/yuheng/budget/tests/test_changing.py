"""An approved budget is changed, released by plan, carried over, recovered and closed."""

from datetime import date

import pytest

from yuheng.budget import actions
from yuheng.budget.actions.adjusting import AdjustmentDraft
from yuheng.budget.domain.allotting import evenly
from yuheng.budget.domain.ledger import EntryDraft, move
from yuheng.budget.models import Adjustment, Balance, Entry, Line
from yuheng.budget.proof import verify_ledger
from yuheng.budget.queries import budget_of_lines
from yuheng.budget.testing import approved_lines, library_project, promise, released_line
from yuheng.budget.tests.test_control import two_lines, use
from yuheng.kernel.outcome import Refused
from yuheng.organisations.testing import Office
from yuheng.platform import acts, clock

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def proven() -> bool:
    """Whether the ledger holds, acts included."""
    return list(verify_ledger(acts.entry_digests())) == []


def virement(office: Office, first: Line, second: Line, fen: int, ground: str = "汛期抢修") -> Adjustment:
    """A virement that the unit has drafted."""
    draft = AdjustmentDraft(2026, "virement", ground, {first.pk: -fen, second.pk: fen})
    return actions.draft_adjustment(by=office.preparer, draft=draft)


def reviewed(office: Office, row: Adjustment) -> Adjustment:
    """Submitted and passed on to finance."""
    actions.submit_adjustments(by=office.approver, adjustments=[row])
    actions.review_adjustments(by=office.reviewer, adjustments=[row])
    return row


class TestAdjustments:
    def test_a_virement_moves_money_between_lines_and_leaves_every_total(self, office: Office) -> None:
        first, second = two_lines(office)
        row = reviewed(office, virement(office, first, second, 300_00))
        actions.decide_adjustments(by=office.budget, adjustments=[row])
        money = budget_of_lines([first.pk, second.pk])
        assert (money[first.pk].budget_fen, money[second.pk].budget_fen) == (700_00, 1300_00)
        assert row.entry is not None
        assert {p.elements.origin for p in row.entry.postings.select_related("elements") if p.elements} == {"3"}
        assert proven()

    def test_all_that_is_wrong_with_it_is_said_at_once(self, office: Office) -> None:
        first, second = two_lines(office)
        draft = AdjustmentDraft(2026, "virement", " ", {first.pk: -2000_00, second.pk: 100_00, 10**6: 5})
        with pytest.raises(Refused) as refused:
            actions.draft_adjustment(by=office.preparer, draft=draft)
        codes = {problem.code for problem in refused.value.problems}
        assert codes == {
            "adjustment_ground", "adjustment_line_unlisted", "adjustment_not_net_zero", "adjustment_balance_short"
        }  # fmt: skip
        assert not Adjustment.objects.exists()

    def test_a_department_decides_small_virements_as_far_as_its_notice_lets_it(self, office: Office) -> None:
        first, second = two_lines(office)  # the county's notice: a tenth of a line
        small, large = virement(office, first, second, 100_00), virement(office, first, second, 100_01)
        actions.submit_adjustments(by=office.approver, adjustments=[small, large])
        with pytest.raises(Refused, match="超过部门可自行调剂的"):
            actions.decide_within_department(by=office.reviewer, adjustments=[large])
        actions.decide_within_department(by=office.reviewer, adjustments=[small])
        assert budget_of_lines([second.pk])[second.pk].budget_fen == 1100_00
        assert proven()

    def test_money_used_since_it_was_drafted_stops_the_decision(self, office: Office) -> None:
        first, second = two_lines(office)
        row = reviewed(office, virement(office, first, second, 300_00))
        actions.post(by=acts.SYSTEM, drafts=[use(first, 800_00)])
        with pytest.raises(Refused, match="不够调出"):
            actions.decide_adjustments(by=office.budget, adjustments=[row])
        assert Adjustment.objects.get().state == "reviewed"

    def test_more_money_needs_a_resolution_of_the_standing_committee(self, office: Office) -> None:
        line = released_line(office, library_project(office), 1000_00)
        draft = AdjustmentDraft(2026, "supplement", "新增抢险任务", {line.pk: 500_00}, legal_ground="total")
        row = actions.draft_adjustment(by=office.budget, draft=draft)
        with pytest.raises(Refused, match="须提请人大常委会审查批准"):
            actions.decide_adjustments(by=office.budget, adjustments=[row])
        actions.propose_adjustments(by=office.budget, adjustments=[row])
        with pytest.raises(Refused, match="决议文号"):
            actions.approve_adjustments(by=office.congress, adjustments=[row], resolution="")
        actions.approve_adjustments(by=office.congress, adjustments=[row], resolution="清人常〔2026〕8号")
        assert budget_of_lines([line.pk])[line.pk].budget_fen == 1500_00
        assert Adjustment.objects.get().resolution == "清人常〔2026〕8号"
        assert proven()

    def test_a_cut_takes_what_is_executable_and_no_more(self, office: Office) -> None:
        line = released_line(office, library_project(office), 1000_00)
        actions.post(by=acts.SYSTEM, drafts=[use(line, 800_00)])
        with pytest.raises(Refused, match="不够调出"):
            actions.draft_adjustment(by=office.budget, draft=AdjustmentDraft(2026, "cut", "压减", {line.pk: -300_00}))
        row = actions.draft_adjustment(by=office.budget, draft=AdjustmentDraft(2026, "cut", "压减", {line.pk: -200_00}))
        actions.propose_adjustments(by=office.budget, adjustments=[row])
        actions.approve_adjustments(by=office.congress, adjustments=[row], resolution="清人常〔2026〕9号")
        assert budget_of_lines([line.pk])[line.pk].budget_fen == 800_00

    def test_a_unit_cannot_move_money_of_another_unit(self, office: Office) -> None:
        first, second = two_lines(office)
        with pytest.raises(Refused) as refused:
            draft = AdjustmentDraft(2026, "virement", "调剂", {first.pk: -1, second.pk: 1})
            actions.draft_adjustment(by=office.stranger, draft=draft)
        assert {problem.code for problem in refused.value.problems} == {"not_allowed"}

    def test_who_drafted_it_does_not_decide_it(self, office: Office) -> None:
        first, second = two_lines(office)
        draft = AdjustmentDraft(2026, "virement", "调剂", {first.pk: -1, second.pk: 1})
        row = actions.draft_adjustment(by=office.budget, draft=draft)
        with pytest.raises(Refused, match="编制人不能审核"):
            actions.decide_adjustments(by=office.budget, adjustments=[row])


class TestPlans:
    def test_money_is_executable_month_by_month(self, office: Office) -> None:
        line = approved_lines(office, [(library_project(office), 1200_00)])[0]
        actions.plan_allotments(by=office.budget, plans={line: evenly(1200_00, range(1, 13))})
        actions.release_month(by=office.budget, year=2026, month=3)
        money = budget_of_lines([line.pk])[line.pk]
        assert (money.executable_fen, money.allotted_fen) == (300_00, 900_00)
        assert actions.release_month(by=office.budget, year=2026, month=3) == []
        assert proven()

    def test_a_month_is_pulled_forward_when_the_treasury_agrees(self, office: Office) -> None:
        line = approved_lines(office, [(library_project(office), 1200_00)])[0]
        rows = actions.plan_allotments(by=office.budget, plans={line: {6: 1200_00}})
        actions.ask_early(by=office.preparer, allotments=rows, because="工期提前")
        actions.pull_forward(by=office.treasury, allotments=rows)
        assert budget_of_lines([line.pk])[line.pk].executable_fen == 1200_00
        assert proven()

    def test_a_plan_is_all_of_the_lines_money(self, office: Office) -> None:
        line = approved_lines(office, [(library_project(office), 1200_00)])[0]
        with pytest.raises(Refused) as refused:
            actions.plan_allotments(by=office.budget, plans={line: {0: 600_00, 13: -1}})
        codes = sorted(problem.code for problem in refused.value.problems)
        assert codes == ["allotment_amount", "allotment_month", "allotment_month", "allotment_sum"]
        assert Balance.objects.get(line=line, stage="approved").fen == 1200_00


class TestTheEndOfTheYear:
    def test_what_is_carried_over_goes_on_in_the_next_year(self, office: Office) -> None:
        line = released_line(office, library_project(office), 1000_00)
        promise(office, line.project, 2027)
        with clock.at(date(2026, 12, 31)):
            carried = actions.carry_over(by=office.budget, lines=[line])
            actions.close_year(by=office.budget, year=2026)
        new = carried[0].into
        assert (new.year, new.origin_year, new.carried_from) == (2027, 2026, line)
        assert new.target is not None
        assert new.target.year == 2027
        assert budget_of_lines([new.pk])[new.pk].executable_fen == 1000_00
        assert budget_of_lines([line.pk])[line.pk].carried_fen == 1000_00
        assert proven()

    def test_after_two_years_what_is_left_is_recovered_and_cannot_be_carried_again(self, office: Office) -> None:
        line = released_line(office, library_project(office), 1000_00)
        with clock.at(date(2026, 12, 31)):
            second = actions.carry_over(by=office.budget, lines=[line])[0].into
        with clock.at(date(2027, 12, 31)), pytest.raises(Refused, match="结转已满 2 年"):
            actions.carry_over(by=office.budget, lines=[second])

    def test_recovered_money_lapses(self, office: Office) -> None:
        line = released_line(office, library_project(office), 1000_00)
        with clock.at(date(2026, 12, 31)):
            second = actions.carry_over(by=office.budget, lines=[line])[0].into
        assert actions.recover(by=office.budget, year=2027) == []
        old = Line.objects.get(pk=second.pk)
        assert budget_of_lines([old.pk])[old.pk].executable_fen == 1000_00

    def test_a_year_is_not_closed_while_contracts_stand(self, office: Office) -> None:
        line = released_line(office, library_project(office), 1000_00)
        contract = EntryDraft("V1", "contract", "施工合同", move(line.pk, "executable", "committed", 400_00))
        actions.post(by=acts.SYSTEM, drafts=[contract])
        with pytest.raises(Refused, match="还有 1 条指标有“已签约”的资金"):
            actions.close_year(by=office.budget, year=2026)
        carried = actions.carry_over(by=office.budget, lines=[line], stage="committed")
        assert carried[0].stage == "committed"
        assert Balance.objects.get(line=carried[0].into, stage="committed").fen == 400_00
        assert [one.pk for one in actions.close_year(by=office.budget, year=2026)] == [line.pk]

    def test_money_for_a_lower_government_names_it(self, office: Office) -> None:
        line = approved_lines(office, [(library_project(office), 1200_00)])[0]
        with pytest.raises(Refused) as refused:
            actions.transfer_down(by=office.budget, line=line, receiver="", fen=200_00, document=" ")
        assert {problem.code for problem in refused.value.problems} == {"receiver", "document"}
        entry = actions.transfer_down(
            by=office.budget, line=line, receiver="990101101", fen=200_00, document="清财预〔2026〕5号"
        )
        marks = {p.elements.receiver_region for p in entry.postings.select_related("elements") if p.elements}
        assert marks == {"990101101"}
        assert Entry.objects.get(pk=entry.pk).previous is not None
        assert proven()
