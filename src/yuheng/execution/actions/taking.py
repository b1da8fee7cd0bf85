"""Money taken from commitments, and given back to them: the one place where `open_fen` changes.

Commitments are locked in key order before lines are (the ledger locks those), so that two conversions of one contract
cannot both take its last yuan and two writers never wait for each other. The lock leaves the key free, because the foreign
keys of payments are looked up when a transaction commits, long after its lines were locked.
"""

from collections.abc import Iterable, Mapping, Sequence

from django.db import connection

from yuheng.execution.domain.commitments import Open, taking_problems
from yuheng.execution.models import Commitment
from yuheng.kernel.money import Fen
from yuheng.kernel.outcome import Problem

CHUNK = 5000


def locked(keys: Iterable[int]) -> dict[int, Commitment]:
    """These commitments as they are now, locked until the transaction ends."""
    wanted = sorted(set(keys))
    found: dict[int, Commitment] = {}
    for start in range(0, len(wanted), CHUNK):
        rows = Commitment.objects.select_for_update(no_key=True).filter(pk__in=wanted[start : start + CHUNK])
        found |= {row.pk: row for row in rows.order_by("pk")}
    return found


def problems_in(held: Mapping[int, Commitment], asked: Sequence[tuple[str, int, Fen]]) -> list[Problem]:
    """What stands against taking (where, commitment, fen) from locked commitments, in this order."""
    parents = {
        pk: Open(row.act_title, row.kind, standing=row.state == "standing", open_fen=row.open_fen)
        for pk, row in held.items()
    }
    return taking_problems(parents, asked)


def give(sums: Mapping[int, Fen], *, released: bool = False) -> None:
    """Add fen (negative: take them) to what commitments have open; `released`: what is taken was given back for good."""
    moved = [(fen, -fen if released else 0, pk) for pk, fen in sorted(sums.items()) if fen]
    if moved:
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE execution_commitment SET open_fen = open_fen + %s, released_fen = released_fen + %s"
                " WHERE id = %s",
                moved,
            )


def summed(parts: Iterable[tuple[int, Fen]]) -> dict[int, Fen]:
    """Fen by commitment."""
    sums: dict[int, Fen] = {}
    for pk, fen in parts:
        sums[pk] = sums.get(pk, 0) + fen
    return sums
