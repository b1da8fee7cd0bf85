"""The clients of `bench.posting`: four ways to pay, spread over all lines and on one hot line, in turn, in rounds.

`statement` is the floor: the condition in the WHERE, and one insert. `orm`: lock, compare, save, create, as one would
write it. `action`: the product's verb for one payment: policy, control at every level, postings with their elements,
an act in the chain. `batch`: the same verb for fifty payments at once, counted one by one. Afterwards the ledger must prove.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import django
from django.core.management import call_command

django.setup()

from django.db import connection, connections, transaction  # noqa: E402 - models come when Django is ready

from bench.floor import machine  # noqa: E402
from yuheng.budget import actions as budget  # noqa: E402
from yuheng.budget.actions.controlling import CeilingDraft  # noqa: E402
from yuheng.budget.models import Balance, Entry, Line, Posting  # noqa: E402
from yuheng.budget.proof import verify_ledger  # noqa: E402
from yuheng.budget.testing import approved_lines, library_project  # noqa: E402
from yuheng.execution import actions  # noqa: E402
from yuheng.execution.drafts import PaymentDraft  # noqa: E402
from yuheng.organisations.testing import Office, open_office  # noqa: E402
from yuheng.platform import clock  # noqa: E402

CLIENTS, BATCH, MUCH_FEN, DAY = 8, 50, 10**13, date(2026, 3, 2)
Pay = Callable[[Line], int]


@dataclass(frozen=True)
class Done:
    """What the clients did in one round of one way."""

    way: str
    hot: bool
    counts: tuple[int, ...]
    seconds: float
    late_ms: float  # the 99th percentile of one call

    @property
    def rate(self) -> float:
        """Payments a second, all clients together."""
        return sum(self.counts) / self.seconds

    @property
    def fairness(self) -> float:
        """What the slowest client did, of the quickest."""
        return min(self.counts) / max(self.counts) if max(self.counts) else 0.0


def scene(count: int, history: int) -> tuple[Office, list[Line]]:
    """An office with so many released lines, ceilings over unit, class and book, and a table for the floor."""
    call_command("migrate", verbosity=0)
    office = open_office()
    projects = [library_project(office, code=f"P{no}", name=f"项目{no}") for no in range(count)]
    lines = budget.release_lines(by=office.budget, lines=approved_lines(office, [(one, MUCH_FEN) for one in projects]))
    for level, key in (("unit", office.unit.path), ("class", "213"), ("book", "general")):
        draft = CeilingDraft(2026, level, key, level, office.county.path, count * MUCH_FEN)
        budget.set_ceiling(by=office.budget, draft=draft)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_balance AS SELECT line_id, stage, fen FROM budget_balance")
        cursor.execute("CREATE UNIQUE INDEX bench_balance_once ON bench_balance (line_id, stage)")
        cursor.execute("CREATE TABLE bench_posting (line_id bigint, stage varchar(16), fen bigint)")
    if history:
        _remember(lines, history)
    return office, lines


def _remember(lines: list[Line], history: int) -> None:
    """Postings of earlier days that cancel each other out, in vouchers of their own."""
    pairs = history // 2
    for start in range(0, pairs, 50_000):
        numbers = range(start, min(start + 50_000, pairs))
        entries = Entry.objects.bulk_create(
            Entry(voucher=f"OLD{no}", kind="apply", day=DAY, by="bench", ground="", digest="") for no in numbers
        )
        Posting.objects.bulk_create(
            Posting(entry=entry, line=lines[no % len(lines)], stage="executable", fen=fen)
            for no, entry in zip(numbers, entries, strict=True)
            for fen in (1, -1)
        )


def statement(_office: Office, line: Line) -> int:
    """The least that could do it: one conditional update, one insert, in one transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE bench_balance SET fen = fen - 100 WHERE line_id = %s AND stage = 'executable' AND fen >= 100",
            [line.pk],
        )
        if cursor.rowcount:
            cursor.execute("INSERT INTO bench_posting VALUES (%s, 'applied', 100)", [line.pk])
    return 1


def orm(office: Office, line: Line) -> int:
    """As one would write it: lock, compare, save, create."""
    with transaction.atomic():
        balances = {row.stage: row for row in Balance.objects.select_for_update().filter(line=line).order_by("pk")}
        assert balances["executable"].fen >= 100
        balances["executable"].fen -= 100
        balances["executable"].save()
        applied = balances.get("applied") or Balance(line=line, stage="applied", fen=0)
        applied.fen += 100
        applied.save()
        number = f"O{os.getpid()}-{time.perf_counter_ns()}"
        entry = Entry.objects.create(
            voucher=number, kind="orm", day=DAY, by=office.preparer.username, ground="", digest=""
        )
        Posting.objects.create(entry=entry, line=line, stage="executable", fen=-100)
        Posting.objects.create(entry=entry, line=line, stage="applied", fen=100)
    return 1


