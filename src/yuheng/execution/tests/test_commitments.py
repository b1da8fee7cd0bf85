"""Request → contract → acceptance → payment: converted in part, never counted twice, carried over the year's end."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from yuheng.budget import actions as budget
from yuheng.budget.models import Entry, Line
from yuheng.budget.proof import verify_ledger
from yuheng.budget.queries import balances_of
from yuheng.budget.testing import library_project, promise, released_line
from yuheng.execution import actions
from yuheng.execution.drafts import CommitmentDraft, PaymentDraft
from yuheng.execution.models import Commitment, Payment
from yuheng.execution.proof import verify_commitments
from yuheng.execution.testing import confirmed, entered
from yuheng.kernel.outcome import Refused
from yuheng.organisations.testing import Office
from yuheng.platform import acts, clock

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def line(office: Office) -> Line:
    """A line with 1,000 yuan."""
    return released_line(office, library_project(office), 1000_00)


def stands(line: Line) -> dict[str, int]:
    """Where the money of a line stands, in whole yuan, as far as any does."""
    found = balances_of([line.pk])[line.pk]
    return {stage: fen // 100 for stage, fen in found.items() if fen and stage != "source"}


def proven() -> bool:
    """Whether ledger and commitments hold."""
    return [*verify_ledger(acts.entry_digests()), *verify_commitments(), *acts.verify()] == []


def ask(office: Office, line: Line, fen: int, commitment: Commitment | None = None) -> Payment:
    """A payment that waits for the treasury."""
    draft = PaymentDraft(line, fen, "清河建材", "水管", commitment=commitment)
    return actions.request_payments(by=office.preparer, drafts=[draft])[0]


class TestTheChain:
    def test_money_goes_from_request_to_contract_to_acceptance_to_payment_in_parts(
        self, office: Office, line: Line
    ) -> None:
        request = confirmed(office, "request", line, 900_00)
        contract = confirmed(office, "contract", request, 800_00)
        delivery = confirmed(office, "acceptance", contract, 500_00)
        paid = ask(office, line, 300_00, delivery)
        actions.pay(by=office.treasury, payments=[paid])
        assert stands(line) == {"executable": 100, "reserved": 100, "committed": 300, "accepted": 200, "paid": 300}
        assert [row.open_fen // 100 for row in Commitment.objects.order_by("pk")] == [100, 300, 200]
        assert proven()

    def test_each_voucher_names_the_one_before_it(self, office: Office, line: Line) -> None:
        request = confirmed(office, "request", line, 900_00)
        delivery = confirmed(office, "acceptance", confirmed(office, "contract", request, 800_00), 500_00)
        actions.pay(by=office.treasury, payments=[ask(office, line, 300_00, delivery)])
        kinds: list[str] = []
        voucher: Entry | None = Entry.objects.get(kind="pay")
        while voucher:
            kinds.append(voucher.kind)
            voucher = voucher.previous
        assert kinds == ["pay", "apply", "accept", "commit", "reserve"]

    def test_a_contract_can_be_signed_without_a_request(self, office: Office, line: Line) -> None:
        confirmed(office, "contract", line, 600_00)
        assert stands(line) == {"executable": 400, "committed": 600}
        assert proven()

    def test_two_contracts_together_cannot_be_more_than_their_request(self, office: Office, line: Line) -> None:
        request = confirmed(office, "request", line, 600_00)
        drafts = [CommitmentDraft(f"标段{no}", 400_00, "清河建材", follows=request) for no in (1, 2)]
        with pytest.raises(Refused, match=r"未执行 0\.02 万元，不够 0\.04 万元") as refused:
            actions.sign_contracts(by=office.preparer, drafts=drafts)
        assert [p.code for p in refused.value.problems] == ["commitment_short"]
        assert stands(line) == {"executable": 400, "reserved": 600}

    def test_nothing_follows_what_nobody_has_confirmed(self, office: Office, line: Line) -> None:
        request = entered(office, "request", line, 600_00)
        with pytest.raises(Refused, match="未经确认"):
            entered(office, "contract", request, 100_00)
        with pytest.raises(Refused, match="未经确认"):
            ask(office, line, 100_00, request)
        with pytest.raises(Refused, match="您没有该单位的这一职责"):
            actions.confirm_commitments(by=office.preparer, commitments=[request])

    def test_an_acceptance_needs_a_contract(self, office: Office, line: Line) -> None:
        request = confirmed(office, "request", line, 600_00)
        for on in (line, request):
            with pytest.raises(Refused, match="须依据合同办理"):
                entered(office, "acceptance", on, 100_00)

    def test_all_that_is_wrong_is_said_at_once_and_nothing_is_written(self, office: Office, line: Line) -> None:
        drafts = [
            CommitmentDraft(" ", 0, line=line, number="HT-1"),
            CommitmentDraft("水泵", 100_00, "清河建材", line=line, number="HT-1"),
        ]
        with pytest.raises(Refused) as refused:
            actions.sign_contracts(by=office.preparer, drafts=drafts)
        assert [p.code for p in refused.value.problems] == ["amount", "title", "supplier", "number"]
        assert not Commitment.objects.exists()

    def test_more_than_the_line_has_is_refused_with_what_holds_the_rest(self, office: Office, line: Line) -> None:
        confirmed(office, "contract", line, 600_00)
        with pytest.raises(Refused, match=r"可执行余额 0\.04 万元，不够 0\.05 万元；该指标其余：已签约 0\.06 万元"):
            entered(office, "request", line, 500_00)

    def test_only_the_preparer_of_the_unit_commits_its_money(self, office: Office, line: Line) -> None:
        for person in (office.stranger, office.approver, office.treasury):
            with pytest.raises(Refused, match="预算单位经办"):
                actions.reserve(by=person, drafts=[CommitmentDraft("水管", 1_00, line=line)])

    def test_a_stopped_line_is_not_paid_from_its_contracts_either(self, office: Office, line: Line) -> None:
        contract = confirmed(office, "contract", line, 600_00)
        budget.suspend(by=office.performance, what=line, because="目标偏离", article="caiyu-2019-136")
        for kind, amount in (("acceptance", 1_00), ("payment", 1_00)):
            with pytest.raises(Refused, match="暂停支付：目标偏离"):
                if kind == "payment":
                    ask(office, line, amount, contract)
                else:
                    entered(office, kind, contract, amount)
        actions.close_commitments(by=office.approver, commitments=[contract], because="合同终止")
        assert stands(line) == {"executable": 1000}


class TestTheWayBack:
    def test_a_returned_payment_goes_back_to_its_stage_and_opens_the_commitment(
        self, office: Office, line: Line
    ) -> None:
        contract = confirmed(office, "contract", line, 600_00)
        paid = ask(office, line, 500_00, contract)
        assert stands(line) == {"executable": 400, "committed": 100, "applied": 500}
        actions.return_payments(by=office.treasury, payments=[paid], because="缺发票")
        assert stands(line) == {"executable": 400, "committed": 600}
        contract.refresh_from_db()
        assert contract.open_fen == 600_00
        assert proven()

    def test_a_returned_contract_gives_its_money_back_to_its_request(self, office: Office, line: Line) -> None:
        request = confirmed(office, "request", line, 600_00)
        contract = entered(office, "contract", request, 500_00)
        actions.return_commitments(by=office.approver, commitments=[contract], because="价格不符")
        assert stands(line) == {"executable": 400, "reserved": 600}
        assert contract.state == "returned"
        assert proven()

    def test_closing_releases_what_is_open_and_needs_a_reason(self, office: Office, line: Line) -> None:
        contract = confirmed(office, "contract", line, 600_00)
        actions.pay(by=office.treasury, payments=[ask(office, line, 250_00, contract)])
        with pytest.raises(Refused, match="意见"):
            actions.close_commitments(by=office.approver, commitments=[contract], because=" ")
        actions.close_commitments(by=office.approver, commitments=[contract], because="已完工，核减")
        assert stands(line) == {"executable": 750, "paid": 250}
        assert (contract.open_fen, contract.released_fen, contract.state) == (0, 350_00, "closed")
        assert proven()

    def test_what_something_still_hangs_on_is_not_closed(self, office: Office, line: Line) -> None:
        contract = confirmed(office, "contract", line, 600_00)
        ask(office, line, 100_00, contract)
        with pytest.raises(Refused, match="还有待确认的后续事项或待支付的申请"):
            actions.close_commitments(by=office.approver, commitments=[contract], because="完工")

    def test_the_database_itself_keeps_what_is_open_within_the_amount(self, office: Office, line: Line) -> None:
        confirmed(office, "contract", line, 600_00)
        for wrong in ("open_fen = -1", "open_fen = amount_fen + 1", "released_fen = 1"):
            with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"UPDATE execution_commitment SET {wrong}")

    def test_the_proof_names_a_commitment_changed_by_hand(self, office: Office, line: Line) -> None:
        contract = confirmed(office, "contract", line, 600_00)
        Commitment.objects.update(open_fen=500_00)
        assert [p.where for p in verify_commitments()] == [
            f"line {line.pk}, committed",
            f"commitment {contract.number} (row {contract.pk})",
        ]


class TestTheYearsEnd:
    def test_open_commitments_go_on_in_the_next_year_and_are_counted_once(self, office: Office, line: Line) -> None:
        promise(office, line.project, 2027)
        request = confirmed(office, "request", line, 200_00)
        contract = confirmed(office, "contract", line, 600_00)
        second = confirmed(office, "contract", line, 100_00, "水泵")
        delivery = confirmed(office, "acceptance", contract, 300_00)
        with clock.at(date(2026, 12, 30)):
            carried = actions.carry_commitments(by=office.budget, year=2026)
            budget.close_year(by=office.budget, year=2026)
        assert {row.follows_id: row.amount_fen // 100 for row in carried} == {
            request.pk: 200, contract.pk: 300, second.pk: 100, delivery.pk: 300
        }  # fmt: skip
        into = carried[0].line
        assert (into.year, stands(into)) == (2027, {"reserved": 200, "committed": 400, "accepted": 300})
        assert stands(line) == {"carried": 900, "lapsed": 100}
        assert set(Commitment.objects.filter(year=2026).values_list("open_fen", "state")) == {(0, "closed")}
        assert proven()
        with clock.at(date(2027, 2, 1)):
            again = next(row for row in carried if row.kind == "acceptance")
            actions.pay(by=office.treasury, payments=[ask(office, into, 300_00, again)])
        assert stands(into) == {"reserved": 200, "committed": 400, "paid": 300}
        assert proven()

    def test_what_is_unconfirmed_or_waits_for_payment_is_dealt_with_first(self, office: Office, line: Line) -> None:
        contract = confirmed(office, "contract", line, 600_00)
        ask(office, line, 100_00, contract)
        entered(office, "request", line, 100_00)
        with pytest.raises(Refused) as refused:
            actions.carry_commitments(by=office.budget, year=2026)
        assert [p.code for p in refused.value.problems] == ["unconfirmed", "commitment_busy"]
        assert not Line.objects.filter(year=2027).exists()

    def test_carrying_twice_carries_nothing_the_second_time(self, office: Office, line: Line) -> None:
        confirmed(office, "contract", line, 600_00)
        assert len(actions.carry_commitments(by=office.budget, year=2026)) == 1
        assert actions.carry_commitments(by=office.budget, year=2026) == []
        with pytest.raises(Refused, match="财政预算"):
            actions.carry_commitments(by=office.treasury, year=2026)
