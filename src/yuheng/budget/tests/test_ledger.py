"""What the ledger promises: balance, coverage, append-only, proof."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from yuheng.budget.actions import post
from yuheng.budget.domain.ledger import EntryDraft, Leg, fold, move, problems_in
from yuheng.budget.domain.stages import STAGES
from yuheng.budget.models import Balance, Entry, Line, Posting
from yuheng.budget.proof import verify_ledger
from yuheng.budget.testing import library_project, released_line
from yuheng.kernel.outcome import Refused
from yuheng.organisations.testing import Office
from yuheng.platform import acts

database = [pytest.mark.django_db, pytest.mark.database]


@given(st.lists(st.tuples(st.integers(1, 3), st.sampled_from(STAGES), st.sampled_from(STAGES), st.integers(1, 10**12))))
def test_a_fold_of_moves_sums_to_zero_per_line(moves: list[tuple[int, str, str, int]]) -> None:
    legs = [leg for line, frm, to, fen in moves for leg in move(line, frm, to, fen)]
    sums: dict[int, int] = {}
    for (line, _), fen in fold(legs).items():
        sums[line] = sums.get(line, 0) + fen
    assert all(total == 0 for total in sums.values())


def test_all_that_is_wrong_with_a_voucher_is_said_at_once() -> None:
    wrong = EntryDraft("V1", "test", "", (Leg(1, "nowhere", 5), Leg(1, "paid", 0), Leg(1, "paid", -3)))
    assert {problem.code for problem in problems_in(wrong)} == {"entry_unbalanced", "entry_stage", "entry_amount"}
    assert problems_in(EntryDraft("V2", "test", "", move(1, "applied", "paid", 5))) == []


class TestWithMoney:
    pytestmark = database

    def test_money_that_is_not_there_is_refused_and_nothing_moves(self, office: Office) -> None:
        line = released_line(office, library_project(office), 300_00)
        with pytest.raises(Refused, match=r"可执行余额 0\.03 万元，不够 0\.04 万元") as refused:
            post(by=acts.SYSTEM, drafts=[EntryDraft("V1", "test", "", move(line.pk, "executable", "applied", 400_00))])
        assert refused.value.problems[0].code == "balance_short"
        assert not Entry.objects.filter(voucher="V1").exists()
        assert Balance.objects.get(line=line, stage="executable").fen == 300_00

    @pytest.mark.parametrize(
        "sql",
        [
            "UPDATE budget_posting SET fen = fen + 1",
            "DELETE FROM budget_posting",
            "UPDATE budget_entry SET ground = 'x'",
            "DELETE FROM budget_entry",
            "UPDATE budget_line SET year = 2025",
            "UPDATE budget_balance SET fen = -1 WHERE stage = 'executable'",
            "UPDATE budget_balance SET fen = 1 WHERE stage = 'source'",
            "UPDATE budget_balance SET stage = 'pocket' WHERE stage = 'executable'",
            "INSERT INTO budget_posting (entry_id, line_id, stage, fen) SELECT entry_id, line_id, stage, 0 FROM budget_posting",
            "UPDATE platform_act SET actor = 'x'",
            "DELETE FROM platform_act",
            "UPDATE budget_version SET resolution = ''",
        ],
    )
    def test_the_database_itself_refuses(self, office: Office, sql: str) -> None:
        released_line(office, library_project(office), 300_00)
        with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)

    def test_the_proof_holds_and_names_a_balance_changed_by_hand(self, office: Office) -> None:
        line = released_line(office, library_project(office), 300_00)
        assert list(verify_ledger(acts.entry_digests())) == []
        Balance.objects.filter(line=line, stage="executable").update(fen=300_01)
        row = Balance.objects.get(line=line, stage="executable")
        assert [p.where for p in verify_ledger(acts.entry_digests())] == [
            f"balance row {row.pk} (line {line.pk}, executable)"
        ]

    def test_every_voucher_after_the_first_names_the_one_before_it(self, office: Office) -> None:
        line = released_line(office, library_project(office), 300_00)
        approve, release = Entry.objects.order_by("pk")
        assert (approve.previous, release.previous) == (None, approve)
        assert Posting.objects.filter(line=line).count() == 4
        assert Line.objects.get().act_chain == office.unit.code
