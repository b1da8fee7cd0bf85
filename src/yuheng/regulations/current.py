"""The law that this process asks: the installed rules with a bureau's own folder over them, read anew when it changes.

A wrong folder never takes the law away: the last good set stays, and `state().problems` lists all that is wrong.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import lru_cache, wraps
from pathlib import Path
from typing import ParamSpec, TypeAlias, TypeVar

from yuheng.kernel.outcome import Problem, Refused
from yuheng.regulations.domain.book import Book
from yuheng.regulations.loading import library_of

P = ParamSpec("P")
T = TypeVar("T")
Stamp: TypeAlias = frozenset[tuple[str, int, int]]

PACKAGE = Path(__file__).resolve().parent.parent
RULES = PACKAGE / "rules"
OVERLAY_VARIABLE = "YUHENG_RULES_DIR"
EVERY = 1.0  # seconds between two looks at the folder

_pinned: ContextVar[Book | None] = ContextVar("law of this request", default=None)


@dataclass(frozen=True)
class State:
    """What holds in this process: the last good book, and what is wrong with the folder since."""

    book: Book
    problems: tuple[Problem, ...] = ()


def stamp_of(folder: Path | None) -> Stamp:
    """Name every file of a folder with its time and size; nothing for no folder. A look, not a reading."""
    if folder is None or not folder.is_dir():
        return frozenset()
    found = ((path, path.stat()) for path in folder.rglob("*.yaml") if path.is_file())
    return frozenset((str(path), status.st_mtime_ns, status.st_size) for path, status in found)


class Watch:
    """The installed rules and one folder over them. The first reading refuses; later ones keep what was good."""

    def __init__(self, installed: Path, folder: Path | None) -> None:
        self.folder = folder
        self._installed, self._lock = installed, threading.Lock()
        self._stamp, self._looked = stamp_of(folder), time.monotonic()
        self.state = State(self._read())

    def _read(self) -> Book:
        return library_of(self._installed, *((self.folder,) if self.folder else ()))

    def look(self) -> State:
        """Read the folder anew if a file of it changed; at most one look a second, by one thread at a time."""
        due = self.folder is not None and time.monotonic() - self._looked >= EVERY
        if due and self._lock.acquire(blocking=False):
            try:
                self._looked = time.monotonic()
                self._renew()
            finally:
                self._lock.release()
        return self.state

    def _renew(self) -> None:
        try:
            stamp = stamp_of(self.folder)
        except OSError:  # a file went away while it was looked at: look again next time
            return
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            self.state = State(self._read())
            _log().warning("the rules of %s were read anew", self.folder)
        except Refused as refused:
            self.state = replace(self.state, problems=tuple(refused.problems))
            for problem in refused.problems:
                said = (problem.where, problem.message.en, problem.found, problem.expected)
                _log().error("the last good rules stay: %s: %s [found %s, expected %s]", *said)


def _log() -> logging.Logger:
    return logging.getLogger(__name__)


@lru_cache(maxsize=1)
def watch() -> Watch:
    """The watch of this process; `Refused` with all problems when the folder is wrong from the start."""
    extra = os.environ.get(OVERLAY_VARIABLE, "")
    return Watch(RULES, Path(extra) if extra else None)


def library() -> Book:
    """Return the law that holds here: pinned for this request or job, else the process's own."""
    return _pinned.get() or watch().state.book


@contextmanager
def pinned_to(book: Book) -> Iterator[Book]:
    """Ask one book for the length of a block, whatever is read anew meanwhile."""
    token = _pinned.set(book)
    try:
        yield book
    finally:
        _pinned.reset(token)


@contextmanager
def newest() -> Iterator[Book]:
    """Look at the folder, then ask one and the same book for the length of a request or job."""
    with pinned_to(watch().look().book) as book:
        yield book


def by_book(maxsize: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Keep what a function of the law answered, apart for each book: what was read anew is asked anew."""

    def keep(ask: Callable[P, T]) -> Callable[P, T]:
        @lru_cache(maxsize=maxsize)
        def kept(book: Book, *args: P.args, **kwargs: P.kwargs) -> T:
            with pinned_to(book):
                return ask(*args, **kwargs)

        @wraps(ask)
        def asked(*args: P.args, **kwargs: P.kwargs) -> T:
            return kept(library(), *args, **kwargs)  # type: ignore[arg-type]  # what is kept is asked by hashable values

        return asked

    return keep
