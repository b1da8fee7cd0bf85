"""The verbs of dual monitoring: report what was reached, answer a warning, settle it. Looking itself is in `observing`."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from django.db import transaction

from yuheng.kernel.money import round_half_up
from yuheng.kernel.numbers import Printed, parse
from yuheng.kernel.outcome import Problem, Words, refuse_if
from yuheng.monitoring.domain.progress import Nature, nature_of, share_reached
from yuheng.monitoring.drafts import AnswerDraft, ReadingDraft
from yuheng.monitoring.law import law_on
from yuheng.monitoring.models import Reading, Warning
from yuheng.monitoring.observing import observe
from yuheng.monitoring.policies import ARTICLE
from yuheng.monitoring.queries import last_numbers
from yuheng.platform import clock, duties, flow
from yuheng.platform.acts import BATCH, Actor, Done, record_many
from yuheng.projects.models import Target, TargetIndicator
from yuheng.projects.queries import region_of

__all__ = ["answer_warnings", "observe", "report_readings", "return_warnings", "settle_warnings"]

E4 = 10_000


@transaction.atomic
def report_readings(*, by: Actor, drafts: Sequence[ReadingDraft]) -> list[Reading]:
    """Report what indicators had reached by a day; a second report of one day is a correction beside the first.

    Refuses, all at once: a target that is not confirmed, a day outside the target's year or in the future, an empty
    value, a value that cannot be compared with a measurable target, one indicator twice for one day.
    """
    indicators = _with_targets(drafts)
    targets = {one.target.pk: one.target for one in indicators.values()}
    duties.must(by, "unit.prepare", [(t.act_title, t.org_path) for t in targets.values()], article=ARTICLE)
    read = [_read(draft, indicators[draft.indicator.pk]) for draft in drafts]
    refuse_if(_problems(drafts, indicators, read))
    numbers = last_numbers([draft.indicator.pk for draft in drafts])
    rows = [_row(by, d, printed, share, numbers) for d, (printed, share) in zip(drafts, read, strict=True)]
    Reading.objects.bulk_create(rows, batch_size=BATCH)
    record_many(by=by, verb="reading.report", done=_done(drafts, indicators), article=ARTICLE, duty="unit.prepare")
    return rows


def _with_targets(drafts: Sequence[ReadingDraft]) -> dict[int, TargetIndicator]:
    keys = {draft.indicator.pk for draft in drafts}
    return TargetIndicator.objects.select_related("target__project").in_bulk(list(keys))


def _read(draft: ReadingDraft, indicator: TargetIndicator) -> tuple[Printed, Fraction | None]:
    """Read the print, and which share of the year's target it is."""
    year = indicator.target.year
    actual = parse(draft.printed, year=year, unit=indicator.unit)
    nature = nature_of(
        operator=indicator.operator, kind=indicator.kind, called=f"{indicator.level1}{indicator.level2}{indicator.name}"
    )
    partly = law_on(clock.today(), region_of(indicator.target.org_path)).partly
    target = parse(indicator.printed, year=year, unit=indicator.unit)
    if nature is Nature.LABEL and not actual.label:
        return actual, None
    return actual, share_reached(target=target, actual=actual, nature=nature, partly=partly)


def _problems(
    drafts: Sequence[ReadingDraft],
    indicators: Mapping[int, TargetIndicator],
    read: Sequence[tuple[Printed, Fraction | None]],
) -> list[Problem]:
    found: list[Problem] = []
    seen: set[tuple[int, date]] = set()
    for draft, (printed, share) in zip(drafts, read, strict=True):
        one = indicators[draft.indicator.pk]
        where = f"{one.target.project.name} · {one.no}. {one.name}"
        found += [
            Problem(code, where, words, found=draft.printed, expected=one.printed, rule=ARTICLE, remedy=remedy)
            for code, wrong, words, remedy in _checks(one, draft, printed, share)
            if wrong
        ]
        key = (one.pk, draft.through)
        if key in seen:
            found.append(
                Problem("twice", where, Words(zh="同一指标同一日期填报了两次", en="One indicator twice for one day"))
            )
        seen.add(key)
    return found


