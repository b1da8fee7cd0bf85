"""Measure a product path beside a hand-written floor: in turn, each run in a process of its own, medians at the end.

Only ratios made in one run on one machine mean anything; a time alone says how busy the machine was.
"""

import importlib.metadata
import json
import os
import pickle
import platform
import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass(frozen=True)
class Run:
    """One run: seconds on the clock, and the most memory that its process held (bytes, the parent's share included)."""

    seconds: float
    peak: int
    answer: object


@dataclass(frozen=True)
class Comparison:
    """What came of a comparison: medians, and the ratio product / floor that a goal speaks about."""

    name: str
    rows: int
    rounds: int
    floor: Run
    product: Run
    goal: str

    @property
    def ratio(self) -> float:
        """How many times the floor the product takes; below 1 it is quicker."""
        return self.product.seconds / self.floor.seconds

    def as_json(self) -> dict[str, object]:
        """Return the comparison as plain data."""
        return {
            "name": self.name,
            "rows": self.rows,
            "rounds": self.rounds,
            "floor_s": round(self.floor.seconds, 4),
            "product_s": round(self.product.seconds, 4),
            "ratio": round(self.ratio, 3),
            "goal": self.goal,
            "floor_peak_mb": self.floor.peak // 2**20,
            "product_peak_mb": self.product.peak // 2**20,
        }


def compare(*, name: str, rows: int, floor: Work, product: Work, goal: str, rounds: int = 5) -> Comparison:
    """Run floor and product in turn, `rounds` times each, and compare their medians.

    Both must give the same answer (a count, a sum, a digest): a quick wrong answer is no answer. Neither may hold an
    open connection from before: each run is a fork, so it opens its own.
    """
    floors, products = [], []
    for _ in range(max(5, rounds)):
        floors.append(alone(floor))
        products.append(alone(product))
    answers = {repr(run.answer) for run in (*floors, *products)}
    if len(answers) != 1:
        raise ValueError(f"{name}: floor and product do not agree: {sorted(answers)}")
    return Comparison(name, rows, len(floors), _median(floors), _median(products), goal)


def alone(work: Work) -> Run:
    """Do the work in a fork, so that its peak memory is its own and nothing that it warms up helps the next run."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _answer(work, writer)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        said = pipe.read()
    _, status, usage = os.wait4(child, 0)
    if status or not said:
        raise RuntimeError(f"a run ended with status {status}; what it said stands above")
    seconds, answer = pickle.loads(said)
    return Run(seconds, _bytes(usage), answer)


def _answer(work: Work, writer: int) -> None:
    """In the fork: work, write what came of it, and leave without the parent's clean-up."""
    status = 1
    try:
        began = time.perf_counter()
        answer = work()
        seconds = time.perf_counter() - began
        with os.fdopen(writer, "wb") as pipe:
            pickle.dump((seconds, answer), pipe)
        status = 0
    except Exception as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
    finally:
        os._exit(status)


def _bytes(usage: resource.struct_rusage) -> int:
    return int(usage.ru_maxrss) * (1 if sys.platform == "darwin" else 1024)


def _median(runs: list[Run]) -> Run:
    return Run(
        statistics.median(run.seconds for run in runs), int(statistics.median(run.peak for run in runs)), runs[0].answer
    )


def machine(*packages: str) -> dict[str, str]:
    """What was measured on: processors, system, Python, and the versions of the packages that matter."""
    found = {"cpus": str(os.cpu_count()), "system": platform.platform(), "python": platform.python_version()}
    return found | {name: importlib.metadata.version(name) for name in packages}


def report(comparisons: list[Comparison], *packages: str, more: dict[str, float] | None = None) -> None:
    """Print the machine and a line for each comparison; with --json on the command line, one JSON document.

    `more` is what was measured besides, by name.
    """
    if "--json" in sys.argv[1:]:
        runs = [one.as_json() for one in comparisons]
        print(json.dumps({"machine": machine(*packages), "runs": runs, "more": more or {}}, indent=2))
        return
    print(" · ".join(f"{name} {value}" for name, value in machine(*packages).items()))
    for one in comparisons:
        print(
            f"{one.name}: {one.rows:,} rows, floor {one.floor.seconds:.3f} s ({one.floor.peak >> 20} MB), "
            f"product {one.product.seconds:.3f} s ({one.product.peak >> 20} MB), "
            f"ratio {one.ratio:.2f} (goal {one.goal}), median of {one.rounds}"
        )
    if more:
        print(" · ".join(f"{name} {value}" for name, value in more.items()))
