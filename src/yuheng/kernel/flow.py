"""A flow as data: states, steps, and what may follow what. The engine that takes steps is `platform.flow`."""

from __future__ import annotations

from dataclasses import dataclass

from yuheng.kernel.outcome import Words


@dataclass(frozen=True)
class State:
    """Where a subject stands: its code in data, its words for staff and for the public, and what that means."""

    code: str
    staff: Words
    public: Words
    editable: bool = False
    open: bool = True
    tone: str = "info"  # info | wait | good | bad | mute: how it is drawn, always beside the word
    hands: str = ""  # the duty in whose hands it is meanwhile, besides those who may take a step
    work: Words | None = None  # what those hands do with it

    @property
    def task(self) -> Step | None:
        """What waits for the hands it is in, as a step that leads nowhere else; None when nobody works on it."""
        return Step(f"work_{self.code}", self.work, (self.code,), self.code, self.hands) if self.work else None


@dataclass(frozen=True)
class Step:
    """One verb of a flow: from which states to which, by whose duty, and what must hold."""

    code: str
    title: Words
    frm: tuple[str, ...]
    to: str
    duty: str
    article: str = ""
    returns: bool = False  # a step back: a comment is demanded
    not_maker: bool = False  # maker is not checker
    to_do: bool = True  # False: possible at any time, so nobody's inbox waits for it
    due_rule: str = ""  # the rule that says by when the next person must act


@dataclass(frozen=True)
class Flow:
    """A life of a kind of thing."""

    code: str
    title: Words
    states: tuple[State, ...]
    steps: tuple[Step, ...]

    @property
    def initial(self) -> str:
        """The code of the first state."""
        return self.states[0].code

    def state(self, code: str) -> State:
        """The state of this code; KeyError when the flow has none."""
        return {state.code: state for state in self.states}[code]

    def step(self, code: str) -> Step:
        """The step of this code; KeyError when the flow has none."""
        return {step.code: step for step in self.steps}[code]

    def steps_from(self, state: str) -> tuple[Step, ...]:
        """Steps that lead out of a state."""
        return tuple(step for step in self.steps if state in step.frm)

    def problems(self) -> list[str]:
        """What is wrong with the declaration: unknown states, states that nothing reaches."""
        known = {state.code for state in self.states}
        named = {code for step in self.steps for code in (*step.frm, step.to)}
        reached = {self.initial} | {step.to for step in self.steps}
        return [f"unknown state {c}" for c in sorted(named - known)] + [
            f"unreached state {c}" for c in sorted(known - reached)
        ]
