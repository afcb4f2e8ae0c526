"""Looks up places by name in the compiled gazetteer: read-only, mapped into memory, shared by all threads.

The file is made on first use in the user's cache folder (`ONRECORD_CACHE`, else `XDG_CACHE_HOME/onrecord`, else
`~/.cache/onrecord`) by `gazetteer_build`; its name carries the version of its content.
"""

import math
import mmap
import os
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from onrecord.resolve.gazetteer_build import HEADER, MAGIC, build, content_version, key_of
from onrecord.resolve.transliteration import alike, fold, skeleton

_ROUGH_ENOUGH = 0.55  # below this two spellings with one skeleton are taken for two names


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer.

    `row` is its number in the file, `ident` its GeoNames id or null; `admin1` and `admin2` are GeoNames codes such as
    `UA.14`; `kind` is settlement, region (admin-1), district (admin-2), country, or a kind of the supplement.
    """

    row: int
    ident: int | None
    name: str
    lat: float | None
    lon: float | None
    country: str
    admin1: str
    admin2: str
    population: int
    kind: str


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found by name; `own` where the name is its own and not one of its variants."""

    entry: Entry
    own: bool


class Gazetteer:
    """The compiled gazetteer over a memory map of its file; safe to share, holds no state but small caches."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        view = memoryview(self._map)
        keys, postings, rows, _ = HEADER.unpack_from(view, 32)
        at = 32 + HEADER.size
        self._keys, at = view[at : at + 8 * keys].cast("Q"), at + 8 * keys
        self._starts, at = view[at : at + 4 * (keys + 1)].cast("I"), at + 4 * (keys + 1)
        self._postings, at = view[at : at + 4 * postings].cast("I"), at + 4 * postings
        self._offsets, at = view[at : at + 4 * (rows + 1)].cast("I"), at + 4 * (rows + 1)
        self._text = view[at:]
        self._entries: dict[int, Entry] = {}
        self._found: dict[str, tuple[Hit, ...]] = {}

    def lookup(self, name: str) -> tuple[Hit, ...]:
        """The places that bear this name, in no order of likelihood; empty where there is none."""
        return self._at(fold(name))

    def lookup_rough(self, name: str) -> tuple[Hit, ...]:
        """Places whose name is this one by another way of transliteration; for names that `lookup` does not know."""
        rough = skeleton(name)
        found = self._at("~" + rough) if rough else ()
        return tuple(h for h in found if alike(name, h.entry.name) >= _ROUGH_ENOUGH)

    def coded(self, code: str) -> tuple[Hit, ...]:
        """The country or first-level division with this code, such as `UA` or `US.TX`."""
        return self._at("=" + code)

    def entry(self, row: int) -> Entry:
        """The entry in row `row` of the file."""
        if row not in self._entries:
            self._entries[row] = self._read(row)
        return self._entries[row]

    def _at(self, key: str) -> tuple[Hit, ...]:
        if key not in self._found:
            if len(self._found) > 50_000:  # a long-running process keeps its memory small
                self._found.clear()
                self._entries.clear()
            self._found[key] = self._search(key_of(key))
        return self._found[key]

    def _search(self, key: int) -> tuple[Hit, ...]:
        at = bisect_left(self._keys, key)
        if at == len(self._keys) or self._keys[at] != key:
            return ()
        postings = self._postings[self._starts[at] : self._starts[at + 1]]
        return tuple(Hit(self.entry(p >> 1), bool(p & 1)) for p in postings)

    def _read(self, row: int) -> Entry:
        line = bytes(self._text[self._offsets[row] : self._offsets[row + 1]]).decode()
        ident, name, lat, lon, country, admin1, admin2, population, kind = line.split("\t")
        return Entry(
            row, int(ident) if ident else None, name, float(lat) if lat else None, float(lon) if lon else None,
            country, admin1, admin2, int(population), kind,
        )  # fmt: skip


def cache_folder() -> Path:
    """Where compiled files are kept: `ONRECORD_CACHE`, else the user's cache folder."""
    if own := os.environ.get("ONRECORD_CACHE"):
        return Path(own)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "onrecord"


@cache
def version() -> str:
    """What is recorded as the gazetteer's version: a hash over the packages' versions and the supplement."""
    return content_version()


@cache
def gazetteer() -> Gazetteer:
    """The compiled gazetteer, made on the first call on this machine (some seconds), loaded at once later."""
    if not is_compiled():
        build(_path())
    return Gazetteer(_path())


def is_compiled() -> bool:
    """Whether this machine has the gazetteer ready; compiling it takes some twenty seconds, once."""
    return _is_whole(_path())


def _path() -> Path:
    return cache_folder() / f"gazetteer-{version()}.bin"


def _is_whole(path: Path) -> bool:
    """Whether the file is there and is one of ours (a renamed file is whole; a foreign one is built anew)."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in kilometres."""
    p1, p2 = math.radians(lat1), math.radians(lat2)
    h = math.sin((p2 - p1) / 2) ** 2 + math.cos(p1) * math.cos(p2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, h)))
