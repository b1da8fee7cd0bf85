"""How many queries each page takes: the same for few rows and for many, and no more than was agreed.

The agreed numbers stand in queries.json. After a change that is meant, write them anew and look at the difference:

    YUHENG_GOLDEN=write python3 run.py test tests/golden
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.scene import TODAY, Scene, people, play
from yuheng.organisations.models import Person
from yuheng.platform import clock

pytestmark = pytest.mark.django_db

GOLDEN = Path(__file__).with_name("queries.json")
STAFF_PAGES = (
    "workbench",
    "projects",
    "project",
    "budget",
    "payments",
    "execution",
    "commitments",
    "warnings",
    "evaluations",
    "effects",
    "publications",
    "indicators",
)
PUBLIC_PAGES = ("public-county", "law")
WHO = ("unit.prepare", "finance.performance", "finance.budget", "audit.read")
FEW, MANY = 2, 12
Counts = dict[str, dict[str, int]]


@pytest.fixture(autouse=True)
def day() -> Iterator[None]:
    """The day on which the scene stands."""
    with clock.at(TODAY):
        yield


def test_no_page_takes_more_queries_for_more_rows_than_for_few() -> None:
    few, many = _counts(FEW), _counts(MANY)
    grown = [
        f"{page} for {who}: {few[page][who]} with {FEW} rows, {number} with {MANY}"
        for page, numbers in many.items()
        for who, number in numbers.items()
        if number != few[page][who]
    ]
    assert not grown, (
        "Fetch together what belongs together (select_related, prefetch, one query for all):\n" + "\n".join(grown)
    )


def test_each_page_takes_the_queries_that_were_agreed() -> None:
    now = _counts(FEW)
    if os.environ.get("YUHENG_GOLDEN") == "write":
        GOLDEN.write_text(json.dumps(now, indent=2) + "\n", encoding="utf-8")
    agreed: Counts = json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert now == agreed, "If this is meant, write the numbers anew as this file's first lines say"


def _counts(rows: int) -> Counts:
    """The queries of every page for each kind of person, over a county of so many rows, which is forgotten again."""
    with transaction.atomic():
        scene = play(rows)
        here = people(scene.office)
        found: Counts = {page: {who: _count(page, scene, here[who]) for who in WHO} for page in STAFF_PAGES}
        found |= {page: {"citizen": _count(page, scene, None)} for page in PUBLIC_PAGES}
        transaction.set_rollback(True)
    return found


def _count(page: str, scene: Scene, person: Person | None) -> int:
    """The queries of a page that has been read once before, as a process that serves has read it."""
    client = Client(headers={"accept-language": "zh-hans"})
    if person is not None:
        client.force_login(person)
    address = reverse(page, kwargs={"pk": scene.project.pk} if page == "project" else None)
    assert client.get(address).status_code == 200, f"{page} for {person}"
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)
