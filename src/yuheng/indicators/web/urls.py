"""Where the pages of the indicator library stand."""

from yuheng.indicators.web import views
from yuheng.platform.guards import guarded, signed_in

urlpatterns = [
    guarded("indicators/", views.index, policy=signed_in, name="indicators"),
    guarded("indicators/names/", views.names, policy=signed_in, name="indicator-names"),
]
