"""Who holds which place, by date: the positions that incidents give, put in line place by place.

A seizure or a statement of holding gives a status from the event's day (else the statement's) on; entering, street
fighting and holding a share make it contested; a withdrawal ends the line of who leaves. Where sides differ each has
its own line. After the codebook's "Territorial control" and section 7 of the design.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import product

from pydantic import TypeAdapter

from onrecord.link.compare import kilometres_between
from onrecord.link.positions import CONTESTED, Position, positions_of
from onrecord.records.incident import Incident, PlaceStatus
from onrecord.records.where import Place


@dataclass(slots=True)
class _Line:
    place: Place
    start: str
    status: str
    rival: bool
    end: str | None = None
    standings: list[str] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)

    def add(self, position: Position) -> None:
        """Takes up what a further position of the same status rests on."""
        self.standings += [s for s in position.standings if s not in self.standings]
        self.claims += [c for c in position.claims if c not in self.claims]


@dataclass(frozen=True, slots=True)
class Placed:
    """A position with the incident that it comes from and its number there."""

    incident: str
    number: int
    position: Position

    @property
    def rank(self) -> tuple[str, str, int, bool, str, str, int]:
        """Its place in the order in which positions are put in line."""
        return (self.position.place.name.lower(), *_order(self.position), self.incident, self.number)

    @property
    def name(self) -> str:
        """A name of its own."""
        return f"{self.incident}#{self.number}"

    @property
    def kept_under(self) -> frozenset[str]:
        """The names under which it is kept to be looked up."""
        place = self.position.place
        return frozenset("/".join(map(str, key)) for key in (*_names(place), *_cells(place, reach=0)))

    @property
    def looked_up(self) -> frozenset[str]:
        """The names under which those lie that may be of one place with it."""
        place = self.position.place
        return frozenset("/".join(map(str, key)) for key in (*_names(place), *_cells(place, reach=1)))

    def meets(self, other: "Placed") -> bool:
        """Whether the two are of one place."""
        return bool(_one_place(self.position.place, other.position.place))

    def to_json(self) -> str:
        """The position as the store keeps it."""
        return _form().dump_json(self.position).decode()

    @classmethod
    def of_json(cls, incident: str, number: int, body: str) -> "Placed":
        """What `to_json` wrote."""
        return cls(incident, number, _form().validate_json(body))


@cache
def _form() -> TypeAdapter[Position]:
    return TypeAdapter(Position)


def place_statuses(incidents: Iterable[Incident]) -> tuple[PlaceStatus, ...]:
    """The dated statuses of every place, in order of place name and day."""
    placed = [p for incident in incidents for p in placed_in(incident)]
    return tuple(status for spot in spots_of(placed) for status in statuses_at(spot))


def placed_in(incident: Incident) -> tuple[Placed, ...]:
    """The positions that an incident gives."""
    return tuple(Placed(incident.id, number, p) for number, p in enumerate(positions_of(incident)))


def spots_of(placed: Iterable[Placed]) -> list[list[Placed]]:
    """The positions put together by place, in the order of the places: one name, gazetteer entry, or spot of one size.

    All that may be of one place with them are needed.
    """
    groups: list[list[Placed]] = []
    homes: dict[str, list[int]] = defaultdict(list)  # groups by name, by entry and by cell of the map
    for one in sorted(placed, key=lambda p: p.rank):
        near = {n for key in one.looked_up for n in homes.get(key, ())}
        home = next((n for n in sorted(near) if any(p.meets(one) for p in groups[n])), None)
        if home is None:
            home = len(groups)
            groups.append([])
        for key in one.kept_under:
            if home not in homes[key]:
                homes[key].append(home)
        groups[home].append(one)
    return groups


def statuses_at(spot: Iterable[Placed]) -> tuple[PlaceStatus, ...]:
    """The dated statuses of one place."""
    return tuple(_status(line) for line in _timeline([p.position for p in spot]))


def _names(place: Place) -> Iterator[tuple[object, ...]]:
    yield "name", place.name.lower()
    if place.geonameid:
        yield "entry", place.geonameid


def _cells(place: Place, *, reach: int) -> Iterator[tuple[object, ...]]:
    """The cell that a point lies in, with `reach` those around it; a cell is at least a kilometre wide."""
    if place.lat is None or place.lon is None:
        return
    row, column = int(place.lat // _CELL[0]), int(place.lon // _CELL[1])
    for i, j in product(range(-reach, reach + 1), repeat=2):
        yield "cell", row + i, column + j


_CELL = (0.02, 0.05)  # degrees of latitude and longitude


def _one_place(one: Place, two: Place) -> bool:
    if one.name.lower() == two.name.lower() or (one.geonameid and one.geonameid == two.geonameid):
        return True
    if one.point_of or two.point_of or one.name.endswith(f", {two.name}") or two.name.endswith(f", {one.name}"):
        return False  # a borrowed point; a plant and its town
    far = kilometres_between(one, two)
    return one.precision == two.precision and far is not None and far < 1


def held_on(statuses: Iterable[PlaceStatus], day: str) -> tuple[PlaceStatus, ...]:
    """The statuses in force on an ISO day; a line's last day belongs to the line that follows."""
    return tuple(s for s in statuses if (s.start or "") <= day and (s.end is None or day < s.end))


def _timeline(positions: list[Position]) -> list[_Line]:
    """The lines of one place."""
    lines: list[_Line] = []
    for position in sorted(positions, key=_order):
        if position.until is not None:
            lines.append(_line(position, end=position.until))
        elif position.left:
            for line in _open(lines):
                if line.status == position.status and line.start <= position.day:
                    line.add(position)
                    line.end = position.day
        else:
            _take_up(lines, position)
    return lines


def _take_up(lines: list[_Line], position: Position) -> None:
    """Goes on with the open line of the same status, or ends the others and begins one."""
    same = next((line for line in _open(lines) if line.status == position.status), None)
    if same:
        same.add(position)
        return
    for line in _open(lines):
        if not position.rival and line.start <= position.day:
            line.end = position.day
    lines.append(_line(position))


def _order(position: Position) -> tuple[str, int, bool, str]:
    """By day; on one day those who go, what is over, what is contested, then who holds, and rival lines last."""
    rank = 0 if position.left else 1 if position.until else 2 if position.status == CONTESTED else 3
    return position.day, rank, position.rival, position.status


def _open(lines: list[_Line]) -> list[_Line]:
    return [line for line in lines if line.end is None]


def _line(position: Position, end: str | None = None) -> _Line:
    line = _Line(position.place, position.day, position.status, position.rival, end)
    line.add(position)
    return line


def _status(line: _Line) -> PlaceStatus:
    place = line.place
    return PlaceStatus.model_validate(
        {
            "place": place.name,
            "lat": place.lat,
            "lon": place.lon,
            "geonameid": place.geonameid,
            "start": line.start,
            "end": line.end,
            "status": line.status,
            "standings": tuple(line.standings),
            "claims": tuple(line.claims),
        }
    )
