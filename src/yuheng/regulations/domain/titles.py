"""What regions are called: a list of division codes with a name in both languages."""

from __future__ import annotations

from yuheng.kernel.outcome import Problem, Words
from yuheng.kernel.region import chain
from yuheng.regulations.domain.reading import read


def region_titles(text: str, place: str) -> tuple[dict[str, Words], list[Problem]]:
    """Read a mapping of division codes to names; a key that is no code or a name without both languages is a problem.

    >>> region_titles('"990123": {zh: 清衡县, en: Qingheng}', "regions.yaml")[0]["990123"].en
    'Qingheng'
    """
    root, problems = read(text, place)
    found: dict[str, Words] = {}
    for code, node in root.fields.items():
        title = node.plain
        if not isinstance(title, Words) or not _is_code(code):
            message = Words(zh="须为行政区划代码及其中英文名称", en="A division code with its name in both languages")
            problems.append(Problem("region", f"{place}:{node.line}", message, found=code))
        else:
            found[code] = title
    return found, problems


def _is_code(code: str) -> bool:
    try:
        return chain(code)[0] == code
    except ValueError:
        return False
