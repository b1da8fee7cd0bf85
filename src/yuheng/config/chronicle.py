"""The chronicle of a project: every act about it and about all that hangs on it, whichever context it happened in."""

from itertools import chain

from django.db import models

from yuheng.kernel.outcome import Words
from yuheng.platform import acts
from yuheng.platform.acts import Actor
from yuheng.platform.ui.panels import Panel
from yuheng.projects.models import Project

SHOWN = 12
ALL = 400
HANGING = ("targets", "requests", "lines", "warnings", "evaluations", "effects", "publications")


def acts_panel(person: Actor | None, project: Project) -> Panel | None:
    """Every act about the project, newest first: its targets, money, warnings, evaluations, effects, publications."""
    if person is None:
        return None
    rows: list[models.Model] = [project, *chain.from_iterable(getattr(project, name).all() for name in HANGING)]
    rows += [payment for line in project.lines.all() for payment in line.payments.all()]
    done = acts.of(*rows)
    context = {"acts": done[:SHOWN], "earlier": done[SHOWN:ALL]}
    return Panel("acts", Words(zh="办理记录", en="Acts"), "projects/partials/acts.html", context)
