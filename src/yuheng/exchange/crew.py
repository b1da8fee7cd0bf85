"""Checking files in processes of their own: one that takes too long, or too much memory, is stopped, and stops no other.

What a file may hold is bounded where it is read; this bounds what nobody thought of there.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import forkserver
from multiprocessing.connection import wait
from pathlib import Path
from time import monotonic
from typing import Final

from yuheng.exchange.apart import READY, serve
from yuheng.exchange.checking import Checked, Wanted, unchecked
from yuheng.exchange.forms.faults import fault

LOADING: Final = 60  # seconds that a process may take to load the program, on a machine that is busy


@dataclass(frozen=True, slots=True)
class Task:
    """A file to check: where it is or what is in it, what it is called, and what is wanted of it."""

    source: Path | bytes
    name: str
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one file may take, how many are checked at once, and how long all of them together may take."""

    seconds: float = 20
    megabytes: int = 600
    workers: int = 2
    in_all: float = float("inf")
    method: str = "forkserver"  # "fork" begins faster, and only a program of a single thread may use it


def make_ready() -> None:
    """Let the process begin from which those of a crew are forked; it loads the program while nobody waits."""
    multiprocessing.set_forkserver_preload([serve.__module__])
    forkserver.ensure_running()


def check_apart(tasks: Sequence[Task], bounds: Bounds) -> list[Checked]:
    """Check files in other processes, in their order; one that is stopped has the one problem `too_heavy`."""
    waiting = deque(range(len(tasks)))
    done: dict[int, Checked] = {}
    crew: list[_Worker] = []
    end = monotonic() + bounds.in_all
    if bounds.method == "forkserver":
        make_ready()
    try:
        while len(done) < len(tasks):
            if monotonic() >= end:
                break
            _hand_out(crew, waiting, tasks, bounds)
            for worker in _ready(crew, end):
                number, checked = worker.answer()
                done[number] = checked or _stopped(tasks[number], bounds)
            crew = [worker for worker in crew if worker.lives]
    finally:
        for worker in crew:
            worker.end()
    return [done.get(number) or _stopped(task, bounds) for number, task in enumerate(tasks)]


def _hand_out(crew: list[_Worker], waiting: deque[int], tasks: Sequence[Task], bounds: Bounds) -> None:
    """Give each idle worker a file; begin more workers while there are files for them."""
    while waiting:
        worker = next((one for one in crew if one.number is None), None)
        if worker is None:
            if len(crew) >= min(bounds.workers, len(tasks)):
                return
            worker = _Worker(bounds)
            crew.append(worker)
        number = waiting.popleft()
        worker.begin(number, tasks[number])


def _ready(crew: Sequence[_Worker], end: float) -> list[_Worker]:
    """The workers that have answered, ended, or run out of time; waits until there is one, or for the end of all."""
    busy = [worker for worker in crew if worker.number is not None]
    first = min(end, *(worker.until for worker in busy))
    heard = wait([one.pipe for one in busy], max(0.0, first - monotonic()))
    return [worker for worker in busy if worker.pipe in heard or worker.until <= monotonic()]


def _stopped(task: Task, bounds: Bounds) -> Checked:
    return unchecked(task.name, fault("too_heavy", expected=f"≤ {bounds.seconds:g} s, ≤ {bounds.megabytes} MB"))


class _Worker:
    """One process, and the file that it has in hand."""

    def __init__(self, bounds: Bounds) -> None:
        context = multiprocessing.get_context(bounds.method)
        self.seconds = bounds.seconds
        self.number: int | None = None
        self.until = 0.0
        self.lives, self.loaded = True, False
        self.pipe, other = context.Pipe()
        self.process = context.Process(target=serve, args=(other, bounds.megabytes), daemon=True)  # type: ignore[attr-defined]
        self.process.start()
        other.close()

    def begin(self, number: int, task: Task) -> None:
        """Hand over a file; its time begins, once the process has loaded the program."""
        self.number = number
        try:
            self.loaded = self.loaded or (self.pipe.poll(LOADING) and self.pipe.recv() == READY)
            if self.loaded:
                self.pipe.send((task.source, task.name, task.wanted))
        except (EOFError, OSError):
            self.loaded = False
        self.until = monotonic() + self.seconds if self.loaded else 0.0

    def answer(self) -> tuple[int, Checked | None]:
        """What came of the file in hand; None, and the end of the process, where nothing did."""
        number, self.number = self.number or 0, None
        checked: Checked | None = None
        with suppress(EOFError, OSError):  # it ended before it answered
            checked = self.pipe.recv() if self.loaded and self.pipe.poll() else None
        if checked is None:
            self.end()
        return number, checked

    def end(self) -> None:
        """Stop the process, whatever it does."""
        self.lives = False
        self.process.kill()
        self.process.join()
        self.pipe.close()
