"""Four budgets, their flows and their balance: each check by figures worked out by hand."""

from fractions import Fraction

import pytest

from yuheng.budget import actions
from yuheng.budget.actions.books import BookDraft
from yuheng.budget.checks import checks, law_of
from yuheng.budget.domain.books import Books, Row, Spent, problems_in_row
from yuheng.budget.domain.checking import Check, checks_of
from yuheng.budget.drafts import RequestDraft
from yuheng.budget.models import BookRow, Request, Version
from yuheng.budget.testing import library_project
from yuheng.kernel.outcome import Refused
from yuheng.organisations.testing import Office

WAN = 1_000_000
NATION = ""
NEEDS = tuple(Row("need", "general", kind, WAN, code=kind, title=kind) for kind in ("livelihood", "wages", "operation"))
MET = tuple(Spent("general", "", kind, WAN) for kind in ("livelihood", "wages", "operation"))


def row(side: str, book: str, kind: str, wan: int, item: str = "", **more: str) -> Row:
    """A row of so many 万元."""
    return Row(side, book, kind, wan * WAN, item, title=f"{side} {kind}", **more)


def asked(*rows: Row, spent: tuple[Spent, ...] = (), prepared: bool = True) -> dict[str, Check]:
    """The checks of these rows by the law of the nation, each under its code and book."""
    own = (row("income", "general", "own", 97), *NEEDS) if prepared else ()
    books = Books((*own, *rows), (*spent, *(MET if prepared else ())))
    return {f"{check.code} {check.book}": check for check in checks_of(books, law_of(NATION))}


def verdicts(found: dict[str, Check]) -> dict[str, str]:
    """How each check came out."""
    return {name: check.verdict for name, check in found.items()}


def test_a_general_budget_that_spends_what_it_has_with_its_reserve_in_the_range_passes() -> None:
    # 97 of income = 3 for the guarantees, 2 of reserve, 92 of other projects; 2 / 97 = 2.06 %
    found = asked(row("outlay", "general", "reserve", 2), spent=(Spent("general", "", "", 92 * WAN),))
    assert set(verdicts(found).values()) == {"holds"}
    assert found["reserve general"].figures[-1][1] == Fraction(2, 97)


@pytest.mark.parametrize(("reserve", "verdict"), [(0, "fails"), (1, "holds"), (3, "holds"), (4, "fails")])
def test_the_reserve_is_one_to_three_per_cent_of_own_spending(reserve: int, verdict: str) -> None:
    # own spending is always 100: 3 for the guarantees, the reserve, the rest (budget law art. 40: 1 % to 3 %)
    rows = [row("income", "general", "balance", 3)]
    rows += [row("outlay", "general", "reserve", reserve)] if reserve else []
    found = asked(*rows, spent=(Spent("general", "", "", (97 - reserve) * WAN),))
    assert verdicts(found)["reserve general"] == verdict
    assert verdicts(found)["deficit general"] == "holds"


def test_a_deficit_of_one_fen_fails_with_the_article_and_the_amount() -> None:
    found = asked(spent=(Spent("general", "", "", 94 * WAN + 1),))["deficit general"]
    assert found.verdict == "fails"
    assert found.problems[0].rule == "budget-law#art-35"
    assert found.figures[-1][1] == -1


@pytest.mark.parametrize(
    ("frm", "to", "verdict"),
    [
        ("general", "social_insurance", "holds"),
        ("funds", "general", "holds"),
        ("state_capital", "general", "holds"),
        ("social_insurance", "general", "fails"),
        ("general", "funds", "fails"),
        ("state_capital", "social_insurance", "fails"),
        ("unit_own", "general", "fails"),
    ],
)
def test_only_the_flows_of_the_law_are_allowed(frm: str, to: str, verdict: str) -> None:
    assert verdicts(asked(row("flow", frm, "transfer", 1, to_book=to)))[f"flow {frm}"] == verdict


def test_government_funds_balance_fund_by_fund() -> None:
    rows = (
        row("income", "funds", "own", 50, "土地出让"),
        row("income", "funds", "balance", 1, "彩票公益金"),
        row("flow", "funds", "transfer", 10, "土地出让", to_book="general"),
    )
    enough = checks_of(Books((*rows,), (Spent("funds", "土地出让", "", 40 * WAN),)), law_of(NATION))
    assert [c.verdict for c in enough if c.code == "deficit" and c.book == "funds"] == ["holds", "warns"]
    # the book as a whole would cover it, the fund of the lottery does not
    short = checks_of(Books(rows, (Spent("funds", "彩票公益金", "", 2 * WAN),)), law_of(NATION))
    wrong = [c for c in short if c.book == "funds" and c.verdict == "fails"]
    assert [c.problems[0].rule for c in wrong] == ["budget-law#art-9"]
    assert "彩票公益金" in wrong[0].title.zh


def test_state_capital_must_give_part_to_the_general_budget() -> None:
    income = row("income", "state_capital", "own", 10)
    assert verdicts(asked(income))["capital state_capital"] == "fails"
    given = row("flow", "state_capital", "transfer", 3, to_book="general")
    assert verdicts(asked(income, given))["capital state_capital"] == "holds"


@pytest.mark.parametrize(("repaid", "verdict"), [(5, "fails"), (10, "holds")])
def test_debt_at_the_end_of_the_year_stays_within_its_limit(repaid: int, verdict: str) -> None:
    rows = (
        row("position", "funds", "debt_limit", 100),
        row("position", "funds", "debt_balance", 95),
        row("income", "funds", "debt", 15, "专项债券"),
        row("outlay", "funds", "debt_repayment", repaid, "专项债券"),
    )
    assert verdicts(asked(*rows))["debt funds"] == verdict


