"""Two payments cannot both take the last yuan: fifty rush at one line, or one contract, with money for twenty."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

pytestmark = pytest.mark.database
SCENE = Path(__file__).with_name("race_scene.py")


@pytest.fixture
def own_database(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a child with an empty database of its own, of the kind that this run tests."""
    source = Path(__file__).parents[3]
    env = {**os.environ, "YUHENG_HOME": str(tmp_path), "PYTHONPATH": str(source)}
    url = os.environ.get("YUHENG_DATABASE_URL", "")
    if not url:
        yield env
        return
    name = f"yuheng_race_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield {**env, "YUHENG_DATABASE_URL": urlunsplit(urlsplit(url)._replace(path=f"/{name}"))}
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.parametrize(("paid_from", "stage", "refusal"), [
    ("line", "executable", "balance_short"), ("contract", "committed", "commitment_short")
])  # fmt: skip
def test_two_payments_cannot_both_take_the_last_yuan(
    own_database: dict[str, str], paid_from: str, stage: str, refusal: str
) -> None:
    command = [sys.executable, str(SCENE), paid_from]
    child = subprocess.run(command, env=own_database, capture_output=True, text=True, timeout=300)
    assert child.returncode == 0, child.stderr[-3000:]
    left = json.loads(child.stdout)
    assert left["outcomes"] == {"paid": 20, refusal: 30}
    assert left["stages"]["paid"] == 20 * 1_000_00
    assert (left["stages"][stage], left["stages"]["applied"]) == (0, 0)
    assert left["problems"] == []
