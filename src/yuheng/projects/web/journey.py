"""One project's way round the loop: eight stages, the first three told here, the others by upper contexts.

journey.tell("payment", lambda person, project: Stop(how="current", note=_("62 % paid")))
"""

from collections.abc import Callable
from dataclasses import dataclass

from yuheng.kernel.outcome import Words
from yuheng.platform.acts import Actor
from yuheng.platform.ui.flowview import Stop
from yuheng.projects import queries
from yuheng.projects.domain.appraisal import CONCLUSIONS
from yuheng.projects.models import Project


@dataclass(frozen=True)
class Told:
    """How a project stands at a stage: done, current, returned, or "" for what lies ahead; and a few words."""

    how: str = ""
    note: Words | None = None


Teller = Callable[[Actor, Project], Told]

TITLES = {
    "project": Words(zh="项目入库", en="Library"),
    "appraisal": Words(zh="事前评估", en="Appraisal"),
    "target": Words(zh="绩效目标", en="Target"),
    "budget": Words(zh="预算批复", en="Budget"),
    "payment": Words(zh="资金支付", en="Payments"),
    "warning": Words(zh="双监控预警", en="Warnings"),
    "score": Words(zh="绩效评价", en="Score"),
    "result": Words(zh="结果应用", en="Next budget"),
}
_tellers: dict[str, Teller] = {}


def tell(stage: str, teller: Teller) -> None:
    """Let an upper context say how projects stand at a stage. KeyError for a stage that the loop does not have."""
    _tellers[stage] = {code: teller for code in TITLES}[stage]


def stops(person: Actor, project: Project) -> list[Stop]:
    """The eight stages of one project, ready for the row of steps."""
    own: dict[str, Teller] = {"project": _library, "appraisal": _appraisal, "target": _target}
    told = {code: teller(person, project) for code, teller in {**own, **_tellers}.items()}
    return [
        Stop(title, told.get(code, Told()).how, told.get(code, Told()).note or "") for code, title in TITLES.items()
    ]


def _library(person: Actor, project: Project) -> Told:
    how = {"in_library": "done", "closed": "done", "refused": "returned"}.get(project.state, "current")
    return Told(how, project.stands.staff)


def _appraisal(person: Actor, project: Project) -> Told:
    latest = queries.latest_appraisals([project.pk]).get(project.pk)
    if latest is not None:
        how = {"support": "done", "adjust": "returned", "reject": "returned"}[latest.conclusion]
        return Told(how, CONCLUSIONS[latest.conclusion])
    if project.state == "reviewed":
        return Told("current", project.stands.staff)
    passed = project.state in {"appraised", "in_library", "closed"}
    return Told("done", Words(zh="按规定不需评估", en="Not demanded")) if passed else Told()


def _target(person: Actor, project: Project) -> Told:
    target = project.targets.order_by("-year").first()
    if target is None:
        return Told()
    words = target.stands.staff
    note = Words(zh=f"{target.year} 年 {words.zh}", en=f"{target.year}: {words.en}")
    return Told("done" if target.state == "confirmed" else "current", note)
