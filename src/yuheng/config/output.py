"""How commands speak: results on standard output, as text or (with --json) as one JSON document; notices on the other.

Exit status: 0 fine, 1 problems found in the input, 2 the command could not run.
"""

import json
import sys
from argparse import Namespace
from collections.abc import Iterable
from enum import IntEnum

from yuheng.kernel.outcome import Problem, Words


class Exit(IntEnum):
    """What a command's exit status means."""

    FINE = 0
    PROBLEMS = 1
    COULD_NOT_RUN = 2


class CannotRun(Exception):
    """The command cannot do its work here; the text says what is missing and what to do about it."""


def both(words: Words) -> str:
    """Both languages of a text on one line, for a reader whose language is not known.

    >>> both(Words(zh="合计不符", en="Total does not add up"))
    '合计不符 / Total does not add up'
    """
    return " / ".join(text for text in (words.zh, words.en) if text)


def line_of(problem: Problem) -> str:
    """A problem on one line: severity, place, message, what stood there, what should, the rule, the remedy.

    >>> line_of(Problem("sum", "B7", Words("合计不符", "Total does not add up"), found="9", expected="10"))
    'error B7: 合计不符 / Total does not add up [found 9, expected 10]'
    """
    facts = ", ".join(f"{name} {value}" for name, value in _facts(problem) if value)
    place = f" {problem.where}" if problem.where else ""
    remedy = f" → {both(problem.remedy)}" if problem.remedy else ""
    return f"{problem.severity.value}{place}: {both(problem.message)}{f' [{facts}]' if facts else ''}{remedy}"


def _facts(problem: Problem) -> tuple[tuple[str, str], ...]:
    return ("found", problem.found), ("expected", problem.expected), ("rule", problem.rule)


def emit(options: Namespace, *, data: object, text: str) -> None:
    """Print a result once: `data` as JSON when --json was given, otherwise `text`. Nothing when the text is empty."""
    if getattr(options, "json", False):
        print(json.dumps(data, ensure_ascii=False, indent=2, default=str))
    elif text:
        print(text)


def emit_problems(options: Namespace, problems: Iterable[Problem]) -> Exit:
    """Print problems and answer with the exit status they call for: notes and warnings alone are fine."""
    found = tuple(problems)
    data = {"problems": [problem.as_json() for problem in found]}
    emit(options, data=data, text="\n".join(line_of(problem) for problem in found))
    return Exit.PROBLEMS if any(problem.stops for problem in found) else Exit.FINE


def notice(text: str) -> None:
    """Tell the person at the terminal something that is not a result."""
    print(text, file=sys.stderr, flush=True)
