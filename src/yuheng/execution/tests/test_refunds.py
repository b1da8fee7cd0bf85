"""Money that was paid comes back: whole or in part, never more than was paid, and only while the year is open."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from yuheng.budget import actions as budget
from yuheng.budget.models import Line
from yuheng.budget.queries import balances_of
from yuheng.budget.testing import library_project, released_line
from yuheng.execution import actions, queries
from yuheng.execution.drafts import PaymentDraft, RefundDraft
from yuheng.execution.models import Payment, Refund
from yuheng.execution.testing import confirmed
from yuheng.execution.tests.test_commitments import ask, proven, stands
from yuheng.kernel.outcome import Refused
from yuheng.organisations.testing import Office
from yuheng.platform import clock

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def line(office: Office) -> Line:
    """A line with 1,000 yuan."""
    return released_line(office, library_project(office), 1000_00)


@pytest.fixture
def paid(office: Office, line: Line) -> Payment:
    """A payment of 600 yuan, made."""
    return actions.pay(by=office.treasury, payments=[ask(office, line, 600_00)])[0]


def test_a_part_and_then_the_rest_come_back_and_can_be_used_again(office: Office, line: Line, paid: Payment) -> None:
    first = actions.refund_payments(by=office.treasury, drafts=[RefundDraft(paid, 200_00, "退货")])[0]
    assert stands(line) == {"executable": 600, "paid": 400}
    actions.refund_payments(by=office.treasury, drafts=[RefundDraft(paid, 400_00, "合同终止")])
    assert stands(line) == {"executable": 1000}
    assert (first.entry.kind, first.entry.previous_id) == ("refund", paid.paid_entry_id)
    assert proven()


def test_never_more_comes_back_than_was_paid_not_even_in_one_batch(office: Office, paid: Payment) -> None:
    drafts = [RefundDraft(paid, 400_00, "退货"), RefundDraft(paid, 200_01, "退货")]
    with pytest.raises(Refused, match=r"已付未退 200\.00 元") as refused:
        actions.refund_payments(by=office.treasury, drafts=drafts)
    assert [p.code for p in refused.value.problems] == ["refund_beyond_paid"]
    assert not Refund.objects.exists()


def test_somebody_with_an_old_copy_of_the_payment_cannot_refund_it_twice(office: Office, paid: Payment) -> None:
    copies = [Payment.objects.select_related("line").get() for _ in range(2)]
    actions.refund_payments(by=office.treasury, drafts=[RefundDraft(copies[0], 600_00, "退货")])
    with pytest.raises(Refused):
        actions.refund_payments(by=office.treasury, drafts=[RefundDraft(copies[1], 600_00, "退货")])
    assert Refund.objects.count() == 1


def test_what_is_not_paid_has_no_reason_or_no_amount_is_refused_at_once(
    office: Office, line: Line, paid: Payment
) -> None:
    drafts = [RefundDraft(ask(office, line, 1_00), 1_00, "退货"), RefundDraft(paid, 0, " ")]
    with pytest.raises(Refused) as refused:
        actions.refund_payments(by=office.treasury, drafts=drafts)
    assert [p.code for p in refused.value.problems] == ["refund_not_paid", "amount", "reason_missing"]
    with pytest.raises(Refused, match="财政国库"):
        actions.refund_payments(by=office.preparer, drafts=[RefundDraft(paid, 1_00, "退货")])


@pytest.mark.parametrize("when", ["next year", "after closing"])
def test_after_the_year_is_closed_a_refund_is_refused_with_what_to_do_instead(
    office: Office, line: Line, paid: Payment, when: str
) -> None:
    if when == "after closing":
        budget.close_year(by=office.budget, year=2026)
    with clock.at(date(2027, 1, 5) if when == "next year" else date(2026, 12, 31)), pytest.raises(Refused) as refused:
        actions.refund_payments(by=office.treasury, drafts=[RefundDraft(paid, 1_00, "退货")])
    assert [(p.code, "缴回国库" in p.remedy.zh) for p in refused.value.problems] == [("closed_year", True)]


def test_a_refund_of_a_contracts_payment_is_free_money_and_the_contract_stays_fulfilled(
    office: Office, line: Line
) -> None:
    contract = confirmed(office, "contract", line, 600_00)
    row = actions.pay(by=office.treasury, payments=[ask(office, line, 500_00, contract)])[0]
    actions.refund_payments(by=office.treasury, drafts=[RefundDraft(row, 100_00, "结算核减")])
    assert stands(line) == {"executable": 500, "committed": 100, "paid": 400}
    assert proven()


def test_what_came_back_counts_in_the_month_in_which_it_came(office: Office, line: Line) -> None:
    for month, fen in ((3, 300_00), (5, 100_00)):
        with clock.at(date(2026, month, 10)):
            draft = PaymentDraft(line, fen, "清河建材", "水管")
            rows = actions.request_payments(by=office.preparer, drafts=[draft])
            actions.pay(by=office.treasury, payments=rows)
    with clock.at(date(2026, 6, 1)):
        first = Payment.objects.order_by("pk")[0]
        actions.refund_payments(by=office.treasury, drafts=[RefundDraft(first, 200_00, "退货")])
    project = line.project_id
    assert queries.paid_by_month(project, 2026) == {3: 300_00, 5: 100_00, 6: -200_00}
    assert queries.paid_through([project], 2026, date(2026, 5, 31)) == {project: 400_00}
    assert queries.paid_through([project], 2026, date(2026, 6, 1)) == {project: 200_00}
    assert queries.totals(2026, "") == (2, 200_00)
    assert balances_of([line.pk])[line.pk]["paid"] == 200_00


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE execution_payment SET refunded_fen = amount_fen + 1",
        "UPDATE execution_payment SET refunded_fen = -1",
        "UPDATE execution_refund SET amount_fen = 1",
        "DELETE FROM execution_refund",
    ],
)
def test_the_database_itself_refuses(office: Office, paid: Payment, sql: str) -> None:
    actions.refund_payments(by=office.treasury, drafts=[RefundDraft(paid, 200_00, "退货")])
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
