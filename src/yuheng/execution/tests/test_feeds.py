"""Feeds of the treasury: taken once, in any order, good rows pass, bad ones come back, totals reconcile."""

import csv
from dataclasses import replace
from io import StringIO

import pytest

from yuheng.budget import actions as budget
from yuheng.budget.models import Entry, Line
from yuheng.budget.testing import approved_lines, library_project
from yuheng.execution import actions, queries
from yuheng.execution.actions import FeedResult, take_feed
from yuheng.execution.domain.feeds import COLUMNS, FeedDraft
from yuheng.execution.drafts import PaymentDraft
from yuheng.execution.models import Feed, FeedRow, Payment, Refund
from yuheng.execution.reading import read_feed
from yuheng.execution.tests.test_commitments import ask, proven, stands
from yuheng.kernel.money import parse_yuan, yuan
from yuheng.kernel.outcome import Refused
from yuheng.organisations.testing import Office

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HEADS = [words.zh for words in COLUMNS.values()]
Cells = tuple[str, ...]


@pytest.fixture
def line(office: Office) -> Line:
    """A line with 1,000 yuan for project P1."""
    lines = approved_lines(office, [(library_project(office), 1000_00)])
    return budget.release_lines(by=office.budget, lines=lines)[0]


def pay_row(external: str, payment: Payment, amount: str = "") -> Cells:
    """The treasury paid what was asked for."""
    return external, "支付", amount or yuan(payment.amount_fen), payment.voucher


def direct_row(external: str, amount: str, project: str = "P1") -> Cells:
    """The treasury paid wages directly."""
    return external, "直接支付", amount, "", project, "2130335", "30299", "职工", "工资"


def refund_row(external: str, amount: str, reference: str) -> Cells:
    """Money came back."""
    return external, "退款", amount, reference, "", "", "", "", "退货"


def file_of(number: str, *rows: Cells, total: str = "", count: int | None = None) -> bytes:
    """A feed as a csv file, declaring what its rows come to unless told otherwise."""
    out = StringIO()
    writer = csv.writer(out)
    said = total or yuan(sum(_fen(row[2]) for row in rows))
    head = [
        ("来源", "国库"),
        ("批次号", number),
        ("日期", "2026-03-02"),
        ("笔数", count or len(rows)),
        ("合计（元）", said),
    ]
    writer.writerows([*head, HEADS, *rows])
    return out.getvalue().encode("utf-8-sig")


def _fen(text: str) -> int:
    try:
        return parse_yuan(text)
    except ValueError:
        return 0


def feed(number: str, *rows: Cells, total: str = "", count: int | None = None) -> FeedDraft:
    """A feed as read from its file."""
    return read_feed(file_of(number, *rows, total=total, count=count))


def take(office: Office, draft: FeedDraft) -> FeedResult:
    """The treasury takes it, and its totals reconcile."""
    result = take_feed(by=office.treasury, feed=draft)
    sums = queries.feed_sums(result.feed)
    assert sums.reconciled
    return result


def states(result: FeedResult) -> list[str]:
    """What became of each row, in its order."""
    return list(result.feed.rows.order_by("pk").values_list("state", flat=True))


def reasons(result: FeedResult) -> list[tuple[str, str]]:
    """Place and code of each problem."""
    rows = result.feed.rows.order_by("pk").values_list("problems", flat=True)
    return [(one["where"], one["code"]) for problems in rows for one in problems]


