"""The words around a printed value: comparison, direction, "qualitative", grades, and what is only filling."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

# "以上", "以下", "以内" include the number itself, "超过", "不满" do not: Civil Code, article 1259.
_OPERATORS: Final = {
    ">=": "≥ ≧ ⩾ >= => 大于等于 大于或等于 大于或者等于 不低于 不少于 不小于 至少 最少 最低",
    "<=": "≤ ≦ ⩽ <= =< 小于等于 小于或等于 小于或者等于 不超过 不高于 不大于 不多于 至多 最多 最高",
    ">": "> 大于 高于 超过 多于",
    "<": "< 小于 低于 少于 不足 不满",
    "=": "= == 等于",
}
_MEANING: Final = {word: sign for sign, words in _OPERATORS.items() for word in words.split()}
_BY_LENGTH: Final = sorted(_MEANING, key=len, reverse=True)
OPERATOR: Final = re.compile("|".join(re.escape(word) for word in _BY_LENGTH))

_AFTER: Final = re.compile(r"^\s*(?:(?P<more>(?:\(含\))?及?以上)|(?P<less>及?以下|以内|之内|内))(?:\(含\))?(?!\w)")
_CODE: Final = re.compile(r"^\d{3}\s+(?=[<>=≤≥≦≧])")
_DIRECTION: Final = re.compile(r"^(正向|反向|逆向|负向)(?:指标)?\s*")
_QUALITATIVE: Final = re.compile(r"^定性(?:指标)?[\s:]*(?=\S)")

_MET = r"(?:全部|按时|按期|均)?已?(?:全部|按时|按期)?(?:达成|达到|完成|实现|达标)"
_LABELS: Final = (
    ("部分达成", re.compile(rf"部分{_MET}(?:预期(?:指标|目标))?(?:并具有一定效果)?")),
    (
        "未达成",
        re.compile(
            r"(?:该?项目)?(?:暂|尚)?未(?:达成|达到|完成|实现|达标|完工)"
            r"(?:年度|预期)*(?:指标|目标)?(?:且效果较差)?"
        ),
    ),
    ("达成", re.compile(rf"{_MET}(?:年度|预期)*(?:指标|目标)?")),
    ("优", re.compile(r"优秀?")),
    ("良", re.compile(r"良好?")),
    ("中", re.compile(r"中等?|一般")),
    ("低", re.compile(r"较?低")),
    ("差", re.compile(r"较?差")),
)
_NEARLY: Final = re.compile(r"基本(?:达成|达到|完成|实现)(?:预期)?(?:指标|目标)?")

_FILLING: Final = re.compile(r"(?:达到|达|为|完成|到位|覆盖|完成支付|支付|之内)?")
_BANDS: Final = re.compile(r"\(\s*优.*\)")
_POINTS: Final = re.compile(r"\((?:权重)?\d+(?:\.\d+)?[分%]\)")
_DOUBT: Final = re.compile(r"[\d?*_]|疑|OCR")
GRADES: Final = frozenset({"优", "良", "中", "低", "差"})


@dataclass(frozen=True, slots=True)
class Front:
    """What stood before a value: the operator ("" when none), the words kept for the remainder, and the rest."""

    operator: str
    kept: str
    rest: str


def peel(text: str) -> Front:
    """Take the row code, 正向/反向, 定性 and the comparison off the front of a plain text.

    >>> peel("反向 小于等于 90 万元")
    Front(operator='<=', kept='反向', rest='90 万元')
    >>> peel("005 <= 33万元")
    Front(operator='<=', kept='005', rest='33万元')
    """
    kept: list[str] = []
    for pattern in (_CODE, _DIRECTION):
        found = pattern.match(text)
        if found:
            kept.append(found[0].strip())
            text = text[found.end() :]
    qualitative = _QUALITATIVE.match(text)
    if qualitative:
        return Front("qual", " ".join(kept), text[qualitative.end() :].strip())
    sign = OPERATOR.match(text)
    if sign and re.match(r"\s*[-+]?[\d*_]", text[sign.end() :]):
        return Front(_MEANING[sign[0]], " ".join(kept), text[sign.end() :].strip())
    return Front("", " ".join(kept), text.strip())


def operator_at_end(text: str) -> tuple[str, str]:
    """Take a comparison off the end of the words before a number: "每人不超过" -> ("<=", "每人").

    >>> operator_at_end("每人不超过")
    ('<=', '每人')
    """
    bare = text.rstrip()
    word = next((word for word in _BY_LENGTH if bare.endswith(word)), "")
    return _MEANING.get(word, ""), bare[: len(bare) - len(word)].strip()


def operator_after(text: str) -> tuple[str, str]:
    """Read 以上, 以下, 以内 right after a unit; return the operator and the text after it.

    >>> operator_after("以上")
    ('>=', '')
    """
    found = _AFTER.match(text)
    if not found:
        return "", text
    return (">=" if found["more"] else "<="), text[found.end() :]


def label_of(text: str) -> tuple[str, bool]:
    """Normalise a word of judgement; "" when it is none. The flag is False where the word leaves room (基本完成).

    达成 / 部分达成 / 未达成 are the three levels of the national self-evaluation form for qualitative indicators.

    >>> label_of("达成预期指标"), label_of("基本完成"), label_of("满意")
    (('达成', True), ('部分达成', False), ('', True))
    """
    bare = text.strip(" ,;。、")
    if _NEARLY.fullmatch(bare):
        return "部分达成", False
    return next((name for name, pattern in _LABELS if pattern.fullmatch(bare)), ""), True


def is_filling(text: str) -> bool:
    """Say whether words beside a value leave its reading sure: 完成, 覆盖, a note of points, grade bands.

    >>> is_filling("(优100%/良80%-100%)"), is_filling("(占年度计划75%)"), is_filling("(完成值)")
    (True, False, True)
    """
    bare = text.strip(" ,;。、")
    bare = _POINTS.sub("", _BANDS.sub("", bare)).strip()
    if _FILLING.fullmatch(bare):
        return True
    return bare.startswith("(") and bare.endswith(")") and not _DOUBT.search(bare)


def is_doubtful(text: str) -> bool:
    """Say whether a text without a reading still holds digits (but for "(8分)"), gaps or signs of a bad scan."""
    return bool(_DOUBT.search(_POINTS.sub("", text)))
