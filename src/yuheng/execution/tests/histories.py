"""Random histories of a small budget, and an oracle that knows in plain Python what each step must do.

The oracle keeps a dictionary of balances and limits. Every step is put to the real verbs and to the oracle: both must
agree whether it passes, and afterwards every balance must be the same. It knows nothing of how the ledger works.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from yuheng.budget import actions as budget
from yuheng.budget.actions.adjusting import AdjustmentDraft
from yuheng.budget.actions.controlling import CeilingDraft
from yuheng.budget.domain.ledger import EntryDraft, move
from yuheng.budget.domain.stages import HELD, USED
from yuheng.budget.models import Balance, Entry, Line, Suspension
from yuheng.budget.proof import verify_ledger
from yuheng.budget.testing import approved_lines, library_project
from yuheng.execution import actions
from yuheng.execution.domain.commitments import STAGE_OF
from yuheng.execution.drafts import CommitmentDraft, PaymentDraft
from yuheng.execution.models import Commitment, Payment
from yuheng.execution.proof import verify_commitments
from yuheng.kernel.outcome import Refused
from yuheng.organisations.testing import Office, open_office
from yuheng.platform import acts

GIVEN = (1000, 700, 300)
NEXT: dict[str, tuple[Callable[..., list[Commitment]], str]] = {
    "request": (actions.sign_contracts, "committed"),
    "contract": (actions.accept_deliveries, "accepted"),
}

numbers = st.integers(0, len(GIVEN) - 1)
amounts = st.integers(1, 1200)


@dataclass(eq=False)
class Bound:
    """A confirmed commitment as the oracle knows it."""

    row: Commitment
    line: int
    open_fen: int


def passes(step: Callable[[], object]) -> bool:
    """Whether a step is done; refused, it must have said why and changed nothing."""
    try:
        with transaction.atomic():
            step()
    except Refused as refused:
        assert refused.problems
        return False
    return True


class Histories(RuleBasedStateMachine):
    """One unit, three lines, and everything that can be done with their money in a year, in any order."""

    office: Office
    lines: Sequence[Line]
    ended = 0

    @classmethod
    def open(cls) -> None:
        """Set the scene in which every history begins: three lines with money to use."""
        cls.office = open_office()
        projects = [library_project(cls.office, code=f"P{no}", name=f"项目{no}") for no in range(len(GIVEN))]
        asked = list(zip(projects, GIVEN, strict=True))
        cls.lines = budget.release_lines(by=cls.office.budget, lines=approved_lines(cls.office, asked))

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.has: dict[tuple[int, str], int] = defaultdict(int)
        for no, fen in enumerate(GIVEN):
            self.has[no, "executable"] = fen
        self.approved = dict(enumerate(GIVEN))  # by the congress; what lines give each other is not in it
        self.limits: dict[tuple[str, str], int] = {}
        self.stopped: dict[int, Suspension] = {}
        self.waiting: list[tuple[int, Payment, Bound | None]] = []
        self.bound: list[Bound] = []
        self.vouchers = 0

    def voucher(self) -> str:
        """A fresh voucher number."""
        self.vouchers += 1
        return f"H{self.vouchers}"

    def in_use(self, line: int | None = None) -> int:
        """What one line, or all of them, has in use."""
        return sum(fen for (no, stage), fen in self.has.items() if stage in USED and line in (None, no))

    def room(self, line: int, fen: int) -> bool:
        """Whether that much more of a line may be used."""
        fits = [
            limit >= fen + self.in_use(int(key) if level == "project" else None)
            for (level, key), limit in self.limits.items()
            if level != "project" or int(key) == line
        ]
        return line not in self.stopped and all(fits)

    def moved(self, line: int, frm: str, to: str, fen: int) -> None:
        """Money goes from one stage to another."""
        self.has[line, frm] -= fen
        self.has[line, to] += fen

    @rule(line=numbers, fen=amounts)
    def procures(self, line: int, fen: int) -> None:
        """The unit asks to procure; the money is held, and a second person confirms."""
        draft = CommitmentDraft("采购", fen, "某公司", self.lines[line])
        expected = self.has[line, "executable"] >= fen and self.room(line, fen)
        rows: list[Commitment] = []
        assert passes(lambda: rows.extend(actions.reserve(by=self.office.preparer, drafts=[draft]))) == expected
        if expected:
            self.moved(line, "executable", "reserved", fen)
            self.stands(rows[0], line, fen)

    def stands(self, row: Commitment, line: int, fen: int) -> None:
        """A commitment is confirmed; from now on others may follow."""
        actions.confirm_commitments(by=self.office.approver, commitments=[row])
        row = Commitment.objects.select_related("line__project", "line__unit").get(pk=row.pk)
        self.bound.append(Bound(row, line, fen))

    @precondition(lambda self: self.bound)
    @rule(data=st.data(), fen=amounts)
    def converts(self, data: st.DataObject, fen: int) -> None:
        """A request becomes a contract, a contract an acceptance, all or part of it; never more than is open."""
        home = data.draw(st.sampled_from(self.bound))
        if home.row.kind not in NEXT:
            return
        verb, to = NEXT[home.row.kind]
        draft = CommitmentDraft("采购", fen, "某公司", None, home.row)
        expected = fen <= home.open_fen and home.line not in self.stopped
        rows: list[Commitment] = []
        assert passes(lambda: rows.extend(verb(by=self.office.preparer, drafts=[draft]))) == expected
        if expected:
            home.open_fen -= fen
            self.moved(home.line, STAGE_OF[home.row.kind], to, fen)
            self.stands(rows[0], home.line, fen)

    @precondition(lambda self: self.bound)
    @rule(data=st.data(), fen=amounts)
    def asks_under(self, data: st.DataObject, fen: int) -> None:
        """A payment is asked for under a commitment."""
        home = data.draw(st.sampled_from(self.bound))
        draft = PaymentDraft(self.lines[home.line], fen, "某公司", "货款", commitment=home.row)
        expected = fen <= home.open_fen and home.line not in self.stopped
        asked: list[Payment] = []
        verb = actions.request_payments
        assert passes(lambda: asked.extend(verb(by=self.office.preparer, drafts=[draft]))) == expected
        if expected:
            home.open_fen -= fen
            self.moved(home.line, STAGE_OF[home.row.kind], "applied", fen)
            self.waiting.append((home.line, asked[0], home))

    @precondition(lambda self: self.bound)
    @rule(data=st.data())
    def ends(self, data: st.DataObject) -> None:
        """A commitment is closed: what is open is executable again, unless a payment under it still waits."""
        home = data.draw(st.sampled_from(self.bound))
        expected = all(under is not home for _, _, under in self.waiting)
        verb = actions.close_commitments
        assert passes(lambda: verb(by=self.office.approver, commitments=[home.row], because="完成")) == expected
        if expected:
            self.moved(home.line, STAGE_OF[home.row.kind], "executable", home.open_fen)
            self.bound.remove(home)

    @rule(line=numbers, fen=st.integers(-5, 1200))
    def asks(self, line: int, fen: int) -> None:
        """The unit asks for a payment."""
        asked: list[Payment] = []
        draft = PaymentDraft(self.lines[line], fen, "某公司", "货款")
        expected = fen > 0 and self.has[line, "executable"] >= fen and self.room(line, fen)

        def ask() -> None:
            asked.extend(actions.request_payments(by=self.office.preparer, drafts=[draft]))

        assert passes(ask) == expected
        if expected:
            self.moved(line, "executable", "applied", fen)
            self.waiting.append((line, asked[0], None))

    @precondition(lambda self: self.waiting)
    @rule(data=st.data(), back=st.booleans())
    def treasury_answers(self, data: st.DataObject, back: bool) -> None:
        """The treasury pays or returns what waits; a second time it is refused."""
        line, payment, home = self.waiting.pop(data.draw(st.integers(0, len(self.waiting) - 1)))
        verbs: dict[bool, Callable[[], object]] = {
            False: lambda: actions.pay(by=self.office.treasury, payments=[payment]),
            True: lambda: actions.return_payments(by=self.office.treasury, payments=[payment], because="票据不符"),
        }
        assert passes(verbs[back])
        came_from = STAGE_OF[home.row.kind] if home else "executable"
        self.moved(line, "applied", came_from if back else "paid", payment.amount_fen)
        if home and back:
            home.open_fen += payment.amount_fen
        assert not passes(verbs[False])

    @rule(giver=numbers, taker=numbers, fen=amounts)
    def shifts(self, giver: int, taker: int, fen: int) -> None:
        """Money is moved between lines, through every review."""
        if giver == taker:
            return
        deltas = {self.lines[giver].pk: -fen, self.lines[taker].pk: fen}

        def shift() -> None:
            draft = AdjustmentDraft(2026, "virement", "调剂", deltas)
            row = budget.draft_adjustment(by=self.office.preparer, draft=draft)
            budget.submit_adjustments(by=self.office.approver, adjustments=[row])
            budget.review_adjustments(by=self.office.reviewer, adjustments=[row])
            budget.decide_adjustments(by=self.office.budget, adjustments=[row])

        expected = self.has[giver, "executable"] >= fen
        assert passes(shift) == expected
        if expected:
            self.has[giver, "executable"] -= fen
            self.has[taker, "executable"] += fen

    @rule(line=numbers, fen=st.integers(-800, 800).filter(bool))
    def total_changes(self, line: int, fen: int) -> None:
        """The standing committee gives or takes money."""

        def change() -> None:
            kind = "supplement" if fen > 0 else "cut"
            draft = AdjustmentDraft(2026, kind, "调整", {self.lines[line].pk: fen})
            row = budget.draft_adjustment(by=self.office.budget, draft=draft)
            budget.propose_adjustments(by=self.office.budget, adjustments=[row])
            budget.approve_adjustments(by=self.office.congress, adjustments=[row], resolution="决议1号")

        expected = self.has[line, "executable"] + fen >= 0 and self.approved[line] + fen >= 0
        assert passes(change) == expected
        if expected:
            self.has[line, "executable"] += fen
            self.approved[line] += fen

    @rule(level=st.sampled_from(["project", "unit", "class", "book"]), line=numbers, fen=st.integers(0, 2500))
    def limits_change(self, level: str, line: int, fen: int) -> None:
        """Finance sets or changes a ceiling."""
        keys = {"project": str(self.lines[line].project_id), "unit": self.office.unit.path, "class": "213"}
        used = self.in_use(line if level == "project" else None)
        draft = CeilingDraft(2026, level, keys.get(level, "general"), level, self.office.county.path, fen)
        assert passes(lambda: budget.set_ceiling(by=self.office.budget, draft=draft)) == (fen >= used)
        if fen >= used:
            self.limits[level, str(line) if level == "project" else ""] = fen

    @rule(line=numbers)
    def stops_change(self, line: int) -> None:
        """A line is stopped, or released when it is stopped."""
        if stop := self.stopped.pop(line, None):
            budget.lift(by=self.office.performance, suspensions=[stop], because="已整改")
        else:
            what: Any = self.lines[line]
            because, article = "目标严重偏离", "caiyu-2019-136"
            self.stopped[line] = budget.suspend(by=self.office.performance, what=what, because=because, article=article)

    @rule(wanted=st.lists(st.tuples(numbers, amounts), min_size=1, max_size=6))
    def comes_in_a_batch(self, wanted: list[tuple[int, int]]) -> None:
        """A batch is decided one by one, in its order: each that can pass does."""
        drafts = [
            EntryDraft(self.voucher(), "move", "批量", move(self.lines[no].pk, "executable", "applied", fen))
            for no, fen in wanted
        ]
        outcomes = budget.post_each(by=acts.SYSTEM, drafts=drafts)
        for (line, fen), outcome in zip(wanted, outcomes, strict=True):
            expected = self.has[line, "executable"] >= fen and self.room(line, fen)
            assert isinstance(outcome, Entry) == expected
            if expected:
                self.moved(line, "executable", "applied", fen)

    @invariant()
    def balances_are_those_of_the_oracle(self) -> None:
        """Every stage of every line holds what the oracle says, and nothing is below zero."""
        known = {line.pk: no for no, line in enumerate(self.lines)}
        rows = Balance.objects.filter(stage__in=HELD, fen__gt=0).values_list("line_id", "stage", "fen")
        found = {(known[line], stage): fen for line, stage, fen in rows}
        assert found == {key: fen for key, fen in self.has.items() if fen}

    def teardown(self) -> None:
        """At the end every identity of the ledger and the whole chain of acts must hold; then nothing has been."""
        digests = frozenset(Entry.objects.values_list("digest", flat=True))
        problems = [*verify_ledger(digests), *verify_commitments(), *acts.verify()]
        unfollowed = Entry.objects.filter(kind__in=["pay", "return"], previous__isnull=True).count()
        transaction.savepoint_rollback(self.savepoint)
        assert problems == []
        assert unfollowed == 0
        Histories.ended += 1
