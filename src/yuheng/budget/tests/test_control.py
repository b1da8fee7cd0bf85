"""What stands above a line: ceilings and stops; and what a batch answers when part of it cannot pass."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from yuheng.budget import actions
from yuheng.budget.actions.controlling import CeilingDraft
from yuheng.budget.domain.ledger import EntryDraft, move
from yuheng.budget.models import Balance, Ceiling, Entry, Line
from yuheng.budget.proof import verify_ledger
from yuheng.budget.queries import money_of_targets
from yuheng.budget.testing import approved_lines, library_project, promise, released_line
from yuheng.kernel.outcome import Refused
from yuheng.organisations.testing import Office
from yuheng.platform import acts

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def use(line: Line, fen: int, voucher: str = "V1") -> EntryDraft:
    """A voucher that holds money of a line for a payment."""
    return EntryDraft(voucher, "apply", "办公用品", move(line.pk, "executable", "applied", fen))


def limit(office: Office, level: str, key: str, fen: int, title: str = "限额") -> Ceiling:
    """A ceiling of 2026 set by finance."""
    draft = CeilingDraft(2026, level, key, title, office.county.path, fen, "budget-law#art-13")
    return actions.set_ceiling(by=office.budget, draft=draft)


def two_lines(office: Office) -> list[Line]:
    """Two released lines of one unit with 1,000 yuan each."""
    projects = [library_project(office, code=f"P{no}", name=f"项目{no}") for no in (1, 2)]
    return actions.release_lines(
        by=office.budget, lines=approved_lines(office, [(project, 1000_00) for project in projects])
    )


class TestCeilings:
    @pytest.mark.parametrize("level", ["project", "unit", "department", "item", "class", "book"])
    def test_money_of_a_line_is_not_enough_when_a_level_above_it_has_none(self, office: Office, level: str) -> None:
        line = released_line(office, library_project(office), 1000_00)
        keys = {
            "project": str(line.project_id),
            "unit": office.unit.path,
            "department": office.department.path,
            "item": f"{office.unit.path}:{line.department_economic}",
            "class": "213",
            "book": "general",
        }
        limit(office, "unit" if level == "department" else level, keys[level], 600_00, "水务限额")
        actions.post(by=acts.SYSTEM, drafts=[use(line, 400_00)])
        with pytest.raises(
            Refused, match=r"“水务限额”限额 0\.06 万元，还可使用 0\.02 万元，不够 0\.03 万元"
        ) as refused:
            actions.post(by=acts.SYSTEM, drafts=[use(line, 300_00, "V2")])
        assert [p.code for p in refused.value.problems] == ["ceiling"]
        assert Ceiling.objects.get().used_fen == 400_00
        assert list(verify_ledger(frozenset(Entry.objects.values_list("digest", flat=True)))) == []

    def test_lines_together_cannot_use_more_than_their_unit(self, office: Office) -> None:
        first, second = two_lines(office)
        limit(office, "unit", office.unit.path, 1500_00)
        with pytest.raises(Refused):
            actions.post(by=acts.SYSTEM, drafts=[use(first, 1000_00), use(second, 501_00, "V2")])
        assert not Entry.objects.filter(kind="apply").exists()
        actions.post(by=acts.SYSTEM, drafts=[use(first, 1000_00), use(second, 500_00, "V2")])

    def test_what_comes_back_can_be_used_again(self, office: Office) -> None:
        line = released_line(office, library_project(office), 1000_00)
        limit(office, "class", "213", 600_00)
        actions.post(by=acts.SYSTEM, drafts=[use(line, 600_00)])
        back = EntryDraft("V2", "return", "退回", move(line.pk, "applied", "executable", 600_00))
        actions.post(by=acts.SYSTEM, drafts=[back, use(line, 600_00, "V3")])
        assert Ceiling.objects.get().used_fen == 600_00

    def test_a_ceiling_starts_from_what_is_in_use_and_cannot_be_set_below_it(self, office: Office) -> None:
        line = released_line(office, library_project(office), 1000_00)
        actions.post(by=acts.SYSTEM, drafts=[use(line, 600_00)])
        assert limit(office, "book", "general", 700_00).used_fen == 600_00
        with pytest.raises(Refused, match="限额不能低于它"):
            limit(office, "book", "general", 599_99)
        assert Ceiling.objects.get().limit_fen == 700_00

    def test_a_unit_sets_no_ceiling(self, office: Office) -> None:
        draft = CeilingDraft(2026, "unit", office.unit.path, "限额", office.unit.path, 1)
        with pytest.raises(Refused) as refused:
            actions.set_ceiling(by=office.preparer, draft=draft)
        assert refused.value.problems[0].code == "not_allowed"

    def test_the_database_itself_keeps_use_within_the_limit(self, office: Office) -> None:
        limit(office, "book", "general", 700_00)
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE budget_ceiling SET used_fen = 70001")


class TestStops:
    @pytest.mark.parametrize("what", ["line", "project", "unit", "department"])
    def test_nothing_of_what_is_stopped_can_be_used_until_it_is_released(self, office: Office, what: str) -> None:
        line = released_line(office, library_project(office), 1000_00)
        stopped: Any = {
            "line": line,
            "project": line.project,
            "unit": office.unit,
            "department": office.department,
        }[what]
        article = "caiyu-2019-136"
        stop = actions.suspend(by=office.performance, what=stopped, because="目标严重偏离", article=article)
        with pytest.raises(Refused, match="暂停支付：目标严重偏离") as refused:
            actions.post(by=acts.SYSTEM, drafts=[use(line, 1)])
        assert [(p.code, p.rule) for p in refused.value.problems] == [("suspended", article)]
        actions.lift(by=office.performance, suspensions=[stop], because="已整改")
        actions.post(by=acts.SYSTEM, drafts=[use(line, 1)])

    def test_a_stop_of_one_unit_leaves_the_others_alone(self, office: Office) -> None:
        line = released_line(office, library_project(office), 1000_00)
        actions.suspend(by=office.budget, what=office.other_unit, because="整改", article="caiyu-2019-136")
        assert actions.post(by=acts.SYSTEM, drafts=[use(line, 1)])[0].voucher == "V1"

    def test_money_may_come_back_to_what_is_stopped(self, office: Office) -> None:
        line = released_line(office, library_project(office), 1000_00)
        actions.post(by=acts.SYSTEM, drafts=[use(line, 600_00)])
        actions.suspend(by=office.budget, what=line, because="整改", article="caiyu-2019-136")
        back = EntryDraft("V2", "return", "退回", move(line.pk, "applied", "executable", 600_00))
        actions.post(by=acts.SYSTEM, drafts=[back])
        assert Balance.objects.get(line=line, stage="executable").fen == 1000_00

    def test_a_stop_needs_a_reason_a_desk_of_finance_and_is_lifted_once(self, office: Office) -> None:
        line = released_line(office, library_project(office), 1000_00)
        with pytest.raises(Refused, match="须写明理由"):
            actions.suspend(by=office.budget, what=line, because=" ", article="caiyu-2019-136")
        with pytest.raises(Refused, match="您没有该单位的这一职责"):
            actions.suspend(by=office.preparer, what=line, because="整改", article="caiyu-2019-136")
        stop = actions.suspend(by=office.treasury, what=line, because="整改", article="caiyu-2019-136")
        actions.lift(by=office.treasury, suspensions=[stop], because="已整改")
        with pytest.raises(Refused, match="已解除暂停"):
            actions.lift(by=office.treasury, suspensions=[stop], because="已整改")


class TestBatches:
    def test_good_vouchers_pass_and_bad_ones_come_back_with_their_reasons_in_order(self, office: Office) -> None:
        first, second = two_lines(office)
        drafts = [
            use(first, 700_00, "V1"),
            use(first, 400_00, "V2"),  # 300 left
            use(second, 0, "V3"),
            use(first, 300_00, "V4"),
            use(second, 1, "V1"),
            EntryDraft("V6", "apply", "", move(10**6, "executable", "applied", 1)),
        ]
        outcomes = actions.post_each(by=acts.SYSTEM, drafts=drafts)
        codes = ["posted" if isinstance(one, Entry) else one[0].code for one in outcomes]
        assert codes == ["posted", "balance_short", "entry_amount", "posted", "voucher_used", "line_unlisted"]
        assert Balance.objects.get(line=first, stage="applied").fen == 1000_00
        assert not Balance.objects.filter(line=second, stage="applied", fen__gt=0).exists()

    def test_a_trial_says_the_same_and_writes_nothing(self, office: Office) -> None:
        line = released_line(office, library_project(office), 1000_00)
        assert actions.trial([use(line, 1000_00)]) == []
        assert [p.code for p in actions.trial([use(line, 1000_01)])] == ["balance_short"]
        assert not Entry.objects.filter(kind="apply").exists()

    def test_every_posting_carries_the_elements_of_its_line_and_a_virement_says_so(self, office: Office) -> None:
        line = released_line(office, library_project(office), 1000_00)
        rows = line.postings.select_related("elements")
        assert {
            (row.elements.unit_code, row.elements.function_code, row.elements.origin) for row in rows if row.elements
        } == {(office.unit.code, "2130335", "1")}
        marked = EntryDraft(
            "V1", "apply", "", move(line.pk, "executable", "applied", 5), marks={"payment_method": "直接"}
        )
        actions.post(by=acts.SYSTEM, drafts=[marked])
        assert {row.elements.payment_method for row in rows.filter(entry__voucher="V1") if row.elements} == {"直接"}


class TestShares:
    def test_money_of_a_line_follows_its_shares_over_targets_to_the_fen(self, office: Office) -> None:
        first, second = two_lines(office)
        assert first.target and second.target
        parts = {first.target: 333_333, second.target: 666_667}
        actions.split_line(by=office.budget, line=first, parts=parts)
        actions.post(by=acts.SYSTEM, drafts=[use(first, 100_01)])
        money = money_of_targets([first.target.pk, second.target.pk])
        assert (money[first.target.pk].applied_fen, money[second.target.pk].applied_fen) == (33_34, 66_67)
        assert money[first.target.pk].budget_fen + money[second.target.pk].budget_fen == 2000_00

    def test_parts_make_a_whole_of_confirmed_targets_of_the_unit(self, office: Office) -> None:
        line = released_line(office, library_project(office), 1000_00)
        later = promise(office, line.project, 2027)
        with pytest.raises(Refused) as refused:
            actions.split_line(by=office.budget, line=line, parts={later: 900_000})
        assert {problem.code for problem in refused.value.problems} == {"share_sum", "share_year"}
