"""The lights of dual monitoring: money, results, and both together, each with its reason and its article.

Grey is a state of its own: nothing was reported, or nothing is due yet. It is never drawn as green.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from yuheng.kernel.money import Fen, round_half_up, wan
from yuheng.kernel.outcome import Words
from yuheng.monitoring.domain.progress import Nature


class Light(StrEnum):
    """What a light may show."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"


_WORST_FIRST = (Light.RED, Light.YELLOW, Light.GREY, Light.GREEN)


@dataclass(frozen=True, slots=True)
class Bands:
    """From which pace on a light is yellow, and from which green (1 = just as fast as time passes).

    From `high_from` on it stays green with a note: the target may have been set too low.
    """

    yellow_from: Fraction
    green_from: Fraction
    article: str
    high_from: Fraction | None = None

    def light(self, pace: Fraction) -> Light:
        """The light of a pace.

        >>> Bands(Fraction(3, 5), Fraction(4, 5), "").light(Fraction(7, 10))
        <Light.YELLOW: 'yellow'>
        """
        if pace >= self.green_from:
            return Light.GREEN
        return Light.YELLOW if pace >= self.yellow_from else Light.RED


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """By the end of this month at least this share of the budget is to be paid; less is yellow."""

    month: int
    least: Fraction


@dataclass(frozen=True, slots=True)
class WatchRules:
    """The numbers of the law that watching needs, as they stand on one day in one place.

    `deviation` is how many hundredths of the whole (as a share: 0.1) money and results may lie apart.
    """

    money: Bands
    result: Bands
    checkpoints: tuple[Checkpoint, ...]
    checkpoints_article: str
    deviation: Fraction
    deviation_article: str


@dataclass(frozen=True, slots=True)
class Moment:
    """The day that is looked at, and how many months of the budget year are over by its close."""

    day: date
    months: int

    @property
    def elapsed(self) -> Fraction:
        """The part of the year that is over."""
        return Fraction(self.months, 12)


@dataclass(frozen=True, slots=True)
class Money:
    """What a project may spend in the year, and what has been paid, in fen."""

    budget_fen: Fen
    paid_fen: Fen

    @property
    def rate(self) -> Fraction | None:
        """Paid over budget; None without a budget."""
        return Fraction(self.paid_fen, self.budget_fen) if self.budget_fen else None


@dataclass(frozen=True, slots=True)
class Followed:
    """One indicator as watched: `share` of the year's target reached, None when nothing (comparable) was reported."""

    name: str
    weight_c: int
    nature: Nature
    share: Fraction | None
    due: date | None = None

    def progress(self, at: Moment) -> Fraction | None:
        """How much of the year's result stands: what adds up counts as it is, what is held for the time that passed.

        None while there is nothing to say. At most 1: too much of one thing does not make up for another.
        """
        if self.share is None:
            return None
        capped = min(self.share, Fraction(1))
        adds_up = self.nature in {Nature.FLOW, Nature.DAY}
        return capped if adds_up else capped * at.elapsed

    def pace(self, at: Moment) -> Fraction | None:
        """How it moves against time: 1 is just in step. What is held or comes once is compared with the whole target."""
        if self.share is None:
            return None
        return self.share / at.elapsed if self.nature is Nature.FLOW else self.share

    def overdue(self, at: Moment) -> bool:
        """Whether a promised day has passed and nothing was reported."""
        return self.share is None and self.due is not None and self.due <= at.day


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a light shows what it shows. `about` is money, result or joint; a note moves no light."""

    about: str
    light: Light
    words: Words
    article: str = ""

    def as_json(self) -> dict[str, str]:
        """The reason as observations store it."""
        return {"about": self.about, "light": self.light.value, **self.words.as_json(), "article": self.article}


@dataclass(frozen=True, slots=True)
class Watched:
    """The lights of one project on one day with all reasons; `result` is the weighted share, None when unreported."""

    money_light: Light
    result_light: Light
    joint_light: Light
    result: Fraction | None
    reasons: tuple[Reason, ...]

    @property
    def light(self) -> Light:
        """The worst of the three; grey is worse than green, because nobody knows."""
        return worst(self.money_light, self.result_light, self.joint_light)


def worst(*lights: Light) -> Light:
    """The light that decides: red before yellow before grey before green.

    >>> worst(Light.GREEN, Light.GREY), worst(Light.GREY, Light.YELLOW)
    (<Light.GREY: 'grey'>, <Light.YELLOW: 'yellow'>)
    """
    return min(lights, key=_WORST_FIRST.index)


def watch(*, money: Money, indicators: Sequence[Followed], at: Moment, rules: WatchRules) -> Watched:
    """Look at one project on one day: its money, its results, and whether the two keep step."""
    result = weighted_result(indicators, at)
    said = (_money(money, at, rules), *_result(result, indicators, at, rules), _joint(money, result, rules))
    lights = {about: worst(*(r.light for r in said if r.about == about)) for about in ("money", "result", "joint")}
    return Watched(lights["money"], lights["result"], lights["joint"], result, said)


def weighted_result(indicators: Sequence[Followed], at: Moment) -> Fraction | None:
    """The weighted share of the year's results that stands, over the indicators that say something; None for none."""
    known = [(one.weight_c, p) for one in indicators if (p := one.progress(at)) is not None]
    total = sum(weight for weight, _ in known)
    return sum((weight * p for weight, p in known), Fraction(0)) / total if total else None


