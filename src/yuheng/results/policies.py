"""Who may propose and decide what results do to money."""

from collections.abc import Iterable

from yuheng.kernel.outcome import Decision
from yuheng.platform import duties
from yuheng.platform.acts import Actor
from yuheng.platform.flow import may_take, post_for
from yuheng.results.models import Effect

PROPOSES = "finance.performance"
ARTICLE = "budget-law#art-57"


def may_decide(by: Actor, effect: Effect) -> Decision:
    """Finance's budget desk decides, and not who proposed."""
    return may_take("decide", effect, by=by)


def must_propose(by: Actor, over: Iterable[tuple[str, str]]) -> None:
    """Finance's performance desk proposes, or the system on its calendar; `Refused` names each place out of reach."""
    wanted = list(over)
    duty = "system" if post_for(by, "system", "") else PROPOSES
    duties.must(by, duty, wanted, article=ARTICLE)
