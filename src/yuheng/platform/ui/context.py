"""What every page knows, as `site` in templates: who is here, where, which budget year, which day, where one can go."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest

from yuheng.kernel.outcome import Words
from yuheng.platform import clock, inbox, titles
from yuheng.platform.acts import Actor
from yuheng.platform.ui import navigation, text
from yuheng.platform.ui.kept import kept, reach


@dataclass(frozen=True)
class Facts:
    """What the installation says of itself: its region's name, the budget years it holds, whether it is a sample."""

    region: Words
    year: int
    years: tuple[int, ...] = ()
    sample: bool = False
    phase: Words | None = None  # where the calendar stands: 二上阶段


Describe = Callable[[HttpRequest], Facts]
_describe: dict[str, Describe] = {}


def describe_with(provider: Describe) -> None:
    """Let the wiring say what the installation is (called once)."""
    _describe["site"] = provider


def facts_of(request: HttpRequest) -> Facts:
    """The facts for this request, with the code of the region as its name until somebody says more."""
    provider = _describe.get("site")
    if provider is not None:
        return provider(request)
    code = getattr(settings, "REGION", "")
    return Facts(region=Words(zh=code, en=code), year=clock.today().year)


class Site:
    """Everything the frame of a page shows; read lazily, so that a fragment pays for nothing it does not draw."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def facts(self) -> Facts:
        """The installation's facts."""
        return facts_of(self.request)

    @cached_property
    def person(self) -> Actor | None:
        """Who is signed in, or None."""
        user = getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @property
    def name(self) -> Words:
        """The name of the system."""
        return Words(zh="玉衡", en="Yuheng")

    @property
    def region(self) -> Words:
        """The region's name."""
        return self.facts.region

    @property
    def year(self) -> int:
        """The budget year this page speaks of: `?year=` where the installation holds it, else the standing one."""
        asked = self.request.GET.get("year", "")
        return int(asked) if asked.isdecimal() and int(asked) in self.facts.years else self.facts.year

    @property
    def day(self) -> date:
        """The day it is here."""
        return clock.today()

    @property
    def language(self) -> str:
        """The reader's language."""
        return text.language()

    @property
    def languages(self) -> list[tuple[str, str]]:
        """Languages to choose from: (code, own name)."""
        return list(settings.LANGUAGES)

    @property
    def path(self) -> str:
        """Where the reader stands, with the query."""
        return self.request.get_full_path()

    @cached_property
    def waiting(self) -> dict[str, int]:
        """What waits for the person, counted per flow."""
        person = self.person
        return kept(("waiting", reach(person)), lambda: inbox.counts(person)) if person is not None else {}

    @cached_property
    def sections(self) -> list[navigation.Section]:
        """The sidebar."""
        return navigation.sidebar(self.person, self.request.path, self.waiting) if self.person is not None else []

    @cached_property
    def public_links(self) -> list[navigation.Link]:
        """The citizens' links."""
        return navigation.public_links(self.request.path)

    @property
    def person_name(self) -> object:
        """The person's name in either language."""
        return getattr(self.person, "words", self.person.display if self.person is not None else "")

    @property
    def posts(self) -> str:
        """The titles of the person's duties in one line."""
        duties = dict.fromkeys(post.duty for post in self.person.posts) if self.person is not None else {}
        return "、".join(text.say(titles.duty(duty)) for duty in duties)


def site_of(request: HttpRequest) -> Site:
    """What the page of this request knows; made once, so that nothing is counted twice."""
    if not hasattr(request, "house"):
        request.house = Site(request)  # type: ignore[attr-defined]
    return request.house  # type: ignore[attr-defined, no-any-return]


def page(request: HttpRequest) -> dict[str, object]:
    """Context processor: `site` for every template; `house` is the same where Django's own views take that name."""
    site = site_of(request)
    return {"site": site, "house": site}
