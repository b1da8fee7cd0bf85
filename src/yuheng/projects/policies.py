"""Who may do what with projects and targets, and why not."""

from yuheng.kernel.outcome import Decision, Words
from yuheng.platform.acts import Actor
from yuheng.platform.flow import may_take, post_for
from yuheng.platform.scopes import sees
from yuheng.projects.domain.kinds import KINDS
from yuheng.projects.models import Project, Target

PREPARE = "unit.prepare"
APPRAISE = "finance.performance"
ARTICLE = "budget-law#art-32"


def may_see(person: Actor, project: Project) -> Decision:
    """Whether a project lies within the reach of somebody's posts."""
    if sees(person, project.org_path):
        return Decision.yes()
    return Decision.no(Words(zh="该项目不在您的查看范围内", en="The project is outside what your posts let you see"))


def may_register(person: Actor, org_path: str) -> Decision:
    """Whether somebody may enter projects of the unit at this path."""
    if post_for(person, PREPARE, org_path):
        return Decision.yes()
    message = Words(zh="项目由本单位经办填报", en="Projects are entered by the unit's own preparer")
    return Decision.no(message, source=ARTICLE)


def may_amend(person: Actor, project: Project) -> Decision:
    """Whether somebody may change what a project says: its unit's preparer, while it is a draft."""
    if not project.stands.editable:
        return Decision.no(_stands(project.stands.staff, "项目内容不能修改", "the project cannot be changed"))
    return may_register(person, project.org_path)


def may_set_plan(person: Actor, project: Project) -> Decision:
    """Whether somebody may enter the data of the project's kind: its unit's preparer.

    A bond's plan is fixed with the draft, because it is what is appraised; contracts, stakes and tables are kept up
    while the project is open.
    """
    kind = KINDS.get(project.kind)
    if kind is None:
        return Decision.no(Words(zh="这种项目没有专门数据", en="This kind of project has no data of its own"))
    if not (project.stands.open if kind.kept_up else project.stands.editable):
        return Decision.no(_stands(project.stands.staff, "专门数据不能修改", "the data of its kind cannot be changed"))
    return may_register(person, project.org_path)


def may_set_target(person: Actor, project: Project, target: Target | None) -> Decision:
    """Whether somebody may set a project's target for a year: its unit's preparer, until the target is submitted."""
    if not project.stands.open:
        return Decision.no(_stands(project.stands.staff, "不能再设目标", "it can have no more targets"))
    if target is not None and not target.stands.editable:
        return Decision.no(_stands(target.stands.staff, "目标不能修改", "the target cannot be changed"))
    return may_register(person, project.org_path)


def may_appraise(person: Actor, project: Project) -> Decision:
    """Whether somebody may appraise a project now."""
    return may_take("support", project, by=person)


def _stands(state: Words, zh: str, en: str) -> Words:
    return Words(zh=f"当前状态为“{state.zh}”，{zh}", en=f"It is “{state.en}” now; {en}")
