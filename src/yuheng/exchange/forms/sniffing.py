"""What a file really is, and whether it is safe to open: decided from its bytes, before any parser sees them."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Final

from yuheng.exchange.forms.faults import unreadable

MOST_BYTES: Final = 20 * 2**20
MOST_TEXT: Final = 8 * 2**20
MOST_UNPACKED: Final = 64 * 2**20
MOST_ENTRIES: Final = 2_000
_XML: Final = re.compile(rb"\s*(?:<\?xml[^>]*?\?>)?\s*<")
_ENCODING: Final = re.compile(rb"""encoding\s*=\s*["']([^"']+)["']""")
_MARKUP: Final = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|table|div|meta|p)\b", re.IGNORECASE)
_CHUNK: Final = 2**20


def kind_of(content: bytes) -> str:
    """The kind of a file: xlsx, docx, xls, html, json or csv; `Unreadable` for anything else.

    >>> kind_of(b'{"indicators": []}'), kind_of(b"<table><tr><td>1"), kind_of("指标,分值".encode("gb18030"))
    ('json', 'html', 'csv')
    """
    if not content.strip():
        raise unreadable("empty_file")
    if len(content) > MOST_BYTES:
        raise unreadable("too_large", found=f"{len(content) >> 20} MB", expected=f"≤ {MOST_BYTES >> 20} MB")
    if content.startswith(b"PK"):
        return _packed(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return _compound(content)
    return _plain(content)


def _packed(content: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            names = packed.namelist()
            _bounded(packed)
            for name in names:
                if name.endswith((".xml", ".rels", ".vml")):
                    _harmless(packed, name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as wrong:
        raise unreadable("broken", found=str(wrong)[:100]) from wrong
    except zipfile.zlib.error as wrong:  # type: ignore[attr-defined]
        raise unreadable("broken", found=str(wrong)[:100]) from wrong
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "word/document.xml" in names:
        return "docx"
    raise unreadable("unknown_kind", found="zip")


def _bounded(packed: zipfile.ZipFile) -> None:
    """Refuse what unpacks too large; sizes are those that really come out, not those that are claimed."""
    entries = packed.infolist()
    if len(entries) > MOST_ENTRIES:
        raise unreadable("zip_bomb", found=f"{len(entries)} entries", expected=f"≤ {MOST_ENTRIES}")
    if any(entry.flag_bits & 1 for entry in entries):
        raise unreadable("encrypted")
    claimed = sum(entry.file_size for entry in entries)
    if claimed > MOST_UNPACKED:
        raise unreadable("zip_bomb", found=f"{claimed >> 20} MB", expected=f"≤ {MOST_UNPACKED >> 20} MB")


def _harmless(packed: zipfile.ZipFile, name: str) -> None:
    """Refuse a part that is not plain UTF-8 XML or that declares a document type: entities live nowhere else."""
    seen, tail = 0, b""
    with packed.open(name) as part:
        while chunk := part.read(_CHUNK):
            if not seen:
                _plain_xml(chunk[:1000], name)
            seen += len(chunk)
            if seen > MOST_UNPACKED:
                raise unreadable("zip_bomb", name)
            window = tail + chunk
            if b"<!DOCTYPE" in window or b"<!ENTITY" in window:
                raise unreadable("xml_entities", name)
            tail = chunk[-16:]


def _plain_xml(head: bytes, name: str) -> None:
    declared = _ENCODING.search(head.partition(b"?>")[0])
    if declared and declared[1].lower() not in {b"utf-8", b"utf8", b"us-ascii"}:
        raise unreadable("broken", name, found=declared[1].decode("ascii", "replace"), expected="UTF-8")
    if not _XML.match(head.removeprefix(b"\xef\xbb\xbf")):
        raise unreadable("broken", name)


def _compound(content: bytes) -> str:
    """The old office container: a workbook, a Word document, or an encrypted new one."""
    if _named(content, "EncryptedPackage"):
        raise unreadable("encrypted")
    if _named(content, "WordDocument"):
        raise unreadable("old_word")
    if _named(content, "Workbook") or _named(content, "Book"):
        return "xls"
    raise unreadable("unknown_kind", found="OLE")


def _named(content: bytes, stream: str) -> bool:
    return stream.encode("utf-16-le") in content


def _plain(content: bytes) -> str:
    if b"\x00" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise unreadable("unknown_kind")
    if len(content) > MOST_TEXT:
        raise unreadable("too_large", found=f"{len(content) >> 20} MB", expected=f"≤ {MOST_TEXT >> 20} MB")
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"{"):
        return "json"
    if start.startswith((b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8", b"GIF8", b"Rar!", b"7z\xbc")):
        raise unreadable("unknown_kind", found=start[:4].decode("latin-1"))
    if start.startswith(b"<") or _MARKUP.search(start[:4096]):
        if b"<!ENTITY" in content:
            raise unreadable("xml_entities")
        return "html"
    return "csv"


def decoded(content: bytes, *, declared: str = "") -> str:
    """The text of a file: as its mark or its declaration says, else UTF-8, else GB 18030; `Unreadable` otherwise.

    >>> decoded("分值".encode("gb18030")), decoded("分值".encode("utf-8-sig"))
    ('分值', '分值')
    """
    marked = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ""
    stated = "gb18030" if declared.lower().startswith("gb") else ""
    for encoding in filter(None, (marked, "utf-8-sig", stated, "gb18030")):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise unreadable("broken", found="?", expected="UTF-8, GB 18030")
