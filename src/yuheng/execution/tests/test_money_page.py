"""The money in one look: by any dimension, drilled to the voucher, as far as a person sees, and always as it is now."""

from datetime import date
from fractions import Fraction

import pytest
from django.test import Client
from django.urls import reverse

from yuheng.budget import actions as budget
from yuheng.budget.actions.controlling import CeilingDraft
from yuheng.budget.models import Entry, Line
from yuheng.budget.testing import approved_lines, library_project, promise, released_line
from yuheng.execution import actions, line_page, overview
from yuheng.execution.domain.looking import DIMENSIONS, Sums
from yuheng.execution.overview import Look
from yuheng.execution.testing import confirmed, entered
from yuheng.execution.tests.test_commitments import ask
from yuheng.organisations.models import Person
from yuheng.organisations.testing import Office
from yuheng.platform import clock

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def line(office: Office) -> Line:
    """A line of 1,000 yuan: 100 reserved, 200 under contract, 50 applied for, 150 paid."""
    row = released_line(office, library_project(office), 1000_00)
    confirmed(office, "request", row, 100_00)
    contract = confirmed(office, "contract", row, 350_00)
    actions.pay(by=office.treasury, payments=[ask(office, row, 150_00, contract)])
    ask(office, row, 50_00)
    return row


def signed_in(person: Person) -> Client:
    """Somebody at the browser, in Chinese."""
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(person)
    return client


class TestInOneLook:
    @pytest.mark.parametrize("dimension", DIMENSIONS)
    def test_every_dimension_divides_the_same_money(self, office: Office, line: Line, dimension: str) -> None:
        groups = overview.by_dimension(Look(office.budget, 2026, {}), dimension)
        assert [one.sums for one in groups] == [Sums(1000_00, 500_00, 300_00, 50_00, 150_00)]

    def test_shares_name_the_budget_as_their_base(self, office: Office, line: Line) -> None:
        sums = overview.by_dimension(Look(office.budget, 2026, {}), "unit")[0].sums
        assert (sums.paid_share, sums.used_share) == (Fraction(15, 100), Fraction(50, 100))
        page = signed_in(office.budget).get(reverse("execution")).content.decode()
        assert "已支付占预算" in page
        assert "15.0%" in page

    def test_departments_hold_their_units_and_a_drill_leads_to_the_line(self, office: Office, line: Line) -> None:
        client = signed_in(office.budget)
        first = client.get(reverse("execution"))
        units = first.context["groups"][0].url
        projects = client.get(units).context["groups"][0].url
        lines = client.get(projects).context["groups"][0].url
        page = client.get(lines)
        assert [row.pk for row in page.context["lines"].objects] == [line.pk]
        assert reverse("line", kwargs={"pk": line.pk}) in page.content.decode()

    def test_a_unit_sees_its_own_money_only(self, office: Office, line: Line) -> None:
        for person, seen in ((office.preparer, 1), (office.reviewer, 1), (office.auditor, 1), (office.stranger, 0)):
            assert len(overview.by_dimension(Look(person, 2026, {}), "project")) == seen
        assert signed_in(office.stranger).get(reverse("line", kwargs={"pk": line.pk})).status_code == 403

    def test_whoever_asks_for_nonsense_gets_the_whole(self, office: Office, line: Line) -> None:
        answer = signed_in(office.budget).get(reverse("execution"), {"year": "x", "by": "colour", "project": "1 OR 1"})
        assert (answer.status_code, answer.context["whole"].budget_fen) == (200, 1000_00)

    def test_a_poll_is_answered_only_when_a_voucher_has_come(self, office: Office, line: Line) -> None:
        client, poll = signed_in(office.budget), {"HX-Request": "true"}
        at = client.get(reverse("execution")).context["at"]
        assert client.get(reverse("execution"), {"at": at}, headers=poll).status_code == 204
        ask(office, line, 7_00)
        answer = client.get(reverse("execution"), {"at": at}, headers=poll)
        assert answer.status_code == 200
        assert answer.context["whole"].applied_fen == 57_00


class TestPace:
    def test_the_pace_of_last_year_and_this_years_payments_are_shares_of_their_own_budgets(
        self, office: Office
    ) -> None:
        project = library_project(office, year=2025)
        promise(office, project, 2026)
        for year, month, fen in ((2025, 2, 200_00), (2026, 1, 300_00)):
            with clock.at(date(year, month, 10)):
                line = released_line(office, project, 1000_00 if year == 2026 else 400_00, year=year)
                actions.pay(by=office.treasury, payments=[ask(office, line, fen)])
        chart = signed_in(office.budget).get(reverse("execution")).context["chart"]
        assert [row[1:] for row in chart.rows[:4]] == [
            ("30.0%", "0.0%"), ("30.0%", "50.0%"), ("30.0%", "50.0%"), ("—", "50.0%")
        ]  # fmt: skip

    def test_money_with_a_plan_of_its_own_is_expected_as_planned(self, office: Office) -> None:
        line = approved_lines(office, [(library_project(office), 1000_00)])[0]
        budget.plan_allotments(by=office.budget, plans={line: {1: 250_00, 3: 750_00}})
        chart = signed_in(office.budget).get(reverse("execution")).context["chart"]
        assert [row[-1] for row in chart.rows[:4]] == ["25.0%", "25.0%", "100.0%", "100.0%"]


