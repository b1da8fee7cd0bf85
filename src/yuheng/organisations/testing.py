"""The people of every test: a unit's preparer and approver, its department, the finance officers, an auditor, a stranger."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from yuheng.organisations.models import Organisation, Person, Post, Region

SINCE = date(2020, 1, 1)


@dataclass(frozen=True)
class Office:
    """A county with two departments, three units, and one person per duty."""

    county: Organisation
    department: Organisation
    unit: Organisation
    other_unit: Organisation
    preparer: Person
    approver: Person
    reviewer: Person
    performance: Person
    budget: Person
    treasury: Person
    congress: Person
    auditor: Person
    stranger: Person


def _organisation(code: str, name: str, kind: str, parent: Organisation | None, region: Region) -> Organisation:
    path = f"{parent.path if parent else ''}{code}/"
    return Organisation.objects.create(code=code, name=name, kind=kind, parent=parent, region=region, path=path)


def _hire(username: str, duty: str, organisation: Organisation) -> Person:
    person = Person.objects.create(username=username, name=username)
    Post.objects.create(person=person, organisation=organisation, duty=duty, since=SINCE)
    return person


def open_office() -> Office:
    """Found the office in the test's database."""
    region = Region.objects.create(code=settings.REGION, level=3, name="清衡县")
    county = _organisation(settings.REGION, "清衡县", "county", None, region)
    water = _organisation("301", "水务局", "department", county, region)
    roads = _organisation("302", "交通局", "department", county, region)
    unit = _organisation("301001", "水务局机关", "unit", water, region)
    other = _organisation("302001", "公路所", "unit", roads, region)
    hire: Callable[[str, str, Organisation], Person] = _hire
    return Office(
        county=county,
        department=water,
        unit=unit,
        other_unit=other,
        preparer=hire("preparer", "unit.prepare", unit),
        approver=hire("approver", "unit.approve", unit),
        reviewer=hire("reviewer", "department.review", water),
        performance=hire("performance", "finance.performance", county),
        budget=hire("budget", "finance.budget", county),
        treasury=hire("treasury", "finance.treasury", county),
        congress=hire("congress", "congress.approve", county),
        auditor=hire("auditor", "audit.read", county),
        stranger=hire("stranger", "unit.prepare", other),
    )
