"""A source as people cite it: “budget-law#art-57” is 《中华人民共和国预算法（2018年修正）》第57条."""

import re

from yuheng.kernel.outcome import Words
from yuheng.regulations.current import by_book
from yuheng.regulations.queries import all_instruments

PLACES = (
    (re.compile(r"art-(\d+)(?:-(\d+))?$"), "第{0}条", "art. {0}", "第（{1}）项", " ({1})"),
    (re.compile(r"annex-(\d+)$"), "附件{0}", "annex {0}", "", ""),
    (re.compile(r"sec-([\d.]+)$"), "第{0}节", "sec. {0}", "", ""),
)


def article_words(article: str) -> Words:
    """An article as people say it; nothing for the document as a whole.

    >>> article_words("art-57-1").zh, article_words("negative-indicator").zh
    ('第57条第（1）项', 'negative-indicator')
    """
    for pattern, zh, en, more_zh, more_en in PLACES:
        if found := pattern.match(article):
            parts = [part for part in found.groups() if part is not None]
            deeper = len(parts) > 1
            return Words(
                zh=(zh + (more_zh if deeper else "")).format(*parts),
                en=(en + (more_en if deeper else "")).format(*parts),
            )
    return Words(zh=article, en=article)


@by_book(maxsize=2048)
def cite(source: str) -> Words:
    """The title of the cited document and the place in it; a source that no instrument explains stays as it is."""
    name, _, article = source.partition("#")
    instrument = all_instruments().get(name)
    if instrument is None:
        return Words(zh=source, en=source)
    place = article_words(article)
    return Words(
        zh=f"《{instrument.title.zh}》{place.zh}", en=f"{instrument.title.en}{', ' if article else ''}{place.en}"
    )
