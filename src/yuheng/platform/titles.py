"""What duties are called on a screen. The platform knows only their codes; the wiring says the words."""

from collections.abc import Callable, Mapping

from yuheng.kernel.outcome import Words

_duties: dict[str, Words] = {}


def name_duties(titles: Mapping[str, Words]) -> None:
    """Say what duties are called (called once, by the wiring)."""
    _duties.update(titles)


def duty(code: str) -> Words:
    """The title of a duty; its code when nobody has named it."""
    return _duties.get(code, Words(zh=code, en=code))


Cite = Callable[[str], Words]
_cite: dict[str, Cite] = {}


def cite_with(source: Cite) -> None:
    """Say who knows how a source is cited (called once, by the wiring)."""
    _cite["source"] = source


def cited(source: str) -> Words:
    """A source as people cite it; as it stands when nobody knows better."""
    return _cite["source"](source) if _cite else Words(zh=source, en=source)
