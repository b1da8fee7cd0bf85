"""Sources as people cite them, and no source in the code that the law does not know."""

import re
from pathlib import Path

from yuheng.regulations.citing import cite
from yuheng.regulations.queries import all_instruments

CODE = Path(__file__).parents[2]
CITED = re.compile(r'"([a-z]+[a-z0-9-]*\d*)#((?:art|annex)-[\d-]+)"')


def test_a_source_is_cited_by_title_and_place() -> None:
    assert cite("budget-law#art-13").zh == "《中华人民共和国预算法（2018年修正）》第13条"
    assert cite("budget-law-regulation#art-57-1").zh == "《中华人民共和国预算法实施条例》第57条第（1）项"
    assert cite("budget-law#art-13").en.endswith("(as amended in 2018), art. 13")
    assert cite("zhongfa-2018-34").zh.startswith("《")
    assert cite("unheard-of#art-1").zh == "unheard-of#art-1"


def test_every_source_named_in_the_code_is_a_known_document() -> None:
    known = all_instruments().keys()
    files = [path for path in CODE.rglob("*.py") if "tests" not in path.parts and path.name != "outcome.py"]
    unknown = {
        f"{path.relative_to(CODE)}: {name}"
        for path in files
        for name, _ in CITED.findall(path.read_text(encoding="utf-8"))
        if name not in known and name not in {"law", "notice", "here", "example"}  # examples in docstrings
    }
    assert unknown == set()
