"""Where the law can be read; by anybody, because the law is public. Only the state of a bureau's folder is the office's."""

from yuheng.platform.guards import anyone, guarded
from yuheng.regulations.web import views

urlpatterns = [
    guarded("law/", views.law, policy=anyone, name="law"),
    guarded("law/documents/", views.documents, policy=anyone, name="documents"),
    guarded("law/documents/<str:name>/", views.document, policy=anyone, name="document"),
    guarded("rules/compare/", views.compare, policy=anyone, name="rules-compare"),
    guarded("rules/folder/", views.folder, policy=views.may_see_folder, name="rules-folder"),
    guarded("law/<path:rule_id>/", views.rule, policy=anyone, name="rule"),
]
