"""What people hand in when they report results or answer a warning."""

from dataclasses import dataclass
from datetime import date

from yuheng.monitoring.models import Warning
from yuheng.projects.models import TargetIndicator


@dataclass(frozen=True)
class ReadingDraft:
    """What an indicator had reached by a day, as the unit writes it ("150公里", "≥95%", "部分达成")."""

    indicator: TargetIndicator
    through: date
    printed: str


@dataclass(frozen=True)
class AnswerDraft:
    """What the unit chooses to do about a warning (continue, reallocate, cancel) and why."""

    warning: Warning
    choice: str
    answer: str
