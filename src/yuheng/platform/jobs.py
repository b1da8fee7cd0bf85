"""Daily jobs: a name, a function, and one row per run, so that a job runs once a day whichever process asks."""

from collections.abc import Callable
from dataclasses import dataclass

from yuheng.platform import clock
from yuheng.platform.models import JobRun


@dataclass(frozen=True)
class Job:
    """Something to be done once a day; it returns a sentence about what it did."""

    code: str
    run: Callable[[], str]


_jobs: dict[str, Job] = {}


def daily(code: str, run: Callable[[], str]) -> None:
    """Register a job to run once a day (called by the wiring)."""
    _jobs[code] = Job(code, run)


def run_due() -> list[JobRun]:
    """Run every job that has not run today; a job that fails is recorded as failed and raises at the end."""
    finished: list[JobRun] = []
    failures: list[Exception] = []
    for job in _jobs.values():
        now = clock.now()
        row, mine = JobRun.begin(job=job.code, due=now, began=now)
        if not mine:
            continue
        try:
            row.outcome = job.run()
        except Exception as error:
            row.outcome = f"failed: {error}"
            failures.append(error)
        row.ended = clock.now()
        row.save(update_fields=["outcome", "ended"])
        finished.append(row)
    if failures:
        raise ExceptionGroup("jobs failed", failures)
    return finished
