"""Maps drawn on the server: land, lines of the grid, towns and marks, for pages that must work without JavaScript."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from onrecord.publish.land import Box, outlines, project
from onrecord.publish.towns import Towns

_KM_AROUND = 40075.0
_ROOM_PER_NAME = 9000  # square pixels


Room = tuple[float, float, float, float]  # left, top, right, bottom
Disc = tuple[float, float, float]  # x, y and radius in pixels


@dataclass(frozen=True)
class Label:
    """A town's dot at x and y in pixels, and its name at `text_x` and `text_y`, its start, end or middle (`side`)."""

    text: str
    x: float
    y: float
    side: str
    text_x: float
    text_y: float


@dataclass(frozen=True)
class Line:
    """A line of the grid, with the degrees it stands for."""

    x1: float
    y1: float
    x2: float
    y2: float
    text: str


@dataclass(frozen=True)
class Scale:
    """A scale bar: its length in pixels and in kilometres (true at the middle of the map)."""

    pixels: float
    km: int


@dataclass(frozen=True)
class Frame:
    """A window on the world, `width` by `height` pixels."""

    box: Box
    width: int
    height: int

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        """The pixel of a place."""
        return self.pixel(*project(lat, lon))

    def pixel(self, x: float, y: float) -> tuple[float, float]:
        """The pixel of a point of the world's square."""
        wide, high = self.box.east - self.box.west, self.box.south - self.box.north
        return (
            round((x - self.box.west) / wide * self.width, 1),
            round((y - self.box.north) / high * self.height, 1),
        )

    def bounds(self) -> tuple[float, float, float, float]:
        """South, west, north, east in degrees."""
        west, east = self.box.west * 360 - 180, self.box.east * 360 - 180
        return round(_latitude(self.box.south), 3), round(west, 3), round(_latitude(self.box.north), 3), round(east, 3)

    def land(self) -> str:
        """The land within the window as the `d` of an SVG path."""
        parts = []
        for points in outlines(self.box):
            pixels = [self.pixel(*p) for p in points]
            parts.append("M" + "L".join(f"{x:g} {y:g}" for x, y in pixels) + "Z")
        return "".join(parts)

    def grid(self) -> tuple[Line, ...]:
        """Meridians and parallels, at whole steps so that three to six of each are seen."""
        west, east = self.box.west * 360 - 180, self.box.east * 360 - 180
        step = next((s for s in (0.5, 1, 2, 5, 10, 20, 30) if (east - west) / s <= 6), 45)
        south, north = _latitude(self.box.south), _latitude(self.box.north)
        lines = []
        for degree in _steps(west, east, step):
            x = self.at(0, degree)[0]
            lines.append(Line(x, 0, x, self.height, f"{abs(degree):g}°{'E' if degree >= 0 else 'W'}"))
        for degree in _steps(south, north, step):
            y = self.at(degree, 0)[1]
            lines.append(Line(0, y, self.width, y, f"{abs(degree):g}°{'N' if degree >= 0 else 'S'}"))
        return tuple(lines)

    def ground(self) -> Markup:
        """Water, land, the lines of the grid and the scale bar as SVG."""
        return _ground(self)

    def scale(self) -> Scale:
        """A bar of at most a quarter of the map's width."""
        middle = math.radians(_latitude((self.box.north + self.box.south) / 2))
        km_per_pixel = _KM_AROUND * math.cos(middle) * (self.box.east - self.box.west) / self.width
        most = km_per_pixel * self.width / 4
        power = 10 ** math.floor(math.log10(max(most, 1)))
        km = max(int(n * power) for n in (1, 2, 5) if n * power <= max(most, 1))
        return Scale(round(km / km_per_pixel, 1), km)

    def labels(self, towns: Towns, marks: Iterable[Disc] = ()) -> tuple[Label, ...]:
        """The names of towns that find room, the first ones first; they stay clear of the marks."""
        discs = tuple(marks)
        taken = [(x - r, y - r, x + r, y + r) for x, y, r in discs]
        found: list[Label] = []
        for town in towns.within(*self.bounds()):
            x, y = self.at(town.lat, town.lon)
            if not (4 <= x <= self.width - 4 and 10 <= y <= self.height - 22):
                continue
            gap = max([r + 4 for mx, my, r in discs if abs(mx - x) < r and abs(my - y) < r], default=7)
            for label, room in _ways(town.name, x, y, gap):
                inside = room[0] >= 0 and room[2] <= self.width
                if inside and not any(_meet(room, t) for t in taken):
                    taken.append(room)
                    found.append(label)
                    break
            if len(found) >= self.width * self.height / _ROOM_PER_NAME:
                break
        return tuple(found)


