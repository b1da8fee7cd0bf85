"""The checker's page: no login, nothing stored."""

from yuheng.exchange.web import views
from yuheng.platform.guards import anyone, guarded

urlpatterns = [
    guarded("check/", views.check, policy=anyone, name="check"),
    guarded("check/workbook/", views.workbook, policy=anyone, name="check-workbook"),
    guarded("check/report.json", views.report_file, policy=anyone, name="check-report"),
]
