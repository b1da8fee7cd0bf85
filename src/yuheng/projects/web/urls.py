"""Where the pages of projects stand."""

from yuheng.platform.guards import guarded, holds, signed_in
from yuheng.projects.web import views
from yuheng.projects.web.doors import amends_project, appraises_project, sees_project, sets_plan, sets_target

urlpatterns = [
    guarded("projects/", views.index, policy=signed_in, name="projects"),
    guarded("projects/new/", views.new, policy=holds("unit.prepare"), name="project-new"),
    guarded("projects/<int:pk>/", views.show, policy=sees_project, name="project"),
    guarded("projects/<int:pk>/edit/", views.edit, policy=amends_project, name="project-edit"),
    guarded("projects/<int:pk>/appraise/", views.appraise, policy=appraises_project, name="project-appraise"),
    guarded("projects/<int:pk>/waive/", views.waive, policy=appraises_project, name="project-waive"),
    guarded("projects/<int:pk>/plan/", views.plan, policy=sets_plan, name="project-plan"),
    guarded("projects/<int:pk>/targets/<int:year>/", views.target, policy=sets_target, name="project-target"),
]
