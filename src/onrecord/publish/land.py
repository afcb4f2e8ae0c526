"""The outline of the land, for maps drawn without a browser's help: no borders, only where the water begins.

Web Mercator, as Leaflet draws it; x and y are fractions of the world's square, y growing to the south.
"""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_EDGE = 85.05112878  # the latitude at which Web Mercator ends
_TILES = 32  # the world is cut into this many tiles each way for small maps
Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A rectangle of the world's square."""

    west: float
    north: float
    east: float
    south: float

    def meets(self, other: "Box") -> bool:
        """Whether the two share any part."""
        return (
            self.west < other.east and other.west < self.east and self.north < other.south and other.north < self.south
        )


@dataclass(frozen=True)
class Ring:
    """A closed line and the box it fills."""

    points: tuple[Point, ...]
    box: Box


def project(lat: float, lon: float) -> Point:
    """A place in degrees as a point of the world's square."""
    sine = math.sin(math.radians(max(-_EDGE, min(_EDGE, lat))))
    return (lon + 180) / 360, 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)


def source_text() -> bytes:
    """The data file as it lies in the package."""
    return files("onrecord").joinpath("publish", "static", "land.json").read_bytes()


@cache
def rings() -> tuple[Ring, ...]:
    """All rings of the land, projected."""
    table = json.loads(source_text())
    return tuple(_ring(flat, table["per_degree"]) for shape in table["polygons"] for flat in shape)


def _ring(flat: list[int], per_degree: int) -> Ring:
    x = y = 0
    points = []
    for dx, dy in zip(flat[::2], flat[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append(project(y / per_degree, x / per_degree))
    return _boxed(points)


def _boxed(points: list[Point]) -> Ring:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return Ring(tuple(points), Box(min(xs), min(ys), max(xs), max(ys)))


def outlines(box: Box) -> Iterator[list[Point]]:
    """The rings cut to a box, in the world's square; holes come as rings of their own (fill by even-odd)."""
    steps = [math.floor(edge * _TILES) / _TILES for edge in (box.west, box.north)]
    tile = Box(steps[0], steps[1], steps[0] + 2 / _TILES, steps[1] + 2 / _TILES)
    fits = box.east <= tile.east and box.south <= tile.south
    for ring in _tile(tile) if fits else rings():
        if ring.box.meets(box):
            cut = _clip(ring.points, box)
            if len(cut) >= 3:
                yield cut


@lru_cache(maxsize=64)
def _tile(box: Box) -> tuple[Ring, ...]:
    """The rings cut to a part of the world, so that small maps need not go through the whole of a continent."""
    cut = [_clip(ring.points, box) for ring in rings() if ring.box.meets(box)]
    return tuple(_boxed(points) for points in cut if len(points) >= 3)


def _clip(points: Sequence[Point], box: Box) -> list[Point]:
    """Sutherland and Hodgman's clipping, one side of the box after the other."""
    for axis, limit, sign in ((0, box.west, 1), (0, box.east, -1), (1, box.north, 1), (1, box.south, -1)):
        points = list(_clip_side(points, axis, limit, sign))
    return list(points)


def _clip_side(points: Sequence[Point], axis: int, limit: float, sign: int) -> Iterator[Point]:
    for i, now in enumerate(points):
        before = points[i - 1]
        inside, was_inside = (now[axis] - limit) * sign >= 0, (before[axis] - limit) * sign >= 0
        if inside != was_inside:
            share = (limit - before[axis]) / (now[axis] - before[axis])
            yield before[0] + share * (now[0] - before[0]), before[1] + share * (now[1] - before[1])
        if inside:
            yield now
