"""Raw input kept by hash, so that every story can be held against what came in; bytes in, bytes out."""

import zlib
from collections.abc import Callable

from sqlalchemy import Connection, func, insert, select

from onrecord.records.story import Item
from onrecord.store.schema_raw import raw


class RawRows:
    """The raw input within an open record; `lock` keeps other processes from writing."""

    def __init__(self, connection: Connection, lock: Callable[[], None]) -> None:
        self._connection = connection
        self._lock = lock

    def add(self, item: Item, packed: bytes, *, size: int, at: str) -> bool:
        """Keeps an item's bytes, `size` of them, as zlib packed them; false where they are kept already.

        `at` is the ISO date-time at which they came in.
        """
        if self.has(item.sha256):
            return False
        self._lock()
        row = {"sha256": item.sha256, "size": size, "packed": len(packed), "first_seen": at, "origin": item.origin}
        self._connection.execute(insert(raw).values({**row, "body": packed}))
        return True

    def has(self, sha256: str) -> bool:
        """Whether the bytes of this hash are kept."""
        return self._connection.scalar(select(raw.c.size).where(raw.c.sha256 == sha256)) is not None

    def get(self, sha256: str) -> bytes | None:
        """The bytes of this hash as they came in, null where they are not kept."""
        body = self._connection.scalar(select(raw.c.body).where(raw.c.sha256 == sha256))
        return None if body is None else zlib.decompress(body)

    def size(self) -> int:
        """How many bytes all of it takes, packed."""
        return int(self._connection.scalar(select(func.coalesce(func.sum(raw.c.packed), 0))) or 0)
