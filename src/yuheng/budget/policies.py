"""Who may do what with the budget."""

from yuheng.budget.models import Request
from yuheng.kernel.outcome import Decision, Words
from yuheng.platform.acts import Actor
from yuheng.platform.flow import post_for


def may_amend(by: Actor, asked: Request) -> Decision:
    """The unit may change its draft; finance may change what it reviews or has taken into the draft budget."""
    if post_for(by, "finance.budget", asked.org_path) and asked.state in (
        "draft",
        "submitted",
        "reviewed",
        "accepted",
    ):
        return Decision.yes()
    if post_for(by, "unit.prepare", asked.org_path) and asked.stands.editable:
        return Decision.yes()
    now = asked.stands.staff
    return Decision.no(
        Words(zh=f"申报处于“{now.zh}”，您不能改动金额", en=f"The request is “{now.en}”; you may not change its amount"),
        source="budget-law#art-13",
    )


def may_classify(by: Actor) -> Decision:
    """The classification of a year is kept by the budget desk, and by the machine when a list is loaded."""
    if any(post.duty in ("finance.budget", "system") for post in by.posts):
        return Decision.yes()
    message = Words(zh="科目表由财政预算岗位维护", en="The classification is kept by finance's budget desk")
    return Decision.no(message, source="budget-law-regulation#art-40")
