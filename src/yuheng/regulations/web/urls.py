"""Where the law can be read; by anybody, because the law is public."""

from yuheng.platform.guards import anyone, guarded
from yuheng.regulations.web import views

urlpatterns = [
    guarded("law/", views.law, policy=anyone, name="law"),
    guarded("law/<path:rule_id>/", views.rule, policy=anyone, name="rule"),
]
