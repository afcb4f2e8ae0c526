"""Opens ZIP archives and gzipped files, within limits: a bomb is refused, not unpacked."""

import io
import zipfile
import zlib
from collections.abc import Iterator

_MEMBERS = 20_000
_BYTES = 256 * 1024 * 1024  # unpacked, in all
_RATIO = 200  # times its packed size; text packs ten to one


class ArchiveRefusedError(Exception):
    """The archive is broken, locked, or unpacks to more than the limits; the message says which."""


def is_zip(data: bytes) -> bool:
    """Whether the bytes open like a ZIP archive."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_gzip(data: bytes) -> bool:
    """Whether the bytes open like a gzipped file."""
    return data.startswith(b"\x1f\x8b\x08")


def unzip(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file in the archive, in order of name. Raises ArchiveRefusedError."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = sorted((m for m in archive.infolist() if not m.is_dir()), key=lambda m: m.filename)
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, IndexError, KeyError) as error:
        raise ArchiveRefusedError(f"a broken archive: {error}") from error
    size = sum(m.file_size for m in members)
    if len(members) > _MEMBERS or size > _BYTES or size > _RATIO * max(len(data), 1000):
        raise ArchiveRefusedError(f"{len(members)} files of {size} bytes unpacked: beyond the limits")
    left = _BYTES
    for member in members:
        content = _member(archive, member, left)
        left -= len(content)
        yield member.filename, content


def gunzip(data: bytes) -> bytes:
    """The unpacked bytes. Raises ArchiveRefusedError."""
    unpacker = zlib.decompressobj(wbits=31)
    limit = min(_BYTES, _RATIO * max(len(data), 1000))
    try:
        content = unpacker.decompress(data, limit)
    except zlib.error as error:
        raise ArchiveRefusedError(f"broken: {error}") from error
    if unpacker.unconsumed_tail:
        raise ArchiveRefusedError(f"more than {limit} bytes unpacked: beyond the limits")
    return content


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> bytes:
    try:
        with archive.open(member) as file:
            content = file.read(left + 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError, zlib.error) as error:
        raise ArchiveRefusedError(f"{member.filename[:80]} cannot be unpacked: {error}") from error
    if len(content) > left:
        raise ArchiveRefusedError("unpacks to more than it says: beyond the limits")
    return content
