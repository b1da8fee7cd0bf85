"""What may be wrong with a project as a unit enters it."""

import re
from collections.abc import Container, Iterator

from yuheng.kernel.outcome import Problem, Words
from yuheng.projects.domain.drafts import ProjectDraft
from yuheng.projects.domain.kinds import TITLES
from yuheng.projects.domain.kinds.sheets import MOST_FEN

CATEGORIES = {
    "personnel": Words(zh="人员类项目", en="Personnel"),
    "operation": Words(zh="运转类项目", en="Operation"),
    "specific": Words(zh="特定目标类项目", en="Specific purpose"),
}
NOVELTIES = {"new": Words(zh="新增项目", en="New"), "continuing": Words(zh="延续项目", en="Continuing")}
LENGTHS = {"code": 21, "name": 200, "sector": 80, "source_table": 80, "source_url": 300}
FUNCTION_CODE = re.compile(r"2\d{2}(\d{2}(\d{2})?)?")


def problems_in_project(draft: ProjectDraft, units: Container[str]) -> list[Problem]:
    """List all that is wrong with one project; `units` are the codes of the units that exist."""
    where = draft.code or draft.name or "?"
    return [*_texts(draft, where), *_choices(draft, where, units), *_figures(draft, where)]


def _texts(draft: ProjectDraft, where: str) -> Iterator[Problem]:
    for name, words in (("code", Words(zh="项目代码", en="The code")), ("name", Words(zh="项目名称", en="The name"))):
        if not getattr(draft, name).strip():
            yield _wrong(f"{name}_missing", where, name, Words(zh=f"没有填写{words.zh}", en=f"{words.en} is missing"))
    for name, most in LENGTHS.items():
        if len(getattr(draft, name)) > most:
            message = Words(zh=f"文字超过 {most} 个字", en=f"The text is longer than {most} characters")
            yield _wrong(f"{name}_too_long", where, name, message, expected=str(most))


def _choices(draft: ProjectDraft, where: str, units: Container[str]) -> Iterator[Problem]:
    if draft.unit not in units:
        message = Words(zh="没有这个预算单位", en="There is no such budget unit")
        yield _wrong("unit_unknown", where, "unit", message, found=draft.unit)
    if draft.category not in CATEGORIES:
        yield _wrong(
            "category_unknown", where, "category", Words(zh="没有这个项目类别", en="No such category"), draft.category
        )
    if draft.novelty not in NOVELTIES:
        message = Words(zh="须为新增或延续项目", en="It is either new or continuing")
        yield _wrong("novelty_unknown", where, "novelty", message, draft.novelty)
    if draft.kind not in TITLES:
        yield _wrong("kind_unknown", where, "kind", Words(zh="没有这种项目", en="No such kind of project"), draft.kind)
    if not FUNCTION_CODE.fullmatch(draft.function_code):
        message = Words(
            zh="功能分类科目须为 2 开头的 3、5 或 7 位代码", en="A function code has 3, 5 or 7 digits and begins with 2"
        )
        yield _wrong("function_code", where, "function_code", message, draft.function_code)


def _figures(draft: ProjectDraft, where: str) -> Iterator[Problem]:
    if draft.kind == "department":
        if draft.amount_fen:
            message = Words(
                zh="部门整体支出不填总额，其金额是所属项目的合计",
                en="A department as a whole has no amount of its own: it is the sum of its projects",
            )
            yield _wrong("amount", where, "amount_fen", message, str(draft.amount_fen))
    elif draft.amount_fen <= 0:
        message = Words(zh="项目总额须大于 0", en="The amount must be above zero")
        yield _wrong("amount", where, "amount_fen", message, str(draft.amount_fen))
    elif draft.amount_fen > MOST_FEN:
        message = Words(
            zh="项目总额超过 100 万亿元，请核对单位", en="More than 100 million million yuan; check the unit"
        )
        yield _wrong("amount", where, "amount_fen", message, str(draft.amount_fen))
    if not 2000 <= draft.year <= draft.last_year <= 2100:
        message = Words(zh="起止年度不成立", en="The first and last year do not fit")
        yield _wrong("years", where, "last_year", message, f"{draft.year}–{draft.last_year}")


def _wrong(code: str, where: str, field: str, message: Words, found: str = "", expected: str = "") -> Problem:
    return Problem(code, f"{where} · {field}", message, found=found, expected=expected)
