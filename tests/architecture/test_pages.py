"""Everything a browser gets comes from this house, under a strict content-security policy."""

import re
from collections.abc import Iterable
from pathlib import Path

from tests.architecture.tree import at, files, named, none, templates

REMOTE_IN_PAGE = re.compile(r"""(?:\bsrc|\bsrcset|\bposter|\baction|\bhx-\w+)\s*=\s*["']?\s*(?:https?:)?//""", re.I)
REMOTE_LINK = re.compile(r"""<link\b[^>]*href\s*=\s*["']?\s*(?:https?:)?//""", re.I)
REMOTE_ELSEWHERE = re.compile(r"""(?:url\(|@import|import|fetch\(|from)\s*\(?["']?\s*(?:https?:)?//""", re.I)
INLINE_STYLE = re.compile(r"<[^>]*\sstyle\s*=|<style\b", re.I)
INLINE_HANDLER = re.compile(r"""<[^>]*\son[a-z]+\s*=\s*["']""", re.I)
INLINE_SCRIPT = re.compile(r"""<script\b(?![^>]*(?:\bsrc\s*=|application/(?:ld\+)?json))[^>]*>""", re.I)
OTHERS_WORK = (".min.js", ".min.css", ".woff", ".woff2", ".ttf", ".otf", ".wasm")


def test_a_page_fetches_nothing_from_elsewhere() -> None:
    found = [*_lines(".html", REMOTE_IN_PAGE), *_lines(".html", REMOTE_LINK)]
    found += [*_lines(".css", REMOTE_ELSEWHERE), *_lines(".js", REMOTE_ELSEWHERE)]
    none(found, "No CDN, no remote host; what the browser needs comes out of a wheel and is served by us:")


def test_a_page_carries_no_style_and_no_script_of_its_own() -> None:
    found = [*_lines(".html", INLINE_STYLE), *_lines(".html", INLINE_HANDLER), *_lines(".html", INLINE_SCRIPT)]
    none(found, "The policy forbids inline style and script: use a class, a data attribute, or json_script:")


def test_no_third_party_file_is_committed() -> None:
    others = [at(path) for path in files() if path.name.endswith(OTHERS_WORK)]
    minified = [at(path, n) for path in named(".js", ".css") for n, line in _numbered(path) if len(line) > 1000]
    none(others + minified, "Third-party files come from wheels and are built into the home folder by `yuheng assets`:")


def test_a_form_is_protected_against_forged_requests() -> None:
    post = re.compile(r"""<form\b[^>]*method\s*=\s*["']?post""", re.I)
    bare = [
        at(path)
        for path in templates()
        if len(post.findall(text := path.read_text(encoding="utf-8"))) > text.count("{% csrf_token %}")
    ]
    none(bare, "Each form that posts holds {% csrf_token %}:")


def _numbered(path: Path) -> Iterable[tuple[int, str]]:
    return enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)


def _lines(ending: str, pattern: re.Pattern[str]) -> list[str]:
    """The places of a pattern in our files of one kind; tags may run over several lines."""
    found = []
    for path in named(ending):
        text = path.read_text(encoding="utf-8")
        found += [at(path, text.count("\n", 0, hit.start()) + 1) for hit in pattern.finditer(text)]
    return found
