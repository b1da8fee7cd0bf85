"""What a unit hands in as the account of a project's year."""

from dataclasses import dataclass
from decimal import Decimal

from yuheng.projects.models import Project, TargetIndicator


@dataclass(frozen=True)
class OutcomeDraft:
    """What one indicator reached, as written; `judged_share` (0 … 1) is a person's judgement where no number decides.

    `printed_points` are the points of a form that was published elsewhere: kept as printed, never used.
    """

    indicator: TargetIndicator
    printed: str
    reason: str = ""
    judged_share: Decimal | None = None
    printed_points: str = ""


@dataclass(frozen=True)
class EvaluationDraft:
    """The self-evaluation of a project's year; what was published elsewhere stays as printed."""

    project: Project
    year: int
    outcomes: tuple[OutcomeDraft, ...]
    summary: str = ""
    printed_total: str = ""
    printed_grade: str = ""
