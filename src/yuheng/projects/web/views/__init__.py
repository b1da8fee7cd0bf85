"""Pages of projects: read, decide, do, show."""

from yuheng.projects.web.views.appraising import appraise, waive
from yuheng.projects.web.views.library import edit, index, new, show
from yuheng.projects.web.views.plans import plan
from yuheng.projects.web.views.targets import target

__all__ = ["appraise", "edit", "index", "new", "plan", "show", "target", "waive"]
