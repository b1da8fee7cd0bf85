"""Where citizens read, and where the office publishes."""

from yuheng.disclosure.policies import PUBLISHERS
from yuheng.disclosure.web import publishing, views
from yuheng.platform.guards import anyone, guarded, holds, signed_in

urlpatterns = [
    guarded("public/", views.county, policy=anyone, name="public-county"),
    guarded("public/data/<int:year>.jsonl", views.open_data, policy=anyone, name="public-data"),
    guarded("public/<str:code>/", views.project, policy=anyone, name="public-project"),
    guarded("public/<str:code>/content.json", views.content, policy=anyone, name="public-content"),
    guarded("publications/", publishing.index, policy=signed_in, name="publications"),
    guarded("publications/publish/", publishing.publish_many, policy=holds(*PUBLISHERS), name="publications-publish"),
]
