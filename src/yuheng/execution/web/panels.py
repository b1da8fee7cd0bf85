"""Payments on the project page."""

from yuheng.budget import queries as budget
from yuheng.execution import queries
from yuheng.kernel.outcome import Words
from yuheng.platform import clock
from yuheng.platform.acts import Actor
from yuheng.platform.duties import may
from yuheng.platform.ui.panels import Panel
from yuheng.projects.models import Project

SHOWN = 8


def payments_panel(person: Actor | None, project: Project) -> Panel | None:
    """The newest payments of this year or last, and where a payment is asked for."""
    if person is None:
        return None
    year = clock.today().year
    lines = budget.lines_of(project.pk, year)
    balances = budget.balances_of([line.pk for line in lines])
    payments = queries.newest(project.pk, SHOWN)
    if not payments and not lines:
        return None
    asks = bool(may(person, "unit.prepare", project.org_path))
    context = {
        "payments": payments,
        "more": queries.count_of(project.pk) - len(payments),
        "project": project,
        "lines": [(line, balances.get(line.pk, {}).get("executable", 0)) for line in lines] if asks else [],
    }
    return Panel("payments", Words(zh="支付", en="Payments"), "execution/partials/payments.html", context)
