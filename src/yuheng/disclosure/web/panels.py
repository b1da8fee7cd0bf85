"""What publication shows on the project page of the office."""

from yuheng.disclosure import queries
from yuheng.kernel.outcome import Words
from yuheng.platform.acts import Actor
from yuheng.platform.ui.panels import Panel
from yuheng.projects.models import Project

TITLE = Words(zh="信息公开", en="Publication")


def publication_panel(person: Actor | None, project: Project) -> Panel | None:
    """What was published of a project, by when it was due, and its digest."""
    rows = queries.publications_of([project.pk]).get(project.pk, [])
    if not rows:
        return None
    return Panel(
        "publication", TITLE, "disclosure/partials/publications.html", {"publications": rows, "project": project}
    )
