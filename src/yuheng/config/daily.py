"""What the system does by itself once a day: look at every project after a checkpoint, let new scores propose money."""

from yuheng.config.chores import last_checkpoint
from yuheng.monitoring.actions import observe
from yuheng.organisations.queries import county
from yuheng.platform import clock, jobs
from yuheng.platform.acts import SYSTEM
from yuheng.platform.database import take_statistics
from yuheng.results.actions import propose_effects


def look_at_projects() -> str:
    """Observe every project as things stood at the last checkpoint, once its reporting deadline has passed."""
    today = clock.today()
    checkpoint = last_checkpoint(today, county().code)
    if checkpoint is None or today <= checkpoint[1]:
        return "no checkpoint to look at"
    seen = observe(by=SYSTEM, year=today.year, through=checkpoint[0])
    return f"{len(seen)} projects observed through {checkpoint[0]}"


def propose_money() -> str:
    """Let every evaluation of last year that was sealed since propose its amount."""
    return f"{len(propose_effects(by=SYSTEM, evaluated_year=clock.today().year - 1))} effects proposed"


def look_at_indexes() -> str:
    """Let the database see how its tables have grown."""
    take_statistics()
    return "statistics taken"


def register() -> None:
    """Called once, by the wiring."""
    jobs.daily("monitoring.observe", look_at_projects)
    jobs.daily("results.propose", propose_money)
    jobs.daily("database.statistics", look_at_indexes)
