"""No sequence of verbs breaks an identity, overspends at any level, or loses a posting.

The suite runs a few hundred histories; YUHENG_HISTORIES=10000 runs as many as one likes.
"""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from yuheng.execution.tests.histories import Histories

HOW_MANY = int(os.environ.get("YUHENG_HISTORIES", "60"))


@pytest.mark.database
@pytest.mark.django_db
def test_no_history_breaks_the_ledger() -> None:
    Histories.open()
    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=HOW_MANY,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate, Phase.shrink],
        ),
    )
    assert Histories.ended >= HOW_MANY
