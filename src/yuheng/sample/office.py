"""The sample's office: its regions and organisations founded, its people enrolled and appointed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TypeVar

from django.contrib.auth.hashers import make_password

from yuheng.organisations.actions import OrganisationDraft, PersonDraft, appoint, enrol_many, found
from yuheng.organisations.models import Organisation, Person, Region
from yuheng.platform.acts import SYSTEM
from yuheng.sample.places import COUNTY, DEPARTMENTS, PASSWORD, REGIONS, accounts

SINCE = date(2024, 1, 1)
Row = TypeVar("Row")


@dataclass(frozen=True)
class Office:
    """The people of the sample by user name."""

    people: dict[str, Person]

    def of(self, department: str, duty: str) -> Person:
        """Who prepares, approves or reviews in a department."""
        key = next(one.key for one in DEPARTMENTS if one.code == department)
        return self.people[f"{key}.{duty}"]

    @property
    def performance(self) -> Person:
        """Finance's performance desk."""
        return self.people["finance.performance"]

    @property
    def budget(self) -> Person:
        """Finance's budget desk."""
        return self.people["finance.budget"]

    @property
    def treasury(self) -> Person:
        """Finance's treasury desk."""
        return self.people["finance.treasury"]

    @property
    def congress(self) -> Person:
        """The people's congress."""
        return self.people["congress"]

    def each(
        self, rows: Iterable[Row], duty: str, *, department: Callable[[Row], str]
    ) -> Iterator[tuple[Person, list[Row]]]:
        """Rows department by department, with the person of the department who deals with them."""
        for code, group in groupby(sorted(rows, key=department), key=department):
            yield self.of(code, duty), list(group)


def open_office() -> Office:
    """Found the county with its departments and units, and let its people in. Refuses where codes are in use."""
    region = _regions()
    drafts = [OrganisationDraft(COUNTY, REGIONS[-1][2], "county", name_en=REGIONS[-1][3])]
    for department in DEPARTMENTS:
        drafts.append(OrganisationDraft(department.code, department.name, "department", COUNTY, department.name_en))
        drafts += [OrganisationDraft(u.code, u.name, "unit", department.code, u.name_en) for u in department.units]
    organisations = {one.code: one for one in found(by=SYSTEM, region=region, drafts=drafts)}
    return Office(_let_in(organisations))


def _let_in(organisations: dict[str, Organisation]) -> dict[str, Person]:
    """Everybody with his post, by user name; one sample password serves all of them and is hashed once."""
    drafts = [PersonDraft(one.username, one.name, one.name_en) for one in accounts()]
    people = enrol_many(by=SYSTEM, drafts=drafts, encoded=make_password(PASSWORD))
    for one, person in zip(accounts(), people, strict=True):
        appoint(by=SYSTEM, person=person, organisation=organisations[one.organisation], duty=one.duty, since=SINCE)
    return {person.username: person for person in people}


def _regions() -> Region:
    above: Region | None = None
    for code, level, name, name_en in REGIONS:
        above, _ = Region.objects.get_or_create(
            code=code, level=level, defaults={"name": name, "name_en": name_en, "parent": above}
        )
    assert above is not None
    return above
