"""Money on the project page: what was asked, controlled, proposed, approved, and where it stands now."""

from yuheng.budget import queries
from yuheng.budget.domain.stages import STAGE_TITLES
from yuheng.budget.models import Version
from yuheng.kernel.outcome import Words
from yuheng.platform import clock
from yuheng.platform.acts import Actor
from yuheng.platform.duties import may
from yuheng.platform.ui.panels import Panel
from yuheng.projects.models import Project

STAGES = ("approved", "executable", "applied", "paid", "lapsed")
ROUNDS = {
    Version.Round.FIRST: Words(zh="一上", en="First submission"),
    Version.Round.SECOND: Words(zh="二上", en="Second submission"),
    Version.Round.ADJUSTED: Words(zh="调整", en="Adjustment"),
    Version.Round.SCENARIO: Words(zh="情景", en="What-if"),
}


def name_of(version: Version) -> Words:
    """How a version is called: its year and round, a scenario with what it asks."""
    title = ROUNDS[Version.Round(version.round)]
    more = f"“{version.title}”" if version.title else ""
    return Words(zh=f"{version.year} {title.zh}{more}", en=f"{version.year} {title.en}{' ' if more else ''}{more}")


def money_panel(person: Actor | None, project: Project) -> Panel | None:
    """The project's money by year and stage, and its requests with the numbers that answer them."""
    if person is None:
        return None
    years = queries.years_of(project.pk)
    this_year = queries.money_of([project.pk], clock.today().year).get(project.pk)
    requests = [(row, ROUNDS[Version.Round(row.version.round)]) for row in queries.all_requests(project.pk)]
    context = {
        "project": project,
        "stages": [STAGE_TITLES[stage] for stage in STAGES],
        "years": [(year, [getattr(money, f"{stage}_fen") for stage in STAGES], money) for year, money in years.items()],
        "now": this_year,
        "this_year": clock.today().year,
        "requests": requests,
        "asked_versions": {row.version_id for row, _ in requests},
        "askable": _askable(person, project),
    }
    return Panel("money", Words(zh="预算与资金", en="Budget and money"), "budget/partials/money.html", context)


def _askable(person: Actor, project: Project) -> Version | None:
    """The open version in which this person may ask for money for the project, from one source or another, or None."""
    version = queries.open_version()
    allowed = project.state == "in_library" and bool(may(person, "unit.prepare", project.org_path))
    return version if version and allowed else None
