"""Sealed evaluations and requests for tests of what results do: rows as the contexts below leave them."""

from dataclasses import dataclass
from datetime import date

from yuheng.budget.models import Request, Version
from yuheng.evaluation.models import Evaluation, Outcome
from yuheng.organisations.models import Organisation
from yuheng.projects.models import Project, Target, TargetIndicator

WAN = 1_000_000
SEALED_ON = date(2026, 6, 10)


@dataclass(frozen=True)
class Case:
    """One project's evaluated year as a test wants it: a name, a grade, what was approved and paid (万元)."""

    name: str
    grade: str
    budget_wan: int
    paid_wan: int = 0
    total_c: int = 9000
    year: int = 2025


def _standing(state: str, org_path: str, year: int) -> dict[str, object]:
    return {"state": state, "state_since": SEALED_ON, "maker": "preparer", "org_path": org_path, "year": year}


def project_of(unit: Organisation, case: Case) -> Project:
    """A project of a unit in the library; the same name gives the same project."""
    found = Project.objects.filter(name=case.name).first()
    return found or Project.objects.create(
        code=f"P{Project.objects.count():06d}",
        name=case.name,
        unit=unit,
        category="specific",
        novelty="continuing",
        function_code="2130305",
        last_year=2028,
        amount_fen=(case.budget_wan + 1) * WAN * 3,
        **_standing("in_library", unit.path, 2024),
    )


def target_of(project: Project, year: int) -> Target:
    """A confirmed target of a project's year with one measurable indicator."""
    target = Target.objects.create(
        project=project, statement="建成堤防", **_standing("confirmed", project.org_path, year)
    )
    TargetIndicator.objects.create(
        target=target,
        no=1,
        level1="产出指标",
        level2="数量指标",
        name="新建堤防",
        operator=">=",
        printed="≥10公里",
        kind="number",
        value_e4=100_000,
        unit="公里",
        measurable=True,
        weight_c=5000,
    )
    return target


def sealed(unit: Organisation, case: Case) -> Evaluation:
    """A sealed evaluation of a project's year, with one outcome that reached its target."""
    project = project_of(unit, case)
    target = target_of(project, case.year)
    evaluation = Evaluation.objects.create(
        project=project,
        target=target,
        budget_fen=case.budget_wan * WAN,
        executed_fen=case.paid_wan * WAN,
        execution_points_c=1000,
        total_c=case.total_c,
        grade=case.grade,
        rules_digest="0" * 64,
        **_standing("reviewed", unit.path, case.year),
    )
    indicator = target.indicators.get()
    Outcome.objects.create(
        evaluation=evaluation, indicator=indicator, printed="12公里", status="scored", points_c=5000, working={}
    )
    Evaluation.objects.filter(pk=evaluation.pk).update(state="sealed", sealed="{}", seal="s" * 64, sealed_on=SEALED_ON)
    evaluation.refresh_from_db()
    return evaluation


def request_for(project: Project, version: Version, asked_wan: int, *, function_code: str = "2130305") -> Request:
    """A request of a project in a version, under finance's review."""
    target = project.targets.filter(year=version.year).first() or target_of(project, version.year)
    return Request.objects.create(
        version=version,
        project=project,
        target=target,
        book="general",
        fund="fiscal",
        function_code=function_code,
        government_economic="50299",
        department_economic="30299",
        amount_fen=asked_wan * WAN,
        **_standing("reviewed", project.org_path, version.year),
    )


def version_of(county: Organisation, year: int) -> Version:
    """An open version of a year."""
    return Version.objects.create(round="second", **_standing("open", county.path, year))
