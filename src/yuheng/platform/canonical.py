"""One spelling for everything that is hashed: sorted keys, no spaces, decimals and days as text."""

import hashlib
import json
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction


def _spell(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal | Fraction):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no canonical spelling")


def spell(value: object) -> str:
    """Write `value` as canonical JSON.

    >>> spell({"b": Decimal("1.50"), "a": [1, "县"]})
    '{"a":[1,"县"],"b":"1.50"}'
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_spell)


def digest(*parts: object) -> str:
    """SHA-256 over the canonical spelling of the parts, as 64 hexadecimal digits.

    >>> digest("a", 1) == digest("a", 1) != digest("a", 2)
    True
    """
    return hashlib.sha256(spell(list(parts)).encode()).hexdigest()
