"""The classification of a year: which kinds of code there are, and whether a request is classified deep enough.

Depth: the function class to 项, the economic classes to 款 (rule `budget.classification_depth`, regulation art. 40).
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from yuheng.kernel.outcome import Problem, Words

KINDS: dict[str, Words] = {
    "function": Words(zh="支出功能分类", en="Function of the spending"),
    "government_economic": Words(zh="政府预算支出经济分类", en="Government economic class"),
    "department_economic": Words(zh="部门预算支出经济分类", en="Department economic class"),
    "income": Words(zh="收入分类", en="Income class"),
}
DIGITS = {"类": 3, "款": 5, "项": 7}
"""Digits of a code at each level of the classification."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One code as it is loaded. `verified`: its source is a text that was read."""

    kind: str
    code: str
    title: str
    title_en: str = ""
    source: str = ""
    verified: bool = False

    @property
    def parent(self) -> str:
        """The code above it; a code of the first level has none.

        >>> Entry("function", "2130335", "农村人畜饮水").parent, Entry("function", "213", "农林水支出").parent
        ('21303', '')
        """
        return self.code[:-2] if len(self.code) > DIGITS["类"] else ""


@dataclass(frozen=True, slots=True)
class Depth:
    """To how many digits each kind must be classified, and by which rule."""

    digits: Mapping[str, int]
    rule: str


def problems_in_entry(entry: Entry, where: str) -> Iterator[Problem]:
    """What is wrong with one code of a list."""
    if entry.kind not in KINDS:
        message = Words(zh=f"没有“{entry.kind}”这种分类", en=f"There is no classification “{entry.kind}”")
        yield Problem("class_kind", where, message, found=entry.kind, expected=", ".join(KINDS))
    if not (entry.code.isascii() and entry.code.isdigit()):
        yield Problem("class_code", where, Words(zh="编码须为数字", en="A code is made of digits"), found=entry.code)
    if not entry.title:
        yield Problem("class_title", where, Words(zh="缺少名称", en="The title is missing"), found=entry.code)


def problems_in_codes(
    where: str, codes: Mapping[str, str], lists: Mapping[str, Collection[str]], depth: Depth
) -> Iterator[Problem]:
    """What is wrong with the codes of one request, by kind; a kind of which no list is loaded is not checked.

    >>> lists = {"function": {"213", "21303", "2130335"}}
    >>> depth = Depth({"function": 7}, "budget-law-regulation#art-40")
    >>> [p.code for p in problems_in_codes("P1", {"function": "21303"}, lists, depth)]
    ['class_depth']
    """
    for kind, code in codes.items():
        if not lists.get(kind):
            continue
        title = KINDS[kind]
        if code not in lists[kind]:
            message = Words(
                zh=f"{title.zh}“{code}”不在本年科目表中", en=f"{title.en} “{code}” is not in this year's list"
            )
            remedy = Words(
                zh="改用本年科目，或请财政装载当年科目表", en="Use a code of this year's list, or have it loaded"
            )
            yield Problem("class_unknown", where, message, found=code, rule=depth.rule, remedy=remedy)
        elif len(code) < depth.digits.get(kind, 0):
            level = next(name for name, digits in DIGITS.items() if digits == depth.digits[kind])
            message = Words(
                zh=f"{title.zh}须编列到{level}", en=f"{title.en} must be given to {depth.digits[kind]} digits"
            )
            yield Problem("class_depth", where, message, found=code, expected=level, rule=depth.rule)
