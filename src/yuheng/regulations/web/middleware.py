"""One law for one request: a folder that changed is read before it, and nothing changes while it is answered."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from yuheng.regulations import current


def one_law(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Wrap the answering of a request (settings.MIDDLEWARE)."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        with current.newest():
            return get_response(request)

    return answer