class TestTaken:
    def test_payments_direct_payments_and_refunds_pass_in_their_order(self, office: Office, line: Line) -> None:
        asked = ask(office, line, 600_00)
        result = take(
            office,
            feed(
                "1",
                pay_row("a", asked),
                direct_row("b", "400.00"),
                refund_row("c", "150.00", asked.voucher),  # makes room for the next
                direct_row("d", "150.00"),
                refund_row("e", "50.00", "b"),
            ),
        )
        assert states(result) == ["done"] * 5
        assert stands(line) == {"executable": 50, "paid": 950}
        assert [row.kind for row in Entry.objects.order_by("-pk")[:5]] == [
            "refund",
            "direct",
            "refund",
            "direct",
            "pay",
        ]
        assert proven()

    def test_the_same_file_again_changes_nothing_and_says_so(self, office: Office, line: Line) -> None:
        draft = feed("1", direct_row("a", "400.00"))
        first = take(office, draft)
        again = take(office, draft)
        assert (first.again, again.again, again.feed) == (False, True, first.feed)
        assert stands(line) == {"executable": 600, "paid": 400}
        assert Feed.objects.count() == 1

    def test_a_row_that_came_before_is_counted_as_repeated(self, office: Office, line: Line) -> None:
        take(office, feed("1", direct_row("a", "400.00")))
        result = take(
            office, feed("2", direct_row("a", "400.00"), direct_row("b", "100.00"), direct_row("b", "100.00"))
        )
        assert (result.feed.repeated_count, result.feed.repeated_fen, states(result)) == (2, 500_00, ["done"])
        assert stands(line) == {"executable": 500, "paid": 500}

    def test_an_id_that_comes_again_with_something_else_is_bad(self, office: Office, line: Line) -> None:
        take(office, feed("1", direct_row("a", "400.00")))
        result = take(office, feed("2", direct_row("a", "300.00")))
        assert reasons(result) == [("A7", "feed_external")]
        assert stands(line) == {"executable": 600, "paid": 400}

    def test_a_bad_row_corrected_passes_under_its_own_id_in_the_next_feed(self, office: Office, line: Line) -> None:
        assert states(take(office, feed("1", direct_row("a", "1500.00")))) == ["bad"]
        assert states(take(office, feed("2", direct_row("a", "500.00")))) == ["done"]
        assert stands(line) == {"executable": 500, "paid": 500}


class TestOutOfOrder:
    def test_a_refund_before_its_payment_waits_and_passes_with_the_next_feed(self, office: Office, line: Line) -> None:
        early = take(office, feed("1", refund_row("r", "100.00", "d")))
        assert states(early) == ["waiting"]
        late = take(office, feed("2", direct_row("d", "400.00")))
        assert (late.settled, states(early), states(late)) == (1, ["done"], ["done"])
        assert stands(line) == {"executable": 700, "paid": 300}
        assert queries.feed_sums(early.feed).reconciled
        assert proven()

    def test_a_refund_above_its_payment_in_the_same_file_passes_too(self, office: Office, line: Line) -> None:
        asked = ask(office, line, 400_00)
        result = take(office, feed("1", refund_row("r", "100.00", asked.voucher), pay_row("p", asked)))
        assert states(result) == ["done", "done"]
        assert stands(line) == {"executable": 700, "paid": 300}

    def test_what_waits_and_turns_out_to_be_too_much_becomes_bad(self, office: Office, line: Line) -> None:
        early = take(office, feed("1", refund_row("r", "500.00", "d")))
        take(office, feed("2", direct_row("d", "400.00")))
        assert (states(early), reasons(early)) == (["bad"], [("C7", "refund_beyond_paid")])
        assert stands(line) == {"executable": 600, "paid": 400}


