"""The self-evaluation as typed: a value, a reason and a judged share per indicator, and a summary."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from yuheng.evaluation.drafts import OutcomeDraft
from yuheng.evaluation.models import Outcome
from yuheng.kernel.numbers import Kind, parse
from yuheng.projects.models import TargetIndicator

TOO_MUCH = Decimal(99)  # what cannot be read becomes a share that no band allows, so that the action names it


@dataclass(frozen=True)
class SheetRow:
    """One indicator with what was typed for it."""

    one: TargetIndicator
    printed: str = ""
    reason: str = ""
    judged: str = ""

    @property
    def draft(self) -> OutcomeDraft:
        """The row as the action takes it."""
        return OutcomeDraft(self.one, self.printed, reason=self.reason, judged_share=share_of(self.judged))


def share_of(text: str) -> Decimal | None:
    """A share typed as a percentage ("85", "85%"); None for nothing.

    >>> share_of("85"), share_of("85.5 %"), share_of(""), share_of("good")
    (Decimal('0.85'), Decimal('0.855'), None, Decimal('99'))
    """
    read = parse(text)
    if read.empty:
        return None
    known = read.value is not None and read.certain and read.kind in {Kind.NUMBER, Kind.PERCENT}
    return read.value / 100 if known and read.value is not None else TOO_MUCH


def posted(data: Mapping[str, str], indicators: Sequence[TargetIndicator]) -> list[SheetRow]:
    """The rows as typed."""
    return [SheetRow(one, *(data.get(f"{name}-{one.pk}", "").strip() for name in _FIELDS)) for one in indicators]


_FIELDS = ("printed", "reason", "judged")


def kept(outcomes: Sequence[Outcome], indicators: Sequence[TargetIndicator]) -> list[SheetRow]:
    """The rows as they were saved, empty ones where nothing was."""
    saved = {one.indicator_id: one for one in outcomes}
    return [_kept(one, saved.get(one.pk)) for one in indicators]


def _kept(one: TargetIndicator, saved: Outcome | None) -> SheetRow:
    if saved is None:
        return SheetRow(one)
    judged = "" if saved.judged_e4 is None else f"{(Decimal(saved.judged_e4) / 100).normalize():f}"
    return SheetRow(one, saved.printed, saved.reason, judged)