@pytest.mark.parametrize(("kept", "verdict"), [(96, "holds"), (98, "fails")])
def test_the_revolving_fund_is_at_most_one_per_cent_of_own_spending(kept: int, verdict: str) -> None:
    # own spending 97 万元, so at most 0.97 万元
    rows = (Row("position", "general", "revolving_fund", kept * WAN // 100, title="周转金"),)
    assert verdicts(asked(*rows, spent=(Spent("general", "", "", 94 * WAN),)))["revolving general"] == verdict


def test_each_need_of_the_three_guarantees_is_budgeted_in_full_and_each_kind_is_stated() -> None:
    rows = (row("income", "general", "own", 10), NEEDS[0], NEEDS[1])
    found = checks_of(Books(rows, (MET[0], Spent("general", "", "wages", WAN - 1))), law_of(NATION))
    named = {check.title.zh: check.verdict for check in found if check.code.startswith("need")}
    assert named == {"保运转": "fails", "保基本民生：livelihood": "holds", "保工资：wages": "fails"}


def test_books_without_any_income_are_not_prepared_and_only_warn() -> None:
    found = asked(spent=(Spent("general", "", "", WAN),), prepared=False)
    assert verdicts(found)["deficit general"] == "warns"
    assert "fails" not in verdicts(found).values()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (row("income", "general", "reserve", 1), "book_word"),
        (row("profit", "general", "own", 1), "book_word"),
        (row("income", "fifth", "own", 1), "book_word"),
        (row("flow", "general", "transfer", 1), "book_flow"),
        (row("income", "general", "own", 1, to_book="funds"), "book_flow"),
        (row("need", "general", "wages", 1), "book_need"),
    ],
)
def test_a_row_that_makes_no_sense_is_named(wrong: Row, code: str) -> None:
    assert [problem.code for problem in problems_in_row(wrong, "A1")] == [code]


@pytest.fixture
def version(office: Office, db: None) -> Version:
    """An open version."""
    return actions.open_version(by=office.budget, year=2026, round="second")


def enter(office: Office, version: Version, *rows: Row) -> list[BookRow]:
    """Finance enters rows."""
    return actions.enter_book_rows(by=office.budget, version=version, drafts=[BookDraft(one) for one in rows])


@pytest.mark.django_db
@pytest.mark.database
def test_rows_are_entered_changed_and_struck_and_each_change_is_in_the_log(office: Office, version: Version) -> None:
    enter(office, version, row("income", "general", "own", 10), row("outlay", "general", "reserve", 1))
    enter(office, version, row("income", "general", "own", 12), row("outlay", "general", "reserve", 0))
    assert list(BookRow.objects.values_list("kind", "amount_fen")) == [("own", 12 * WAN)]
    with pytest.raises(Refused) as refused:
        enter(office, version, row("income", "general", "own", 1), row("income", "general", "own", 2))
    assert [problem.code for problem in refused.value.problems] == ["repeated"]
    with pytest.raises(Refused, match="财政预算"):
        drafts = [BookDraft(row("income", "general", "own", 1))]
        actions.enter_book_rows(by=office.preparer, version=version, drafts=drafts)


@pytest.mark.django_db
@pytest.mark.database
def test_compiling_refuses_with_every_failing_check_at_once_and_then_the_rows_are_closed(
    office: Office, version: Version
) -> None:
    enter(
        office,
        version,
        row("income", "general", "own", 10),
        row("flow", "funds", "transfer", 1, "x", to_book="general"),
    )
    with pytest.raises(Refused) as refused:
        actions.compile_version(by=office.budget, version=version)
    assert {p.code for p in refused.value.problems if p.stops} == {"book_deficit", "book_reserve", "book_need_missing"}
    assert {check.verdict for check in checks(version)} == {"holds", "warns", "fails"}
    version.refresh_from_db()
    assert version.state == "open"


@pytest.mark.django_db
@pytest.mark.database
def test_other_projects_wait_until_every_need_is_budgeted(office: Office, version: Version) -> None:
    enter(office, version, row("need", "general", "wages", 5, code="wages"))
    other, wages = library_project(office), library_project(office, code="P2", name="人员经费")
    drafts = [RequestDraft(other, 8 * WAN), RequestDraft(wages, 5 * WAN, guarantee="wages")]
    rows = actions.request_lines(by=office.preparer, version=version, drafts=drafts)
    actions.submit_requests(by=office.approver, requests=rows)
    actions.review_requests(by=office.reviewer, requests=rows)
    with pytest.raises(Refused, match="还差 5") as refused:
        actions.accept_requests(by=office.budget, requests=rows[:1])
    assert refused.value.problems[0].rule == "three-guarantees-local"
    actions.accept_requests(by=office.budget, requests=rows[1:])
    actions.accept_requests(by=office.budget, requests=rows[:1])
    assert set(Request.objects.values_list("state", flat=True)) == {"accepted"}


@pytest.mark.django_db
def test_a_need_that_the_version_does_not_state_cannot_be_claimed(office: Office, version: Version) -> None:
    draft = RequestDraft(library_project(office), WAN, guarantee="wages")
    with pytest.raises(Refused) as refused:
        actions.request_lines(by=office.preparer, version=version, drafts=[draft])
    assert [problem.code for problem in refused.value.problems] == ["guarantee"]


@pytest.mark.django_db
@pytest.mark.database
def test_the_second_round_begins_with_the_books_of_the_first(office: Office) -> None:
    first = actions.open_version(by=office.budget, year=2026, round="first")
    enter(office, first, row("income", "general", "own", 10))
    second = actions.send_control_numbers(by=office.budget, version=first, controls={})
    assert list(BookRow.objects.order_by("pk").values_list("version", "amount_fen")) == [
        (first.pk, 10 * WAN),
        (second.pk, 10 * WAN),
    ]
