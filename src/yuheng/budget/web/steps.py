"""Which verbs take the budget's steps when a button is pressed."""

from collections.abc import Callable, Sequence

from django.urls import reverse

from yuheng.budget import actions
from yuheng.budget.domain.flows import REQUEST, VERSION
from yuheng.budget.models import Request, Version
from yuheng.budget.web import changing_steps
from yuheng.kernel.outcome import Words
from yuheng.platform.acts import Actor
from yuheng.platform.ui import steps, timeline

VERBS = {
    "request.enter": Words(zh="填报预算", en="Asked for money"),
    "request.amend": Words(zh="调整申报数", en="Changed the amount"),
    "request.propose": Words(zh="结果应用建议", en="Results propose an amount"),
    "request.control": Words(zh="下达控制数", en="Sent a control number"),
    "version.open": Words(zh="开启预算版本", en="Opened a version"),
    "book.enter": Words(zh="填报预算收支", en="Filled the books"),
    "classification.load": Words(zh="装载科目表", en="Loaded the classification"),
    "base.enter": Words(zh="填报基础数据", en="Entered base data"),
    "scenario.build": Words(zh="情景测算", en="Computed a scenario"),
    "version.reply": Words(zh="批复预算", en="Replied with the budget"),
    "line.release": Words(zh="下达指标", en="Released the money"),
    "line.lapse": Words(zh="年终收回", en="Money lapsed"),
}
FIELDS = {
    "amount_fen": Words(zh="金额", en="Amount"),
    "proposed_fen": Words(zh="建议数", en="Proposed"),
    "control_fen": Words(zh="控制数", en="Control number"),
    "resolution": Words(zh="决议文号", en="Resolution"),
    "round": Words(zh="轮次", en="Round"),
    "line": Words(zh="指标", en="Line"),
    "entry": Words(zh="凭证摘要", en="Voucher digest"),
    "approved_fen": Words(zh="已批准", en="Approved"),
    "executable_fen": Words(zh="可执行", en="Executable"),
    "lapsed_fen": Words(zh="已收回", en="Lapsed"),
}


def _submit(*, by: Actor, subjects: Sequence[Request], reason: str) -> object:
    return actions.submit_requests(by=by, requests=subjects, reason=reason)


def _review(*, by: Actor, subjects: Sequence[Request], reason: str) -> object:
    return actions.review_requests(by=by, requests=subjects, reason=reason)


def _accept(*, by: Actor, subjects: Sequence[Request], reason: str) -> object:
    return actions.accept_requests(by=by, requests=subjects, reason=reason)


def _return(*, by: Actor, subjects: Sequence[Request], reason: str) -> object:
    return actions.return_requests(by=by, requests=subjects, because=reason)


def _refuse(*, by: Actor, subjects: Sequence[Request], reason: str) -> object:
    return actions.refuse_requests(by=by, requests=subjects, because=reason)


def _compile(*, by: Actor, subjects: Sequence[Version], reason: str) -> object:
    return [actions.compile_version(by=by, version=version, reason=reason) for version in subjects]


def _at(anchor: str) -> Callable[[Version], str]:
    def url(version: Version) -> str:
        return reverse("budget-version", kwargs={"pk": version.pk}) + anchor

    return url


def register() -> None:
    """Let the buttons work."""
    verbs = {
        "submit": _submit,
        "review": _review,
        "accept": _accept,
        "return_to_unit": _return,
        "return_from_finance": _return,
        "refuse": _refuse,
    }
    for step, verb in verbs.items():
        steps.register("request", step, verb)
    steps.register("version", "compile", _compile)
    steps.register_page("version", "approve", _at("#approve"))
    steps.register_page("version", "control", _at("#control"))
    changing_steps.register()
    timeline.name_flow(REQUEST)
    timeline.name_flow(VERSION)
    timeline.name_verbs(VERBS)
    timeline.name_fields(FIELDS)
