"""Unpacks the body of a web response as it comes in, never beyond a limit: gzip, Brotli."""

import zlib
from collections.abc import Callable, Iterable
from typing import Protocol

import brotli

ACCEPTED = "gzip, br"
_STEP = 1024 * 1024  # bytes unpacked at a time


class TooLargeError(Exception):
    """The body unpacks to more than the limit."""


class BrokenBodyError(Exception):
    """The body is not packed as it says, or ends before its end."""


class _Unpacker(Protocol):
    @property
    def finished(self) -> bool: ...

    def feed(self, data: bytes) -> Iterable[bytes]: ...


class _Plain:
    finished = True

    def feed(self, data: bytes) -> Iterable[bytes]:
        return (data,)


class _Gzip:
    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)

    @property
    def finished(self) -> bool:
        return self._inner.eof

    def feed(self, data: bytes) -> Iterable[bytes]:
        while data:
            yield self._inner.decompress(data, _STEP)
            data = self._inner.unconsumed_tail


class _Brotli:
    def __init__(self) -> None:
        self._inner = brotli.Decompressor()

    @property
    def finished(self) -> bool:
        return bool(self._inner.is_finished())

    def feed(self, data: bytes) -> Iterable[bytes]:
        yield self._inner.process(data, output_buffer_limit=_STEP)
        while not self._inner.can_accept_more_data():
            yield self._inner.process(b"", output_buffer_limit=_STEP)


_UNPACKERS: dict[str, Callable[[], _Unpacker]] = {
    "": _Plain,
    "identity": _Plain,
    "gzip": _Gzip,
    "x-gzip": _Gzip,
    "br": _Brotli,
}


def unpacked(chunks: Iterable[bytes], encoding: str, *, limit: int) -> bytes:
    """The body in `chunks`, unpacked by its Content-Encoding.

    Raises TooLargeError where that gives over `limit` bytes, BrokenBodyError.
    """
    make = _UNPACKERS.get(encoding.strip().lower())
    if make is None:
        raise BrokenBodyError(f"it is packed as {encoding[:40]}, which was not asked for")
    unpacker, parts, size = make(), list[bytes](), 0
    try:
        for chunk in chunks:
            for part in unpacker.feed(chunk):
                parts.append(part)
                size += len(part)
                if size > limit:
                    raise TooLargeError
    except (zlib.error, brotli.error) as error:
        raise BrokenBodyError(f"it is not {encoding}, as it says: {error}") from error
    if not unpacker.finished and size:
        raise BrokenBodyError(f"its {encoding} ends before its end")
    return b"".join(parts)
