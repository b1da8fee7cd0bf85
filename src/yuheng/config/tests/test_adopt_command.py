"""`yuheng adopt`: what it prints, what it leaves in the home, and with which status it ends."""

import csv
import json
from pathlib import Path

import pytest
from pytest_django import Settings

from yuheng.config import cli
from yuheng.config.output import Exit
from yuheng.exchange.tests.city import BUDGET, write_city, write_mapping
from yuheng.organisations.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(tmp_path: Path, settings: Settings) -> Path:
    """A home of its own for the reports."""
    settings.HOME = tmp_path
    return tmp_path


def test_the_report_has_counts_totals_and_reasons(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = cli.main(["adopt", str(write_mapping(home)), str(write_city(home)), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert status == Exit.PROBLEMS  # rows did not enter
    assert told["totals_that_differ"] == 0 and told["rows"]["not loaded: payment_joins_no_line"] == 2
    initial = next(one for one in told["years"] if (one["year"], one["stage"]) == (2020, "initial"))
    amounts = {"source": "1805.005", "ledger": "1735.00", "not_loaded": "70.005", "difference": "0.00"}
    assert initial == {"year": 2020, "stage": "initial", **amounts}
    with Path(told["files"]["rows"]).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    negative = next(row for row in rows if row["reason"] == "negative_credit")
    assert (negative["row"], negative["initial"], negative["loaded"]) == ("10", "-30.00", "no")
    assert (home / "adopt-990901-totals.csv").stat().st_size > 1000


def test_a_clean_source_ends_fine(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_city(home)
    (home / "budget.csv").write_text("\n".join(BUDGET.splitlines()[:5]) + "\n", encoding="utf-8")
    mapping = write_mapping(home)
    mapping.write_text(mapping.read_text().split("indicators:")[0])
    assert cli.main(["adopt", str(mapping), str(home)]) == Exit.FINE
    assert "differ: 0" in capsys.readouterr().out


def test_a_mapping_that_is_wrong_changes_nothing(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mapping = write_mapping(home)
    mapping.write_text(mapping.read_text().replace("  year: year\n", "", 1))
    assert cli.main(["adopt", str(mapping), str(write_city(home))]) == Exit.PROBLEMS
    assert "budget.year" in capsys.readouterr().out and not Organisation.objects.exists()


def test_a_mapping_that_is_nowhere_could_not_run(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["adopt", "atlantis", str(home)]) == Exit.COULD_NOT_RUN
    assert "atlantis" in capsys.readouterr().err
