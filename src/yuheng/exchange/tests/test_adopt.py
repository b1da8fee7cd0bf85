"""A foreign city with every trouble is adopted: totals hold with the source, and each row that did not enter is told."""

import gzip
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from yuheng.budget.models import Adjustment, Balance, Entry, Line
from yuheng.budget.proof import verify_ledger
from yuheng.exchange.adopt.loading import adopt
from yuheng.exchange.adopt.mapping_file import read_mapping
from yuheng.exchange.adopt.telling import Adopted, Total, by_year
from yuheng.exchange.tests.city import CHANGES, CHANGES_MAPPING, PAYMENTS, write_city, write_mapping
from yuheng.execution.models import Payment
from yuheng.kernel.money import parse_yuan
from yuheng.kernel.outcome import Refused
from yuheng.monitoring.models import Reading
from yuheng.organisations.models import Organisation
from yuheng.platform import acts
from yuheng.projects.models import Project, Target, TargetIndicator

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(tmp_path: Path) -> Adopted:
    """The city, adopted."""
    return adopt(read_mapping(write_mapping(tmp_path)), write_city(tmp_path))


def told(adopted: Adopted) -> set[tuple[str, int, str]]:
    """File, row and reason of every row that did not enter as printed."""
    return {(one.file, one.row, one.reason) for one in adopted.told if not one.loaded}


def year_of(adopted: Adopted, year: int, stage: str, dimension: str = "economic_class") -> Total:
    """A year's total of a stage."""
    return next(one for one in by_year(adopted.totals, dimension) if (one.cell[0], one.cell[3]) == (year, stage))


def stages(project: str, item: str, year: int = 2020) -> dict[str, str]:
    """Where the money of a line stands, in units; source and adjusted left out."""
    rows = Balance.objects.filter(line__project__code=project, line__department_economic=item, line__year=year)
    held = rows.exclude(stage__in=["source", "adjusted"]).exclude(fen=0)
    return {stage: f"{Decimal(fen) / 100:.2f}" for stage, fen in held.values_list("stage", "fen")}


@pytest.mark.database
def test_every_total_holds_with_its_source_or_with_the_rows_that_are_told(city: Adopted) -> None:
    assert city.apart == [] and len(city.totals) > 30
    # 1000 + 500 + 100 + 10 + 5 + 20 + 100 entered; -30, 10.005 and 90 are told
    initial = year_of(city, 2020, "initial")
    assert (initial.source, initial.ledger, initial.left_out) == (Decimal("180500.5"), 173500, Decimal("7000.5"))
    # reserved: 700 + 690.50 + 100 + 80 + 70 + 20 entered; 30 of the grants and the 40 of the bridges are told
    reserved = year_of(city, 2020, "reserved")
    assert (reserved.source, reserved.ledger, reserved.left_out) == (Decimal(173050), 166050, Decimal(7000))
    paid = year_of(city, 2020, "paid", "project")
    assert (paid.ledger, paid.left_out) == (134050, Decimal("-1398.5"))  # 0.01 - 20 + 0 + 1.005 + 5
    assert year_of(city, 2021, "modifications").ledger == -15000


def test_every_row_that_did_not_enter_as_printed_is_told(city: Adopted) -> None:
    assert told(city) == {
        ("budget.csv", 8, "use_beyond_credit"),
        ("budget.csv", 10, "negative_credit"),
        ("budget.csv", 11, "amount_finer_than_a_hundredth"),
        ("budget.csv", 12, "amount_unreadable"),
        ("budget.csv", 13, "stages_do_not_hold_each_other"),
        ("budget.csv", 14, "final_printed_otherwise"),
        ("budget.csv", 15, "columns"),
        ("budget.csv", 18, "project_never_had_money"),
        ("budget.csv", 19, "year"),
        ("indicators.csv", 4, "indicator_without_text"),
        ("indicators.csv", 5, "target_is_no_number"),
        ("indicators.csv", 6, "indicator_without_project"),
        ("payments.csv", 4, "payment_beyond_obligation"),
        ("payments.csv", 6, "payment_negative"),
        ("payments.csv", 7, "payment_of_nothing"),
        ("payments.csv", 8, "amount_finer_than_a_hundredth"),
        ("payments.csv", 9, "payment_joins_no_line"),
        ("payments.csv", 10, "payment_joins_no_line"),
    }
    entered = Counter((one.reason, one.row) for one in city.told if one.loaded)
    assert entered == {
        ("rows_of_one_key_are_one_line", 6): 1,
        ("rows_of_one_key_are_one_line", 9): 1,
        ("covered_within_project+economic_class", 5): 1,
        ("covered_within_project+economic_class", 7): 1,
    }


