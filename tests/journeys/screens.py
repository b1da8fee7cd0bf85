"""Every screen of the house and who looks at it: told once, looked at in every way by the tests beside."""

from collections.abc import Iterator
from dataclasses import dataclass

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.phrases import SENTENCE, unwanted

CITIZEN = ""
LISTED = ".listing tbody a[href^='{}']"


@dataclass(frozen=True)
class Screen:
    """A page and the account that looks at it: at a path, or behind the first link of another screen."""

    name: str
    person: str
    path: str = ""
    of: str = ""
    link: str = ""


@dataclass(frozen=True)
class Look:
    """A language and a device; light and dark are looked at one after the other."""

    language: str
    locale: str
    device: str
    width: int
    height: int

    def __str__(self) -> str:
        return f"{self.language}-{self.device}"


LOOKS = tuple(
    Look(language, locale, device, width, height)
    for language, locale in (("zh", "zh-CN"), ("en", "en-GB"))
    for device, width, height in (("desktop", 1280, 900), ("phone", 390, 844))
)
DESKS = (
    "water.prepare",
    "water.approve",
    "water.review",
    "finance.performance",
    "finance.budget",
    "finance.treasury",
    "government",
    "congress",
    "audit",
)
SCREENS = (
    Screen("login", CITIZEN, "/login/"),
    Screen("public county", CITIZEN, "/public/"),
    Screen("public project", CITIZEN, of="public county", link=LISTED.format("/public/")),
    Screen("law", CITIZEN, "/law/"),
    Screen("rule", CITIZEN, of="law", link="main tbody a[href^='/law/']"),
    Screen("documents", CITIZEN, "/law/documents/"),
    Screen("document", CITIZEN, "/law/documents/caiyu-2020-10/"),
    Screen("two laws", CITIZEN, "/rules/compare/?region=&on=2024-01-01&to_region=420000&to_on=2024-01-01"),
    Screen("own rules", "finance.performance", "/rules/folder/"),
    Screen("what if", "finance.performance", "/rules/scenarios/?scenario=threshold_2021&year=2025"),
    Screen("one what if", "finance.performance", of="what if", link=LISTED.format("/rules/scenarios/")),
    *(Screen(f"workbench of {person}", person, "/") for person in DESKS),
    Screen("projects", "finance.budget", "/projects/"),
    Screen("budget", "finance.budget", "/budget/"),
    Screen("version", "finance.budget", of="budget", link="a[href^='/budget/versions/']"),
    Screen("checks", "finance.budget", of="version", link="a[href$='/checks/']"),
    Screen("books", "finance.budget", of="version", link="a[href$='/books/']"),
    Screen("what if", "finance.budget", of="version", link="a[href$='/what-if/']"),
    Screen("compare", "finance.budget", "/budget/compare/"),
    Screen("calendar", "finance.budget", "/budget/calendar/?year=2026"),
    Screen("classes", "finance.budget", "/budget/classes/?year=2027"),
    Screen("base data", "water.prepare", "/budget/base/"),
    Screen("base data of a unit", "water.prepare", of="base data", link="main a[href^='/budget/base/']"),
    Screen("table of requests", "water.prepare", "/budget/requests/table/"),
    Screen("api", "finance.budget", "/api/v1/"),
    Screen("payments", "finance.treasury", "/payments/"),
    Screen("warnings", "finance.performance", "/warnings/"),
    Screen("evaluations", "finance.performance", "/evaluations/?state=sealed"),
    Screen("evaluation", "finance.performance", of="evaluations", link=LISTED.format("/evaluations/")),
    Screen("publications", "finance.performance", "/publications/"),
    Screen("effects", "finance.budget", "/effects/"),
    Screen("effect", "finance.budget", of="effects", link=LISTED.format("/effects/")),
    Screen("project", "finance.budget", of="effect", link="main a[href^='/projects/']"),
    Screen("indicators", "finance.budget", "/indicators/"),
    Screen("new project", "water.prepare", "/projects/new/"),
)
NAMES = {screen.name: screen for screen in SCREENS}


def open_screen(page: Page, screen: Screen, found: dict[str, str]) -> None:
    """Go to a screen, as a person would who comes from the screen before it; `found` keeps the way for later looks."""
    if screen.name not in found:
        if screen.of:
            open_screen(page, NAMES[screen.of], found)
            found[screen.name] = page.locator(screen.link).first.get_attribute("href") or ""
        else:
            found[screen.name] = screen.path
    page.goto(found[screen.name])
    page.wait_for_load_state("load")


TEXTS = """(typed) => {
  const shown = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const home = walk.currentNode.parentElement;
    if (home.closest("script, style, svg, code, [lang]:not(html)")) continue;
    if (!typed && home.closest("tbody td, option") && !home.closest(".badge, button, a.btn")) continue;
    const text = walk.currentNode.data.replace(/\\s+/g, " ").trim();
    if (text) shown.add(text);
  }
  for (const name of ["aria-label", "title", "placeholder"])
    document.querySelectorAll(`[${name}]`).forEach((one) => shown.add(one.getAttribute(name).trim()));
  shown.add(document.title);
  return [...shown];
}"""


def texts(page: Page, *, typed: bool) -> list[str]:
    """Every text on the page: what is read, and what a screen reader or a hover says.

    What people typed stands in Chinese on English pages too; without it (`typed`) cells of tables and choices are left
    out, badges and buttons in them apart.
    """
    return [str(text) for text in page.evaluate(TEXTS, typed)]


def foreign(shown: list[str], language: str) -> Iterator[str]:
    """The texts that are our own phrases in the other language, or on a Chinese page look like an English sentence."""
    for text in shown:
        if unwanted(language).holds(text) or (language == "zh" and SENTENCE.search(text)):
            yield f"not translated: {text!r}"


def too_wide(page: Page) -> bool:
    """Whether the whole page has to be pushed sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def shorten(page: Page) -> None:
    """Leave the first rows of each table: the others are built alike, and looking at each takes minutes."""
    page.evaluate("document.querySelectorAll('tbody').forEach((t) => [...t.rows].slice(6).forEach((r) => r.remove()))")


def faint(page: Page) -> list[str]:
    """Texts with too little contrast: what changes between light and dark."""
    options = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{one['id']} at {node['target']}: {node['any'][0]['message']}" for one in found for node in one["nodes"][:3]
    ]
