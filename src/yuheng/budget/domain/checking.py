"""The checks that the books of a version must pass before they go to the congress, each with its numbers and its law.

Pure: the law is handed in (`Law`), the books are values (`Books`). A book without any income in a version without any
income is not prepared yet: its checks warn and stop nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from yuheng.budget.domain.books import BOOK_TITLES, KINDS, Books
from yuheng.kernel.money import Fen, wan
from yuheng.kernel.outcome import NOTHING, Problem, Severity, Words


@dataclass(frozen=True, slots=True)
class Cited:
    """Where a check comes from: the rule, its article, and how far it was verified."""

    rule: str
    article: str
    trust: str = "V"
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class Law:
    """The law of a place on a day, as far as books are concerned. What a place has no law for is None."""

    flows: tuple[Cited, Mapping[tuple[str, str], str]] | None = None
    balance: tuple[Cited, Mapping[str, tuple[str, str]]] | None = None  # book: (whole or item, article)
    own_money: Cited | None = None
    capital_to_general: Cited | None = None
    reserve: tuple[Cited, Fraction, Fraction] | None = None
    revolving_max: tuple[Cited, Fraction] | None = None
    debt_limit: Cited | None = None
    guarantees: tuple[Cited, tuple[str, ...]] | None = None


Figure = tuple[Words, "Fen | Fraction"]


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what it asks, of which book, the figures it compared, and what is wrong."""

    code: str
    title: Words
    book: str
    cited: Cited
    figures: tuple[Figure, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    @property
    def verdict(self) -> str:
        """`fails`, `warns` (a look is asked for, or not prepared yet), or `holds`."""
        if any(problem.stops for problem in self.problems):
            return "fails"
        return "warns" if self.problems else "holds"


def checks_of(books: Books, law: Law) -> list[Check]:
    """Every check that the law of the place asks of these books, in the order of the law."""
    askers: tuple[Callable[[Books, Law], Iterator[Check]], ...] = (
        _flows,
        _balances,
        _capital,
        _reserve,
        _revolving,
        _debt,
        _guarantees,
    )
    found = [check for ask in askers for check in ask(books, law)]
    return found if books.prepared else [_mild(check) for check in found]


def problems_of(checks: list[Check]) -> list[Problem]:
    """All problems of some checks."""
    return [problem for check in checks for problem in check.problems]


def _mild(check: Check) -> Check:
    """The same check of a version whose income side has not been begun: nothing in it stops a step."""
    mild = tuple(replace(problem, severity=Severity.WARNING) for problem in check.problems)
    return replace(check, problems=mild)


def _problem(check: Check, message: Words, found: str, expected: str, remedy: Words = NOTHING) -> Problem:
    where = BOOK_TITLES[check.book].zh if check.book else ""
    return Problem(f"book_{check.code}", where, message, found, expected, check.cited.article, remedy)


def _said(check: Check, wrong: bool, message: Words, numbers: tuple[str, str], remedy: Words = NOTHING) -> Check:
    return replace(check, problems=(_problem(check, message, *numbers, remedy),)) if wrong else check


def _flows(books: Books, law: Law) -> Iterator[Check]:
    if law.flows is None:
        return
    cited, allowed = law.flows
    for row in (row for row in books.rows if row.side == "flow"):
        pair = (row.book, row.to_book)
        names = BOOK_TITLES[row.book], BOOK_TITLES[row.to_book]
        title = Words(zh=f"{names[0].zh}调入{names[1].zh}", en=f"{names[0].en} → {names[1].en}")
        source = replace(cited, article=allowed.get(pair, cited.article))
        check = Check("flow", title, row.book, source, ((Words(zh="调出", en="Amount"), row.fen),))
        message = Words(zh=f"不允许从{names[0].zh}调入{names[1].zh}", en=f"No flow from {names[0].en} to {names[1].en}")
        legal = "、".join(f"{BOOK_TITLES[a].zh}→{BOOK_TITLES[b].zh}" for a, b in allowed)
        remedy = Words(zh="删除这一调出，或改为法律允许的调出", en="Strike it, or use a flow that the law allows")
        yield _said(check, pair not in allowed, message, (f"{title.zh} {wan(row.fen)} 万元", legal), remedy)


def _balances(books: Books, law: Law) -> Iterator[Check]:
    ways = dict(law.balance[1]) if law.balance else {}
    for book in books.used():
        if book in ways and law.balance:
            way, article = ways[book]
            cited = replace(law.balance[0], article=article)
        elif law.own_money and book in ("special_account", "unit_own"):
            way, cited = "whole", law.own_money
        else:
            continue
        for item in books.items(book) if way == "item" else [None]:
            yield _balance(books, book, item, cited)


def _balance(books: Books, book: str, item: str | None, cited: Cited) -> Check:
    stands = books.balance(book, item)
    name = BOOK_TITLES[book]
    part = Words() if item is None else Words(zh=f"（{item or '未注明项目'}）", en=f" ({item or 'no item named'})")
    title = Words(zh=f"{name.zh}{part.zh}收支平衡", en=f"{name.en}{part.en} balances")
    figures: tuple[Figure, ...] = (
        (Words(zh="收入", en="Income"), stands.income),
        (Words(zh="调入", en="Flows in"), stands.flows_in),
        (Words(zh="申报支出", en="Requests"), stands.requests),
        (Words(zh="本级其他支出", en="Other outlay"), stands.outlays),
        (Words(zh="调出", en="Flows out"), stands.flows_out),
        (Words(zh="结余", en="Left"), stands.rest),
    )
    check = Check("deficit", title, book, cited, figures)
    out = stands.requests + stands.outlays + stands.flows_out
    numbers = f"支出 {wan(out)} 万元", f"≤ {wan(stands.income + stands.flows_in)} 万元"
    message = Words(
        zh=f"支出超过收入 {wan(-stands.rest)} 万元", en=f"It spends {wan(-stands.rest)} 万元 more than it has"
    )
    remedy = Words(zh="压减支出、调入资金或据实增加收入", en="Cut spending, move money in, or state more income")
    if stands.rest > 0:
        return _spare(check, stands.rest)
    return _said(check, stands.rest < 0, message, numbers, remedy)


def _spare(check: Check, rest: Fen) -> Check:
    message = Words(zh=f"还有 {wan(rest)} 万元没有安排", en=f"{wan(rest)} 万元 are not arranged")
    remedy = Words(zh="安排支出、结转下年或补充预算稳定调节基金", en="Arrange it, carry it over, or put it aside")
    problem = replace(_problem(check, message, "", "0", remedy), code="book_spare", severity=Severity.WARNING)
    return replace(check, problems=(problem,))


def _capital(books: Books, law: Law) -> Iterator[Check]:
    book = "state_capital"
    if law.capital_to_general is None or not books.sum("income", book):
        return
    given = sum(row.fen for row in books.rows if (row.side, row.book, row.to_book) == ("flow", book, "general"))
    title = Words(zh="国有资本经营预算安排资金调入一般公共预算", en="State capital gives part to the general budget")
    check = Check("capital", title, book, law.capital_to_general, ((Words(zh="调出", en="Given"), given),))
    message = Words(zh="没有安排资金调入一般公共预算", en="Nothing is moved into the general public budget")
    yield _said(check, not given, message, ("0", "> 0"))


def _reserve(books: Books, law: Law) -> Iterator[Check]:
    if law.reserve is None or "general" not in books.used():
        return
    cited, least, most = law.reserve
    base, kept = books.own_spending(), books.sum("outlay", "general", "reserve")
    share = Fraction(kept, base) if base else Fraction(0)
    title = Words(zh="预备费占本级一般公共预算支出的比例", en="Reserve as a share of own general spending")
    figures: tuple[Figure, ...] = (
        (Words(zh="预备费", en="Reserve"), kept),
        (Words(zh="本级支出（含预备费）", en="Own spending, reserve included"), base),
        (Words(zh="比例", en="Share"), share),
    )
    check = Check("reserve", title, "general", cited, figures)
    message = Words(
        zh=f"预备费占 {_percent(share)}，不在规定范围", en=f"The reserve is {_percent(share)}, outside the range"
    )
    expected = f"{_percent(least)}–{_percent(most)}"
    need = wan(-(-base * least.numerator // least.denominator)), wan(base * most.numerator // most.denominator)
    remedy = Words(zh=f"预备费应约在 {need[0]}–{need[1]} 万元", en=f"It should be about {need[0]}–{need[1]} 万元")
    yield _said(check, not least <= share <= most, message, (_percent(share), expected), remedy)


def _revolving(books: Books, law: Law) -> Iterator[Check]:
    if law.revolving_max is None or "general" not in books.used():
        return
    cited, most = law.revolving_max
    base, kept = books.own_spending(), books.sum("position", "general", "revolving_fund")
    title = Words(zh="预算周转金不超过上限", en="The revolving fund stays below its limit")
    figures: tuple[Figure, ...] = (
        (Words(zh="预算周转金", en="Revolving fund"), kept),
        (Words(zh="本级支出", en="Own spending"), base),
    )
    check = Check("revolving", title, "general", cited, figures)
    limit = base * most.numerator // most.denominator
    message = Words(zh=f"预算周转金超过本级支出的 {_percent(most)}", en=f"It exceeds {_percent(most)} of own spending")
    yield _said(check, kept > limit, message, (f"{wan(kept)} 万元", f"≤ {wan(limit)} 万元"))


def _debt(books: Books, law: Law) -> Iterator[Check]:
    if law.debt_limit is None:
        return
    for book in books.used():
        start, raised = books.sum("position", book, "debt_balance"), books.sum("income", book, "debt")
        repaid, limit = books.sum("outlay", book, "debt_repayment"), books.sum("position", book, "debt_limit")
        if not (start or raised or repaid or limit):
            continue
        end = start + raised - repaid
        name = BOOK_TITLES[book]
        title = Words(zh=f"{name.zh}债务在限额内", en=f"Debt of {name.en} within its limit")
        figures: tuple[Figure, ...] = (
            (KINDS["position"]["debt_balance"], start),
            (KINDS["income"]["debt"], raised),
            (KINDS["outlay"]["debt_repayment"], repaid),
            (Words(zh="年末余额", en="At the end of the year"), end),
            (KINDS["position"]["debt_limit"], limit),
        )
        check = Check("debt", title, book, law.debt_limit, figures)
        message = Words(
            zh=f"年末债务余额超过限额 {wan(end - limit)} 万元", en=f"Debt exceeds its limit by {wan(end - limit)} 万元"
        )
        yield _said(check, end > limit, message, (f"{wan(end)} 万元", f"≤ {wan(limit)} 万元"))


def _guarantees(books: Books, law: Law) -> Iterator[Check]:
    if law.guarantees is None:
        return
    cited, kinds = law.guarantees
    for kind in kinds:
        needs = [row for row in books.rows if (row.side, row.kind) == ("need", kind)]
        name = KINDS["need"][kind]
        if not needs:
            check = Check("need_missing", name, "general", cited)
            message = Words(zh=f"没有填报“{name.zh}”的需求", en=f"No need is stated for “{name.en}”")
            yield _said(check, True, message, ("", ""))
    yield from (_need(one, cited) for one in needs_of(books))


@dataclass(frozen=True, slots=True)
class NeedStands:
    """One need of the three guarantees: what it needs and what is budgeted for it."""

    code: str
    title: str
    kind: str
    need: Fen
    budgeted: Fen

    @property
    def short(self) -> Fen:
        """What is missing; 0 when it is met."""
        return max(self.need - self.budgeted, 0)


def needs_of(books: Books) -> list[NeedStands]:
    """How each need stands: requests that carry its code, and outlays of the county under the same code."""
    given: dict[str, Fen] = {}
    for one in books.spent:
        given[one.guarantee] = given.get(one.guarantee, 0) + one.fen
    for row in books.rows:
        if row.side == "outlay" and row.kind == "basic":
            given[row.code] = given.get(row.code, 0) + row.fen
    rows = [row for row in books.rows if row.side == "need"]
    return [NeedStands(row.code, row.title, row.kind, row.fen, given.get(row.code, 0)) for row in rows]


def _need(one: NeedStands, cited: Cited) -> Check:
    kind = KINDS["need"][one.kind]
    title = Words(zh=f"{kind.zh}：{one.title}", en=f"{kind.en}: {one.title}")
    figures: tuple[Figure, ...] = (
        (Words(zh="需求", en="Need"), one.need),
        (Words(zh="已安排", en="Budgeted"), one.budgeted),
    )
    check = Check("need", title, "general", cited, figures)
    message = Words(
        zh=f"“{one.title}”还差 {wan(one.short)} 万元", en=f"“{one.title}” is short of {wan(one.short)} 万元"
    )
    remedy = Words(zh="先足额安排“三保”，再安排其他支出", en="Budget the three guarantees in full before anything else")
    return _said(check, one.short > 0, message, (f"{wan(one.budgeted)} 万元", f"≥ {wan(one.need)} 万元"), remedy)


def _percent(share: Fraction) -> str:
    """A share as a percentage with up to two decimals, cut off: what stands must never look better than it is.

    >>> _percent(Fraction(1, 100)), _percent(Fraction(2999, 100000))
    ('1%', '2.99%')
    """
    hundredths = share.numerator * 10_000 // share.denominator
    return f"{hundredths // 100}.{hundredths % 100:02d}".rstrip("0").rstrip(".") + "%"
