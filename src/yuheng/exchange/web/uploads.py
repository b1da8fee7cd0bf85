"""What somebody sends to be checked: bounded before it is read, checked in memory, and forgotten."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import PurePath
from threading import BoundedSemaphore
from typing import Final

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from yuheng.exchange.checking import Checked, Wanted, report
from yuheng.exchange.crew import Bounds, Task, check_apart
from yuheng.exchange.forms.sniffing import MOST_BYTES
from yuheng.kernel.outcome import Problem, Words

MOST_FILES: Final = 20
MOST_SENT: Final = MOST_BYTES + 2**20  # all files together, and the form around them
BOUNDS: Final = Bounds(seconds=10, megabytes=400, in_all=60)
_TURN: Final = BoundedSemaphore(1)
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def too_much(request: HttpRequest) -> Problem | None:
    """Whether more was sent than is looked at, decided from the length alone, before the body is read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdecimal() and int(length) <= MOST_SENT:
        return None
    most = MOST_BYTES >> 20
    message = Words(zh=f"一次最多上传 {most} MB", en=f"At most {most} MB can be sent at once")
    remedy = Words(zh="分几次上传，或使用命令 yuheng check", en="Send it in parts, or use the command yuheng check")
    return Problem("too_large", "", message, remedy=remedy)


def checked(files: Sequence[UploadedFile[bytes]], *, annotate: bool = False) -> list[Checked]:
    """Check what was sent, in its order; each file under its bare name. Few at once: the others wait for their turn."""
    tasks = [Task(_content(file), _name(file), Wanted(annotate=annotate)) for file in files[:MOST_FILES]]
    with _TURN:
        return check_apart(tasks, BOUNDS)


def _content(file: UploadedFile[bytes]) -> bytes:
    content = file.read(MOST_BYTES + 1)
    return content if isinstance(content, bytes) else content.encode()


def _name(file: UploadedFile[bytes]) -> str:
    return PurePath(file.name or "file").name


def workbooks(files: Sequence[UploadedFile[bytes]]) -> HttpResponse:
    """The annotated workbook, or an archive of them when several files were sent."""
    made = [(one.entries[0]["file"], one.workbook or b"") for one in checked(files, annotate=True)]
    if len(made) == 1:
        return _download(made[0][1], f"{made[0][0]}.checked.xlsx", XLSX)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for number, (name, content) in enumerate(made, 1):
            packed.writestr(f"{number:02d}-{name}.checked.xlsx", content)
    return _download(out.getvalue(), "checked.zip", "application/zip")


def report_of(files: Sequence[UploadedFile[bytes]]) -> HttpResponse:
    """The report in the public JSON form, the same as of `yuheng check --json`."""
    text = json.dumps(report(checked(files)), ensure_ascii=False, indent=2)
    return _download(text.encode(), "checked.json", "application/json; charset=utf-8")


def _download(content: bytes, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer.headers["Content-Disposition"] = content_disposition_header(True, name)
    return answer
