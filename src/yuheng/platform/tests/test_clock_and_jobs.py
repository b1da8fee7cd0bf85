"""The only clock, running numbers, and jobs that run once a day."""

from datetime import date

import pytest

from yuheng.platform import clock, jobs, numbering
from yuheng.platform.models import JobRun

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_the_clock_stands_travels_and_runs_again() -> None:
    try:
        clock.stand_at(clock.moment(date(2026, 11, 16)))
        clock.forget_standing()
        with clock.at(date(2025, 5, 1)):
            assert clock.today() == date(2025, 5, 1)
    finally:
        clock.stand_at(None)
        clock.forget_standing()


def test_numbers_run_without_gaps_per_key() -> None:
    assert list(numbering.take("a", 3)) == [1, 2, 3]
    assert list(numbering.take("b")) == [1]
    assert list(numbering.take("a", 2)) == [4, 5]


def test_a_job_runs_once_a_day_and_a_failure_is_recorded_and_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[date] = []
    monkeypatch.setattr(jobs, "_jobs", {})

    def count() -> str:
        ran.append(clock.today())
        return "counted"

    jobs.daily("count", count)
    jobs.daily("break", lambda: str(1 // 0))
    with pytest.raises(ExceptionGroup):
        jobs.run_due()
    assert jobs.run_due() == []
    with clock.at(date(2026, 3, 3)), pytest.raises(ExceptionGroup):
        jobs.run_due()
    assert ran == [date(2026, 3, 2), date(2026, 3, 3)]
    assert JobRun.objects.get(job="break", due=date(2026, 3, 2)).outcome.startswith("failed")
