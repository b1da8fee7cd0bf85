"""Payments of a foreign budget: joined to lines, taken in the order of the file as far as their obligation goes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from yuheng.budget.actions import post
from yuheng.budget.domain.ledger import EntryDraft, Leg, move
from yuheng.exchange.adopt.founding import Founded
from yuheng.exchange.adopt.mapping import Payments
from yuheng.exchange.adopt.payees import kept
from yuheng.exchange.adopt.posting import Year
from yuheng.exchange.adopt.reading import Table, amount_of
from yuheng.exchange.adopt.telling import Sums, Told, add
from yuheng.execution.models import Payment
from yuheng.kernel.money import Fen
from yuheng.platform import clock
from yuheng.platform.acts import BATCH, SYSTEM, Done

Key = tuple[str, str]
Names = Mapping[tuple[str, str], str]


@dataclass(slots=True)
class SourcePayment:
    """One payment of the file; the payee is empty where he may be a natural person."""

    row: int
    key: Key
    fen: Fen
    payee: str


Taken = tuple[int, SourcePayment]
"""The number of a line in its year, and a payment that it owes."""


@dataclass
class Paid:
    """What was read and what became of it."""

    file: str = ""
    rows: int = 0
    loaded: int = 0
    payees_kept: int = 0
    years: dict[int, list[SourcePayment]] = field(default_factory=dict)
    sums: Sums = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)


def read_payments(spec: Payments, table: Table, fen_per_unit: int) -> Paid:
    """Read a file of payments; what is no amount above zero, exact to a hundredth, is told at once."""
    paid = Paid(table.path.name)
    get = {name: table.getter(getattr(spec, name)) for name in ("year", "project", "economic", "amount")}
    names = {"payee": table.getter(spec.payee), "number": table.getter(spec.payee_number)}
    for row_number, row in table.rows():
        paid.rows += 1
        if not table.fits(row) or not get["year"](row).isdecimal():
            paid.told.append(Told(False, "columns", paid.file, row_number, text=",".join(row)[:60]))
            continue
        year, key = int(get["year"](row)), (get["project"](row), get["economic"](row))
        amount = amount_of(get["amount"](row), fen_per_unit)
        add(paid.sums, (year, "project", key[0], "paid"), amount or 0)
        if amount is None or amount != int(amount) or amount <= 0:
            paid.told.append(_refused(paid.file, row_number, year, key, amount))
            continue
        payee = kept(names["payee"](row), names["number"](row), spec.payee_kept)
        paid.years.setdefault(year, []).append(SourcePayment(row_number, key, int(amount), payee))
    return paid


def _refused(file: str, row: int, year: int, key: Key, amount: Decimal | None) -> Told:
    if amount is None:
        reason = "amount_unreadable"
    elif amount != int(amount):
        reason = "amount_finer_than_a_hundredth"
    else:
        reason = "payment_negative" if amount < 0 else "payment_of_nothing"
    amounts = {} if amount is None else {"paid": amount}
    return Told(False, reason, file, row, year, key[0], economic=key[1], amounts=amounts)


def pay_year(year: Year, at: Founded, paid: Paid, last_stage: str, names: Names) -> None:
    """Pay what the year's lines owe: one voucher per project, one payment per row, and tell what cannot be paid."""
    numbers: dict[Key, int] = {}
    for no, line in enumerate(year.lines):
        numbers.setdefault((line.project, line.economic), no)
    owed = {no: year.used[no][last_stage] for no in numbers.values()}
    taken: list[Taken] = []
    for one in paid.years.pop(year.year, []):
        owing = numbers.get(one.key)
        if owing is None or one.fen > owed[owing]:
            reason = "payment_joins_no_line" if owing is None else "payment_beyond_obligation"
            paid.told.append(_not_paid(paid.file, year.year, one, reason))
        else:
            owed[owing] -= one.fen
            taken.append((owing, one))
    entries = _vouchers(year, at, _by_project(year, taken), last_stage)
    rows = _rows(year, at.root.code, taken, entries, names)
    Payment.objects.bulk_create(rows, batch_size=BATCH)
    paid.loaded += len(rows)
    paid.payees_kept += sum(bool(row.payee) for row in rows)


def tell_rest(paid: Paid) -> None:
    """Tell the payments of years that have no lines."""
    for year, rows in sorted(paid.years.items()):
        paid.told += [_not_paid(paid.file, year, one, "payment_joins_no_line") for one in rows]
    paid.years.clear()


def _not_paid(file: str, year: int, one: SourcePayment, reason: str) -> Told:
    amounts = {"paid": Decimal(one.fen)}
    return Told(False, reason, file, one.row, year, one.key[0], economic=one.key[1], amounts=amounts)


def _by_project(year: Year, taken: list[Taken]) -> dict[str, dict[int, Fen]]:
    sums: dict[str, dict[int, Fen]] = {}
    for no, one in taken:
        lines = sums.setdefault(year.lines[no].project, {})
        lines[no] = lines.get(no, 0) + one.fen
    return sums


def _rows(
    year: Year, code: str, taken: list[Taken], entries: Mapping[str, tuple[int, int]], names: Names
) -> list[Payment]:
    """The source has no days: every payment of a year stands on its last."""
    day = date(year.year, 12, 31)
    return [
        Payment(
            line=year.rows[no],
            voucher=f"{code}-{year.year}-{one.row:07d}",
            amount_fen=one.fen,
            payee=one.payee,
            purpose=names.get(("economic", year.lines[no].economic), year.lines[no].economic)[:200],
            requested_on=day,
            paid_on=day,
            request_entry_id=entries[year.lines[no].project][0],
            paid_entry_id=entries[year.lines[no].project][1],
            state="paid",
            state_since=clock.today(),
            maker=SYSTEM.username,
            org_path=year.rows[no].org_path,
            year=year.year,
        )
        for no, one in taken
    ]


def _vouchers(
    year: Year, at: Founded, sums: Mapping[str, Mapping[int, Fen]], last_stage: str
) -> dict[str, tuple[int, int]]:
    """Post a voucher for each project; by project, the voucher of its obligations and that of its payments."""
    drafts = []
    for key, fen in sums.items():
        project = at.projects[key]
        legs: list[Leg] = [leg for no, one in fen.items() for leg in move(year.rows[no].pk, last_stage, "paid", one)]
        name, ground = f"{year.year}-pay-{project.code}", f"pay {year.year} {project.name}"
        drafts.append(EntryDraft(name, "pay", ground[:300], tuple(legs), year.last[key]))
    with clock.at(date(year.year, 12, 31)):
        entries = post(by=SYSTEM, drafts=drafts)
    found = {}
    for (key, fen), entry in zip(sums.items(), entries, strict=True):
        changes = {"entry": (None, entry.digest), "voucher": (None, entry.voucher), "fen": (None, sum(fen.values()))}
        year.done.append(Done(at.projects[key], changes, entry.ground))
        found[key] = (year.last[key], entry.pk)
    year.entries += len(entries)
    return found
