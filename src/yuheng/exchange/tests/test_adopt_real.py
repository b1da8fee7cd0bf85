"""The real files are adopted as they are: one year of Madrid's autonomous bodies, the first requests of Israel.

Expectations are sums of the files, made here by other means. All years: `yuheng adopt madrid ../shared/data/madrid`.
"""

import csv
import gzip
import lzma
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from yuheng.budget.models import Balance, Line
from yuheng.budget.proof import verify_ledger
from yuheng.exchange.adopt.loading import adopt
from yuheng.exchange.adopt.mapping_file import find_mapping, read_mapping
from yuheng.exchange.adopt.telling import by_year
from yuheng.execution.models import Payment
from yuheng.platform import acts

DATA = Path(__file__).resolve().parents[4].parent / "shared" / "data"
MADRID, ISRAEL = DATA / "madrid", DATA / "israel"
YEAR, DOCUMENTS = 2016, 500

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not MADRID.is_dir(), reason="SKIPPED: foreign budgets are not at ../shared/data"),
]


def without_the_city(name: str, folder: Path, body: str, place: int) -> list[dict[str, str]]:
    """Write the rows of a year and of all bodies but the city itself; return them."""
    with lzma.open(MADRID / f"{name}.xz", "rt", encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        head = next(reader)
        at, year = head.index(body), str(YEAR)
        rows = [dict(zip(head, row, strict=True)) for row in reader if row[0] == year and row[at][:place] != "001"]
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return rows


def test_a_year_of_madrids_bodies_holds_with_its_files_and_names_no_person(tmp_path: Path) -> None:
    budget = without_the_city("madrid_expenditure_2011_2025.csv", tmp_path, "centre", 3)
    without_the_city("madrid_indicators_2011_2025.csv", tmp_path, "responsible_centre", 3)
    payments = without_the_city("madrid_payments_2011_2021.csv", tmp_path, "responsible_centre", 3)
    adopted = adopt(read_mapping(find_mapping("madrid")), tmp_path)
    assert adopted.apart == [] and Line.objects.count() == len(budget) > 400
    columns = {"initial": "initial_credit", "modifications": "modifications", "final": "final_credit"}
    columns |= {"reserved": "authorised", "committed": "committed", "accepted": "obligations"}
    ledger = {one.cell[3]: one.ledger for one in by_year(adopted.totals, "economic_class")}
    assert ledger == {stage: 100 * sum(Decimal(row[name]) for row in budget) for stage, name in columns.items()}
    told = [one for one in adopted.told if "paid" in one.amounts]
    not_paid = sum((one.amounts["paid"] for one in told), Decimal(0))
    assert sum(Payment.objects.values_list("amount_fen", flat=True)) + not_paid == 100 * sum(
        Decimal(row["amount"]) for row in payments
    )
    assert len(told) + Payment.objects.count() == len(payments)
    companies = {row["payee"].strip() for row in payments if row["payee_tax_id"][:1] in set("ABFGHNPQRSUVW")}
    named = set(Payment.objects.exclude(payee="").values_list("payee", flat=True))
    assert len(named) > 50 and named <= companies
    assert list(verify_ledger(acts.entry_digests())) == []


def test_the_first_requests_of_israel_are_replayed(tmp_path: Path) -> None:
    rows, seen = [], set[tuple[str, ...]]()
    name = "israel_budget_change_requests.csv.gz"
    with gzip.open(ISRAEL / name, "rt", encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            seen.add(tuple(row[:3]))
            if len(seen) > DOCUMENTS:
                break
            rows.append(row)
    with gzip.open(tmp_path / name, "wt", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    names = "israel_state_budget_1992_2004.csv.xz"
    (tmp_path / names).symlink_to(ISRAEL / names)
    counts = adopt(read_mapping(find_mapping("israel")), tmp_path).counts
    nets, moving = Counter[tuple[str, ...]](), set[tuple[str, ...]]()
    for row in rows:
        nets[tuple(row[:3])] += int(row[11])
        moving |= {tuple(row[:3])} if int(row[11]) else set()
    assert counts["documents"] == DOCUMENTS
    assert counts["documents_net_zero"] == sum(not net for net in nets.values())
    assert counts["vouchers"] == len(moving)
    assert counts["ledger_faults_after_year"] == {2005: 0}
    changed = -sum(Balance.objects.filter(stage="source").values_list("fen", flat=True)) - counts["opened_fen"]  # type: ignore[operator]
    assert changed == 100_000 * sum(nets.values())
