"""Every screen, in both languages, on desktop and phone, light and dark: whole, translated, and open to everybody."""

from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState

from tests.journeys.desk import Desk, listen
from tests.journeys.screens import (
    DESKS,
    LOOKS,
    SCREENS,
    Look,
    Screen,
    faint,
    foreign,
    open_screen,
    shorten,
    texts,
    too_wide,
)

pytestmark = pytest.mark.journey
Barriers = Callable[[Page], list[str]]


@pytest.fixture(scope="session")
def keys(browser: Browser, county: str) -> dict[str, StorageState | None]:
    """Everybody's session, signed in once; a citizen has none."""
    kept: dict[str, StorageState | None] = {"": None}
    for person in DESKS:
        context = browser.new_context(base_url=county, locale="zh-CN")
        Desk(context.new_page()).sign_in(person)
        kept[person] = context.storage_state()
        context.close()
    return kept


@pytest.fixture(scope="session")
def ways() -> dict[str, str]:
    """The address of each screen, found once by following links."""
    return {}


@pytest.fixture
def rooms(browser: Browser, county: str, keys: dict[str, StorageState | None], look: Look) -> Iterator["Rooms"]:
    """A window for each person, in the look that is tested."""
    opened = Rooms(browser, county, keys, look)
    yield opened
    for context in opened.contexts:
        context.close()


class Rooms:
    """Windows that are opened when somebody looks through them."""

    def __init__(self, browser: Browser, county: str, keys: dict[str, StorageState | None], look: Look) -> None:
        self.browser, self.county, self.keys, self.look = browser, county, keys, look
        self.contexts: list[BrowserContext] = []
        self.pages: dict[str, tuple[Page, list[str]]] = {}

    def of(self, person: str) -> tuple[Page, list[str]]:
        """The person's window, and the list into which the browser's complaints are written."""
        if person not in self.pages:
            context = self.browser.new_context(
                base_url=self.county,
                locale=self.look.locale,
                viewport={"width": self.look.width, "height": self.look.height},
                storage_state=self.keys[person],
            )
            context.set_default_timeout(10_000)
            self.contexts.append(context)
            page = context.new_page()
            self.pages[person] = page, listen(page)
        return self.pages[person]


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_every_screen_is_whole_translated_and_open_to_everybody(
    rooms: Rooms, look: Look, barriers: Barriers, ways: dict[str, str]
) -> None:
    wrong = [f"{screen.name}: {fault}" for screen in SCREENS for fault in _faults(rooms, screen, barriers, ways)]
    assert not wrong, f"{look}: {len(wrong)} faults\n" + "\n".join(wrong)


def _faults(rooms: Rooms, screen: Screen, barriers: Barriers, ways: dict[str, str]) -> Iterator[str]:
    page, complaints = rooms.of(screen.person)
    page.emulate_media(color_scheme="light")
    open_screen(page, screen, ways)
    language = rooms.look.language
    yield from foreign(texts(page, typed=language == "zh"), language)
    if rooms.look.device == "phone" and too_wide(page):
        yield "wider than the phone"
    shorten(page)
    yield from barriers(page)
    page.emulate_media(color_scheme="dark")
    yield from (f"in the dark: {one}" for one in faint(page))
    yield from complaints
    complaints.clear()


def test_a_phrase_left_in_the_other_language_would_be_noticed() -> None:
    assert list(foreign(["Projects", "Set the target for 2027", "项目库"], "zh")) == [
        "not translated: 'Projects'",
        "not translated: 'Set the target for 2027'",
    ]
    assert list(foreign(["填报 2027 年绩效目标", "Projects", "东渠渠道防渗工程"], "en")) == [
        "not translated: '填报 2027 年绩效目标'"
    ]


def test_charts_on_paper_are_light_although_the_screen_is_dark(browser: Browser, county: str) -> None:
    looks: tuple[tuple[Literal["light", "dark"], Literal["screen", "print"]], ...] = (
        ("light", "screen"),
        ("dark", "screen"),
        ("dark", "print"),
    )
    fills = [_fill_of_the_first_bar(browser, county, scheme, media) for scheme, media in looks]
    assert fills[2] == fills[0] != fills[1]


def _fill_of_the_first_bar(
    browser: Browser, county: str, scheme: Literal["light", "dark"], media: Literal["screen", "print"]
) -> str:
    context = browser.new_context(base_url=county)
    page = context.new_page()
    page.emulate_media(color_scheme=scheme)
    page.goto("/public/")
    bar = page.locator(".chart[data-done] .mark-rect path").first
    bar.wait_for(state="attached")
    page.emulate_media(media=media, color_scheme=scheme)
    fill: str = bar.evaluate("bar => getComputedStyle(bar).fill")
    context.close()
    return fill
