"""The question that stands before every verb: does this person hold the duty over these organisations?"""

from collections.abc import Iterable

from yuheng.kernel.outcome import Decision, Problem, Words, refuse_if
from yuheng.platform import titles
from yuheng.platform.acts import Actor
from yuheng.platform.flow import post_for


def may(by: Actor, duty: str, org_path: str, *, article: str = "") -> Decision:
    """Whether somebody holds a duty over one organisation, with the reason when not."""
    if post_for(by, duty, org_path) is not None:
        return Decision.yes()
    who = titles.duty(duty)
    return Decision.no(
        Words(
            zh=f"由“{who.zh}”岗位办理，您没有该单位的这一职责",
            en=f"This is for the post “{who.en}” over this organisation, which you do not hold",
        ),
        source=article,
    )


def must(by: Actor, duty: str, over: Iterable[tuple[str, str]], *, article: str = "") -> None:
    """Refuse unless somebody holds a duty over every (title, path); each one that he does not is named."""
    found = []
    for title, path in over:
        decision = may(by, duty, path, article=article)
        if not decision:
            found.append(Problem(code="not_allowed", where=title, message=decision.reason, rule=decision.source))
    refuse_if(found)
