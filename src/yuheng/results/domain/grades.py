"""How a grade is drawn: a tone beside its word, never instead of it."""

from collections.abc import Mapping

GRADE_TONES: Mapping[str, str] = {"excellent": "good", "good": "info", "fair": "warn", "poor": "bad"}


def tone_of(grade: str) -> str:
    """The tone of a grade; a local grade that the house does not know is drawn without one.

    >>> tone_of("poor"), tone_of("qualified")
    ('bad', 'mute')
    """
    return GRADE_TONES.get(grade, "mute")