def action(office: Office, line: Line) -> int:
    """The product's verb for one payment."""
    return len(actions.request_payments(by=office.preparer, drafts=[PaymentDraft(line, 100, "某公司", "货款")]))


def batch(office: Office, line: Line) -> int:
    """The product's verb for many payments."""
    drafts = [PaymentDraft(line, 100, "某公司", "货款")] * BATCH
    return len(actions.request_payments(by=office.preparer, drafts=drafts))


WAYS = {"statement": statement, "orm": orm, "action": action, "batch": batch}


def round_of(way: str, office: Office, lines: list[Line], seconds: float, *, hot: bool) -> Done:
    """Let eight forks pay at the same time for so long."""
    connections.close_all()
    start = time.monotonic() + 0.3
    pipes = [_fork(way, office, [lines[0]] if hot else lines[no::CLIENTS], start, seconds) for no in range(CLIENTS)]
    told = [json.loads(_read(pipe)) for pipe in pipes]
    for _ in pipes:
        os.wait()
    late = sorted(one for client in told for one in client["ms"])
    return Done(way, hot, tuple(client["paid"] for client in told), seconds, late[int(len(late) * 0.99)])


def _fork(way: str, office: Office, lines: list[Line], start: float, seconds: float) -> int:
    reading, writing = os.pipe()
    if not os.fork():
        try:
            os.close(reading)
            os.write(writing, json.dumps(_pay(WAYS[way], office, lines, start, seconds)).encode())
        finally:
            os._exit(0)
    os.close(writing)
    return reading


def _pay(
    pay: Callable[[Office, Line], int], office: Office, lines: list[Line], start: float, seconds: float
) -> dict[str, object]:
    connection.ensure_connection()
    time.sleep(max(0, start - time.monotonic()))
    paid, number, took = 0, 0, []
    while time.monotonic() < start + seconds:
        began = time.perf_counter()
        paid += pay(office, lines[number % len(lines)])
        took.append(round((time.perf_counter() - began) * 1000, 3))
        number += 1
    return {"paid": paid, "ms": took}


def _read(pipe: int) -> bytes:
    found = b""
    while some := os.read(pipe, 1 << 20):
        found += some
    os.close(pipe)
    return found


def figures(done: list[Done]) -> dict[str, dict[str, float]]:
    """Medians by way and place: rate, fairness, lateness."""
    found: dict[str, dict[str, float]] = {}
    for way in WAYS:
        for hot in (False, True):
            rows = [one for one in done if (one.way, one.hot) == (way, hot)]
            found[f"{way} {'hot' if hot else 'spread'}"] = {
                "per_second": round(statistics.median(one.rate for one in rows)),
                "fairness": round(statistics.median(one.fairness for one in rows), 2),
                "p99_ms": round(statistics.median(one.late_ms for one in rows), 1),
            }
    return found


def main(argv: list[str]) -> None:
    """Measure, prove, print."""
    count, history, seconds, rounds = int(argv[0]), int(argv[1]), float(argv[2]), int(argv[3])
    with clock.at(DAY):
        office, lines = scene(count, history)
        done = [
            round_of(way, office, lines, seconds, hot=hot)
            for _ in range(rounds)
            for hot in (False, True)
            for way in WAYS
        ]
    found = figures(done)
    rates = {name: row["per_second"] for name, row in found.items()}
    ratios = {
        "action / orm, spread (goal ≥ 8)": round(rates["action spread"] / rates["orm spread"], 2),
        "action / statement, spread (goal ≥ 0.4)": round(rates["action spread"] / rates["statement spread"], 2),
        "batch / orm, spread (goal ≥ 8)": round(rates["batch spread"] / rates["orm spread"], 2),
        "action hot / spread (goal ≥ 0.3)": round(rates["action hot"] / rates["action spread"], 2),
        "batch hot / spread (goal ≥ 0.9)": round(rates["batch hot"] / rates["batch spread"], 2),
    }
    if not history:  # the proof would count the invented history as broken
        ratios["problems in the proof"] = len([p for p in verify_ledger(frozenset()) if p.code == "ledger_balance"])
    data = {"database": connection.vendor, "lines": count, "history": history, "ways": found, "ratios": ratios}
    if "--json" in argv:
        print(json.dumps({**data, "machine": machine()}, ensure_ascii=False))
        return
    print(json.dumps(data, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main(sys.argv[1:])
