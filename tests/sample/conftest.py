"""One small county for all tests of the package, built once, rolled back at the end; no test can change it for another."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from yuheng.platform import clock
from yuheng.sample.build import STANDS, build, truth_path
from yuheng.sample.story import Story
from yuheng.sample.truth import Truth, load

PROJECTS, SEED = 60, 7


@dataclass(frozen=True)
class Sample:
    """A built county: what the office told, and what is true."""

    story: Story
    truth: Truth


@pytest.fixture(scope="package")
def built(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sample]:
    """Build the county in a transaction that never ends well."""
    home: Path = tmp_path_factory.mktemp("sample")
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with django_db_blocker.unblock(), override_settings(HOME=home, PASSWORD_HASHERS=quick), transaction.atomic():
        story = build(PROJECTS, SEED)
        yield Sample(story, load(truth_path()))
        transaction.set_rollback(True)
    clock.forget_standing()


@pytest.fixture
def sample(built: Sample, db: None) -> Iterator[Sample]:
    """The county on the day on which its clock stands; what a test does is taken back, because `db` nests in `built`."""
    with clock.at(STANDS):
        yield built
    clock.forget_standing()


@pytest.fixture(autouse=True)
def day() -> Iterator[date]:
    """Every test lives on the day on which the sample's clock stands."""
    with clock.at(STANDS):
        yield STANDS
