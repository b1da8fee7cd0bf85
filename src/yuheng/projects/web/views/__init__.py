"""Pages of projects: read, decide, do, show."""

from yuheng.projects.web.views.appraising import appraise, waive
from yuheng.projects.web.views.library import edit, index, new, show, take_for_many
from yuheng.projects.web.views.targets import target

__all__ = ["appraise", "edit", "index", "new", "show", "take_for_many", "target", "waive"]
