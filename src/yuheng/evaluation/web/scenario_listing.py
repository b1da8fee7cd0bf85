"""The list of evaluations that a scenario would move."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yuheng.evaluation.models import Evaluation
from yuheng.evaluation.scenario import Change, Trial
from yuheng.evaluation.web.scenario_words import NO_TOTAL, joined, lines_of
from yuheng.evaluation.web.words import GRADE_TONES, grade_words
from yuheng.kernel.outcome import Words
from yuheng.platform.ui.listing import Column, Empty, Kind, Listing
from yuheng.projects.queries import region_of


def _badge(row: Evaluation, code: str) -> tuple[Words, str]:
    words = grade_words(code, region_of(row.org_path)) if code else NO_TOTAL
    return words, GRADE_TONES.get(code, "mute")


def changed_listing(trial: Trial, *, workings: bool = False) -> Listing:
    """A list over the changed evaluations; what was tried stands in the trial and in no table.

    `workings`: with both workings of every line, for files; on a screen they stand on the evaluation's own page.
    """

    def found(row: Evaluation) -> Change:
        return trial.changes[row.pk]

    def url(row: Evaluation) -> str:
        return reverse("scenario", kwargs={"name": trial.scenario.code, "pk": row.pk})

    told = Column("workings", _("Workings"), lambda row: joined([one.workings for one in lines_of(found(row))]))
    return Listing(
        code="scenario",
        columns=(
            Column("project", _("Project"), "project.name", sort="project__name", url=url),
            Column("unit", _("Unit"), "project.unit.words", under="project"),
            Column("old", _("Score"), "total_c", kind=Kind.POINTS, sort="total_c"),
            Column("new", _("Score under the scenario"), lambda row: found(row).new[0], kind=Kind.POINTS),
            Column("difference", _("Difference"), lambda row: found(row).difference_c, kind=Kind.POINTS),
            Column("old_grade", _("Grade"), lambda row: _badge(row, found(row).old[1]), kind=Kind.BADGE),
            Column(
                "new_grade", _("Grade under the scenario"), lambda row: _badge(row, found(row).new[1]), kind=Kind.BADGE
            ),
            Column("lines", _("Lines that move"), lambda row: joined([one.brief for one in lines_of(found(row))])),
            *((told,) if workings else ()),
        ),
        order=("total_c", "pk"),
        page_size=25,
        empty=Empty(
            _("No score would change"),
            _("Under this scenario every evaluation keeps its points and its grade."),
            icon="scale",
        ),
    )
