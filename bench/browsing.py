"""A few readers who ask a server for one page over kept connections, and how long each answer took."""

import re
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlencode

PASSWORD = "qingheng-sample"
LANGUAGE = {"Accept-Language": "en"}
COUNTED = re.compile(rb"[\d,]+\xe2\x80\x93[\d,]+ of ([\d,]+)")  # 1–50 of 20,000


@dataclass(frozen=True)
class Visit:
    """Many answers of one page: seconds of each in order of size, and seconds on the clock from first to last."""

    seconds: tuple[float, ...]
    elapsed: float

    @property
    def median_ms(self) -> float:
        """Half of the answers came within so many milliseconds."""
        return statistics.median(self.seconds) * 1000

    @property
    def late_ms(self) -> float:
        """Nineteen of twenty answers came within so many milliseconds."""
        return self.seconds[max(0, -(-len(self.seconds) * 95 // 100) - 1)] * 1000

    @property
    def rate(self) -> float:
        """Answers per second."""
        return len(self.seconds) / self.elapsed

    def __add__(self, other: "Visit") -> "Visit":
        return Visit(tuple(sorted(self.seconds + other.seconds)), self.elapsed + other.elapsed)


@dataclass(frozen=True)
class Readers:
    """So many connections to a port, each asking for at most so many pages in at most so many seconds."""

    port: int
    connections: int
    each: int
    seconds: float

    def visit(self, path: str, cookie: str) -> Visit:
        """All connections at once; an answer that is not a page stops everything."""
        began = time.perf_counter()
        with ThreadPoolExecutor(self.connections) as pool:
            work: Callable[[int], list[float]] = lambda _: self._ask(path, cookie)  # noqa: E731 - a thread takes a callable
            found = [second for seconds in pool.map(work, range(self.connections)) for second in seconds]
        return Visit(tuple(sorted(found)), time.perf_counter() - began)

    def _ask(self, path: str, cookie: str) -> list[float]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        took, end = [], time.perf_counter() + self.seconds
        try:
            for _ in range(self.each):
                began = time.perf_counter()
                _fetch(connection, path, cookie)
                took.append(time.perf_counter() - began)
                if time.perf_counter() > end:
                    break
        finally:
            connection.close()
        return took


def _fetch(connection: HTTPConnection, path: str, cookie: str) -> bytes:
    connection.request("GET", path, headers={**LANGUAGE, "Cookie": cookie})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}")
    return body


def rows_of(port: int, path: str, cookie: str) -> int | None:
    """How many rows the list has, as the page says; None where it says none."""
    connection = HTTPConnection("127.0.0.1", port, timeout=600)
    try:
        found = COUNTED.search(_fetch(connection, path, cookie))
    finally:
        connection.close()
    return int(found[1].replace(b",", b"")) if found else None


def sign_in(port: int, username: str) -> str:
    """The cookies of somebody who signed in as people do, through the form; no name for a citizen."""
    if not username:
        return ""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/login/", headers=LANGUAGE)
    page = connection.getresponse()
    token = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', page.read())
    form = {"csrfmiddlewaretoken": token[1].decode() if token else "", "username": username, "password": PASSWORD}
    headers = {"Cookie": _cookies(page), "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/login/", urlencode(form), headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != 302:
        raise RuntimeError(f"{username} could not sign in: {answer.status}")
    return _cookies(answer)


def _cookies(answer: HTTPResponse) -> str:
    return "; ".join(value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie")
