"""Where the application ledger stands."""

from yuheng.platform.guards import guarded, holds, signed_in
from yuheng.results.web import views

urlpatterns = [
    guarded("effects/", views.ledger, policy=signed_in, name="effects"),
    guarded("effects/decide/", views.decide_many, policy=holds(views.DECIDES), name="effects-decide"),
    guarded("effects/<int:pk>/", views.effect, policy=signed_in, name="effect"),
]
