"""What a process of the crew does: it checks what comes through its pipe, within its memory, until the pipe is closed."""

from __future__ import annotations

import logging
import resource
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

import django
from django.apps import apps

if not apps.ready:  # such a process begins here, and models can be imported only after this
    django.setup()

from yuheng.exchange.checking import Checked, Wanted, check_file, unchecked
from yuheng.exchange.forms.faults import fault

_log: Final = logging.getLogger(__name__)
READY: Final = "ready"
_MEGABYTE: Final = 2**20
_LOADED: Final = 400 * _MEGABYTE  # the program's own address space where the system does not tell it


def serve(pipe: Connection, megabytes: int) -> None:
    """Check files (source, name, wanted); ends without an answer where the memory does not suffice."""
    most = _address_space() + megabytes * _MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    pipe.send(READY)
    while True:
        try:
            pipe.send(_checked(*pipe.recv()))
        except (EOFError, MemoryError):
            return


def _checked(source: Path | bytes, name: str, wanted: Wanted) -> Checked:
    try:
        return check_file(source, name, wanted)
    except MemoryError:
        raise
    except Exception as wrong:  # a mistake of this program: it is logged, told, and keeps no other file waiting
        _log.exception("%s could not be checked", name)
        return unchecked(name, fault("checker_failed", found=type(wrong).__name__))


def _address_space() -> int:
    """The address space of this process as it stands, in bytes."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return _LOADED
    return pages * resource.getpagesize()
