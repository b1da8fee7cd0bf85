"""Projects and targets for tests: one way to enter them, with what matters to the test given by name."""

from collections.abc import Sequence
from decimal import Decimal

from yuheng.organisations.testing import Office
from yuheng.projects import actions
from yuheng.projects.domain.drafts import AppraisalDraft, DimensionScore, IndicatorDraft, ProjectDraft, TargetDraft
from yuheng.projects.models import Project, Target

DIMENSIONS = ("necessity", "economy", "targets", "feasibility", "funding")
MEASURABLE = (
    IndicatorDraft(1, "产出指标", "数量指标", "新建机井数量", "≥", "12眼"),
    IndicatorDraft(2, "产出指标", "时效指标", "完工时间", "", "2027年10月底前"),
    IndicatorDraft(3, "效益指标", "社会效益指标", "受益农户", "≥", "800户"),
    IndicatorDraft(4, "满意度指标", "服务对象满意度指标", "农户满意度", "≥", "90%"),
)
VAGUE = (IndicatorDraft(1, "效益指标", "社会效益指标", "群众生活水平", "定性", "明显提高"),)


def project_draft(
    code: str = "P001", *, unit: str = "301001", amount_fen: int = 200_000_000, novelty: str = "new"
) -> ProjectDraft:
    """A water project of the office's unit for 2027, two million yuan unless said otherwise."""
    return ProjectDraft(
        code=code,
        name=f"农村饮水安全工程 {code}",
        unit=unit,
        category="specific",
        novelty=novelty,
        function_code="2130316",
        year=2027,
        last_year=2028,
        amount_fen=amount_fen,
        sector="农林水",
    )


def drafted(office: Office, count: int = 1, *, prefix: str = "P", amount_fen: int = 200_000_000) -> list[Project]:
    """Projects in draft, entered by the office's preparer."""
    drafts = [project_draft(f"{prefix}{number:04d}", amount_fen=amount_fen) for number in range(1, count + 1)]
    return actions.register_projects(by=office.preparer, drafts=drafts)


def reviewed(office: Office, count: int = 1, *, prefix: str = "P", amount_fen: int = 200_000_000) -> list[Project]:
    """Projects that the department has passed on to finance."""
    projects = drafted(office, count, prefix=prefix, amount_fen=amount_fen)
    actions.submit_projects(by=office.approver, projects=projects)
    actions.review_projects(by=office.reviewer, projects=projects)
    return projects


def scores(points: str | Decimal) -> tuple[DimensionScore, ...]:
    """The same points in every dimension of the sample county."""
    return tuple(DimensionScore(code, Decimal(points)) for code in DIMENSIONS)


def appraised(office: Office, count: int = 1, *, prefix: str = "P", amount_fen: int = 200_000_000) -> list[Project]:
    """Projects supported by an appraisal."""
    projects = reviewed(office, count, prefix=prefix, amount_fen=amount_fen)
    actions.appraise(by=office.performance, drafts=[AppraisalDraft(one, scores("19")) for one in projects])
    return projects


def with_target(
    office: Office,
    projects: Sequence[Project],
    *,
    indicators: tuple[IndicatorDraft, ...] = MEASURABLE,
    year: int = 2027,
    confirm: bool = True,
) -> list[Target]:
    """Targets of these projects for a year, confirmed unless said otherwise."""
    drafts = [TargetDraft(one, year, "解决饮水不安全问题", indicators) for one in projects]
    targets = actions.set_targets(by=office.preparer, drafts=drafts)
    if confirm:
        actions.submit_targets(by=office.approver, targets=targets)
        actions.confirm_targets(by=office.performance, targets=targets)
    return targets


def in_library(office: Office, count: int = 1, *, prefix: str = "P", amount_fen: int = 200_000_000) -> list[Project]:
    """Projects in the library, each with a confirmed measurable target for 2027."""
    projects = appraised(office, count, prefix=prefix, amount_fen=amount_fen)
    with_target(office, projects)
    actions.admit_projects(by=office.budget, projects=projects)
    return projects
