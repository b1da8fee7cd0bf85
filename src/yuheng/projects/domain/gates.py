"""The gates of the loop: what must hold before a project enters the library, and before it gets a yuan.

No target, no money: budget-law#art-32, zhongfa-2018-34. Each message says what to do.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from yuheng.kernel.outcome import Problem, Words

ARTICLE = "zhongfa-2018-34"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a project stands before a gate for one budget year.

    `conclusion` is that of its latest appraisal, "" for none. `target_state` is "" when it has no target for the year;
    `measurable` counts the target's measurable indicators.
    """

    where: str
    year: int
    first_year: int
    last_year: int
    state: str
    appraisal_demanded: bool
    conclusion: str
    target_state: str
    measurable: int
    appraisal_article: str = ""


def before_confirmation(where: str, year: int, measurable: int) -> list[Problem]:
    """A target is confirmed only with at least one measurable indicator."""
    if measurable:
        return []
    return [
        Problem(
            "nothing_measurable",
            where,
            Words(
                zh=f"{year} 年目标没有可衡量的指标，不能确认", en=f"The target for {year} has no measurable indicator"
            ),
            rule=ARTICLE,
            remedy=Words(
                zh="退回单位，请把至少一条指标写成数量、比例或时限",
                en="Return it to the unit: at least one indicator needs a number, a share or a deadline",
            ),
        )
    ]


def before_admission(standing: Standing) -> list[Problem]:
    """A project enters the library appraised where that is demanded, and with a confirmed measurable target."""
    return [*_appraisal(standing), *_target(standing)]


def before_budget(standing: Standing) -> list[Problem]:
    """A project gets a budget line when it is in the library for that year and its target is confirmed."""
    return [*_library(standing), *_years(standing), *_target(standing)]


def _appraisal(standing: Standing) -> Iterator[Problem]:
    if standing.appraisal_demanded and standing.conclusion != "support":
        yield Problem(
            "appraisal_missing",
            standing.where,
            Words(
                zh="须经事前绩效评估并予以支持，方可入库", en="It must be appraised and supported before it is admitted"
            ),
            found=standing.conclusion,
            expected="support",
            rule=standing.appraisal_article,
            remedy=Words(
                zh="退回单位重新报送，由财政绩效岗位组织事前评估", en="Return it, and have it appraised by finance"
            ),
        )


def _target(standing: Standing) -> Iterator[Problem]:
    year = standing.year
    if not standing.target_state:
        message = Words(zh=f"没有 {year} 年绩效目标", en=f"There is no target for {year}")
        remedy = Words(
            zh=f"单位填报 {year} 年绩效目标（至少一条可衡量的指标），报财政确认",
            en=f"The unit sets a target for {year} with at least one measurable indicator, and finance confirms it",
        )
        yield Problem("target_missing", standing.where, message, rule=ARTICLE, remedy=remedy)
    elif standing.target_state != "confirmed":
        message = Words(zh=f"{year} 年绩效目标尚未确认", en=f"The target for {year} is not confirmed")
        steps = {
            "draft": Words(
                zh="单位负责人报送绩效目标，财政绩效岗位确认", en="The unit submits the target, and finance confirms it"
            ),
            "submitted": Words(zh="请财政绩效岗位确认绩效目标", en="Ask the performance desk to confirm it"),
        }
        remedy = steps.get(standing.target_state, Words())
        yield Problem("target_unconfirmed", standing.where, message, rule=ARTICLE, remedy=remedy)
    elif not standing.measurable:
        yield from before_confirmation(standing.where, year, 0)


def _library(standing: Standing) -> Iterator[Problem]:
    if standing.state != "in_library":
        yield Problem(
            "not_in_library",
            standing.where,
            Words(zh="项目未入库，不得安排预算", en="It is not in the library and may not be budgeted"),
            found=standing.state,
            expected="in_library",
            rule="budget-law-regulation#art-41",
            remedy=Words(zh="先办理报送、审核、评估和入库", en="First submit, review, appraise and admit it"),
        )


def _years(standing: Standing) -> Iterator[Problem]:
    if not standing.first_year <= standing.year <= standing.last_year:
        yield Problem(
            "year_outside",
            standing.where,
            Words(zh=f"{standing.year} 年不在项目实施期内", en=f"{standing.year} is outside the project's years"),
            found=str(standing.year),
            expected=f"{standing.first_year}–{standing.last_year}",
            remedy=Words(zh="改用实施期内的年度", en="Use a year between the first and the last"),
        )
