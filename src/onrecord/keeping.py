"""Raw input on its way into the record: gathered while it is read, kept before its stories are."""

import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TypeVar

from onrecord.records.story import Ignored, Item, Story
from onrecord.settings import Storing
from onrecord.store.record import Store

_MB = 1024 * 1024
Arrival = TypeVar("Arrival", Story, Ignored, Story | Ignored)


class RawInput:
    """The bytes of items, packed, until they are in the record; to be handed to readers as their `keep`."""

    def __init__(self, chosen: Storing) -> None:
        self._chosen = chosen
        self._packed: dict[str, tuple[int, bytes]] = {}

    def __call__(self, sha256: str, data: bytes) -> None:
        """Takes the bytes of an item."""
        if self._chosen.keep_raw and sha256 not in self._packed:
            self._packed[sha256] = (len(data), zlib.compress(data))

    def into(self, store: Store, arrivals: Iterable[Arrival]) -> Iterator[Arrival]:
        """The same arrivals; before each is given its bytes are in the record, as far as the settings allow."""
        room = self._chosen.raw_limit_mb * _MB - store.raw.size() if self._packed else 0
        for arrival in arrivals:
            room -= self._keep(store, arrival.item, room)
            yield arrival

    def _keep(self, store: Store, item: Item, room: int) -> int:
        size, packed = self._packed.pop(item.sha256, (0, b""))
        at = item.received or datetime.now(tz=UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        if not packed or len(packed) > room or not store.raw.add(item, packed, size=size, at=at):
            return 0
        store.commit()
        return len(packed)
