"""A budget with its indicators and payments enters: founded, promised, posted year by year, reconciled."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from yuheng.exchange.adopt.founding import Founded, found, wanted_of
from yuheng.exchange.adopt.lines import Book, read_book
from yuheng.exchange.adopt.mapping import Budget, Mapping
from yuheng.exchange.adopt.payments import Paid, pay_year, read_payments, tell_rest
from yuheng.exchange.adopt.posting import Year, post_year, record, write_lines
from yuheng.exchange.adopt.reading import Table
from yuheng.exchange.adopt.reconciling import ledger_totals
from yuheng.exchange.adopt.targets import Promised, read_indicators, write_targets
from yuheng.exchange.adopt.telling import Adopted, Report, Told, left_out, totals


def adopt_budget(mapping: Mapping, budget: Budget, tables: dict[str, Table], made: Adopted, report: Report) -> None:
    report("reading the budget")
    book = read_book(budget, tables["budget"], mapping.money.fen_per_unit)
    wanted = wanted_of(
        (
            one.department,
            one.unit,
            one.project,
            one.function,
            one.year,
            max(one.initial, one.final, *one.used.values(), 0),
        )
        for one in book.lines.values()
    )
    at = found(mapping.place, wanted, book.names, mapping.title.en)
    _tell_empty(book, at)
    promised = _promise(mapping, tables, at, report)
    paid = _read_payments(mapping, tables, report)
    ledger = _Ledger(book, at, budget, paid, promised)
    for year, lines in book.by_year().items():
        report(f"posting {year}: {len(lines)} lines")
        ledger.write(Year(year, lines))
    tell_rest(paid)
    report("reconciling")
    made.told += [*book.told, *promised.told, *paid.told]
    ledger_sums = ledger_totals(mapping.place.code, tuple(budget.stages), final=bool(budget.final))
    made.totals += totals(book.sums | paid.sums, ledger_sums, left_out(made.told))
    made.counts |= _counts(book, at, promised, paid, ledger)


@dataclass
class _Ledger:
    """What every year's posting needs, and what all years came to."""

    book: Book
    at: Founded
    budget: Budget
    paid: Paid
    promised: Promised
    lines: int = 0
    vouchers: int = 0
    covered: int = 0

    def write(self, year: Year) -> None:
        """Write one year: lines, money, payments, acts."""
        write_lines(year, self.at, self.book.file, self.promised.targets)
        post_year(year, self.at, self.budget)
        if self.paid.file:
            pay_year(year, self.at, self.paid, tuple(self.budget.stages)[-1], self.book.names)
        record(year)
        self.book.told += _told_of(year, self.budget, self.book.file)
        self.lines += len(year.rows)
        self.vouchers += year.entries
        self.covered += len(year.covered)


def _told_of(year: Year, budget: Budget, file: str) -> Iterator[Told]:
    """Lines whose use was covered by others of their group, and those that nobody could cover."""
    for no, by_level in sorted(year.covered.items()):
        widest = "+".join(budget.cover[max(by_level)])
        amount = {"moved": Decimal(sum(by_level.values()))}
        yield _line_told(year, no, (True, f"covered_within_{widest}"), amount, file)
    for no in sorted(year.uncovered):
        line, used = year.lines[no], year.used[no]
        amounts = {stage: Decimal(line.used[stage] - fen) for stage, fen in used.items() if line.used[stage] > fen}
        yield _line_told(year, no, (False, "use_beyond_credit"), amounts, file)


def _line_told(year: Year, no: int, what: tuple[bool, str], amounts: dict[str, Decimal], file: str) -> Told:
    line = year.lines[no]
    keys = (line.project, line.function, line.economic_class, line.economic)
    return Told(*what, file, line.rows[0], year.year, *keys, amounts=amounts)


def _tell_empty(book: Book, at: Founded) -> None:
    """Lines of projects that never had money do not enter; all their amounts are zero."""
    for key in [key for key, line in book.lines.items() if line.project not in at.projects]:
        line = book.lines.pop(key)
        for row in line.rows:
            keys = (line.project, line.function, line.economic_class, line.economic)
            book.told.append(Told(False, "project_never_had_money", book.file, row, line.year, *keys))


def _promise(mapping: Mapping, tables: dict[str, Table], at: Founded, report: Report) -> Promised:
    if mapping.indicators is None:
        return Promised()
    report("reading the indicators")
    promised = read_indicators(mapping.indicators, tables["indicators"], at.projects)
    report(f"writing {len(promised.groups)} targets")
    write_targets(at, promised)
    return promised


def _read_payments(mapping: Mapping, tables: dict[str, Table], report: Report) -> Paid:
    if mapping.payments is None:
        return Paid()
    report("reading the payments")
    return read_payments(mapping.payments, tables["payments"], mapping.money.fen_per_unit)


def _counts(book: Book, at: Founded, promised: Promised, paid: Paid, ledger: _Ledger) -> dict[str, object]:
    budgeted = {(line.year, line.project) for line in book.lines.values()}
    functions = {(line.year, line.function) for line in book.lines.values()}
    return {
        "budget_rows": book.rows,
        "lines": ledger.lines,
        "lines_covered_by_others": ledger.covered,
        "departments": len(at.departments),
        "units": len(at.units),
        "projects": len(at.projects),
        "indicator_rows": promised.rows,
        "targets": len(promised.targets),
        "targets_with_a_budget": sum((year, project) in budgeted for project, year in promised.targets),
        "functions_with_indicators": len(promised.functions),
        "functions_with_indicators_and_a_budget": len(promised.functions & functions),
        "indicators": promised.indicators,
        "readings": promised.readings,
        "payment_rows": paid.rows,
        "payments": paid.loaded,
        "payments_with_a_payee": paid.payees_kept,
        "vouchers": ledger.vouchers,
    }
