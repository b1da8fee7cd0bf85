"""Whoever changes one byte behind the office's back is named by `yuheng verify`: which row, in which table."""

from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from tests.sample.conftest import Sample
from yuheng.budget.models import Balance, Entry, Posting
from yuheng.config.commands import verify
from yuheng.disclosure.models import Publication
from yuheng.evaluation.models import Evaluation, Outcome
from yuheng.platform.models import Act

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@dataclass(frozen=True)
class Change:
    """A column of a row that is changed by hand, to what, and the name by which the row must be called."""

    model: type[Model]
    column: str
    value: str  # an SQL expression
    named: Callable[[], tuple[int, str]]


def _posting() -> tuple[int, str]:
    row = Posting.objects.filter(stage="paid").select_related("entry").latest("pk")
    return row.pk, row.entry.voucher


def _balance() -> tuple[int, str]:
    row = Balance.objects.filter(stage="paid").latest("pk")
    return row.pk, f"row {row.pk} "


def _entry() -> tuple[int, str]:
    row = Entry.objects.filter(kind="pay").latest("pk")
    return row.pk, row.voucher


def _act() -> tuple[int, str]:
    row = Act.objects.filter(verb="payment.pay", reason="").earliest("pk")
    return row.pk, f"{row.chain}/{row.number}"


def _evaluation() -> tuple[int, str]:
    row = Evaluation.objects.filter(state="sealed").select_related("project").latest("pk")
    return row.pk, row.project.code


def _outcome() -> tuple[int, str]:
    row = (
        Outcome.objects.filter(evaluation__state="sealed", points_c__gt=0)
        .select_related("evaluation__project")
        .latest("pk")
    )
    return row.pk, row.evaluation.project.code


def _publication() -> tuple[int, str]:
    row = Publication.objects.select_related("project").latest("pk")
    return row.pk, row.project.code


ONE_BYTE = "CASE WHEN substr({0}, 1, 1) = 'x' THEN 'y' ELSE 'x' END || substr({0}, 2)"
LAST_BYTE = "substr({0}, 1, length({0}) - 1) || CASE WHEN substr({0}, length({0}), 1) = 'x' THEN 'y' ELSE 'x' END"
CHANGES = (
    Change(Posting, "fen", "{0} + 1", _posting),
    Change(Posting, "stage", "'applied'", _posting),
    Change(Balance, "fen", "{0} + 1", _balance),
    Change(Entry, "day", "'2025-02-03'", _entry),
    Change(Entry, "by", LAST_BYTE, _entry),
    Change(Entry, "ground", LAST_BYTE, _entry),
    Change(Entry, "digest", ONE_BYTE, _entry),
    Change(Act, "at", "'2025-02-03 01:00:00+00:00'", _act),
    Change(Act, "actor", LAST_BYTE, _act),
    Change(Act, "post", LAST_BYTE, _act),
    Change(Act, "verb", LAST_BYTE, _act),
    Change(Act, "subject_id", "{0} + 1", _act),
    Change(Act, "title", LAST_BYTE, _act),
    Change(Act, "changes", LAST_BYTE, _act),
    Change(Act, "reason", "'x'", _act),
    Change(Act, "article", "'x'", _act),
    Change(Act, "previous", "'x'", _act),
    Change(Act, "digest", ONE_BYTE, _act),
    Change(Evaluation, "sealed", LAST_BYTE, _evaluation),
    Change(Evaluation, "seal", ONE_BYTE, _evaluation),
    Change(Evaluation, "total_c", "{0} - 1", _evaluation),
    Change(Evaluation, "grade", "'poorer'", _evaluation),
    Change(Evaluation, "executed_fen", "{0} + 1", _evaluation),
    Change(Evaluation, "rules_digest", ONE_BYTE, _evaluation),
    Change(Outcome, "points_c", "{0} - 1", _outcome),
    Change(Outcome, "printed", "'x' || {0}", _outcome),
    Change(Publication, "content", "replace({0}, '2025', '2024')", _publication),
    Change(Publication, "digest", ONE_BYTE, _publication),
)


def drop_triggers(table: str) -> None:
    """Do what a forger with the database's password would do first."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # the county is one open transaction
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')


@pytest.mark.parametrize("change", CHANGES, ids=lambda one: f"{one.model.__name__}.{one.column}")
def test_a_changed_byte_is_found_and_its_row_is_named(
    sample: Sample, change: Change, capsys: pytest.CaptureFixture[str]
) -> None:
    key, name = change.named()
    table = change.model._meta.db_table
    drop_triggers(table)
    with connection.cursor() as cursor:
        column = f'"{change.column}"'
        cursor.execute(f"UPDATE {table} SET {column} = {change.value.format(column)} WHERE id = %s", [key])
        assert cursor.rowcount == 1
    assert verify.run(Namespace(json=False)) == 1
    found = [line for line in capsys.readouterr().out.splitlines() if line.startswith("error")]
    assert any(name in line for line in found), found[:5]
    assert len({line for line in found if name not in line}) <= 2, "only the forged row and its neighbours are named"


GUARDED = (
    (Posting, "fen"),
    (Entry, "digest"),
    (Act, "changes"),
    (Evaluation, "total_c"),
    (Publication, "content"),
)


@pytest.mark.parametrize(("model", "column"), GUARDED, ids=lambda one: getattr(one, "__name__", one))
def test_what_is_recorded_cannot_be_changed_in_the_first_place(sample: Sample, model: type[Model], column: str) -> None:
    """The guards of the database stand before the proof: without dropping them nothing changes."""
    key = next(change.named()[0] for change in CHANGES if change.model is model)
    table = model._meta.db_table
    with pytest.raises(DatabaseError, match=r"append-only|sealed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'UPDATE {table} SET "{column}" = "{column}" WHERE id = %s', [key])