@lru_cache(maxsize=2000)  # incidents of one town have one window
def _ground(shown: Frame) -> Markup:
    drawn = [
        f'<rect class="water" width="100%" height="100%"/><path class="land" fill-rule="evenodd" d="{shown.land()}"/>'
    ]
    for line in shown.grid():
        drawn.append(f'<path class="grid" d="M{line.x1} {line.y1}L{line.x2} {line.y2}"/>')
        x, y = (line.x1 + 3, shown.height - 5) if line.x1 == line.x2 else (4, line.y1 - 3)
        drawn.append(f'<text class="degree" x="{x}" y="{y}">{line.text}</text>\n')
    scale, right, low = shown.scale(), shown.width - 14, shown.height
    drawn.append(f'<path class="bar" d="M{right - scale.pixels} {low - 12}h{scale.pixels}"/>')
    drawn.append(f'<text class="degree" text-anchor="end" x="{right}" y="{low - 17}">{scale.km} km</text>\n')
    return Markup("".join(drawn))  # noqa: S704 (numbers and our own words only)


def names_svg(labels: Iterable[Label]) -> Markup:
    """The dots and names of towns as SVG."""
    drawn = (
        f'<circle class="dot" cx="{t.x}" cy="{t.y}" r="2"/>'
        f'<text class="town" text-anchor="{t.side}" x="{t.text_x}" y="{t.text_y}">{escape(t.text)}</text>\n'
        for t in labels
    )
    return Markup("".join(drawn))  # noqa: S704 (the names are escaped)


def frame(places: Iterable[tuple[float, float]], width: int, height: int, least: float) -> Frame:
    """A window that shows all places (latitude, longitude) with air around, at least `least` degrees wide."""
    points = [project(lat, lon) for lat, lon in places] or [project(20, 0)]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    north, south = min(p[1] for p in points), max(p[1] for p in points)
    wide = max((east - west) * 1.25, (south - north) * 1.25 * width / height, least / 360)
    x, y, high = (west + east) / 2, (north + south) / 2, wide * height / width
    return Frame(Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2), width, height)


def aside(number: int, radius: float) -> tuple[float, float]:
    """How far the mark of that number at one spot is set aside, so that none lies on another: a sunflower's spiral."""
    reach, turn = 1.6 * radius * math.sqrt(number), 2.399963 * number
    return round(reach * math.cos(turn), 1), round(reach * math.sin(turn), 1)


def middle(places: list[tuple[float, float]], reach: float = 9) -> list[tuple[float, float]]:
    """What a first look at a map should show: three quarters of the places, and all within `reach` degrees of them."""
    if not places:
        return []
    lats, lons = sorted(p[0] for p in places), sorted(p[1] for p in places)
    lat, lon = lats[len(lats) // 2], lons[len(lons) // 2]
    far = sorted(max(abs(p[0] - lat), abs(p[1] - lon)) for p in places)
    reach = max(far[int(len(far) * 0.75)], reach)
    return [p for p in places if max(abs(p[0] - lat), abs(p[1] - lon)) <= reach]


def _latitude(y: float) -> float:
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y))))


def _steps(low: float, high: float, step: float) -> list[float]:
    first = math.ceil(low / step)
    return [n * step for n in range(first, math.floor(high / step) + 1)]


def _ways(name: str, x: float, y: float, gap: float) -> Iterator[tuple[Label, Room]]:
    """Where a name can stand beside its point: to the right, left, below and above, with the room it takes."""
    wide = 6.4 * len(name) + 4
    yield Label(name, x, y, "start", x + gap, y + 4), (x + gap, y - 8, x + gap + wide, y + 8)
    yield Label(name, x, y, "end", x - gap, y + 4), (x - gap - wide, y - 8, x - gap, y + 8)
    for middle_y in (y + gap + 7, y - gap - 7):
        room = (x - wide / 2, middle_y - 8, x + wide / 2, middle_y + 8)
        yield Label(name, x, y, "middle", x, round(middle_y + 4, 1)), room


def _meet(a: Room, b: Room) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