def test_a_line_that_used_more_than_its_credit_takes_it_from_its_group_as_far_as_there_is_any(city: Adopted) -> None:
    roads, green = "990901-110501", "990901-111502"
    assert stages(roads, "22100") == {"reserved": "5.00", "accepted": "75.00"}  # had nothing, used 80
    assert stages(roads, "21000") == {"executable": "20.00", "reserved": "50.00", "paid": "650.00"}  # 800, gave 80
    assert stages(green, "48000") == {"accepted": "20.00"}  # 50 used, 20 there, nobody in its group has more
    assert stages(green, "22000") == {"executable": "40.00"}  # 105 less 5, gave 60


def test_what_nets_to_zero_is_a_virement_and_the_rest_changes_the_total(city: Adopted) -> None:
    moved = {
        kind: sum(leg.fen for entry in Entry.objects.filter(kind=kind) for leg in entry.postings.filter(fen__gt=0))
        for kind in ("virement", "supplement", "cut", "cover")
    }
    # each side of a virement posts its amount twice: 200 and 0.03 within a project, 4.97 within the department
    assert moved["virement"] == 2 * (20000 + 3 + 497)
    assert moved["supplement"] == 34528 and moved["cut"] == 15000
    assert moved["cover"] == 2 * (8000 + 6000)


def test_the_ledger_and_the_acts_hold(city: Adopted) -> None:
    assert Entry.objects.count() == city.counts["vouchers"]
    assert list(verify_ledger(acts.entry_digests())) == []
    assert list(acts.verify()) == []
    assert not Line.objects.filter(elements__isnull=True).exists()


def test_organisations_and_projects_stand_under_codes_of_our_own_with_the_newest_names(city: Adopted) -> None:
    names = {row.code: (row.name, row.path) for row in Organisation.objects.all()}
    assert names == {
        "990901": ("Testville", "990901/"),
        "990901-D1": ("City", "990901/990901-D1/"),
        "990901-110": ("Works", "990901/990901-D1/990901-110/"),
        "990901-111": ("Parks", "990901/990901-D1/990901-111/"),
    }
    roads = Project.objects.get(code="990901-110501")
    assert (roads.name, roads.year, roads.last_year, roads.state) == ("Roads and lanes", 2020, 2021, "in_library")
    merged = Line.objects.get(project__code="990901-111502", department_economic="22000", year=2020)
    assert merged.adopted == "budget.csv: 6, 9"


def test_targets_carry_what_was_promised_and_what_was_reached(city: Adopted) -> None:
    assert Target.objects.filter(state="confirmed").count() == 2
    counts = city.counts  # 2020: 501, 502 and 777, which has no budget; 2021: 501
    assert (counts["functions_with_indicators"], counts["functions_with_indicators_and_a_budget"]) == (4, 3)
    assert Line.objects.filter(target__isnull=False).count() == 5  # four of 2020, one of 2021
    rows = TargetIndicator.objects.filter(target__year=2020).order_by("no")
    assert list(rows.values_list("name", "kind", "value_e4", "unit", "weight_c")) == [
        ("Roads mended", "number", 125000, "KM", 5000),
        ("Content drivers", "percent", 950000, "PORCENTAJE", 5000),
    ]
    assert list(Reading.objects.order_by("pk").values_list("printed", "value_e4")) == [("11", 110000), ("10", 100000)]


def test_no_name_of_a_natural_person_enters(city: Adopted) -> None:
    paid = Payment.objects.order_by("voucher").values_list("payee", "amount_fen", "state")
    assert list(paid) == [
        ("Roads SA", 40000, "paid"),
        ("", 25000, "paid"),
        ("", 69050, "paid"),
        ("", 80000, "paid"),
    ]


def test_payments_are_what_the_ledger_calls_paid(city: Adopted) -> None:
    by_line = Counter[int]()
    for line, fen in Payment.objects.values_list("line", "amount_fen"):
        by_line[line] += fen
    assert by_line == dict(Balance.objects.filter(stage="paid").values_list("line", "fen"))


