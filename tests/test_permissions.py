"""The matrix of tests/permissions.yaml: every page, everybody who works here, a stranger and a citizen."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.scene import TODAY, Scene, people, play
from yuheng.organisations.domain.duties import DUTIES
from yuheng.organisations.models import Person
from yuheng.platform import clock

MATRIX: dict[str, dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("permissions.yaml").read_text("utf-8"))
EVERYBODY = ("citizen", "stranger", *DUTIES)
GROUPS = {"everybody": set(EVERYBODY), "staff": set(EVERYBODY) - {"citizen"}}


@pytest.fixture(autouse=True)
def day() -> Iterator[None]:
    """The day on which the scene stands."""
    with clock.at(TODAY):
        yield


def _names(patterns: list[Any]) -> Iterator[str]:
    for entry in patterns:
        if isinstance(entry, URLResolver):
            yield from _names(entry.url_patterns)
        elif isinstance(entry, URLPattern):
            yield entry.name or str(entry.pattern)


def test_every_page_is_in_the_matrix_and_nothing_else() -> None:
    pages = set(_names(get_resolver().url_patterns))
    assert not pages - set(MATRIX), f"Say in tests/permissions.yaml who may open {sorted(pages - set(MATRIX))}"
    assert not set(MATRIX) - pages, f"There is no such page any more: {sorted(set(MATRIX) - pages)}"


def test_the_matrix_names_people_that_there_are() -> None:
    named = {who for row in MATRIX.values() for who in _allowed(row)}
    assert named <= set(EVERYBODY), f"Nobody here is called {sorted(named - set(EVERYBODY))}"


@pytest.mark.django_db
def test_everybody_opens_what_the_matrix_allows_and_nothing_else() -> None:
    scene = play()
    here = people(scene.office)
    wrong = [
        f"{page}: {who} is {'let in' if opened else 'refused'} ({status})"
        for page, row in MATRIX.items()
        for who in EVERYBODY
        for opened, status in [_opens(page, row, scene, here[who])]
        if opened != (who in _allowed(row))
    ]
    assert not wrong, f"{len(wrong)} doors stand otherwise than tests/permissions.yaml says:\n" + "\n".join(wrong)


def _allowed(row: dict[str, Any]) -> set[str]:
    allowed = row["allowed"]
    return GROUPS[allowed] if isinstance(allowed, str) else set(allowed)


def _opens(page: str, row: dict[str, Any], scene: Scene, person: Person | None) -> tuple[bool, int]:
    """Whether the page lets the person in, and with which status it answers."""
    client = Client(headers={"accept-language": "zh-hans"})
    if person is not None:
        client.force_login(person)
    answer = client.get(_address(page, row.get("with", {}), scene))
    return not _refused(answer, post=row.get("post", False)), answer.status_code


def _address(page: str, words: dict[str, Any], scene: Scene) -> str:
    """The page's address; `pk` and `code` name a subject of the scene and stand for its key."""
    keys = dict(words)
    if "pk" in words:
        keys["pk"] = getattr(scene, words["pk"]).pk
    if "code" in words:
        keys["code"] = getattr(scene, words["code"]).code
    return reverse(page, kwargs=keys)


def _refused(answer: HttpResponseBase, *, post: bool) -> bool:
    """Refused is: told so, sent to sign in, or told that there is no such thing (where there is one to be opened)."""
    sent_away = answer.status_code == 302 and answer.headers["Location"].startswith(reverse("login"))
    return answer.status_code in (401, 403) or sent_away or (answer.status_code == 404 and not post)
