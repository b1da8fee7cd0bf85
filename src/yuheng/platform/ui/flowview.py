"""A flow as a row of steps: where a subject has been, where it stands, what lies ahead."""

from dataclasses import dataclass

from yuheng.kernel.flow import Flow
from yuheng.kernel.outcome import Words
from yuheng.platform.flow import Subject


@dataclass(frozen=True)
class Stop:
    """One stop of the row. `how`: done, current, returned, or "" for what lies ahead."""

    title: Words
    how: str = ""
    note: object = ""


def main_line(flow: Flow) -> tuple[str, ...]:
    """The states that a subject passes when nothing is returned: from each, the first step forward declared."""
    line = [flow.initial]
    while True:
        forward = (step.to for step in flow.steps_from(line[-1]) if not step.returns and step.to_do)
        following = next((state for state in forward if state not in line), None)
        if following is None:
            return tuple(line)
        line.append(following)


def stepper(subject: Subject, *, note: object = "", audience: str = "staff") -> list[Stop]:
    """The row of steps of one subject; a state beside the main line stands at its end, as returned if its tone is bad."""
    flow, line = subject.flow, main_line(subject.flow)
    here = line.index(subject.state) if subject.state in line else -1
    stops = [
        Stop(
            getattr(flow.state(code), audience),
            _how(number, here, last=number == len(line) - 1),
            note if number == here else "",
        )
        for number, code in enumerate(line)
    ]
    if here >= 0:
        return stops
    aside = subject.stands
    return [*stops, Stop(getattr(aside, audience), "returned" if aside.tone == "bad" else "current", note)]


def _how(number: int, here: int, *, last: bool) -> str:
    if number < here or (number == here and last):
        return "done"
    return "current" if number == here else ""
