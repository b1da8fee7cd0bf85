"""Who may change the indicator library."""

from yuheng.kernel.outcome import Decision, Words
from yuheng.platform.acts import Actor

KEEPERS = frozenset({"finance.performance", "system"})


def may_load(person: Actor) -> Decision:
    """Whether somebody keeps the library: the performance desk of finance, and the machine when a sample is built."""
    if any(post.duty in KEEPERS for post in person.posts):
        return Decision.yes()
    message = Words(zh="指标库由财政绩效管理岗位维护", en="The library is kept by finance's performance desk")
    return Decision.no(message, source="caiyu-2021-101")
