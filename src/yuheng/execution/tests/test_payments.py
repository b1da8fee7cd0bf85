"""Payments: what a line covers and no more, by the people who have the duty."""

from datetime import date

import pytest

from yuheng.budget import queries as budget
from yuheng.budget.proof import verify_ledger
from yuheng.budget.testing import library_project, released_line
from yuheng.execution import actions, queries
from yuheng.execution.drafts import PaymentDraft
from yuheng.execution.models import Payment
from yuheng.kernel.outcome import Refused
from yuheng.organisations.testing import Office
from yuheng.platform import acts, clock

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_the_payment_beyond_the_balance_is_refused_with_line_balance_and_holder(office: Office) -> None:
    project = library_project(office)
    line = released_line(office, project, 20_000_00)
    held = actions.request_payments(by=office.preparer, drafts=[PaymentDraft(line, 15_000_00, "清河建材", "水管")])
    with pytest.raises(Refused) as refused:
        actions.request_payments(by=office.preparer, drafts=[PaymentDraft(line, 6_000_00, "清河建材", "水管")])
    said = str(refused.value.problems[0].message)
    assert all(word in said for word in ("村级供水维修", "2130335", "可执行余额 0.50 万元", "已申请 1.50 万元"))
    actions.pay(by=office.treasury, payments=held)
    money = budget.money_of([project.pk], 2026)[project.pk]
    assert (money.executable_fen, money.applied_fen, money.paid_fen) == (5_000_00, 0, 15_000_00)
    assert list(verify_ledger(acts.entry_digests())) == []


def test_a_returned_request_gives_its_money_back_and_needs_a_comment(office: Office) -> None:
    project = library_project(office)
    line = released_line(office, project, 20_000_00)
    held = actions.request_payments(by=office.preparer, drafts=[PaymentDraft(line, 15_000_00, "清河建材", "水管")])
    with pytest.raises(Refused, match="意见"):
        actions.return_payments(by=office.treasury, payments=held, because="")
    actions.return_payments(by=office.treasury, payments=held, because="缺验收单")
    assert budget.money_of([project.pk], 2026)[project.pk].executable_fen == 20_000_00
    with pytest.raises(Refused, match="已退回"):
        actions.pay(by=office.treasury, payments=[Payment.objects.get()])


def test_all_problems_of_a_batch_come_back_and_nothing_is_written(office: Office) -> None:
    line = released_line(office, library_project(office), 20_000_00)
    drafts = [
        PaymentDraft(line, 0, "清河建材", "水管"),
        PaymentDraft(line, 1_00, " ", ""),
        PaymentDraft(line, 1_00, "清河建材", "水管", voucher="A-1"),
        PaymentDraft(line, 1_00, "清河建材", "水管", voucher="A-1"),
    ]
    with pytest.raises(Refused) as refused:
        actions.request_payments(by=office.preparer, drafts=drafts)
    assert [problem.code for problem in refused.value.problems] == ["amount", "payee", "purpose", "voucher"]
    assert not Payment.objects.exists()


def test_last_years_line_pays_nothing_this_year(office: Office) -> None:
    with clock.at(date(2025, 3, 1)):
        line = released_line(office, library_project(office, year=2025), 20_000_00, year=2025)
        actions.request_payments(by=office.preparer, drafts=[PaymentDraft(line, 1_00, "清河建材", "水管")])
    with pytest.raises(Refused, match="只能支付 2026 年度"):
        actions.request_payments(by=office.preparer, drafts=[PaymentDraft(line, 1_00, "清河建材", "水管")])


def test_who_may_pay(office: Office) -> None:
    line = released_line(office, library_project(office), 20_000_00)
    draft = [PaymentDraft(line, 1_00, "清河建材", "水管")]
    for person in (office.stranger, office.treasury, office.auditor):
        with pytest.raises(Refused, match="预算单位经办"):
            actions.request_payments(by=person, drafts=draft)
    payments = actions.request_payments(by=office.preparer, drafts=draft)
    for person in (office.preparer, office.budget, office.auditor):
        with pytest.raises(Refused, match="财政国库"):
            actions.pay(by=person, payments=payments)
    actions.pay(by=office.treasury, payments=payments)


def test_payments_are_counted_in_the_month_in_which_they_were_made(office: Office) -> None:
    project = library_project(office)
    line = released_line(office, project, 20_000_00)
    for month, fen in ((3, 1_00), (3, 2_00), (5, 4_00)):
        with clock.at(date(2026, month, 10)):
            asked = actions.request_payments(by=office.preparer, drafts=[PaymentDraft(line, fen, "清河建材", "水管")])
            actions.pay(by=office.treasury, payments=asked)
    assert queries.paid_by_month(project.pk, 2026) == {3: 3_00, 5: 4_00}
    assert queries.paid_through([project.pk], 2026, date(2026, 4, 30)) == {project.pk: 3_00}
