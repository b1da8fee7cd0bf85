"""Every URL of the house. Each stands behind a policy; a system check refuses to start otherwise."""

from django.contrib.auth import views as auth
from django.urls import include, path
from django.views.i18n import set_language

from yuheng.budget.web import changing_urls as changing
from yuheng.budget.web import urls as budget
from yuheng.config import api
from yuheng.disclosure.web import urls as disclosure
from yuheng.evaluation.web import urls as evaluation
from yuheng.exchange.web import urls as exchange
from yuheng.execution.web import urls as execution
from yuheng.indicators.web import urls as indicators
from yuheng.monitoring.web import urls as monitoring
from yuheng.platform.guards import anyone, guarded
from yuheng.platform.web import urls as platform
from yuheng.projects.web import urls as projects
from yuheng.regulations.web import urls as regulations
from yuheng.results.web import urls as results

urlpatterns = [
    guarded("login/", auth.LoginView.as_view(), policy=anyone, name="login"),
    guarded("logout/", auth.LogoutView.as_view(), policy=anyone, name="logout"),
    guarded("language/", set_language, policy=anyone, name="set_language"),
    path("", include(platform)),
    path("", include(projects)),
    path("", include(indicators)),
    path("", include(budget)),
    path("", include(changing)),
    path("", include(execution)),
    path("", include(monitoring)),
    path("", include(evaluation)),
    path("", include(results)),
    path("", include(disclosure)),
    path("", include(regulations)),
    path("", include(exchange)),
    path("", include(api)),
]