class TestPartlyWrong:
    def test_good_rows_pass_and_bad_ones_come_back_with_all_their_reasons_by_cell(
        self, office: Office, line: Line
    ) -> None:
        asked, other = ask(office, line, 300_00), ask(office, line, 100_00)
        actions.return_payments(by=office.treasury, payments=[other], because="重复")
        result = take(
            office,
            feed(
                "1",
                pay_row("a", asked),
                ("", "现金", "十元", "", "P1"),
                pay_row("c", other, "99.00"),
                direct_row("d", "700.01"),
                direct_row("e", "1.00", project="P9"),
                direct_row("f", "700.00"),
                ("g", "支付", "5.00", "没有的申请"),
                ("h", "直接支付", "-1", "", "P1", "", "30299", "职工", " "),
            ),
        )
        assert states(result) == ["done", "bad", "bad", "bad", "bad", "done", "bad", "bad"]
        assert reasons(result) == [
            ("B8", "feed_kind"), ("C8", "feed_amount"), ("A8", "feed_external"),
            ("D9", "feed_reference"), ("C9", "feed_amount"),
            ("C10", "balance_short"),
            ("E11", "feed_project"),
            ("D13", "feed_reference"),
            ("C14", "feed_amount"), ("F14", "feed_function"), ("I14", "feed_purpose"),
        ]  # fmt: skip
        assert stands(line) == {"paid": 1000}
        assert proven()

    def test_nothing_can_be_paid_twice_within_one_file(self, office: Office, line: Line) -> None:
        asked = ask(office, line, 300_00)
        result = take(office, feed("1", pay_row("a", asked), pay_row("b", asked)))
        assert (states(result), reasons(result)) == (["done", "bad"], [("C8", "voucher_used"), ("C8", "balance_short")])

    def test_a_stopped_project_is_not_paid_directly_either(self, office: Office, line: Line) -> None:
        budget.suspend(by=office.performance, what=line.project, because="整改", article="caiyu-2019-136")
        assert reasons(take(office, feed("1", direct_row("a", "1.00")))) == [("C7", "suspended")]

    def test_who_asked_for_a_payment_does_not_pass_it_by_a_feed(self, office: Office, line: Line) -> None:
        asked = ask(office, line, 300_00)
        Payment.objects.update(maker=office.treasury.username)
        assert reasons(take(office, feed("1", pay_row("a", asked)))) == [("D7", "feed_reference")]


class TestRefusedWhole:
    def test_a_feed_cut_in_the_middle_is_refused_and_nothing_of_it_is_taken(self, office: Office, line: Line) -> None:
        cut = feed("1", direct_row("a", "400.00"), total="900.00", count=2)
        with pytest.raises(Refused) as refused:
            take_feed(by=office.treasury, feed=cut)
        assert [p.code for p in refused.value.problems] == ["feed_count", "feed_total"]
        assert (Feed.objects.count(), FeedRow.objects.count(), stands(line)) == (0, 0, {"executable": 1000})
        take(office, feed("1", direct_row("a", "400.00"), direct_row("b", "500.00")))

    def test_another_file_under_a_used_number_is_refused(self, office: Office, line: Line) -> None:
        take(office, feed("1", direct_row("a", "400.00")))
        with pytest.raises(Refused, match="批次号 1 已用于另一个文件"):
            take_feed(by=office.treasury, feed=feed("1", direct_row("b", "1.00")))

    def test_an_unknown_source_and_a_day_to_come_are_said_together(self, office: Office, line: Line) -> None:
        draft = feed("1", direct_row("a", "400.00"))
        wrong = replace(draft, source="邮局", number=" ", day=draft.day.replace(year=2027))
        with pytest.raises(Refused) as refused:
            take_feed(by=office.treasury, feed=wrong)
        assert [p.code for p in refused.value.problems] == ["feed_source", "feed_number", "feed_day"]

    def test_only_the_treasury_takes_feeds(self, office: Office, line: Line) -> None:
        for person in (office.preparer, office.budget, office.auditor):
            with pytest.raises(Refused, match="财政国库"):
                take_feed(by=person, feed=feed("1", direct_row("a", "1.00")))


def test_many_rows_take_as_many_queries_as_few(office: Office, django_assert_max_num_queries: object) -> None:
    projects = [library_project(office, code=f"P{no}", name=f"项目{no}") for no in range(1, 41)]
    lines = budget.release_lines(by=office.budget, lines=approved_lines(office, [(one, 1000_00) for one in projects]))
    drafts = [PaymentDraft(line, 100_00, "清河建材", "水管") for line in lines]
    asked = actions.request_payments(by=office.preparer, drafts=drafts)
    rows = [pay_row(f"p{row.pk}", row) for row in asked]
    rows += [direct_row(f"d{no}", "10.00", project=f"P{no}") for no in range(1, 41)]
    with django_assert_max_num_queries(60):  # type: ignore[operator]  # pytest-django's fixture
        result = take_feed(by=office.treasury, feed=feed("1", *rows))
    assert states(result) == ["done"] * 80
    assert Refund.objects.count() == 0
    assert proven()
