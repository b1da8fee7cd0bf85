"""Small drawings made of markup alone: icons, lights, badges, bars. Never a meaning by colour only."""

from fractions import Fraction
from functools import lru_cache
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from heroicons.templatetags.heroicons import heroicon_micro, heroicon_mini, heroicon_outline, heroicon_solid

from yuheng.kernel import money
from yuheng.kernel.outcome import Words
from yuheng.platform.ui import text
from yuheng.platform.ui.text import Share, percent, say

_STYLES: Final = {"outline": heroicon_outline, "solid": heroicon_solid, "mini": heroicon_mini, "micro": heroicon_micro}

# each light has a shape of its own, so that it reads without colour
_SHAPES: Final = {
    "red": '<path fill="currentColor" d="M5 1h6l4 4v6l-4 4H5l-4-4V5z"/>'
    '<path fill="#fff" d="M7.1 4h1.8v5H7.1zm0 6.2h1.8V12H7.1z"/>',
    "amber": '<path fill="currentColor" d="M8 1 15.6 14.6H.4z"/>'
    '<path fill="#fff" d="M7.2 6h1.6v4H7.2zm0 5h1.6v1.6H7.2z"/>',
    "green": '<circle cx="8" cy="8" r="7.2" fill="currentColor"/>'
    '<path fill="none" stroke="#fff" stroke-width="1.8" d="m4.6 8.2 2.4 2.4 4.4-4.9"/>',
    "blue": '<rect x="1" y="1" width="14" height="14" rx="2.5" fill="currentColor"/>'
    '<path fill="#fff" d="M7.1 6.8h1.8V12H7.1zm0-2.8h1.8v1.8H7.1z"/>',
    "grey": '<circle cx="8" cy="8" r="6.4" fill="none" stroke="currentColor" stroke-width="1.8"/>'
    '<path fill="currentColor" d="M5 7.1h6v1.8H5z"/>',
}
_LIGHT_WORDS: Final = {
    "red": Words(zh="红", en="Red"),
    "amber": Words(zh="黄", en="Amber"),
    "green": Words(zh="绿", en="Green"),
    "blue": Words(zh="提示", en="Notice"),
    "grey": Words(zh="未知", en="Not yet known"),
}
PAID: Final = Words(zh="已支付", en="Paid")
PLAN: Final = Words(zh="支出计划", en="Plan")
_TONES: Final = {"wait": "warn", "amber": "warn", "red": "bad", "green": "good", "blue": "info", "grey": "mute"}
_BACK: Final = SafeString('<rect class="bar-back" width="100%" height="100%"/>')
_NAMES: Final = {"yellow": "amber", "none": "grey", "": "grey", "gray": "grey"}


@lru_cache(maxsize=512)
def icon(name: str, style: str = "outline") -> SafeString:
    """An icon of the heroicons set, inline; it is decoration, so the word stands beside it."""
    return mark_safe(_STYLES[style](name))


def light(colour: str, word: object = None) -> SafeString:
    """A signal light: red, amber (yellow), green, blue or grey, each with its own shape and a word."""
    words = light_words(colour, word)
    return _light(_NAMES.get(colour, colour), words)


@lru_cache(maxsize=512)
def _light(colour: str, words: str) -> SafeString:
    shape = mark_safe(f'<svg viewBox="0 0 16 16" width="15" height="15" aria-hidden="true">{_SHAPES[colour]}</svg>')
    return format_html('<span class="light light-{}">{}{}</span>', colour, shape, words)


def light_words(colour: str, word: object = None) -> str:
    """What a light says: its own word, or that of its colour."""
    return say(word or _LIGHT_WORDS[_NAMES.get(colour, colour)])


def badge(what: object, *, audience: str = "staff", tone: str = "") -> SafeString:
    """A state in its tone. `what`: a flow `State`, a subject that stands in one, or words with a `tone`.

    `audience` "public" takes the words that citizens read.
    """
    state = getattr(what, "stands", what)
    words = getattr(state, audience, state)
    tone = tone or str(getattr(state, "tone", "info"))
    return _badge(_TONES.get(tone, tone), say(words))


@lru_cache(maxsize=512)
def _badge(tone: str, words: str) -> SafeString:
    return format_html('<span class="badge badge-{}">{}</span>', tone, words)


def bar(share: Share | None, *, tone: str = "1", label: object = "") -> SafeString:
    """A thin bar filled to `share` (0 to 1; more is drawn full) with the percentage as its spoken text."""
    spoken = f"{say(label)} {percent(share)}" if label else percent(share)
    shape = format_html('<rect class="bar-{}" width="{}" height="100%"/>', tone, _width(share))
    frame = '<span class="bar" role="img" aria-label="{}"><svg aria-hidden="true">{}{}</svg></span>'
    return format_html(frame, spoken, _BACK, shape)


def money_bar(parts: list[tuple[str, object, int | None]], total: int) -> SafeString:
    """Amounts against a whole, one behind the other, with words and figures below.

    `parts`: (tone "1", "2", "good", "warn", "bad" or "mark", words, fen), the widest first. A "mark" is drawn as a line
    (the plan of this month). `total` in fen.
    """
    shares = [(tone, words, fen or 0, Fraction(fen or 0, total) if total else None) for tone, words, fen in parts]
    shape = '<rect class="bar-{}" x="{}" width="{}" height="100%"/>'
    shapes = format_html_join("", shape, (_shape(tone, share) for tone, _words, _fen, share in shares))
    line = '<li>{} {} <span class="muted">{}</span></li>'
    lines = format_html_join("", line, ((say(w), text.wan_html(fen), percent(share)) for _t, w, fen, share in shares))
    frame = '<div class="money-bar"><svg aria-hidden="true">{}{}</svg><ul>{}</ul></div>'
    return format_html(frame, _BACK, shapes, lines)


def _shape(tone: str, share: Share | None) -> tuple[str, str, str]:
    if tone == "mark":
        return tone, _width(min(Fraction(share or 0), Fraction(99, 100))), "2"
    return tone, "0", _width(share)


def _width(share: Share | None) -> str:
    """A CSS length in percent between 0 and 100 with two decimals."""
    clipped = min(max(Fraction(share or 0), Fraction(0)), Fraction(1))
    return f"{money.round_half_up(clipped * 100, 2)}%"
