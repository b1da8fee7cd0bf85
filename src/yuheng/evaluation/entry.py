"""What keeps an account from being written at all: the wrong project, year or set of indicators."""

from collections import Counter
from collections.abc import Mapping, Sequence

from yuheng.evaluation.drafts import EvaluationDraft
from yuheng.evaluation.models import Evaluation
from yuheng.evaluation.policies import ARTICLE
from yuheng.kernel.outcome import Problem, Words
from yuheng.platform import clock
from yuheng.projects.models import Target
from yuheng.projects.queries import indicators_of

Key = tuple[int, int]


def entry_problems(
    drafts: Sequence[EvaluationDraft], targets: Mapping[Key, Target], earlier: Mapping[Key, Evaluation]
) -> list[Problem]:
    """List everything that is wrong with a batch of accounts before anything is scored."""
    times = Counter((draft.project.pk, draft.year) for draft in drafts)
    found: list[Problem] = []
    for draft in drafts:
        key = (draft.project.pk, draft.year)
        found += _of_draft(draft, targets.get(key), earlier.get(key), twice=times[key] > 1)
    return found


def _of_draft(
    draft: EvaluationDraft, target: Target | None, earlier: Evaluation | None, *, twice: bool
) -> list[Problem]:
    where = f"{draft.project.name} {draft.year}"
    checks = (
        (
            "no_target",
            target is None,
            Words(zh="该年度没有已确认的绩效目标", en="There is no confirmed target for the year"),
        ),
        (
            "too_early",
            draft.year >= clock.today().year,
            Words(zh="年度尚未结束，不能自评", en="The year is not over yet"),
        ),
        ("twice", twice, Words(zh="同一项目同一年度填报了两次", en="One project twice for one year")),
        (
            "under_way",
            earlier is not None and earlier.state != "draft",
            Words(zh="该年度自评已报送，不能改写", en="This account has been submitted and cannot be rewritten"),
        ),
    )
    found = [Problem(code, where, words, rule=ARTICLE) for code, wrong, words in checks if wrong]
    return found + (_of_indicators(draft, target, where) if target is not None else [])


def _of_indicators(draft: EvaluationDraft, target: Target, where: str) -> list[Problem]:
    wanted = {one.pk: one for one in indicators_of(target)}
    given = Counter(one.indicator.pk for one in draft.outcomes)
    found = []
    for outcome in draft.outcomes:
        at = f"{where} · {outcome.indicator.no}. {outcome.indicator.name}"
        if outcome.indicator.pk not in wanted:
            words = Words(zh="指标不属于该年度绩效目标", en="The indicator does not belong to this target")
            found.append(Problem("unknown_indicator", at, words))
        if outcome.judged_share is not None and not 0 <= outcome.judged_share <= 1:
            words = Words(zh="评定比例须在 0 到 100% 之间", en="A judged share lies between 0 and 100 %")
            found.append(Problem("outside_band", at, words, found=f"{outcome.judged_share:f}", expected="0–1"))
    for pk, one in wanted.items():
        at = f"{where} · {one.no}. {one.name}"
        if not given[pk]:
            words = Words(zh="没有填写完成值", en="What it reached is missing")
            found.append(Problem("not_reported", at, words, remedy=Words(zh="填写完成值", en="Give what was reached")))
        if given[pk] > 1:
            found.append(Problem("twice", at, Words(zh="指标重复填报", en="The indicator stands twice")))
    return found