class TestOneLine:
    def test_a_voucher_shows_what_came_before_and_after_it(self, office: Office, line: Line) -> None:
        commit = Entry.objects.get(kind="commit")
        chain = line_page.chain_of(line, commit.pk)
        assert [(one.depth, one.entry.kind, one.fen) for one in chain] == [
            (-1, "release", 1000_00), (0, "commit", 350_00), (1, "apply", 150_00), (2, "pay", 150_00)
        ]  # fmt: skip
        assert line_page.chain_of(line, 10**9) == []

    def test_ceilings_and_stops_stand_on_the_page(self, office: Office, line: Line) -> None:
        draft = CeilingDraft(2026, "unit", office.department.path, "水务限额", office.county.path, 800_00)
        budget.set_ceiling(by=office.budget, draft=draft)
        other = CeilingDraft(2026, "class", "208", "社保限额", office.county.path, 800_00)
        budget.set_ceiling(by=office.budget, draft=other)
        budget.suspend(by=office.budget, what=office.department, because="整改中", article="caiyu-2019-136")
        page = signed_in(office.preparer).get(reverse("line", kwargs={"pk": line.pk})).content.decode()
        assert [word in page for word in ("水务限额", "社保限额", "整改中", "预算年度")] == [True, False, True, True]

    def test_buttons_are_for_those_whose_duty_it_is(self, office: Office, line: Line) -> None:
        waiting = entered(office, "request", line, 10_00)
        url = reverse("line", kwargs={"pk": line.pk})
        unit, treasury = (signed_in(one).get(url).content.decode() for one in (office.preparer, office.treasury))
        approver = signed_in(office.approver).get(url).content.decode()
        ask_url = reverse("payment-ask", kwargs={"pk": line.pk})
        assert (ask_url in unit, ask_url in treasury) == (True, False)
        assert [f"/step/commitment/{waiting.pk}/" in page for page in (unit, approver)] == [False, True]
        assert "退款" in treasury


class TestAskingForAPayment:
    def test_while_typing_the_form_says_what_would_be_left(self, office: Office, line: Line) -> None:
        url, client = reverse("payment-try", kwargs={"pk": line.pk}), signed_in(office.preparer)
        before = Entry.objects.count()
        covered = client.get(url, {"amount": "120.50"}).content.decode()
        assert "余额足够" in covered and "379.50" in covered
        short = client.get(url, {"amount": "500.01"}).content.decode()
        assert all(word in short for word in ("可执行余额 0.05 万元", "已预留 0.01 万元", "已支付 0.02 万元"))
        assert "不是金额" in client.get(url, {"amount": "百元"}).content.decode()
        assert Entry.objects.count() == before

    def test_a_commitment_is_tried_and_paid_like_the_line(self, office: Office, line: Line) -> None:
        contract = line.commitments.get(kind="contract")
        client, source = signed_in(office.preparer), {"source": str(contract.pk)}
        tried = client.get(reverse("payment-try", kwargs={"pk": line.pk}), {"amount": "200.01", **source})
        assert "未执行 0.02 万元" in tried.content.decode()
        data = {"amount": "200", "payee": "清河建材", "purpose": "尾款", **source}
        assert client.post(reverse("payment-ask", kwargs={"pk": line.pk}), data).status_code == 302
        contract.refresh_from_db()
        assert contract.open_fen == 0

    def test_contracts_are_entered_followed_and_refused_in_the_browser(self, office: Office, line: Line) -> None:
        client = signed_in(office.preparer)
        enter = reverse("commitment-enter", kwargs={"pk": line.pk})
        data = {"kind": "contract", "title": "水泵", "supplier": "清河建材", "amount": "300"}
        assert client.post(enter, data).status_code == 302
        refused = client.post(enter, {**data, "amount": "300000"})
        assert (refused.status_code, "可执行余额" in refused.content.decode()) == (409, True)
        request = line.commitments.get(kind="request")
        follow = reverse("commitment-follow", kwargs={"pk": request.pk})
        assert client.post(follow, {**data, "amount": "60"}).status_code == 302
        assert line.commitments.filter(follows=request, amount_fen=60_00).exists()
        assert "水泵" in client.get(reverse("commitments")).content.decode()

    def test_the_treasury_records_a_refund_in_the_browser(self, office: Office, line: Line) -> None:
        row = line.payments.get(state="paid")
        url, client = reverse("payment-refund", kwargs={"pk": row.pk}), signed_in(office.treasury)
        assert client.post(url, {"amount": "150.01", "reason": "退货"}).status_code == 409
        assert client.post(url, {"amount": "50", "reason": "退货"}).status_code == 302
        row.refresh_from_db()
        assert row.refunded_fen == 50_00

    def test_finance_carries_commitments_in_the_browser(self, office: Office, line: Line) -> None:
        actions.pay(by=office.treasury, payments=list(line.payments.filter(state="requested")))
        assert signed_in(office.budget).post(reverse("commitments-carry")).status_code == 302
        assert {row.kind: row.open_fen for row in Line.objects.get(year=2027).commitments.all()} == {
            "request": 100_00, "contract": 200_00
        }  # fmt: skip
