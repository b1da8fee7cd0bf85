"""Processes killed in the middle of posting leave nothing half-written."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from yuheng.execution.tests.test_race import own_database  # noqa: F401 - a fixture

pytestmark = pytest.mark.database
KILLS, MONEY_FEN, EACH_FEN = 200, 10_000_000_00, 1_00  # as in kill_scene, which a child runs
SCENE = Path(__file__).with_name("kill_scene.py")


def test_payers_killed_two_hundred_times_leave_nothing_half_written(
    own_database: dict[str, str],  # noqa: F811 - the fixture
) -> None:
    child = subprocess.run([sys.executable, str(SCENE)], env=own_database, capture_output=True, text=True, timeout=600)
    assert child.returncode == 0, child.stderr[-3000:]
    left = json.loads(child.stdout)
    (told_asked, told_paid), (asked, paid), stages = left["told"], left["there"], left["stages"]
    assert left["problems"] == []
    # what was told is there; of what was not told, each killed payer may have finished one thing
    assert told_asked <= asked <= told_asked + KILLS
    assert told_paid <= paid <= told_paid + KILLS
    assert stages["paid"] == paid * EACH_FEN
    assert stages["applied"] == (asked - paid) * EACH_FEN
    assert stages["executable"] == MONEY_FEN - asked * EACH_FEN
