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


_kinds: dict[str, Words] = {}


def name_kinds(kinds: Mapping[str, Words]) -> None:
    """Say what the last word of an act's title is called: "… 2027 预算申报" is a budget request."""
    _kinds.update(kinds)


def called(title: str) -> Words:
    """The title under which acts keep a subject, for a screen: acts speak Chinese, the kind of thing is said in English."""
    name, _, kind = title.rpartition(" ")
    known = _kinds.get(kind)
    return Words(zh=title, en=f"{name} {known.en}" if known else title)