def _money(money: Money, at: Moment, rules: WatchRules) -> Reason:
    rate = money.rate
    if rate is None:
        return Reason("money", Light.GREY, Words(zh="本年没有可执行的预算", en="There is no money to spend this year"))
    if not at.months:
        return Reason("money", Light.GREY, Words(zh="未满一个月，不计进度", en="Not yet a month into the year"))
    pace = rate / at.elapsed
    light, article = rules.money.light(pace), rules.money.article
    passed = [point for point in rules.checkpoints if point.month <= at.months]
    text = Words(
        zh=f"支付 {wan(money.paid_fen)} 万元，执行率 {_pc(rate)}；时间进度 {_pc(at.elapsed)}，相当于应有进度的 {_pc(pace)}",
        en=f"Paid {wan(money.paid_fen)} (10k yuan), {_pc(rate)} of the budget; {_pc(at.elapsed)} of the year is over, "
        f"so it moves at {_pc(pace)} of the pace of time",
    )
    if light is Light.GREEN and passed and rate < passed[-1].least:
        light, article, text = Light.YELLOW, rules.checkpoints_article, _short_of(passed[-1], rate)
    return Reason("money", light, text, article)


def _short_of(point: Checkpoint, rate: Fraction) -> Words:
    return Words(
        zh=f"执行率 {_pc(rate)}，低于 1—{point.month} 月应达到的 {_pc(point.least)}",
        en=f"{_pc(rate)} of the budget is paid; by the end of month {point.month} it should be {_pc(point.least)}",
    )


def _result(result: Fraction | None, indicators: Sequence[Followed], at: Moment, rules: WatchRules) -> list[Reason]:
    if result is None or not at.months:
        nothing = Words(zh="成效尚未填报，不能判断", en="No results have been reported, so nobody can tell")
        return [Reason("result", Light.GREY, nothing, rules.result.article)]
    pace = result / at.elapsed
    text = Words(
        zh=f"绩效目标加权完成 {_pc(result)}，相当于应有进度的 {_pc(pace)}",
        en=f"{_pc(result)} of the weighted targets stands: {_pc(pace)} of the pace of time",
    )
    reasons = [Reason("result", rules.result.light(pace), text, rules.result.article)]
    reasons += [r for one in indicators if (r := _of_indicator(one, at, rules)) is not None]
    silent = [one for one in indicators if one.share is None and one.due is None]
    if silent:
        reasons.append(_silent(len(silent), len(indicators), rules.result.article))
    return reasons


def _silent(count: int, of: int, article: str) -> Reason:
    words = Words(zh=f"{of} 项指标中有 {count} 项尚未填报", en=f"{count} of {of} indicators have not been reported")
    return Reason("note", Light.GREY, words, article)


def _of_indicator(one: Followed, at: Moment, rules: WatchRules) -> Reason | None:
    """Name an indicator that lies behind. One alone makes the project yellow; the weighted pace decides on red."""
    said = _about(one, at, rules.result)
    if said is None:
        return None
    about, light, zh, en = said
    return Reason(about, light, Words(zh=f"“{one.name}”{zh}", en=f"“{one.name}” {en}"), rules.result.article)


def _about(one: Followed, at: Moment, bands: Bands) -> tuple[str, Light, str, str] | None:
    if one.overdue(at):
        return (
            "result",
            Light.YELLOW,
            "约定日期已过，未见填报",
            "was promised for a day that has passed; nothing was reported",
        )
    pace = one.pace(at)
    if pace is None:
        return None
    if one.nature is Nature.CEILING:
        return ("result", Light.YELLOW, "已超过上限", "is above its ceiling") if pace < 1 else None
    if bands.light(pace) is Light.RED:
        return "result", Light.YELLOW, f"只达到应有进度的 {_pc(pace)}", f"stands at {_pc(pace)} of its pace"
    if bands.high_from is not None and pace >= bands.high_from:
        return (
            "note",
            Light.GREEN,
            f"达到应有进度的 {_pc(pace)}，目标可能偏低",
            f"stands at {_pc(pace)} of its pace: is the target too low?",
        )
    return None


def _joint(money: Money, result: Fraction | None, rules: WatchRules) -> Reason:
    rate = money.rate
    if rate is None or result is None:
        nothing = Words(zh="资金或成效缺一，无法对照", en="Money or results are missing, so they cannot be compared")
        return Reason("joint", Light.GREY, nothing, rules.deviation_article)
    apart = rate - result
    light = Light.GREEN if abs(apart) <= rules.deviation else Light.YELLOW
    ahead = (
        Words(zh="钱花得比成效快", en="money runs ahead of results")
        if apart > 0
        else Words(zh="成效走在资金前", en="results run ahead of money")
    )
    text = Words(
        zh=f"执行率 {_pc(rate)} 与成效 {_pc(result)} 相差 {_pc(abs(apart))}"
        + (f"，{ahead.zh}" if light is Light.YELLOW else ""),
        en=f"{_pc(rate)} of the money and {_pc(result)} of the results lie {_pc(abs(apart))} apart"
        + (f": {ahead.en}" if light is Light.YELLOW else ""),
    )
    return Reason("joint", light, text, rules.deviation_article)


def _pc(share: Fraction) -> str:
    return f"{round_half_up(share * 100, 1)}%"
