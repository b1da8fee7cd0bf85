"""Where the pages of the budget stand."""

from typing import Any

from yuheng.budget.models import Request
from yuheng.budget.policies import may_amend
from yuheng.budget.web import basing, bookkeeping, classes, comparing, dates, request_table, views
from yuheng.kernel.outcome import Decision, Words
from yuheng.organisations.models import Organisation
from yuheng.platform.acts import Actor
from yuheng.platform.duties import may
from yuheng.platform.guards import guarded, holds, signed_in
from yuheng.platform.scopes import sees
from yuheng.projects.models import Project

NO = Decision.no(Words(zh="该项目不在您的职责范围内", en="This project lies outside your duties"))


def asks_for_project(person: Actor | None, /, **kwargs: Any) -> Decision:
    """Only the preparer of the project's unit asks for money."""
    project = Project.objects.filter(pk=kwargs["pk"]).first()
    if person is None or project is None:
        return NO
    return may(person, "unit.prepare", project.org_path)


def amends_request(person: Actor | None, /, **kwargs: Any) -> Decision:
    """Who may change the amount of a request."""
    request = Request.objects.filter(pk=kwargs["pk"]).first()
    return may_amend(person, request) if person is not None and request is not None else NO


def sees_unit(person: Actor | None, /, **kwargs: Any) -> Decision:
    """Whoever's posts reach the unit."""
    unit = Organisation.objects.filter(pk=kwargs["pk"]).first()
    return Decision.yes() if person is not None and unit is not None and sees(person, unit.path) else NO


def prepares_unit(person: Actor | None, /, **kwargs: Any) -> Decision:
    """Only who prepares for the unit."""
    unit = Organisation.objects.filter(pk=kwargs["pk"]).first()
    return may(person, "unit.prepare", unit.path) if person is not None and unit is not None else NO


COUNTY = holds("finance.budget", "finance.performance", "congress.approve", "audit.read", "government.read")
FINANCE = holds("finance.budget")
REPLIERS = holds("finance.budget", "department.review")
urlpatterns = [
    guarded("budget/", views.index, policy=signed_in, name="budget"),
    guarded("budget/versions/<int:pk>/", views.version, policy=COUNTY, name="budget-version"),
    guarded(
        "budget/versions/<int:pk>/approve/", views.approve, policy=holds("congress.approve"), name="budget-approve"
    ),
    guarded("budget/versions/<int:pk>/release/", views.release, policy=FINANCE, name="budget-release"),
    guarded("budget/versions/<int:pk>/control/", views.control, policy=FINANCE, name="budget-control"),
    guarded("budget/versions/<int:pk>/checks/", bookkeeping.check_page, policy=COUNTY, name="budget-checks"),
    guarded("budget/versions/<int:pk>/books/", bookkeeping.books, policy=COUNTY, name="budget-books"),
    guarded("budget/versions/<int:pk>/books/row/", bookkeeping.book_row, policy=FINANCE, name="budget-book-row"),
    guarded(
        "budget/versions/<int:pk>/books/upload/",
        bookkeeping.upload_books,
        policy=FINANCE,
        name="budget-books-upload",
    ),
    guarded("budget/versions/<int:pk>/what-if/", comparing.new_scenario, policy=FINANCE, name="budget-scenario"),
    guarded("budget/compare/", comparing.compare, policy=signed_in, name="budget-compare"),
    guarded("budget/calendar/", dates.calendar, policy=signed_in, name="budget-calendar"),
    guarded("budget/versions/<int:pk>/reply/", dates.reply, policy=REPLIERS, name="budget-reply"),
    guarded("budget/classes/", classes.index, policy=signed_in, name="budget-classes"),
    guarded("budget/classes/upload/", classes.upload, policy=FINANCE, name="budget-classes-upload"),
    guarded("budget/base/", basing.index, policy=signed_in, name="budget-base"),
    guarded("budget/base/upload/", basing.upload, policy=holds("unit.prepare"), name="budget-base-upload"),
    guarded("budget/base/<int:pk>/<int:year>/", basing.unit, policy=sees_unit, name="budget-base-unit"),
    guarded("budget/base/<int:pk>/<int:year>/enter/", basing.enter, policy=prepares_unit, name="budget-base-enter"),
    guarded("budget/base/<int:pk>/<int:year>/ask/", basing.ask, policy=prepares_unit, name="budget-base-ask"),
    guarded("budget/requests/table/", request_table.table, policy=signed_in, name="budget-table"),
    guarded(
        "budget/requests/table/upload/",
        request_table.upload,
        policy=holds("unit.prepare"),
        name="budget-table-upload",
    ),
    guarded("budget/ask/<int:pk>/", views.ask, policy=asks_for_project, name="budget-ask"),
    guarded("budget/requests/<int:pk>/amend/", views.amend, policy=amends_request, name="budget-amend"),
]