def test_one_year_alone(tmp_path: Path) -> None:
    adopted = adopt(read_mapping(write_mapping(tmp_path)), write_city(tmp_path), years=frozenset({2021}))
    assert adopted.apart == [] and set(Line.objects.values_list("year", flat=True)) == {2021}
    assert {one[2] for one in told(adopted)} == {"project_never_had_money", "columns"}


def test_a_home_in_use_takes_no_foreign_budget(city: Adopted, tmp_path: Path) -> None:
    lines = Line.objects.count()
    with pytest.raises(Refused) as refused:
        adopt(read_mapping(tmp_path / "mapping.yaml"), tmp_path)
    assert [one.code for one in refused.value.problems] == ["home_in_use"]
    assert Line.objects.count() == lines


def test_all_missing_files_and_columns_are_told_at_once(tmp_path: Path) -> None:
    folder = write_city(tmp_path)
    (folder / "indicators.csv").unlink()
    (folder / "payments.csv").write_text(PAYMENTS.replace("amount", "sum").replace("payee", "to"), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        adopt(read_mapping(write_mapping(tmp_path)), folder)
    found = sorted((one.code, one.found) for one in refused.value.problems)
    assert found == [("column_missing", "amount"), ("column_missing", "payee"), ("file_missing", "")]


@pytest.mark.database
def test_a_file_that_breaks_off_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = write_city(tmp_path)
    packed = gzip.compress((PAYMENTS + "\n" * 200_000 + PAYMENTS).encode())
    (folder / "payments.csv").unlink()
    (folder / "payments.csv.gz").write_bytes(packed[: len(packed) // 2])
    mapping = write_mapping(tmp_path)
    mapping.write_text(mapping.read_text().replace("payments.csv", "payments.csv.gz"))
    with pytest.raises(Refused) as refused:
        adopt(read_mapping(mapping), folder)
    assert [one.code for one in refused.value.problems] == ["file_broken"]
    assert not Organisation.objects.exists() and not Line.objects.exists()


@pytest.fixture
def land(tmp_path: Path) -> Adopted:
    """The land whose budget was changed, adopted."""
    (tmp_path / "changes.csv.gz").write_bytes(gzip.compress(CHANGES.encode()))
    return adopt(read_mapping(write_mapping(tmp_path, CHANGES_MAPPING)), tmp_path)


def thousand(count: int) -> int:
    return parse_yuan(str(1000 * count))


def test_documents_are_replayed_as_adjustments(land: Adopted) -> None:
    counts = land.counts
    assert (counts["documents"], counts["documents_net_zero"], counts["documents_that_move_no_money"]) == (6, 4, 1)
    assert counts["by_kind"] == {"virement": 3, "supplement": 1, "cut": 1}
    rows = Adjustment.objects.order_by("entry").values_list("number", "kind", "state", "resolution")
    assert list(rows) == [
        ("2005-12-1", "virement", "decided", "7"),  # the only one with a day: it comes first
        ("2005-1-2", "virement", "decided", "7"),
        ("2005-3-1", "supplement", "decided", "7"),
        ("2005-4-1", "cut", "decided", "7"),
        ("2006-1-2", "virement", "decided", "7"),
    ]


def test_openings_are_the_least_that_carries_the_replay(land: Adopted) -> None:
    opened = Entry.objects.filter(kind="approve").order_by("voucher")
    amounts = {one.voucher: one.postings.get(stage="executable").fen for one in opened}
    assert amounts == {
        "2005-approve-990902-010101": thousand(60),  # + 40 - 40 - 60
        "2005-approve-990902-010102": thousand(45),  # - 40 + 25 - 30
        "2006-approve-990902-010101": thousand(5),
    }
    assert set(Line.objects.values_list("adopted", flat=True)) == {"changes.csv.gz: opening derived from the replay"}
    assert stages("990902-050201", "", 2005) == {"executable": f"{115_000:.2f}"}


@pytest.mark.database
def test_after_each_year_every_identity_holds_and_the_totals_do(land: Adopted) -> None:
    assert land.counts["ledger_faults_after_year"] == {2005: 0, 2006: 0}
    assert land.apart == []
    moved = {(one.cell[0], one.cell[2]): one.ledger for one in land.totals}
    assert moved[2005, "gains"] == thousand(180) and moved[2005, "gives"] == -thousand(170)
    assert {(one.row, one.reason, one.loaded) for one in land.told} == {
        (6, "document_moves_no_money", True),
        (12, "amount_unreadable", False),
    }
