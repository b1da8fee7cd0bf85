"""Division codes (GB/T 2260 and its 9- and 12-digit extensions): where a place stands in the tree."""

from __future__ import annotations

from enum import StrEnum

NATION = ""


class Level(StrEnum):
    """The level of a division, read from its code."""

    NATION = "nation"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"


_ENDS = ((2, Level.PROVINCE), (4, Level.CITY), (6, Level.COUNTY), (9, Level.TOWNSHIP), (12, Level.VILLAGE))


def chain(code: str) -> tuple[str, ...]:
    """Return the place and every wider one, nearest first, ending with the nation "".

    The order in which rules are looked for. `ValueError` for a text that is not a division code.

    >>> chain("990123")
    ('990123', '990100', '990000', '')
    >>> chain("")
    ('',)
    """
    digits = _significant(code)
    steps = [end for end, _ in _ENDS if end <= len(digits) and digits[:end].strip("0")]
    found: list[str] = []
    for end in reversed(steps):
        wider = digits[:end].ljust(6, "0")
        if wider not in found:
            found.append(wider)
    return (*found, NATION)


def parent(code: str) -> str:
    """Return the next wider division, "" for a province; `ValueError` for the nation, which has none.

    >>> parent("990123")
    '990100'
    """
    places = chain(code)
    if len(places) == 1:
        raise ValueError("the nation has no wider region")
    return places[1]


def level(code: str) -> Level:
    """Tell the level that a code's own digits show; four real codes stand at two levels, so keep a stored level.

    >>> level("990123").value, level("990100").value, level("990123001").value
    ('county', 'city', 'township')
    """
    digits = _significant(code)
    return dict(_ENDS)[len(digits)] if digits else Level.NATION


def within(code: str, wider: str) -> bool:
    """Say whether a place lies in a wider one, or is it.

    >>> within("990123", "990100"), within("990100", "990123")
    (True, False)
    """
    return _short(wider) in chain(code)


def _short(code: str) -> str:
    """Write a code at its customary length: six digits down to the county, nine or twelve below."""
    return chain(code)[0]


def _significant(code: str) -> str:
    """Cut the padding zeros: "990100" -> "9901", "990123001000" -> "990123001"."""
    if code == NATION:
        return ""
    if not (code.isascii() and code.isdigit() and len(code) in {2, 4, 6, 9, 12} and code[:2] != "00"):
        raise ValueError(f"not a division code: {code!r}")
    for start, end in ((9, 12), (6, 9), (4, 6), (2, 4)):
        if len(code) == end and not code[start:end].strip("0"):
            code = code[:start]
    return code
