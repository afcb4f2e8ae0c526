"""Who holds which place, by date: the positions that incidents give, put in line place by place.

A seizure or a statement of holding gives a status from the event's day (else the statement's) on; entering, street
fighting and holding a share make it contested; a withdrawal ends the line of who leaves. Where sides differ each has
its own line. After the codebook's "Territorial control" and section 7 of the design.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

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


def place_statuses(incidents: Iterable[Incident]) -> tuple[PlaceStatus, ...]:
    """The dated statuses of every place, in order of place name and day."""
    by_place: dict[str, list[Position]] = {}
    for incident in sorted(incidents, key=lambda i: i.id):
        for position in positions_of(incident):
            by_place.setdefault(position.place.name.lower(), []).append(position)
    lines = [line for _, positions in sorted(by_place.items()) for line in _timeline(positions)]
    return tuple(_status(line) for line in lines)


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
