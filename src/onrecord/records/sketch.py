"""What tells versions, kills and copies of a story, without its text."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.records.story import Story


@dataclass(frozen=True, slots=True)
class Sketch:
    """A story less its text, paragraphs and notes, with the hashes of its shingles.

    `at` is when it was published, in seconds since 1970; `names` are those under which its possible versions are looked
    up.
    """

    story: Story
    shingles: frozenset[int]
    at: int
    names: tuple[str, ...] = ()

    @property
    def sampled(self) -> frozenset[int]:
        """The shingles by which its possible copies are looked up."""
        return frozenset(sampled(self.shingles))

    def packed(self) -> bytes:
        """The shingles in order, four bytes each."""
        return b"".join(n.to_bytes(4, "little") for n in sorted(self.shingles))


_SAMPLED = 60  # shingles; from here on only every fourth is indexed: candidates are still found, at a quarter's cost
_SAMPLE = 4


def sampled(all_shingles: frozenset[int]) -> Iterable[int]:
    """The shingles under which a story is looked up."""
    return all_shingles if len(all_shingles) < _SAMPLED else (s for s in all_shingles if s % _SAMPLE == 0)


def unpacked(shingles: bytes) -> frozenset[int]:
    """The shingles that `packed` wrote."""
    return frozenset(int.from_bytes(shingles[n : n + 4], "little") for n in range(0, len(shingles), 4))


def names_of(text: str) -> tuple[str, ...]:
    """The names as the store keeps them."""
    return tuple(json.loads(text))
