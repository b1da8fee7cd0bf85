"""The money of a year: asked for and paid month by month; what a line does not cover is refused; the year is closed."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from yuheng.budget.actions import close_year
from yuheng.execution import actions
from yuheng.execution.drafts import PaymentDraft
from yuheng.execution.models import Payment
from yuheng.kernel.outcome import Refused, Words
from yuheng.sample.county import County, Event, portions
from yuheng.sample.truth import Overspend, Paid, ProjectTruth
from yuheng.sample.words import SUPPLIERS

Due = list[tuple[ProjectTruth, Paid]]


def events(county: County, year: int) -> list[Event]:
    """Requests and payments of a year, day by day."""
    asked: dict[str, Due] = defaultdict(list)
    for one in county.truth.budgeted(year):
        for payment in one.year(year).payments:
            asked[payment.day].append((one, payment))
    found = []
    for day in sorted(asked):
        work = _Spending(county, asked[day], year)
        found.append(
            Event(date.fromisoformat(day), Words(f"{day[:7]} 支付申请", f"{day[:7]} payments requested"), work.ask)
        )
        for paid in sorted({payment.paid for _, payment in asked[day] if payment.paid}):
            title = Words(f"{paid[:7]} 国库支付", f"{paid[:7]} paid by the treasury")
            found.append(Event(date.fromisoformat(paid), title, work.pay))
    return found


class _Spending:
    def __init__(self, county: County, due: Due, year: int) -> None:
        self.county, self.due, self.year = county, due, year
        self.asked: list[Payment] = []

    def ask(self) -> None:
        """The units ask the treasury to pay."""
        for by, group in self.county.office.each(self.due, "prepare", department=lambda pair: pair[0].department):
            rows = actions.request_payments(
                by=by, drafts=[_draft(self.county, self.year, one, payment) for one, payment in group]
            )
            self.asked += [row for row, (_, payment) in zip(rows, group, strict=True) if payment.paid]

    def pay(self) -> None:
        """The treasury pays what was asked for that day."""
        for group in portions(self.asked):
            actions.pay(by=self.county.office.treasury, payments=group)


def _draft(county: County, year: int, one: ProjectTruth, payment: Paid) -> PaymentDraft:
    payee = SUPPLIERS[(payment.fen // 100) % len(SUPPLIERS)]
    return PaymentDraft(county.lines[one.code, year], payment.fen, payee, f"{one.name[:80]} {payment.day[:7]} 进度款")


def overspend_event(county: County, tried: Overspend) -> Event:
    """What a published table printed as spent beyond its budget is tried here, and refused by the ledger."""

    def attempt() -> None:
        one = next(one for one in county.truth.projects if one.code == tried.code)
        draft = PaymentDraft(county.lines[one.code, 2025], tried.fen, SUPPLIERS[0], "超出预算的尾款")
        try:
            actions.request_payments(by=county.office.of(one.department, "prepare"), drafts=[draft])
        except Refused as refused:
            county.told.overspent = tuple(refused.problems)

    return Event(
        date.fromisoformat(tried.day), Words("试付超预算款项", "A payment beyond the balance is tried"), attempt
    )


def close_event(county: County, year: int) -> Event:
    """Close a year: what was not spent lapses."""

    def close() -> None:
        close_year(by=county.office.budget, year=year)

    return Event(date(year, 12, 31), Words(f"{year} 年度结账", f"{year} closed"), close)
