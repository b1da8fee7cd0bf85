"""The only place that knows everybody: inboxes, deadlines, panels, the stages of the loop, the sidebar."""

from django.http import HttpRequest

from yuheng.budget.web import panels as budget_panels
from yuheng.budget.web import stages as budget_stages
from yuheng.budget.web import steps as budget_steps
from yuheng.config import columns, watching
from yuheng.config.sidebar import declare_sidebar
from yuheng.execution.web import panels as execution_panels
from yuheng.execution.web import stages as execution_stages
from yuheng.execution.web import steps as execution_steps
from yuheng.kernel.outcome import Words
from yuheng.organisations import queries as organisations
from yuheng.organisations.domain.duties import DUTIES
from yuheng.organisations.models import Organisation
from yuheng.platform import clock, flow, inbox, titles
from yuheng.platform.models import StandingDay
from yuheng.platform.ui import context, loop, panels
from yuheng.projects.web import panels as project_panels
from yuheng.projects.web import stages as project_stages
from yuheng.projects.web import steps as project_steps
from yuheng.regulations.queries import deadline
from yuheng.results.web import panels as result_panels
from yuheng.results.web import steps as result_steps

PROJECT_PANELS = (
    (20, project_panels.appraisal_panel),
    (30, project_panels.targets_panel),
    (40, budget_panels.money_panel),
    (45, execution_panels.payments_panel),
    (70, result_panels.effect_panel),
    (90, project_panels.acts_panel),
)
STAGES = (
    ("project", Words(zh="项目入库", en="Projects"), project_stages.project_stage),
    ("appraisal", Words(zh="事前评估", en="Appraisal"), project_stages.appraisal_stage),
    ("target", Words(zh="绩效目标", en="Targets"), project_stages.target_stage),
    ("budget", Words(zh="预算批复", en="Budget"), budget_stages.budget_stage),
    ("payment", Words(zh="资金支付", en="Payments"), execution_stages.payment_stage),
    ("result", Words(zh="结果应用", en="Next year's money"), result_panels.result_stage),
)
PHASE = Words(zh="2027 年预算“二上”阶段", en="Second submission of the 2027 budget")


def facts(request: HttpRequest) -> context.Facts:
    """What the installation is: its county, its years, and whether it is a sample."""
    year = clock.today().year
    county = Organisation.objects.filter(kind=Organisation.Kind.COUNTY).first()
    return context.Facts(
        region=county.words if county else Words(zh="尚未建立", en="Not founded yet"),
        year=year,
        years=(year - 1, year, year + 1),
        sample=StandingDay.read() is not None,
    )


def connect() -> None:
    """Let the contexts hear of each other; called once, when Django is ready."""
    flow.set_deadlines(deadline)
    titles.name_duties({code: duty.title for code, duty in DUTIES.items()})
    inbox.name_organisations(organisations.names)
    context.describe_with(facts)
    watching.watch_all()
    for steps in (project_steps, budget_steps, execution_steps, result_steps):
        steps.register()
    for order, provider in PROJECT_PANELS:
        panels.register("project", order, provider)
    panels.register("workbench", 20, result_panels.waiting_panel)
    for number, (code, title, stage) in enumerate(STAGES, 1):
        loop.register_stage(number, code, title, stage)
    columns.hang()
    declare_sidebar()
