"""What `yuheng load` does with organisations and projects: rows become drafts, the verbs of their contexts take them."""

from argparse import Namespace
from collections.abc import Callable, Sequence

from yuheng.budget.sheets import BadCell, Field, SheetRow, choice, money, read_sheet
from yuheng.config.output import CannotRun, Exit, emit, emit_problems
from yuheng.kernel.outcome import Problem, Words
from yuheng.organisations.actions import OrganisationDraft, found
from yuheng.organisations.models import Person
from yuheng.organisations.queries import county
from yuheng.platform.acts import SYSTEM
from yuheng.projects.actions import register_projects
from yuheng.projects.domain.drafts import ProjectDraft
from yuheng.projects.domain.projects import CATEGORIES, NOVELTIES

KINDS = {
    "department": Words(zh="部门", en="Department"),
    "unit": Words(zh="单位", en="Unit"),
    "third_party": Words(zh="第三方机构", en="Third party"),
}


def text(most: int) -> Callable[[str], str]:
    """A reader of texts of at most so many characters."""

    def read(given: str) -> str:
        if len(given) > most:
            raise BadCell(Words(zh=f"文字超过 {most} 个字", en=f"The text is longer than {most} characters"))
        return given

    return read


def year(given: str) -> int:
    """A year; BadCell when it is none.

    >>> year("2027")
    2027
    """
    if not (given.isdecimal() and len(given) == 4):
        raise BadCell(Words(zh="不是年度", en="This is not a year"))
    return int(given)


ORGANISATION = (
    Field("code", Words(zh="代码", en="Code"), text(21), needed=True),
    Field("name", Words(zh="名称", en="Name"), text(120), needed=True),
    Field("name_en", Words(zh="英文名称", en="English name"), text(160)),
    Field("kind", Words(zh="类型", en="Kind"), choice(KINDS), needed=True),
    Field("parent", Words(zh="上级代码", en="Parent"), text(21)),
)
PROJECT = (
    Field("code", Words(zh="项目代码", en="Project code"), needed=True),
    Field("name", Words(zh="项目名称", en="Project name"), needed=True),
    Field("unit", Words(zh="单位代码", en="Unit code"), needed=True),
    Field("category", Words(zh="项目类别", en="Category"), choice(CATEGORIES), needed=True),
    Field("novelty", Words(zh="新增或延续", en="New or continuing"), choice(NOVELTIES), needed=True),
    Field("function_code", Words(zh="功能分类", en="Function"), needed=True),
    Field("year", Words(zh="起始年度", en="First year"), year, needed=True),
    Field("last_year", Words(zh="终止年度", en="Last year"), year, needed=True),
    Field("amount_fen", Words(zh="项目总额（万元）", en="Amount (10k yuan)"), money, needed=True),
    Field("sector", Words(zh="行业领域", en="Sector")),
    Field("purpose", Words(zh="立项依据", en="Purpose")),
)


def organisations(options: Namespace, content: bytes) -> int:
    """Found departments and units under the county; a parent may stand in the file, below its children, too."""
    rows, problems = read_sheet(content, ORGANISATION)
    if problems:
        return emit_problems(options, problems)
    root = county()
    drafts = [
        OrganisationDraft(
            row.text("code"), row.text("name"), row.text("kind"), row.text("parent") or root.code, row.text("name_en")
        )
        for row in rows
    ]
    made = found(by=SYSTEM, region=root.region, drafts=sorted(drafts, key=lambda one: one.kind != "department"))
    emit(options, data={"founded": len(made)}, text=f"{len(made)} organisations founded under {root.name}")
    return Exit.FINE


def projects(options: Namespace, content: bytes) -> int:
    """Enter projects as drafts of their units, in the name of a person who may."""
    person = Person.objects.filter(username=options.by or "", is_active=True).first()
    if person is None:
        raise CannotRun("projects are entered by a preparer of their unit: name one with --by USER")
    rows, problems = read_sheet(content, PROJECT)
    problems = [*problems, *_repeated(rows)]
    if problems:
        return emit_problems(options, problems)
    made = register_projects(by=person, drafts=[_project(row) for row in rows])
    emit(options, data={"registered": len(made)}, text=f"{len(made)} projects registered by {person.name}")
    return Exit.FINE


def _repeated(rows: Sequence[SheetRow]) -> list[Problem]:
    """Codes that stand twice in the file, each with the row of its second place."""
    seen: set[str] = set()
    problems = []
    for row in rows:
        if (code := row.text("code")) in seen:
            message = Words(zh="代码在表中重复", en="The code stands twice in the file")
            problems.append(Problem("code_twice", row.place, message, found=code))
        seen.add(code)
    return problems


def _project(row: SheetRow) -> ProjectDraft:
    years = [int(str(row.values[name])) for name in ("year", "last_year")]
    names = ("code", "name", "unit", "category", "novelty", "function_code")
    words = {name: row.text(name) for name in (*names, "sector", "purpose")}
    return ProjectDraft(**words, year=years[0], last_year=years[1], amount_fen=row.fen("amount_fen"))
