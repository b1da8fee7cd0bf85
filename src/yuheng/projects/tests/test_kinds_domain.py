"""The arithmetic of the new fields. Expectations are worked out by hand from docs/algorithms/new-fields.md."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuheng.kernel.outcome import Problem, Words
from yuheng.projects.domain.kinds import KINDS, About, Law, Norm, gate_of, problems_in_plan
from yuheng.projects.domain.kinds.bonds import BondPlan, BondRow, coverage, tone, total_coverage
from yuheng.projects.domain.kinds.concessions import Concession, ConcessionRow, payment_due
from yuheng.projects.domain.kinds.departments import Member, overall
from yuheng.projects.domain.kinds.funds import leverage, report_of, vehicles
from yuheng.projects.domain.kinds.sheets import lines_of, read_sheet, typed
from yuheng.projects.domain.kinds.transfers import early_share, issues
from yuheng.projects.testing import PLANS, WAN, bond_plan, concession, fund_plan, purchase_plan, transfer_plan

LAW: Law = {
    "red": Norm(Fraction(1)),
    "wanted": Norm(Fraction(11, 10), firm=False),
    "report": Norm(Fraction(6)),
    "years": Norm(Fraction(1), firm=False),
    "years_secured": Norm(Fraction(3), firm=False),
    "excluded": Norm(items=(("goods", Words(zh="货物", en="Goods")),)),
    "catalogue": Norm(items=(("A03", Words(zh="农业社会化服务", en="Farming")),)),
    "satisfaction": Norm(Fraction(1)),
    "linked": Norm(Fraction(3, 10), firm=False),
    "full": Norm(Fraction(80)),
    "early_general": Norm(Fraction(9, 10)),
    "early_special": Norm(Fraction(7, 10)),
    "days_general": Norm(Fraction(30)),
    "days_special": Norm(Fraction(60)),
}
ABOUT = About("桥", 2027, 2028, 1000 * WAN, date(2027, 3, 1))
money = st.integers(0, 10**12)


def found(kind: str, plan: object, about: About = ABOUT) -> list[tuple[str, str, bool]]:
    """Code, cell and weight of each problem of a plan."""
    return [_short(one) for one in problems_in_plan(kind, plan, about, LAW)]  # type: ignore[arg-type]


def _short(problem: Problem) -> tuple[str, str, bool]:
    return problem.code, problem.where.removeprefix("桥 · "), problem.stops


def test_a_bond_is_covered_year_by_year_with_the_balance_carried_and_in_total() -> None:
    first, second = coverage(bond_plan())
    # 2027: (300 - 50 + 0) / 40 = 6.25, leaves 210; 2028: (900 - 50 + 210) / 840 = 53/42, leaves 220
    assert (first.ratio, first.closing_fen) == (Fraction(25, 4), 210 * WAN)
    assert (second.ratio, second.opening_fen, second.closing_fen) == (Fraction(53, 42), 210 * WAN, 220 * WAN)
    assert total_coverage(bond_plan()) == Fraction(5, 4)  # (250 + 850) / (40 + 840)
    assert found("bond", bond_plan()) == []


def test_below_one_in_total_a_bond_is_red_and_one_tenth_above_it_is_not_yet_what_is_usual() -> None:
    years = bond_plan().rows
    poor = replace(bond_plan(), rows=(years[0], replace(years[1], income_fen=679 * WAN)))  # 879 of net for 880
    even = replace(bond_plan(), rows=(years[0], replace(years[1], income_fen=680 * WAN)))
    assert [tone(total_coverage(one), LAW) for one in (poor, even, bond_plan())] == ["red", "yellow", "green"]
    assert found("bond", poor) == [("coverage_total", "rows", False), ("coverage_year", "rows", False)]
    assert [_short(one) for one in gate_of("bond", poor, ABOUT, LAW)] == [("coverage_total", "rows", True)]
    assert not [one for one in gate_of("bond", even, ABOUT, LAW) if one.stops]


def test_a_bond_in_words_of_its_cells_that_do_not_fit_together() -> None:
    years = bond_plan().rows
    wrong = replace(bond_plan(), capital_fen=-1, rows=(replace(years[0], year=2026, cost_fen=-5), years[1], years[1]))
    assert found("bond", wrong)[:6] == [
        ("negative", "capital_fen", True),
        ("negative", "1 · cost_fen", True),
        ("row_twice", "3 · year", True),
        ("funding_sum", "capital_fen", True),
        ("repayment_sum", "rows", True),
        ("plan_year", "1 · year", True),
    ]


def test_all_bonds_of_a_year_together_stay_within_the_limit() -> None:
    law = {**LAW, "limit": Norm(Fraction(900 * WAN))}
    fits, beyond = replace(ABOUT, taken_fen=100 * WAN), replace(ABOUT, taken_fen=100 * WAN + 1)
    assert gate_of("bond", bond_plan(), fits, law) == []
    (problem,) = gate_of("bond", bond_plan(), beyond, law)
    assert (problem.code, problem.found, problem.expected) == ("bond_limit", "800.00", "≤ 800.00")


@given(st.lists(st.tuples(money, money, money, money), min_size=1, max_size=15), money)
def test_the_last_balance_is_what_came_in_less_what_was_served(rows: list[tuple[int, ...]], opening: int) -> None:
    plan = BondPlan(0, 0, 0, opening, tuple(BondRow(2027 + n, *row) for n, row in enumerate(rows)))
    years = coverage(plan)
    assert years[-1].closing_fen == opening + sum(a - b - c - d for a, b, c, d in rows)
    total = total_coverage(replace(plan, opening_fen=0))
    if total is not None:
        assert (total >= 1) == (coverage(replace(plan, opening_fen=0))[-1].closing_fen >= 0)
    assert all(one.ratio is None or (one.ratio >= 1) == (one.closing_fen >= 0) for one in years)


@pytest.mark.parametrize(
    ("score", "due"),
    [
        (100, 1200),
        (80, 1200),
        (70, 1100),  # k = 0.8: 1000 × (0.7 + 0.3 × 0.8) + 200 × 0.8
        (60, 1000),  # k = 0.6: 1000 × 0.88 + 120
        (30, 850),  # k = 0.3: 1000 × 0.79 + 60
        (0, 700),
    ],
)
def test_a_contract_pays_its_availability_in_part_and_its_operation_wholly_by_the_score(score: int, due: int) -> None:
    payment = payment_due(concession(), 2027, Fraction(score), full_from=Fraction(80))
    assert (payment.due_fen, payment.withheld_fen) == (due * WAN, (1200 - due) * WAN)


def test_from_the_score_of_the_rule_on_all_is_paid_whatever_the_contracts_curve_says() -> None:
    harsh = replace(concession(), points="0:0 100:1")
    assert payment_due(harsh, 2027, Fraction(80), full_from=Fraction(80)).due_fen == 1200 * WAN
    alone = payment_due(harsh, 2027, Fraction(80))  # k = 0.8 by the contract alone
    assert (alone.due_fen, alone.share) == (1100 * WAN, Fraction(4, 5))
    assert "1,000.00 × [(1 − 0.3) + 0.3 × 0.8] + 200.00 × 0.8 = 1,100.00" in alone.working.en
    assert ("curve_full", "points", False) in found("ppp", harsh)


@given(money, money, st.integers(0, 10_000), st.fractions(0, 100), st.fractions(0, 100))
def test_a_better_score_never_pays_less_and_never_more_than_all(
    a: int, o: int, linked: int, one: Fraction, other: Fraction
) -> None:
    contract = Concession("C", "", linked, "0:0 60:0.6 80:1", (ConcessionRow(2027, a, o),))
    low, high = (payment_due(contract, 2027, score).due_fen for score in sorted((one, other)))
    assert 0 <= low <= high <= a + o


@pytest.mark.parametrize(
    ("points", "code"),
    [
        ("80:1 60:0.6", "curve_points"),
        ("六十", "curve_points"),
        ("0:0 80:1.2", "curve_range"),
        ("0:1 80:0.5", "curve_falls"),
    ],
)
def test_points_that_make_no_payment_curve_are_told_at_their_cell(points: str, code: str) -> None:
    assert (code, "points", True) in found("ppp", replace(concession(), points=points))


def test_a_payment_asks_for_a_year_of_the_contract_and_a_score_within_a_hundred() -> None:
    with pytest.raises(KeyError):
        payment_due(concession(), 2030, Fraction(90))
    with pytest.raises(ValueError, match="101"):
        payment_due(concession(), 2027, Fraction(101))


def test_too_small_a_share_tied_to_the_score_warns_because_the_figure_is_not_verified() -> None:
    assert found("ppp", replace(concession(), linked_e4=2999)) == [("linked_share", "linked_e4", False)]
    assert found("ppp", concession()) == []


def test_what_the_parent_fund_puts_into_a_sub_fund_is_counted_once() -> None:
    assert leverage(fund_plan(), paid=False) == 5  # (100 + 100 + 300) / 100
    assert leverage(fund_plan(), paid=True) == Fraction(10, 3)  # (60 + 40 + 100) / 60
    assert [(one.name, one.committed_fen // WAN) for one in vehicles(fund_plan())] == [("", 200), ("农业一号", 450)]


def test_capital_is_called_within_the_commitment_and_paid_within_the_call() -> None:
    rows = fund_plan().rows
    called = replace(rows[0], called_fen=rows[0].committed_fen + 1)
    paid = replace(rows[1], paid_fen=rows[1].called_fen + 1)
    down = replace(rows[2], committed_fen=201 * WAN, called_fen=130 * WAN, paid_fen=130 * WAN)
    wrong = found("fund", replace(fund_plan(), rows=(called, paid, down)))
    assert wrong == [
        ("called_beyond", "1 · called_fen", True),
        ("paid_beyond", "2 · paid_fen", True),
        ("parent_beyond", "rows", True),
        ("parent_paid_beyond", "rows", True),
    ]
    assert found("fund", replace(fund_plan(), rows=(rows[1],))) == [("fiscal_missing", "rows", True)]


def test_a_fund_reports_within_six_months_after_the_fiscal_year() -> None:
    def late(on: date, year: int = 0, sent: date | None = None) -> int | None:
        plan = replace(fund_plan(), report_year=year, report_on=sent)
        report = report_of(plan, first_year=2026, on=on, months=6)
        return None if report is None else report.days_late

    assert late(date(2026, 12, 31)) is None  # the first fiscal year is not over
    assert (late(date(2027, 6, 30)), late(date(2027, 7, 1))) == (0, 1)
    assert late(date(2027, 9, 1), 2026, date(2027, 6, 30)) == 0
    assert late(date(2027, 9, 1), 2026, date(2027, 7, 31)) == 31
    about = replace(ABOUT, year=2026, on=date(2027, 7, 10))
    assert found("fund", fund_plan(), about) == [("report_late", "report_on", False)]


def test_a_service_is_of_the_catalogue_and_its_contract_lasts_a_year_or_three_where_secured() -> None:
    plan = purchase_plan()
    assert found("purchase", plan) == []
    assert found("purchase", replace(plan, ends=date(2028, 2, 29))) == []  # a year from 2027-03-01 ends on a leap day
    long = replace(plan, ends=date(2028, 3, 1))
    assert found("purchase", long) == [("contract_years", "ends", False)]
    secured = replace(plan, secured=True, ends=date(2030, 2, 28))
    assert found("purchase", secured) == []
    assert found("purchase", replace(secured, ends=date(2030, 3, 1))) == [("contract_years", "ends", False)]
    wrong = replace(plan, item="C9", nature="goods", contract_fen=1001 * WAN, ends=date(2027, 2, 1))
    assert found("purchase", wrong) == [
        ("catalogue", "item", True),
        ("excluded_kind", "nature", True),
        ("contract_beyond", "contract_fen", True),
        ("contract_days", "ends", True),
    ]


def test_a_purchase_gets_money_only_when_those_who_are_served_are_asked() -> None:
    asked = replace(ABOUT, budget_year=2027, satisfaction=1)
    assert gate_of("purchase", purchase_plan(), asked, LAW) == []
    (problem,) = gate_of("purchase", purchase_plan(), replace(asked, satisfaction=0), LAW)
    assert (problem.code, problem.stops) == ("satisfaction_missing", True)


def test_a_special_transfer_announces_seven_tenths_early_a_general_one_nine() -> None:
    assert early_share(transfer_plan()) == Fraction(4, 5)  # (80 + 40) / (100 + 50)
    about = replace(ABOUT, on=date(2027, 2, 15))
    assert found("transfer", transfer_plan(), about) == []
    general = replace(transfer_plan(), nature="general")
    assert found("transfer", general, about) == [("early_notice", "rows", False)]


def test_who_is_late_with_a_transfer_stands_there_by_name_and_days() -> None:
    # sixty days after 2027-01-20 is 2027-03-21
    first, second = issues(transfer_plan(), LAW, date(2027, 4, 1))
    assert (first.due, first.days_late, second.days_late) == (date(2027, 3, 21), 0, 11)
    (problem,) = problems_in_plan("transfer", transfer_plan(), replace(ABOUT, on=date(2027, 4, 1)), LAW)
    assert (problem.code, problem.where, problem.message.en) == (
        "issue_late",
        "桥 · 2 · issued_on",
        "河口乡 is 11 days late",
    )
    general = replace(transfer_plan(), nature="general")
    assert issues(general, LAW, date(2027, 4, 1))[0].due == date(2027, 2, 19)


def test_areas_add_up_within_the_transfer_and_matching_money_is_pointed_at() -> None:
    rows = transfer_plan().rows
    plan = replace(transfer_plan(), rows=(replace(rows[0], code="镇1", local_fen=911 * WAN), rows[1]))
    about = replace(ABOUT, on=date(2027, 2, 1))
    assert found("transfer", plan, about) == [
        ("areas_sum", "rows", True),
        ("area_code", "1 · code", True),
        ("matching", "1 · local_fen", False),
    ]


def test_a_project_of_two_lists_counts_once_in_its_departments_sum() -> None:
    members = [Member(1, "ordinary", "specific", 70), Member(2, "bond", "specific", 30), Member(1, "ordinary", "", 70)]
    assert overall([*members, Member(3, "department", "", 999)]).projects == 2
    assert overall([Member(1, "ordinary", "a", 70), Member(2, "bond", "a", 30)]).amount_fen == 100


@pytest.mark.parametrize("kind", PLANS)
def test_a_plan_reads_back_as_it_is_typed(kind: str) -> None:
    sheet, plan = KINDS[kind].sheet, PLANS[kind][1]
    head = {one.name: typed(one, getattr(plan, one.name)) for one in sheet.head}
    assert read_sheet(sheet, head, lines_of(sheet, plan), about=ABOUT) == (plan, [])


@given(st.integers(0, 10**15))
def test_any_amount_is_typed_and_read_to_the_fen(fen: int) -> None:
    plan = BondPlan(fen, fen, 0, 0, (BondRow(2027, fen, 0, fen, 0),))
    sheet = KINDS["bond"].sheet
    head = {one.name: typed(one, getattr(plan, one.name)) for one in sheet.head}
    again, problems = read_sheet(sheet, head, lines_of(sheet, plan), about=ABOUT)
    assert (again, problems) == (plan, [])


def test_every_cell_that_cannot_be_read_is_told_and_none_is_guessed() -> None:
    head = {"bond_fen": "八百", "capital_fen": "1e15", "other_fen": "99999999999999", "opening_fen": ""}
    lines = [["27", "300", "50万", "", "40"], ["2028", "12.3456789", "", "800", "40"], ["", "1", "", "", ""]]
    _plan, problems = read_sheet(KINDS["bond"].sheet, head, lines, about=ABOUT)
    assert [(one.code, one.where.removeprefix("桥 · ")) for one in problems] == [
        ("cell_unreadable", "bond_fen"),
        ("cell_unreadable", "capital_fen"),
        ("cell_unreadable", "other_fen"),
        ("cell_unreadable", "1 · year"),
        ("cell_unreadable", "2 · income_fen"),
        ("cell_missing", "3 · year"),
    ]
    terms = {"item": "A03", "nature": "服务", "starts": "明年", "secured": "也许"}
    _plan, problems = read_sheet(KINDS["purchase"].sheet, terms, [], about=ABOUT)
    assert [one.where.removeprefix("桥 · ") for one in problems] == ["nature", "starts", "secured"]
    shares = [
        read_sheet(KINDS["ppp"].sheet, {"linked_e4": text}, [], about=ABOUT)[0].linked_e4 for text in ("30%", "0.3")
    ]
    assert shares == [3000, 3000]
