"""The organisations and projects of a foreign budget, under codes of our own and with the names of the source."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from yuheng.exchange.adopt.mapping import Place
from yuheng.kernel.money import Fen
from yuheng.kernel.outcome import Problem, Words, refuse_if
from yuheng.organisations.actions import OrganisationDraft
from yuheng.organisations.actions import found as found_organisations
from yuheng.organisations.models import Organisation, Region
from yuheng.platform import clock
from yuheng.platform.acts import BATCH, SYSTEM, Done, record_many
from yuheng.projects.models import Project

NAME, NAME_EN, PROJECT_NAME = 120, 160, 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """A project of the source: its keys, its years, and the money it had over all of them."""

    department: str
    unit: str
    project: str
    function: str
    first_year: int
    last_year: int
    fen: Fen


@dataclass
class Founded:
    """What stands now: organisations and projects by the keys of the source."""

    root: Organisation
    departments: dict[str, Organisation]
    units: dict[str, Organisation]
    projects: dict[str, Project]


def must_be_empty() -> None:
    """Refuse a home that holds organisations: foreign accounts never mix with a county's own."""
    if Organisation.objects.exists():
        message = Words(
            zh="这里已有机构，外来账册只能并入空的数据目录",
            en="This home holds organisations already; a foreign budget needs a home of its own",
        )
        remedy = Words(zh="用 YUHENG_HOME 另指一个目录", en="Name another folder by YUHENG_HOME")
        refuse_if([Problem("home_in_use", "organisations", message, remedy=remedy)])


def found(place: Place, wanted: Sequence[Wanted], names: Mapping[tuple[str, str], str], title: str) -> Founded:
    """Found the place, its departments and units, and enter their projects in the library, each with an act."""
    region = Region.objects.create(code=place.code, level=3, name=place.name[:80], name_en=place.name_en)
    departments = sorted({one.department for one in wanted})
    units = sorted({(one.unit, one.department) for one in wanted})
    drafts = [OrganisationDraft(place.code, place.name, "county", name_en=place.name_en)]
    drafts += [_organisation(place, key, names, "department", place.code) for key in departments]
    drafts += [_organisation(place, key, names, "unit", _code(place, "department", above)) for key, above in units]
    rows = {one.code: one for one in found_organisations(by=SYSTEM, region=region, drafts=drafts)}
    at = Founded(
        rows[place.code],
        {key: rows[_code(place, "department", key)] for key in departments},
        {key: rows[_code(place, "unit", key)] for key, _ in units},
        {},
    )
    at.projects = _projects(place, at, wanted, names, title)
    return at


def _code(place: Place, kind: str, key: str) -> str:
    """Codes of departments and units may be the same text in the source; here they never are."""
    return f"{place.code}-{key}" if kind == "unit" else f"{place.code}-D{key}"


def _organisation(
    place: Place, key: str, names: Mapping[tuple[str, str], str], kind: str, above: str
) -> OrganisationDraft:
    return OrganisationDraft(_code(place, kind, key), names.get((kind, key), key)[:NAME], kind, above)


def _projects(
    place: Place, at: Founded, wanted: Sequence[Wanted], names: Mapping[tuple[str, str], str], title: str
) -> dict[str, Project]:
    """A project adopted is in the library at once: it was budgeted for where it comes from."""
    rows = {
        one.project: Project(
            code=f"{place.code}-{one.project}",
            name=names.get(("project", one.project), one.project)[:PROJECT_NAME],
            unit=at.units[one.unit],
            org_path=at.units[one.unit].path,
            category=Project.Category.OPERATION,
            novelty=Project.Novelty.CONTINUING,
            function_code=one.function,
            year=one.first_year,
            last_year=one.last_year,
            amount_fen=one.fen,
            source_table=title[:80],
            state="in_library",
            state_since=clock.today(),
            maker=SYSTEM.username,
        )
        for one in wanted
    }
    Project.objects.bulk_create(rows.values(), batch_size=BATCH)
    done = [Done(row, {"name": (None, row.name), "code": (None, row.code)}) for row in rows.values()]
    record_many(by=SYSTEM, verb="project.adopt", done=done)
    return rows


def wanted_of(lines: Iterable[tuple[str, str, str, str, int, Fen]]) -> list[Wanted]:
    """The projects of lines given as (department, unit, project, function, year, fen); those that never had money are
    left out, because a project without an amount is none."""
    found: dict[str, list[tuple[str, str, str, str, int, Fen]]] = {}
    for line in lines:
        found.setdefault(line[2], []).append(line)
    made = []
    for key in sorted(found):
        group = found[key]
        department, unit, _, function = group[-1][:4]
        years, fen = [line[4] for line in group], sum(line[5] for line in group)
        if fen > 0:
            made.append(Wanted(department, unit, key, function, min(years), max(years), fen))
    return made
