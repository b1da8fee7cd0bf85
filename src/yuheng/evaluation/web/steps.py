"""Which verbs take an evaluation's steps when a button is pressed, and how acts about it are called."""

from collections.abc import Callable, Sequence

from yuheng.evaluation import actions
from yuheng.evaluation.domain.flows import EVALUATION
from yuheng.evaluation.models import Evaluation
from yuheng.kernel.outcome import Words
from yuheng.platform.acts import Actor
from yuheng.platform.ui import steps, timeline

FORWARD: dict[str, Callable[..., object]] = {
    "submit": actions.submit_evaluations,
    "review": actions.review_evaluations,
    "seal": actions.seal_evaluations,
}


def _forward(verb: Callable[..., object]) -> steps.Verb:
    def run(*, by: Actor, subjects: Sequence[Evaluation], reason: str) -> object:
        return verb(by=by, evaluations=subjects)

    return run


def _return(*, by: Actor, subjects: Sequence[Evaluation], reason: str) -> object:
    return actions.return_evaluations(by=by, evaluations=subjects, because=reason)


def register() -> None:
    """Let the buttons work; called once, by the wiring."""
    for code, verb in FORWARD.items():
        steps.register("evaluation", code, _forward(verb))
    for code in ("return_to_unit", "return_from_finance"):
        steps.register("evaluation", code, _return)
    timeline.name_flow(EVALUATION)
    timeline.name_verbs({"evaluation.begin": Words(zh="填写自评", en="Wrote the self-evaluation")})
    timeline.name_fields(
        {
            "total_c": Words(zh="总分", en="Total"),
            "grade": Words(zh="等级", en="Grade"),
            "seal": Words(zh="封存码", en="Seal"),
            "outcomes": Words(zh="指标数", en="Indicators"),
        }
    )
    timeline.name_values(
        {
            "excellent": Words(zh="优", en="Excellent"),
            "good": Words(zh="良", en="Good"),
            "fair": Words(zh="中", en="Fair"),
            "poor": Words(zh="差", en="Poor"),
        }
    )
