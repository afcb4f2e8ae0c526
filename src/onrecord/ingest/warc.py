"""Reads web archives (WARC), with warcio: what was fetched from each address, and when."""

import io
import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass
from typing import Any

from onrecord.ingest.archives import ArchiveRefusedError, is_gzip

_RECORDS = 200_000
_LARGEST = 16 * 1024 * 1024  # bytes of one record, unpacked; a longer one is no story
_BYTES = 512 * 1024 * 1024  # unpacked, in all
_FETCHED = ("response", "resource", "conversion")
_TEXTS = ("html", "xml", "json", "rss", "atom", "text/plain", "rfc822")


@dataclass(frozen=True, slots=True)
class Capture:
    """What a web archive holds of one address: the body as the server sent it, unpacked; `at` is an ISO date-time."""

    url: str
    at: str | None
    body: bytes


class Left:
    """Counts the captures that were passed over (pictures, failed requests, too long ones), and records that lie."""

    count = 0
    damaged = 0  # records whose length is not what they say


def is_warc(data: bytes) -> bool:
    """Whether the bytes open like a web archive, packed or not."""
    head = data[:2000]
    if is_gzip(head):
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, 100)
        except zlib.error:
            return False
    return head.startswith(b"WARC/")


def captures(data: bytes, left: Left) -> Iterator[Capture]:
    """Each capture that may hold a story, in order; the others are counted in `left`. Raises ArchiveRefusedError."""
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 (for web archives only)

    size = 0
    try:
        archive = ArchiveIterator(io.BytesIO(data))
        for number, record in enumerate(iter(lambda: _next(archive), None)):
            left.damaged = archive.err_count
            _check_limits(number, size)
            if record.rec_type not in _FETCHED:
                continue
            headers, kind = record.rec_headers, _kind(record)
            body = record.content_stream().read(_LARGEST + 1) if any(t in kind for t in _TEXTS) else b""
            size += len(body)
            if not body.strip() or len(body) > _LARGEST:
                left.count += 1
                continue
            yield Capture(headers.get_header("WARC-Target-URI") or "", headers.get_header("WARC-Date"), body)
        left.damaged = archive.err_count
    except ArchiveRefusedError:
        raise
    except Exception as error:  # broken archives trip it up in ways that no list of exceptions covers
        raise ArchiveRefusedError(f"a broken web archive: {type(error).__name__}: {error}"[:200]) from error


def _next(archive: Any) -> Any:
    """The next record; null at the end. What warcio would print of a damaged one is in its count."""
    with redirect_stderr(io.StringIO()):
        return next(archive, None)


def _check_limits(number: int, size: int) -> None:
    if number >= _RECORDS or size > _BYTES:
        raise ArchiveRefusedError(f"more than {_RECORDS} records or {_BYTES} bytes: beyond the limits")


def _kind(record: Any) -> str:
    """The media type of what was fetched; empty where the request failed."""
    if record.http_headers is None:
        return (record.rec_headers.get_header("Content-Type") or "").lower()
    if record.http_headers.get_statuscode() != "200":
        return ""
    return (record.http_headers.get_header("Content-Type") or "text/plain").lower()
