"""No URL without a policy: `guarded` is the only way to put a view on a path, and a system check proves it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, get_resolver, path

from yuheng.kernel.outcome import Decision, Refused, Words
from yuheng.platform import titles
from yuheng.platform.acts import Actor

View = Callable[..., HttpResponseBase]


class Policy(Protocol):
    """Who may open a URL; the keyword arguments are those of the URL."""

    def __call__(self, person: Actor | None, /, **kwargs: Any) -> Decision: ...


def anyone(person: Actor | None, /, **kwargs: Any) -> Decision:
    """Public pages: no login."""
    return Decision.yes()


def signed_in(person: Actor | None, /, **kwargs: Any) -> Decision:
    """Everybody who works here."""
    if person is None:
        return Decision.no(Words(zh="请先登录", en="Please sign in"))
    return Decision.yes()


def holds(*duties: str) -> Policy:
    """Only who holds one of these duties somewhere; the action still asks for the duty over the very subject."""

    def policy(person: Actor | None, /, **kwargs: Any) -> Decision:
        if person is not None and any(post.duty in duties for post in person.posts):
            return Decision.yes()
        names = [titles.duty(code) for code in duties]
        zh, en = "、".join(name.zh for name in names), ", ".join(name.en for name in names)
        return Decision.no(Words(zh=f"本页面供以下岗位使用：{zh}", en=f"This page is for: {en}"))

    return policy


def person_of(request: HttpRequest) -> Actor | None:
    """Who is asking, or None for a citizen."""
    return cast(Actor, request.user) if request.user.is_authenticated else None


def guarded(route: str, view: View, *, policy: Policy, name: str) -> URLPattern:
    """A path whose view runs only after the policy said yes. A refusal shows its reason and article."""

    @wraps(view)
    def guard(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        person = person_of(request)
        decision = policy(person, **kwargs)
        if not decision and person is None:
            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
        if not decision:
            return render(request, "403.html", {"decision": decision}, status=403)
        return view(request, **kwargs)

    guard.policy = policy  # type: ignore[attr-defined]
    return path(route, guard, name=name)


def problems_of(refused: Refused) -> list[Any]:
    """The problems of a refusal, for a template."""
    return list(refused.problems)


def unguarded(patterns: list[Any] | None = None, prefix: str = "") -> list[str]:
    """Paths whose view carries no policy, static files and Django's own language switch apart."""
    found: list[str] = []
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        where = f"{prefix}{entry.pattern}"
        if isinstance(entry, URLResolver):
            found += unguarded(entry.url_patterns, where)
        elif getattr(entry.callback, "policy", None) is None:
            found.append(where)
    return found


@register()
def every_url_has_a_policy(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """Refuse to start while a URL has no policy."""
    return [
        Error(f"URL {where!r} has no policy", hint="Use platform.guards.guarded", id="yuheng.E001")
        for where in unguarded()
    ]


def the_person(request: HttpRequest) -> Actor:
    """Who is asking, on a page whose policy lets only people who work here in."""
    person = person_of(request)
    if person is None:
        raise PermissionDenied
    return person
