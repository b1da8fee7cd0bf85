"""The page of one line: its balances, what limits and stops it, its commitments and payments, its vouchers."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from yuheng.budget.domain.elements import ADJUSTMENT, AT_START, NO, TITLES, VIREMENT, YES
from yuheng.budget.domain.levels import LEVEL_TITLES
from yuheng.budget.domain.stages import HELD, STAGE_TITLES
from yuheng.budget.models import Entry, Line
from yuheng.budget.queries import balances_of, budget_of_lines
from yuheng.execution import line_page
from yuheng.execution.domain.commitments import FOLLOWS
from yuheng.execution.domain.looking import VOUCHER_TITLES
from yuheng.execution.models import Commitment, Payment
from yuheng.kernel.outcome import Words
from yuheng.platform import clock
from yuheng.platform.duties import may
from yuheng.platform.guards import the_person
from yuheng.platform.ui.listing import Column, Kind, Listing

FLAGS = ("early", "procurement", "payroll", "research", "debt", "construction")
YES_NO = {YES: Words(zh="是", en="Yes"), NO: Words(zh="否", en="No")}
ORIGINS = {
    AT_START: Words(zh="年初预算", en="Budget at the start of the year"),
    ADJUSTMENT: Words(zh="预算调整", en="Adjustment"),
    VIREMENT: Words(zh="预算调剂", en="Virement"),
}
MOST = 50  # commitments and payments on the page; the lists hold the rest


def kind_words(entry: Entry) -> Words:
    """What a voucher does."""
    return VOUCHER_TITLES.get(entry.kind, Words(zh=entry.kind, en=entry.kind))


def way(legs: list[object]) -> Words:
    """From which stage to which a voucher moved money."""
    out = [STAGE_TITLES[leg.stage] for leg in legs if leg.fen < 0]  # type: ignore[attr-defined]  # postings
    into = [STAGE_TITLES[leg.stage] for leg in legs if leg.fen > 0]  # type: ignore[attr-defined]
    zh = f"{'、'.join(one.zh for one in out)} → {'、'.join(one.zh for one in into)}"
    return Words(zh=zh, en=f"{', '.join(one.en for one in out)} → {', '.join(one.en for one in into)}")


def _ground(entry: Entry) -> str:
    """What a voucher stands on; nothing where only its kind and year were written."""
    return "" if entry.ground.startswith(f"{entry.kind} ") else entry.ground


VOUCHERS = Listing(
    code="vouchers",
    columns=(
        Column("voucher", _("Voucher"), sort="voucher", url=lambda row: f"?voucher={row.pk}#chain"),
        Column("kind", _("Kind of entry"), kind_words, under="voucher"),
        Column("day", _("Day"), kind=Kind.DAY, sort="day"),
        Column("amount", _("Amount (yuan)"), lambda row: line_page.moved(row.legs), Kind.YUAN),
        Column("way", _("From and to"), lambda row: way(row.legs)),
        Column("ground", _("Ground"), _ground, lang="zh-Hans"),
        Column("by", _("By"), sort="by"),
        Column(
            "previous",
            _("Follows"),
            "previous.voucher",
            url=lambda row: f"?voucher={row.previous_id}#chain" if row.previous_id else "",
        ),
    ),
    order=("-pk",),
)


def line(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Everything about one line."""
    row = get_object_or_404(Line.objects.select_related("project", "unit", "elements", "carried_from"), pk=pk)
    person = the_person(request)
    shown = VOUCHERS.show(line_page.vouchers_of(row), request.GET)
    voucher = request.GET.get("voucher", "")
    chain = line_page.chain_of(row, int(voucher)) if voucher.isdecimal() else []
    balances = balances_of([row.pk]).get(row.pk, {})
    context = {
        "line": row,
        "money": budget_of_lines([row.pk])[row.pk],
        "stages": [(STAGE_TITLES[one], balances[one]) for one in (*HELD, "adjusted") if balances.get(one)],
        "ceilings": [(LEVEL_TITLES[one.level], one) for one in line_page.ceilings_over(row)],
        "stops": line_page.stops_on(row),
        "elements": _elements(row),
        "commitments": list(Commitment.objects.filter(line=row).select_related("follows").order_by("-pk")[:MOST]),
        "followed": [kind for kinds in FOLLOWS.values() for kind in kinds if kind],
        "payments": list(Payment.objects.filter(line=row).select_related("commitment").order_by("-pk")[:MOST]),
        "vouchers": shown,
        "chain": [(link, kind_words(link.entry), way(list(link.legs))) for link in chain],
        "asks": row.year == clock.today().year and may(person, "unit.prepare", row.org_path),
        "refunds": may(person, "finance.treasury", row.org_path),
    }
    return shown.download() or render(request, "execution/pages/line.html", context)


def _elements(row: Line) -> list[tuple[Words, Words]]:
    """The accounting elements that say something, in their official order."""
    values = row.elements.values if row.elements is not None else {}
    return [(title, _element(name, values[name])) for name, title in TITLES.items() if values.get(name)]


def _element(name: str, value: str) -> Words:
    """A value in words where its code was read in an official text (`budget.domain.elements`)."""
    known = ORIGINS if name == "origin" else YES_NO if name in FLAGS else {}
    return known.get(value, Words(zh=value, en=value))
