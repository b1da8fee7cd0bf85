"""The API under /api/v1/: the routers of the contexts behind one door, by token or session, problems as JSON.

A token names a person and dies with his password or after ninety days. What a token may do is what its person may do.
"""

import json
from functools import wraps
from typing import Any

from django.contrib.auth import authenticate
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.utils import check_csrf

from yuheng.budget.api import router as budget
from yuheng.kernel.outcome import Problem, Refused, Words
from yuheng.organisations.models import Person
from yuheng.platform.guards import View, anyone, guarded, person_of, signed_in

PREFIX = "api/v1/"
SALT, DAYS = "yuheng.api", 90
SAFE = ("GET", "HEAD", "OPTIONS")
API = NinjaAPI(title="Yuheng", version="1", docs_url=None, openapi_url=None, urls_namespace="api-v1")
API.add_router("/budget", budget)


def _answer(status: int, *problems: Problem) -> JsonResponse:
    return JsonResponse({"problems": [problem.as_json() for problem in problems]}, status=status)


@API.exception_handler(Refused)
def _refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    """What a verb refuses: 409 with every problem."""
    return _answer(409, *refused.problems)


@API.exception_handler(ValidationError)
def _unreadable(request: HttpRequest, wrong: ValidationError) -> HttpResponse:
    """What is no such message: 422, each place that cannot be read."""
    message = Words(zh="报文不符合接口说明", en="The message is not as the API describes it")
    places = [(".".join(str(part) for part in one["loc"]), str(one.get("msg", ""))) for one in wrong.errors]
    return _answer(422, *(Problem("message", where, message, found=found) for where, found in places))


def token_of(person: Person) -> str:
    """A token for a person: signed, dated, and bound to his password."""
    return signing.dumps({"user": person.username, "mark": person.get_session_auth_hash()[:24]}, salt=SALT)


def bearer(request: HttpRequest) -> Person | None:
    """Whose token came with a request, or None: none came, it is old or forged, or the password has changed."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return None
    try:
        said = signing.loads(token.strip(), salt=SALT, max_age=DAYS * 86400)
    except signing.BadSignature:
        return None
    person = Person.objects.filter(username=said["user"], is_active=True).first()
    fits = person is not None and person.get_session_auth_hash()[:24] == said["mark"]
    return person if fits else None


def door(view: View) -> View:
    """Let in who brings a token, or a session and for writing its CSRF token; everybody else hears 401 or 403."""

    @csrf_exempt
    @wraps(view)
    def guard(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if (person := bearer(request)) is not None:
            request.user = person
        elif person_of(request) is None:
            message = Words(zh="需要令牌或登录", en="A token or a session is needed")
            return _answer(401, Problem("not_signed_in", "", message))
        elif request.method not in SAFE and check_csrf(request):
            message = Words(zh="会话写入须带 CSRF 令牌", en="Writing by session needs the CSRF token")
            return _answer(403, Problem("csrf", "", message))
        return view(request, **kwargs)

    guard.policy = signed_in  # type: ignore[attr-defined]
    return guard


@csrf_exempt
def token(request: HttpRequest) -> HttpResponse:
    """A token for a user name and password, sent as JSON."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        said = json.loads(request.body or b"{}")
    except ValueError:
        said = {}
    named = said if isinstance(said, dict) else {}
    person = authenticate(request, username=str(named.get("username", "")), password=str(named.get("password", "")))
    if person is None:
        message = Words(zh="用户名或密码不正确", en="The user name or the password is wrong")
        return _answer(401, Problem("not_signed_in", "", message))
    return JsonResponse({"token": token_of(person), "days": DAYS})


def schema() -> dict[str, Any]:
    """The API as an OpenAPI document, with how to sign in."""
    found: dict[str, Any] = dict(API.get_openapi_schema(path_prefix=f"/{PREFIX}"))
    found.setdefault("components", {})["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    found["security"] = [{"token": []}]
    return found


def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    return JsonResponse(schema())


def about(request: HttpRequest) -> HttpResponse:
    """The API for people: every operation with what it takes, drawn here; nothing is fetched from elsewhere."""
    operations = [
        (method.upper(), where, told)
        for where, methods in sorted(schema()["paths"].items())
        for method, told in methods.items()
    ]
    return render(request, "config/pages/api.html", {"operations": operations, "prefix": f"/{PREFIX}", "days": DAYS})


def _behind_the_door(pattern: URLPattern) -> URLPattern:
    return path(f"{PREFIX}{pattern.pattern}", door(pattern.callback), name=pattern.name)


urlpatterns = [
    guarded(PREFIX, about, policy=signed_in, name="api"),
    guarded(f"{PREFIX}openapi.json", openapi, policy=signed_in, name="api-openapi"),
    guarded(f"{PREFIX}token", token, policy=anyone, name="api-token"),
    *(_behind_the_door(one) for one in API.urls[0] if isinstance(one, URLPattern) and one.name != "api-root"),
]
