"""What is wrong with requests before they are entered: amounts, books, classes, needs, and what was asked already."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from yuheng.budget.domain.classes import DIGITS, Depth, problems_in_codes
from yuheng.budget.domain.ledger import LARGEST
from yuheng.budget.domain.stages import BOOKS
from yuheng.budget.drafts import RequestDraft
from yuheng.budget.models import BookRow, ClassCode, Request, Version
from yuheng.kernel.dated import NoLaw
from yuheng.kernel.outcome import Problem, Words
from yuheng.platform import clock
from yuheng.projects import queries as projects
from yuheng.regulations.queries import rule

SPENDING = ("function", "government_economic", "department_economic")


def problems_in_drafts(version: Version, drafts: Sequence[RequestDraft]) -> list[Problem]:
    """All that is wrong with requests by themselves and with the version they are for, each at its place."""
    lists, depth = class_lists(version.year), depth_of(version)
    needs = set(BookRow.objects.filter(version=version, side="need").values_list("code", flat=True))
    found: list[Problem] = []
    for draft in drafts:
        found += _amounts(draft)
        found += problems_in_codes(place_of(draft), codes_of(draft), lists, depth)
        if draft.guarantee and draft.guarantee not in needs:
            message = Words(zh="本版本没有这一“三保”需求", en="The version states no such need")
            expected = ", ".join(sorted(needs))
            found.append(Problem("guarantee", place_of(draft), message, draft.guarantee, expected))
    return found


def gate_problems(drafts: Sequence[RequestDraft], year: int) -> list[Problem]:
    """What keeps the projects of these requests from money, each named once, with its cell where it has one."""
    first = {draft.project.pk: draft for draft in reversed(drafts)}
    places = {draft.project.name: draft.where for draft in first.values() if draft.where}
    found = projects.gate_problems([draft.project for draft in drafts if first[draft.project.pk] is draft], year)
    return [replace(one, where=f"{places.get(one.where, '')} {one.where}".strip()) for one in found]


def place_of(draft: RequestDraft) -> str:
    """How a problem names the request: its cell where it has one, and its project."""
    return f"{draft.where} {draft.project.name}".strip()


def codes_of(draft: RequestDraft) -> dict[str, str]:
    """The classes of a request by kind."""
    function = draft.function_code or draft.project.function_code
    return dict(zip(SPENDING, (function, draft.government_economic, draft.department_economic), strict=True))


def key_of(draft: RequestDraft) -> tuple[object, ...]:
    """What tells a request from others of its version."""
    return (draft.project.pk, draft.book, draft.fund, *codes_of(draft).values())


def asked_already(version: Version, drafts: Sequence[RequestDraft]) -> list[Problem]:
    """Requests under a classification that the version, or the same hand-in, holds already."""
    fields = ("project_id", "book", "fund", "function_code", "government_economic", "department_economic")
    asked = set(Request.objects.filter(version=version).values_list(*fields))
    return [*repeated(drafts, asked)]


def repeated(drafts: Sequence[RequestDraft], asked: set[tuple[object, ...]]) -> Iterator[Problem]:
    """Requests that stand twice, counting those that were asked before."""
    for draft in drafts:
        if key_of(draft) in asked:
            message = Words(
                zh="本版本中已申报过同一科目", en="This version already holds a request under the same classification"
            )
            yield Problem("repeated", place_of(draft), message)
        asked.add(key_of(draft))


def _amounts(draft: RequestDraft) -> Iterator[Problem]:
    if not 0 < draft.amount_fen <= LARGEST or not all(0 <= fen <= LARGEST for fen in draft.later):
        message = Words(zh="申报金额必须大于零且在合理范围内", en="The amount must be above zero and within reason")
        yield Problem("amount", place_of(draft), message, found=str(draft.amount_fen))
    if draft.book not in BOOKS:
        message = Words(zh=f"没有“{draft.book}”这本预算", en=f"There is no budget “{draft.book}”")
        yield Problem("book", place_of(draft), message, found=draft.book)


def class_lists(year: int) -> dict[str, set[str]]:
    """The codes of the year's lists by kind, as far as lists are loaded. One query."""
    lists: dict[str, set[str]] = {}
    for kind, code in ClassCode.objects.filter(year=year, kind__in=SPENDING).values_list("kind", "code"):
        lists.setdefault(kind, set()).add(code)
    return lists


def depth_of(version: Version) -> Depth:
    """How deep requests are classified, by the rule of the county today; no rule, no depth."""
    try:
        found = rule("budget.classification_depth", on=clock.today(), region=version.org_path.split("/", 1)[0])
    except NoLaw:
        return Depth({}, "")
    digits = {str(row["code"]): DIGITS[str(row["level"])] for row in found.rows}
    economic = digits.get("economic", 0)
    return Depth(
        {
            "function": digits.get("function", 0),
            "government_economic": economic,
            "department_economic": economic,
        },
        found.source.id,
    )
