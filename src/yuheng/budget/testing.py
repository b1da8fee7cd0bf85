"""An approved budget, and projects that may enter it, as other contexts' tests need them."""

from yuheng.budget import actions
from yuheng.budget.drafts import RequestDraft
from yuheng.budget.models import Line
from yuheng.kernel.money import Fen
from yuheng.organisations.testing import Office
from yuheng.platform.flow import began
from yuheng.projects.domain.flows import PROJECT, TARGET
from yuheng.projects.models import Project, Target, TargetIndicator


def library_project(
    office: Office, *, name: str = "村级供水维修", code: str = "P1", year: int = 2026, fen: Fen = 100_000_00
) -> Project:
    """A project in the library of the office's unit, its target for the year confirmed: 12 km of pipes, satisfied users."""
    start = began(PROJECT, by=office.preparer, org_path=office.unit.path, year=year)
    project = Project.objects.create(
        **{**start, "state": "in_library"},
        code=code,
        name=name,
        unit=office.unit,
        category=Project.Category.SPECIFIC,
        novelty=Project.Novelty.CONTINUING,
        function_code="2130335",
        last_year=year + 2,
        amount_fen=fen,
    )
    promise(office, project, year)
    return project


def promise(office: Office, project: Project, year: int) -> Target:
    """A confirmed target of two indicators, 60 and 30 points."""
    start = began(TARGET, by=office.preparer, org_path=project.org_path, year=year)
    target = Target.objects.create(**{**start, "state": "confirmed"}, project=project, statement="保障供水")
    TargetIndicator.objects.create(
        target=target,
        no=1,
        level1="产出指标",
        level2="数量指标",
        name="维修管道",
        operator=">=",
        printed="≥12公里",
        kind="number",
        value_e4=12_0000,
        unit="公里",
        measurable=True,
        weight_c=6000,
    )
    TargetIndicator.objects.create(
        target=target,
        no=2,
        level1="满意度指标",
        name="用户满意度",
        operator=">=",
        printed="≥95%",
        kind="percent",
        value_e4=95_0000,
        unit="%",
        measurable=True,
        weight_c=3000,
    )
    return target


def approved_lines(office: Office, amounts: list[tuple[Project, Fen]], year: int = 2026) -> list[Line]:
    """Lines of a year for these projects, through every step and by the people who have the duty; not yet released."""
    version = actions.open_version(by=office.budget, year=year, round="second")
    drafts = [RequestDraft(project, fen) for project, fen in amounts]
    requests = actions.request_lines(by=office.preparer, version=version, drafts=drafts)
    actions.submit_requests(by=office.approver, requests=requests)
    actions.review_requests(by=office.reviewer, requests=requests)
    actions.accept_requests(by=office.budget, requests=requests)
    actions.compile_version(by=office.budget, version=version)
    return actions.approve_version(by=office.congress, version=version, resolution=f"清人发〔{year}〕1号")


def released_line(office: Office, project: Project, fen: Fen, year: int = 2026) -> Line:
    """One line whose money is executable."""
    lines = approved_lines(office, [(project, fen)], year)
    return actions.release_lines(by=office.budget, lines=lines)[0]
