"""Requests as a table: down with what the version holds, up with what a unit changed or added."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yuheng.budget import actions, queries
from yuheng.budget.domain.books import BOOK_TITLES
from yuheng.budget.domain.stages import FUND_TITLES
from yuheng.budget.drafts import RequestDraft
from yuheng.budget.models import Request
from yuheng.budget.sheets import Field, SheetRow, choice, money
from yuheng.budget.web.answering import UploadForm, upload_page
from yuheng.kernel.money import Fen
from yuheng.kernel.outcome import Problem, Words, refuse_if
from yuheng.platform import scopes
from yuheng.platform.guards import the_person
from yuheng.platform.ui.listing import Column, Kind, Listing
from yuheng.projects.models import Project

FIELDS = (
    Field("project", Words(zh="项目编码", en="Project code"), needed=True),
    Field("name", Words(zh="项目名称", en="Project")),
    Field("book", Words(zh="预算", en="Book"), choice(BOOK_TITLES)),
    Field("fund", Words(zh="资金性质", en="Nature of the money"), choice(FUND_TITLES)),
    Field("item", Words(zh="基金或险种", en="Fund or insurance")),
    Field("function", Words(zh="支出功能分类", en="Function")),
    Field("government", Words(zh="政府经济分类", en="Government economic class")),
    Field("department", Words(zh="部门经济分类", en="Department economic class")),
    Field("guarantee", Words(zh="对应的“三保”需求", en="Need that it meets")),
    Field("amount", Words(zh="申报数（万元）", en="Asked (10k yuan)"), money, needed=True),
    Field("next_year", Words(zh="第二年（万元）", en="Next year (10k yuan)"), money),
    Field("year_after", Words(zh="第三年（万元）", en="The year after (10k yuan)"), money),
    Field("basis", Words(zh="测算依据", en="How it was calculated")),
)
TITLES = {field.key: field.title for field in FIELDS}


def _later(row: Request, after: int) -> Fen | None:
    return next((one.amount_fen for one in row.later.all() if one.year == row.year + after), None)


TABLE = Listing(
    code="request-table",
    columns=(
        Column("project", TITLES["project"], "project.code"),
        Column("name", TITLES["name"], "project.name", under="project", lang="zh-Hans"),
        Column("book", TITLES["book"], lambda row: BOOK_TITLES[row.book]),
        Column("fund", TITLES["fund"], lambda row: FUND_TITLES.get(row.fund, row.fund), under="book"),
        Column("item", TITLES["item"], "item", lang="zh-Hans"),
        Column("function", TITLES["function"], "function_code"),
        Column("government", TITLES["government"], "government_economic", under="function"),
        Column("department", TITLES["department"], "department_economic", under="function"),
        Column("guarantee", TITLES["guarantee"], "guarantee", under="item"),
        Column("amount", TITLES["amount"], "amount_fen", kind=Kind.MONEY, total="amount_fen"),
        Column("next_year", TITLES["next_year"], lambda row: _later(row, 1), kind=Kind.MONEY),
        Column("year_after", TITLES["year_after"], lambda row: _later(row, 2), kind=Kind.MONEY, under="next_year"),
        Column("basis", TITLES["basis"], "basis", lang="zh-Hans"),
    ),
    order=("org_path", "project_id", "pk"),
    page_size=100,
)


def table(request: HttpRequest) -> HttpResponseBase:
    """The requests of the open version, as a table that can be changed and sent back."""
    version = queries.open_version()
    rows = queries.requests_seen_by(the_person(request)).filter(version=version).prefetch_related("later")
    shown = TABLE.show(rows, request.GET)
    return shown.download() or render(request, "budget/pages/table.html", {"table": shown, "version": version})


def upload(request: HttpRequest) -> HttpResponse:
    """Take in a table of requests, all or none."""
    form = UploadForm(request.POST or None, request.FILES or None)

    def enter(rows: list[SheetRow]) -> object:
        version, person = queries.open_version(), the_person(request)
        if version is None:
            message = Words(zh="现在没有开放申报的预算版本", en="No version takes requests now")
            refuse_if([Problem("version_closed", "", message)])
            return None
        codes = [row.text("project") for row in rows]
        seen = scopes.visible(Project.objects.filter(code__in=codes), person).select_related("unit")
        drafts = drafts_of(rows, {project.code: project for project in seen})
        return actions.enter_request_table(by=person, version=version, drafts=drafts)

    return upload_page(request, form, FIELDS, enter, (_("Requests from a table"), reverse("budget-table")))


def drafts_of(rows: list[SheetRow], projects: dict[str, Project]) -> list[RequestDraft]:
    """Rows as requests; Refused names every row whose project this person does not see."""
    missing = Words(zh="没有这个项目，或不在您的职责范围内", en="There is no such project within your duties")
    refuse_if(
        Problem("project", row.place, missing, row.text("project"))
        for row in rows
        if row.text("project") not in projects
    )
    return [_draft(row, projects[row.text("project")]) for row in rows]


def _draft(row: SheetRow, project: Project) -> RequestDraft:
    later = (row.fen("next_year"), row.fen("year_after"))
    return RequestDraft(
        project,
        row.fen("amount"),
        book=row.text("book") or "general",
        fund=row.text("fund") or "fiscal",
        item=row.text("item"),
        function_code=row.text("function"),
        government_economic=row.text("government") or RequestDraft.government_economic,
        department_economic=row.text("department") or RequestDraft.department_economic,
        guarantee=row.text("guarantee"),
        basis=row.text("basis"),
        later=later if any(later) else (),
        where=row.place,
    )
