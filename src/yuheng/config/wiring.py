"""The only place that knows everybody: inboxes, deadlines, panels, the stages of the loop, the sidebar."""

from django.http import HttpRequest

from yuheng.budget.grading import grade_with
from yuheng.budget.queries import open_version
from yuheng.budget.web import panels as budget_panels
from yuheng.budget.web import stages as budget_stages
from yuheng.budget.web import steps as budget_steps
from yuheng.config import chores, chronicle, columns, daily, journeys, watching
from yuheng.config.grades import latest_grades
from yuheng.config.sidebar import declare_sidebar
from yuheng.disclosure.web import panels as disclosure_panels
from yuheng.disclosure.web import steps as disclosure_steps
from yuheng.evaluation.web import panels as evaluation_panels
from yuheng.evaluation.web import stages as evaluation_stages
from yuheng.evaluation.web import steps as evaluation_steps
from yuheng.execution.web import panels as execution_panels
from yuheng.execution.web import stages as execution_stages
from yuheng.execution.web import steps as execution_steps
from yuheng.kernel.dated import NoLaw
from yuheng.kernel.outcome import Words
from yuheng.monitoring.web import panels as monitoring_panels
from yuheng.monitoring.web import stages as monitoring_stages
from yuheng.monitoring.web import steps as monitoring_steps
from yuheng.organisations import queries as organisations
from yuheng.organisations.domain.duties import DUTIES
from yuheng.organisations.models import Organisation
from yuheng.platform import clock, flow, inbox, titles
from yuheng.platform.models import StandingDay
from yuheng.platform.ui import context, loop, panels
from yuheng.platform.ui.kept import kept
from yuheng.projects.web import panels as project_panels
from yuheng.projects.web import stages as project_stages
from yuheng.projects.web import steps as project_steps
from yuheng.regulations.citing import cite
from yuheng.regulations.queries import deadline
from yuheng.results.web import panels as result_panels
from yuheng.results.web import steps as result_steps

STEPS = (
    project_steps,
    budget_steps,
    execution_steps,
    monitoring_steps,
    evaluation_steps,
    result_steps,
    disclosure_steps,
)
PROJECT_PANELS = (
    (10, project_panels.plan_panel),
    (20, project_panels.appraisal_panel),
    (30, project_panels.targets_panel),
    (40, budget_panels.money_panel),
    (45, execution_panels.payments_panel),
    (50, monitoring_panels.watching_panel),
    (60, evaluation_panels.evaluation_panel),
    (70, result_panels.effect_panel),
    (80, disclosure_panels.publication_panel),
    (90, chronicle.acts_panel),
)
WORKBENCH_PANELS = (
    (10, monitoring_panels.lights_panel),
    (20, result_panels.waiting_panel),
    (30, evaluation_panels.grades_panel),
)
SLOTS: dict[str, tuple[tuple[int, panels.Provider], ...]] = {"project": PROJECT_PANELS, "workbench": WORKBENCH_PANELS}
STAGES = (
    ("project", Words(zh="项目入库", en="Projects"), project_stages.project_stage),
    ("appraisal", Words(zh="事前评估", en="Appraisal"), project_stages.appraisal_stage),
    ("target", Words(zh="绩效目标", en="Targets"), project_stages.target_stage),
    ("budget", Words(zh="预算批复", en="Budget"), budget_stages.budget_stage),
    ("payment", Words(zh="资金支付", en="Payments"), execution_stages.payment_stage),
    ("warning", Words(zh="双监控预警", en="Warnings"), monitoring_stages.warning_stage),
    ("score", Words(zh="绩效评价", en="Scores"), evaluation_stages.score_stage),
    ("result", Words(zh="结果应用", en="Next year's money"), result_panels.result_stage),
)
# the last words of the titles under which acts keep things
KINDS = {
    "绩效目标": Words(zh="绩效目标", en="target"),
    "预算申报": Words(zh="预算申报", en="budget request"),
    "指标": Words(zh="指标", en="budget line"),
    "预警": Words(zh="预警", en="warning"),
    "绩效评价": Words(zh="绩效评价", en="evaluation"),
    "结果应用": Words(zh="结果应用", en="effect of the result"),
    "公开": Words(zh="公开", en="publication"),
}
ROUNDS = {"first": Words(zh="一上", en="first submission"), "second": Words(zh="二上", en="second submission")}


def facts(request: HttpRequest) -> context.Facts:
    """What the installation is: its county, its years, and whether it is a sample."""
    return kept("facts", _facts)


def _facts() -> context.Facts:
    year = clock.today().year
    county = Organisation.objects.filter(kind=Organisation.Kind.COUNTY).first()
    return context.Facts(
        region=county.words if county else Words(zh="尚未建立", en="Not founded yet"),
        year=year,
        years=(year - 1, year, year + 1),
        sample=StandingDay.read() is not None,
        phase=_phase(),
    )


def _phase() -> Words | None:
    """Where the calendar stands: which budget is open, in which round, and until when it may be submitted."""
    version = open_version()
    if version is None or version.round not in ROUNDS:
        return None
    names = ROUNDS[version.round]
    zh, en = f"{version.year} 年预算“{names.zh}”", f"{version.year}: {names.en}"
    try:
        due = deadline(f"deadline.{version.round}_submission", version.state_since, version.org_path.split("/", 1)[0])
    except NoLaw:
        return Words(zh=zh, en=en)
    return Words(zh=f"{zh}截止 {due:%m-%d}", en=f"{en} until {due:%d %b}")


def connect() -> None:
    """Let the contexts hear of each other; called once, when Django is ready."""
    flow.set_deadlines(deadline)
    grade_with(latest_grades)
    titles.name_duties({code: duty.title for code, duty in DUTIES.items()})
    titles.name_kinds(KINDS)
    titles.cite_with(cite)
    inbox.name_organisations(organisations.names)
    context.describe_with(facts)
    watching.watch_all()
    inbox.derive(chores.for_preparers)
    for steps in STEPS:
        steps.register()
    for slot, provided in SLOTS.items():
        for order, provider in provided:
            panels.register(slot, order, provider)
    for number, (code, title, stage) in enumerate(STAGES, 1):
        loop.register_stage(number, code, title, stage)
    columns.hang()
    journeys.tell_all()
    declare_sidebar()
    daily.register()