def _checks(
    one: TargetIndicator, draft: ReadingDraft, printed: Printed, share: Fraction | None
) -> tuple[tuple[str, bool, Words, Words], ...]:
    in_time = draft.through.year == one.target.year and draft.through <= clock.today()
    return (
        (
            "not_confirmed",
            one.target.state != "confirmed",
            Words(zh="绩效目标尚未确认", en="The target has not been confirmed"),
            Words(zh="先由财政确认绩效目标", en="Have finance confirm the target first"),
        ),
        (
            "day",
            not in_time,
            Words(
                zh=f"截止日期须在 {one.target.year} 年内且不晚于今天",
                en=f"The day must lie in {one.target.year}, not after today",
            ),
            Words(zh="改正截止日期", en="Correct the day"),
        ),
        (
            "missing",
            printed.empty,
            Words(zh="没有填写完成值", en="The value is missing"),
            Words(
                zh="填写截至该日的完成值；确实未开展填 0", en="Give what was reached by that day; 0 if nothing was done"
            ),
        ),
        (
            "not_comparable",
            one.measurable and not printed.empty and share is None,
            Words(zh="完成值与指标值无法比较", en="The value cannot be compared with the target"),
            Words(zh="按指标值的单位和格式填写", en="Write it in the unit and form of the target"),
        ),
    )


def _row(
    by: Actor, draft: ReadingDraft, printed: Printed, share: Fraction | None, numbers: Mapping[tuple[int, date], int]
) -> Reading:
    return Reading(
        indicator_id=draft.indicator.pk,
        through=draft.through,
        number=numbers.get((draft.indicator.pk, draft.through), 0) + 1,
        printed=draft.printed,
        kind=printed.kind.value,
        value_e4=printed.value_e4,
        unit=printed.unit[:30],
        share_e4=None if share is None else min(int(round_half_up(share * E4, 0)), 2**31 - 1),
        by=by.username,
        reported_on=clock.today(),
    )


def _done(drafts: Sequence[ReadingDraft], indicators: Mapping[int, TargetIndicator]) -> list[Done]:
    """One act per target, with what was reported for each of its indicators."""
    targets: dict[int, Target] = {}
    changes: dict[int, dict[str, tuple[object, object]]] = {}
    for draft in drafts:
        one = indicators[draft.indicator.pk]
        targets[one.target.pk] = one.target
        changes.setdefault(one.target.pk, {})[f"{one.no} {draft.through.isoformat()}"] = (None, draft.printed)
    return [Done(targets[pk], changes[pk]) for pk in targets]


@transaction.atomic
def answer_warnings(*, by: Actor, answers: Sequence[AnswerDraft]) -> list[Warning]:
    """Answer warnings with a choice and its ground. Refuses unknown choices and empty answers, all at once."""
    refuse_if([problem for answer in answers for problem in _answer_problems(answer)])
    rows = [answer.warning for answer in answers]
    changes = {
        a.warning.pk: {"choice": (a.warning.choice, a.choice), "answer": (a.warning.answer, a.answer)} for a in answers
    }
    flow.take("answer", rows, by=by, changes=changes)
    for answer in answers:
        row = answer.warning
        row.choice, row.answer, row.maker = answer.choice, answer.answer.strip(), by.username
    Warning.objects.bulk_update(rows, ["choice", "answer", "maker"], batch_size=500)
    return rows


def _answer_problems(draft: AnswerDraft) -> list[Problem]:
    where, found = draft.warning.act_title, []
    if draft.choice not in Warning.Choice.values:
        message = Words(zh="请选择继续实施、调剂或取消", en="Choose to continue, to reallocate or to cancel")
        found.append(Problem("choice", where, message, found=draft.choice, expected=", ".join(Warning.Choice.values)))
    if not draft.answer.strip():
        message = Words(zh="没有写明原因和措施", en="The ground and the measures are missing")
        remedy = Words(zh="写明偏差原因和整改措施", en="Say why it deviates and what will be done")
        found.append(Problem("answer", where, message, remedy=remedy))
    return found


def settle_warnings(*, by: Actor, warnings: Sequence[Warning]) -> list[Warning]:
    """Settle answered warnings."""
    flow.take("settle", warnings, by=by)
    return list(warnings)


def return_warnings(*, by: Actor, warnings: Sequence[Warning], because: str) -> list[Warning]:
    """Send answers back to the unit with a comment."""
    flow.take("return", warnings, by=by, reason=because)
    return list(warnings)
