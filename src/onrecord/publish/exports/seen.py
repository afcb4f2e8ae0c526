"""Which names have come already, of any number, in a few bytes each: a million stories fit in 32 MB."""

from array import array
from hashlib import blake2b

_FIRST_SIZE = 1 << 12  # slots, a power of two


class Seen:
    """A set that only grows, of 64-bit hashes of names: two of a million names meet once in forty million records."""

    def __init__(self) -> None:
        self._slots = array("Q", bytes(8 * _FIRST_SIZE))  # 0 stands for an empty slot
        self._count = 0

    def first(self, name: str) -> bool:
        """Whether the name comes for the first time; from now on it has come."""
        if 2 * self._count >= len(self._slots):
            self._grow()
        mark = int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") or 1
        return self._put(mark)

    def _put(self, mark: int) -> bool:
        slots, last = self._slots, len(self._slots) - 1
        at = mark & last
        while slots[at]:
            if slots[at] == mark:
                return False
            at = (at + 1) & last
        slots[at] = mark
        self._count += 1
        return True

    def _grow(self) -> None:
        old = self._slots
        self._slots, self._count = array("Q", bytes(16 * len(old))), 0
        for mark in old:
            if mark:
                self._put(mark)
