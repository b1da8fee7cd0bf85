"""A line before and under a scenario, in words and on its curves."""

from dataclasses import dataclass
from fractions import Fraction

from yuheng.evaluation.accounts import working_json
from yuheng.evaluation.domain.account import points_c
from yuheng.evaluation.domain.corners import corners
from yuheng.evaluation.domain.table import RowResult
from yuheng.evaluation.scenario import Change, LineChange
from yuheng.evaluation.web.words import MEASURES, working_words
from yuheng.kernel.outcome import NOTHING, Words
from yuheng.platform.ui import charts
from yuheng.platform.ui.charts import Chart
from yuheng.platform.ui.text import points

GRADES = ("excellent", "good", "fair", "poor")
NO_TOTAL = Words(zh="不能得出", en="No answer")
EXECUTION = Words(zh="预算执行率", en="Budget execution")


@dataclass(frozen=True)
class Side:
    """One line under one law."""

    row: RowResult
    code: str

    @property
    def points_c(self) -> int | None:
        """Its points in hundredths."""
        return points_c(self.row)

    @property
    def working(self) -> Words:
        """The calculation in a sentence."""
        return working_words(working_json(self.row), self.row.scored.status, self.points_c)

    @property
    def rule_id(self) -> str:
        """The rule that scored it."""
        return self.row.scored.working.rule_id

    @property
    def source(self) -> str:
        """The article of the rule."""
        return self.row.scored.working.source

    @property
    def chart(self) -> Chart | None:
        """The rule's curve with the line's place; None where no curve was read."""
        working = self.row.scored.working
        if working.curve is None or working.x is None or working.y is None or working.points_off:
            return None
        at: tuple[Fraction, Fraction] = (working.x, working.y)
        measure = MEASURES.get(working.measure, NOTHING)
        return charts.score_on_curve(corners(working.curve, working.x), at=at, measure=measure, working=self.working)


@dataclass(frozen=True)
class Both:
    """One line as sealed and as tried."""

    change: LineChange

    @property
    def name(self) -> Words:
        """What the line is called; the data's own language is Chinese."""
        line = self.change.line
        return EXECUTION if line is None else Words(zh=line.name, en=line.name)

    @property
    def sides(self) -> tuple[Side, Side]:
        """As sealed, as tried."""
        no = self.change.old.no
        return Side(self.change.old, f"sealed-{no}"), Side(self.change.new, f"tried-{no}")

    @property
    def brief(self) -> Words:
        """The points before and after."""
        old, new = (points(side.points_c, short=True) for side in self.sides)
        return Words(zh=f"{self.name.zh} {old} → {new}", en=f"{self.name.en} {old} → {new}")

    @property
    def workings(self) -> Words:
        """Both workings, one after the other."""
        old, new = (side.working for side in self.sides)
        return Words(
            zh=f"{self.name.zh}：原为 {old.zh}；试算 {new.zh}", en=f"{self.name.en}: was {old.en}; would be {new.en}"
        )


def lines_of(change: Change) -> list[Both]:
    """The lines that would be scored otherwise."""
    return [Both(line) for line in change.lines]


def joined(texts: list[Words]) -> Words:
    """Several texts as one."""
    return Words(zh="；".join(one.zh for one in texts), en="; ".join(one.en for one in texts))
