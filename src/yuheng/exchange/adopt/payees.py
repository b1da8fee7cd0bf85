"""Whose name may enter: a payee's is kept only where his number shows that he is no natural person."""

import re
from functools import lru_cache

LONGEST = 120


@lru_cache(maxsize=8)
def _shape(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def kept(name: str, number: str, pattern: str) -> str:
    """The name, or nothing: without a pattern, without a number, or where the number has another shape.

    >>> spain = "[ABFGHNPQRSUVW][0-9]{7}[0-9A-J]"
    >>> kept("OBRAS SA", "A12345678", spain), kept("UNA PERSONA", "12345678Z", spain), kept("SIN NUMERO", "", spain)
    ('OBRAS SA', '', '')
    """
    if not pattern or not _shape(pattern).fullmatch(number.strip().upper()):
        return ""
    return name[:LONGEST]
