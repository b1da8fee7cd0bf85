"""Who may publish: finance for the county, a department for its units, and the system on its calendar."""

from yuheng.evaluation.models import Evaluation
from yuheng.kernel.outcome import Decision, Words
from yuheng.platform.acts import Actor
from yuheng.platform.flow import post_for

PUBLISHERS = ("finance.performance", "department.review", "system")
ARTICLE = "budget-law#art-14"


def may_publish(by: Actor, evaluation: Evaluation) -> Decision:
    """Whether somebody may publish an evaluation: a duty over its unit, and a sealed score."""
    if not any(post_for(by, duty, evaluation.org_path) for duty in PUBLISHERS):
        return Decision.no(
            Words(
                zh="公开须由财政绩效管理或主管部门审核岗位办理",
                en="Publishing is for finance's performance desk or the department",
            ),
            source=ARTICLE,
        )
    if evaluation.state != "sealed":
        now = evaluation.stands.staff
        return Decision.no(
            Words(
                zh=f"评价{now.zh}，封存后才能公开", en=f"The evaluation is “{now.en}”; only a sealed one is published"
            ),
            source=ARTICLE,
        )
    return Decision.yes(source=ARTICLE)
