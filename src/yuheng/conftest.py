"""Fixtures for every context: the office, and a clock that stands."""

from collections.abc import Iterator
from datetime import date

import pytest

from yuheng.organisations.testing import Office, open_office
from yuheng.platform import clock


@pytest.fixture
def office(db: None) -> Office:
    """A county with one person per duty."""
    return open_office()


@pytest.fixture(autouse=True)
def day() -> Iterator[date]:
    """Every test lives on one known day unless it travels."""
    with clock.at(date(2026, 3, 2)):
        yield date(2026, 3, 2)
