"""The desk at which the rows of a feed are dealt with: what they name is read once, and kept up to date by what passes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db import connection
from django.db.models import Q, QuerySet

from yuheng.budget.actions import post_each
from yuheng.budget.domain.ledger import EntryDraft, move
from yuheng.budget.models import Entry, Line
from yuheng.execution.actions import payments, refunds
from yuheng.execution.domain.feeds import LETTERS, Row
from yuheng.execution.domain.flows import PAYMENT
from yuheng.execution.drafts import RefundDraft
from yuheng.execution.models import Feed, FeedRow, Payment
from yuheng.kernel.money import yuan
from yuheng.kernel.outcome import Problem, Words
from yuheng.platform import flow, numbering
from yuheng.platform.acts import BATCH, Actor

CHUNK = 5000
LineKey = tuple[str, str, str]


@dataclass
class Case:
    """A row as read, and the row as kept."""

    row: Row
    kept: FeedRow

    @classmethod
    def of(cls, feed: Feed, row: Row) -> Case:
        """A row of a feed before anything became of it."""
        kept = FeedRow(feed=feed, source=feed.source, external=row["external"][:60], place=row.place, kind=row.kind)
        kept.amount_fen, kept.cells, kept.state = row.amount_fen, dict(row.cells), "waiting"
        return cls(row, kept)

    def check(self) -> bool:
        """Whether the row says what a row has to say; otherwise it is bad."""
        if self.row.problems:
            self.fail(self.row.problems)
        return not self.row.problems

    def fail(self, problems: Iterable[Problem]) -> None:
        """The row cannot pass, for these reasons."""
        self.kept.state, self.kept.problems = "bad", [problem.as_json() for problem in problems]

    @property
    def fen(self) -> int:
        """The amount of a row that was read without a problem."""
        return self.row.amount_fen or 0


@dataclass
class Desk:
    """Payments by voucher and by the id of an earlier row, lines by project and classification."""

    by: Actor
    feed: Feed
    letters: Mapping[str, str] = field(default_factory=lambda: LETTERS)
    payments: dict[str, Payment] = field(default_factory=dict)
    lines: dict[LineKey, list[Line]] = field(default_factory=dict)

    @classmethod
    def open(cls, by: Actor, feed: Feed, rows: Sequence[Row], letters: Mapping[str, str]) -> Desk:
        """Read what the rows name and lock the lines in key order, since the rows come in any order."""
        desk = cls(by, feed, letters)
        named = sorted({row["reference"] for row in rows if row["reference"]})
        for start in range(0, len(named), CHUNK):
            some = named[start : start + CHUNK]
            done = FeedRow.objects.filter(source=feed.source, external__in=some, state="done").exclude(kind="refund")
            ids = dict(done.values_list("payment_id", "external"))
            for payment in Payment.objects.filter(Q(voucher__in=some) | Q(pk__in=ids)).select_related("line"):
                desk.payments[payment.voucher] = desk.payments[ids.get(payment.pk, payment.voucher)] = payment
        codes = sorted({row["project"] for row in rows if row.kind == "direct"})
        for start in range(0, len(codes), CHUNK):
            desk._list(Line.objects.filter(year=feed.day.year, project__code__in=codes[start : start + CHUNK]))
        desk._lock()
        return desk

    def _list(self, lines: QuerySet[Line]) -> None:
        for line in lines.select_related("project"):
            key = (line.project.code, line.function_code, line.department_economic)
            self.lines.setdefault(key, []).append(line)

    def _lock(self) -> None:
        """On PostgreSQL the line is the lock of its money; SQLite lets one writer in at a time anyway."""
        if connection.features.has_select_for_update:
            keys = {row.line_id for row in self.payments.values()}
            keys |= {line.pk for lines in self.lines.values() for line in lines}
            list(Line.objects.filter(pk__in=keys).select_for_update(no_key=True).order_by("pk").values_list("pk"))

    def pay(self, cases: Sequence[Case]) -> None:
        """Payments that were asked for, and direct payments: in their order, each as if it had come alone."""
        tried: list[tuple[Case, Payment]] = []
        for case in cases:
            row, problems = self._direct(case) if case.row.kind == "direct" else self._asked(case)
            if row is None:
                case.fail(problems)
            else:
                tried.append((case, row))
        self._number([row for _, row in tried if not row.voucher])
        drafts = [self._voucher(case, row) for case, row in tried]
        passed: list[tuple[Case, Payment, Entry]] = []
        for (case, row), outcome in zip(tried, post_each(by=self.by, drafts=drafts), strict=True):
            if isinstance(outcome, Entry):
                passed.append((case, row, outcome))
            else:
                case.fail(self._at(case, "amount", outcome))
        if passed:
            self._paid(passed)

    def _number(self, rows: Sequence[Payment]) -> None:
        """Give direct payments their vouchers."""
        year = self.feed.day.year
        for row, number in zip(rows, numbering.take(f"direct/{year}", len(rows)) if rows else (), strict=True):
            row.voucher = f"ZJ{year}-{number:06d}"

    def _paid(self, passed: Sequence[tuple[Case, Payment, Entry]]) -> None:
        direct = [(row, entry) for case, row, entry in passed if case.row.kind == "direct"]
        for row, entry in direct:
            row.request_entry = entry
        Payment.objects.bulk_create((row for row, _ in direct), batch_size=BATCH)
        payments.settle(self.by, [row for _, row, _ in passed], [entry for *_, entry in passed], day=self.feed.day)
        for case, row, _ in passed:
            case.kept.state, case.kept.payment = "done", row
            self.payments[row.voucher] = self.payments[case.row["external"]] = row

    def _asked(self, case: Case) -> tuple[Payment | None, list[Problem]]:
        """The payment that was asked for, or why it cannot be paid."""
        row = self.payments.get(case.row["reference"])
        if row is None:
            words = Words(zh="没有这一支付申请", en="There is no such request")
            return None, [self._problem(case, "reference", words)]
        found = [
            self._problem(case, "reference", problem.message)
            for problem in payments.step_problems("pay", self.by, [row])
        ]
        if row.amount_fen != case.fen:
            zh, en = f"与申请金额 {yuan(row.amount_fen)} 元不符", f"{yuan(row.amount_fen)} yuan was asked for"
            found.append(self._problem(case, "amount", Words(zh=zh, en=en)))
        return (None if found else row), found

    def _direct(self, case: Case) -> tuple[Payment | None, list[Problem]]:
        """A payment that nobody asked for (wages, pensions), on the one line that its codes name."""
        key = (case.row["project"], case.row["function"], case.row["item"])
        lines = self.lines.get(key, [])
        if len(lines) != 1:
            zh, en = ("不止一条指标", "More than one line") if lines else ("没有这样的指标，不能列支", "No line")
            words = Words(zh=f"{self.feed.day.year} 年 {'/'.join(key)}：{zh}", en=f"{en} of {self.feed.day.year} fits")
            return None, [self._problem(case, "project", words)]
        line = lines[0]
        start = flow.began(PAYMENT, by=self.by, org_path=line.org_path, year=line.year)
        start["maker"] = f"feed:{self.feed.source}"  # who prepared it is not here; the treasury may pass it on
        row = Payment(line=line, amount_fen=case.fen, **start)
        row.payee, row.purpose = case.row["payee"][:120], case.row["purpose"][:200]
        row.requested_on = self.feed.day
        return row, []

    def _voucher(self, case: Case, row: Payment) -> EntryDraft:
        if case.row.kind != "direct":
            return payments.paying(row)
        return EntryDraft(f"{row.voucher}-2", "direct", row.purpose, move(row.line_id, "executable", "paid", case.fen))

    def refund(self, cases: Sequence[Case]) -> None:
        """Refunds of what was paid; one whose payment is not here, or not paid yet, waits."""
        known = [(case, row) for case in cases if (row := self.payments.get(case.row["reference"])) is not None]
        due = [(case, row) for case, row in known if row.state != "requested"]
        drafts = [RefundDraft(row, case.fen, case.row["purpose"]) for case, row in due]
        tried = []
        for (case, _), draft, problems in zip(due, drafts, refunds.problems_of(drafts), strict=True):
            if problems:
                case.fail(self._at(case, "amount", problems))
            else:
                tried.append((case, draft))
        if tried:
            self._refunded(tried)

    def _refunded(self, tried: Sequence[tuple[Case, RefundDraft]]) -> None:
        numbers = refunds.numbers_of([draft for _, draft in tried])
        vouchers = [refunds.voucher_of(draft, number) for (_, draft), number in zip(tried, numbers, strict=True)]
        passed: list[tuple[Case, RefundDraft, str, Entry]] = []
        outcomes = post_each(by=self.by, drafts=vouchers)
        for (case, draft), number, outcome in zip(tried, numbers, outcomes, strict=True):
            if isinstance(outcome, Entry):
                passed.append((case, draft, number, outcome))
            else:
                case.fail(self._at(case, "amount", outcome))
        made = refunds.Posted([p[1] for p in passed], [p[2] for p in passed], [p[3] for p in passed])
        for (case, *_), row in zip(passed, refunds.settle(self.by, made, day=self.feed.day), strict=True):
            case.kept.state, case.kept.payment, case.kept.refund = "done", row.payment, row

    def _problem(self, case: Case, column: str, words: Words) -> Problem:
        return Problem(f"feed_{column}", self._place(case, column), words, found=case.row[column][:60])

    def _at(self, case: Case, column: str, problems: Iterable[Problem]) -> list[Problem]:
        """Problems of the ledger, at the cell that they come from."""
        return [replace(problem, where=self._place(case, column)) for problem in problems]

    def _place(self, case: Case, column: str) -> str:
        return f"{self.letters.get(column, '?')}{case.row.place}"
