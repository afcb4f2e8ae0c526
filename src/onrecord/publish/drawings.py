"""The maps that pages carry, drawn on the server: a page's incidents, one incident, the places held."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from onrecord.publish import maps
from onrecord.publish.cards import Card
from onrecord.publish.control_page import ControlTable
from onrecord.publish.towns import Towns, towns_of

_NAMED = {"town", "exact"}  # how exact a place must be for its name to stand on a map as a town's


@dataclass(frozen=True)
class Spot:
    """A mark on a drawn map, in pixels: an incident's sign, or (`ring` empty) a place in its holder's colour."""

    x: float
    y: float
    r: float
    family: str
    ring: str
    href: str
    title: str


@dataclass(frozen=True)
class Drawing:
    """A map drawn on the server; `outside` names the places that its window does not show."""

    frame: maps.Frame
    labels: tuple[maps.Label, ...]
    marks: tuple[Spot, ...]
    outside: tuple[str, ...] = ()

    @property
    def names(self) -> Markup:
        """The labels as SVG."""
        return maps.names_svg(self.labels)


def overview(cards: Sequence[Card], root: str) -> Drawing:
    """The map of a page's incidents; `root` leads from the page to the root of the site."""
    spots = [c.point for c in cards if c.point]
    return _drawing(cards, maps.frame(maps.middle(spots), 760, 480, 3), root)


def incident_map(card: Card, root: str) -> Drawing | None:
    """The map of one incident, null where it is not placed."""
    return _drawing([card], maps.frame([card.point], 440, 300, 3.2), root) if card.point else None


def held_map(table: ControlTable) -> Drawing | None:
    """The map of the places held, each in its holder's colour; null where none is placed."""
    placed = [(p, p.lat, p.lon) for p in table.places if p.lat is not None and p.lon is not None]
    if not placed:
        return None
    frame = maps.frame(maps.middle([(lat, lon) for _, lat, lon in placed], reach=2), 900, 380, 1.2)
    spots, outside = [], []
    for place, lat, lon in placed:
        x, y = frame.at(lat, lon)
        if 0 <= x <= frame.width and 0 <= y <= frame.height:
            css = place.now.css if place.now else "contested" if place.lasting else "nobody"
            spots.append(Spot(x, y, 8, css, "", "#" + place.anchor, place.name))
        else:
            outside.append(place.name)
    placed.sort(key=lambda found: -len(found[0].lines))
    towns = towns_of(((p.name, lat, lon) for p, lat, lon in placed), [frame.bounds()])
    return Drawing(frame, _labels(frame, towns, spots), tuple(spots), tuple(outside))


def named_places(cards: Iterable[Card]) -> list[tuple[str, float, float]]:
    """The towns that the cards name, with their points."""
    return [(c.place, *c.point) for c in cards if c.point and c.place and c.precision in _NAMED]


def _drawing(cards: Sequence[Card], frame: maps.Frame, root: str) -> Drawing:
    spots: list[Spot] = []
    taken: Counter[tuple[float, float]] = Counter()
    for c in cards:
        if c.point:
            x, y = at = frame.at(*c.point)
            if 0 <= x <= frame.width and 0 <= y <= frame.height:
                dx, dy = maps.aside(taken[at], c.size)
                taken[at] += 1
                spots.append(Spot(x + dx, y + dy, c.size + 1, c.family, c.ring, root + c.href, c.title))
    return Drawing(frame, _labels(frame, towns_of(named_places(cards), [frame.bounds()]), spots), tuple(spots))


def _labels(frame: maps.Frame, towns: Towns, spots: Iterable[Spot]) -> tuple[maps.Label, ...]:
    return frame.labels(towns, [(s.x, s.y, s.r) for s in spots])
