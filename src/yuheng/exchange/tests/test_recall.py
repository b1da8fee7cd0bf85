"""The recall of the faults that publishers made is what the issue asks for; the command prints the same figures."""

from pathlib import Path

import pytest

from yuheng.exchange.checking import check_file, report
from yuheng.exchange.recall import OWN, recall, rows

SHARED = Path(__file__).resolve().parents[5] / "shared" / "data"


def listed() -> Path:
    if not (SHARED / "publisher_errors.csv").is_file():
        pytest.skip(f"the published tables are not at {SHARED}")
    return SHARED / "publisher_errors.csv"


def test_of_the_publishers_faults_enough_are_found_at_their_place_and_no_false_error_is_raised() -> None:
    csv_ = listed()
    whole = report(check_file(path, path.name) for path in sorted((SHARED / "tables").glob("*.json")))
    told = recall(csv_, whole["files"])
    assert float(told["decided"]["percent"]) >= 95
    assert float(told["judged"]["percent"]) >= 60
    assert float(told["alarmed_tables"]["percent"]) <= 2
    assert all(one["confirmed"] for one in told["errors_beside_the_list"])


def test_each_fault_that_is_not_asked_is_one_of_the_list_and_has_its_reason() -> None:
    csv_ = listed()
    known = {(row["kind"], row["table"]) for row in rows(csv_)}
    apart = rows(OWN / "not_decidable.csv")
    assert {(row["kind"], row["table"]) for row in apart} <= known
    assert all(row["reason"] for row in apart)
