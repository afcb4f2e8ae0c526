"""The table of who holds which place: each line a stretch of days with its status and the claims it rests on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from onrecord.publish.lookup import Lookup
from onrecord.publish.paths import claim_anchor, incident_path, slug
from onrecord.publish.wording import STANDINGS, country, days
from onrecord.records.incident import PlaceStatus

_HOLDER_COLOURS = 5


@dataclass(frozen=True)
class Word:
    """A claimant with the link to the claim; no link where the claim is not on the record."""

    name: str
    href: str


@dataclass(frozen=True)
class Line:
    """One status of a place; x and width are per cent of the days shown, `start` and `end` ISO days or ""."""

    status: str
    start: str
    end: str
    days: str
    css: str
    x: float
    width: float
    standings: tuple[str, ...]
    claims: tuple[Word, ...]


@dataclass(frozen=True)
class PlaceLines:
    """A place and its lines in order of time."""

    name: str
    anchor: str
    lat: float | None
    lon: float | None
    lines: tuple[Line, ...]

    @property
    def now(self) -> Line | None:
        """The one line that lasts; null where there is none, or several that differ."""
        open_ = [line for line in self.lines if not line.end]
        return open_[0] if len({line.css for line in open_}) == 1 else None

    @property
    def lasting(self) -> bool:
        """Whether any line lasts."""
        return any(not line.end for line in self.lines)


@dataclass(frozen=True)
class ControlTable:
    """All places by name, the days shown, and the colours of the holders; `span` is their number but one."""

    places: tuple[PlaceLines, ...]
    holders: tuple[tuple[str, str], ...]
    first: str
    last: str
    span: int


def control_table(lookup: Lookup) -> ControlTable:
    """The table of the snapshot's control lines."""
    lines = lookup.read.control
    holders = sorted({line.status for line in lines} - {"contested"})
    css = {holder: f"h{i % _HOLDER_COLOURS + 1}" for i, holder in enumerate(holders)} | {"contested": "contested"}
    first, last = _window(lines, lookup)
    places: dict[str, list[PlaceStatus]] = {}
    for line in sorted(lines, key=lambda p: (p.place, p.start or "", p.end or "9", p.status)):
        places.setdefault(line.place, []).append(line)
    rows = tuple(
        PlaceLines(name, "place-" + slug(name), told[0].lat, told[0].lon, tuple(_lines(told, css, first, last, lookup)))
        for name, told in places.items()
    )
    named = [(f"Held by {country(h)}", css[h]) for h in holders]
    if any(line.status == "contested" for line in lines):
        named.append(("Contested", "contested"))
    return ControlTable(rows, tuple(named), first.isoformat(), last.isoformat(), (last - first).days)


def _window(lines: Iterable[PlaceStatus], lookup: Lookup) -> tuple[date, date]:
    """From the first day but for a tenth that may lie far back, to the newest story's day."""
    dated = sorted(d for line in lines for d in (_date(line.start), _date(line.end)) if d)
    newest = _date(lookup.read.latest)
    dated += [newest] if newest else []
    if not dated:
        return date(2000, 1, 1), date(2000, 1, 2)
    return dated[len(dated) // 10], max(dated[-1], date.fromordinal(dated[0].toordinal() + 1))


def _lines(told: list[PlaceStatus], css: dict[str, str], first: date, last: date, lookup: Lookup) -> Iterator[Line]:
    return (_line(status, css[status.status], first, last, lookup) for status in told)


def _line(status: PlaceStatus, css: str, first: date, last: date, lookup: Lookup) -> Line:
    span = max((last - first).days + 1, 1)
    start = max(((_date(status.start) or first) - first).days, 0)
    end = min(((_date(status.end) or last) - first).days + 1, span)
    names: dict[str, Word] = {}
    for claim in status.claims:
        filed = lookup.read.filed(claim)
        if filed:
            href = f"{incident_path(filed.incident.id)}#{claim_anchor(claim)}"
            names.setdefault(filed.claim.claimant, Word(filed.claim.claimant, href))
        else:
            names.setdefault(claim, Word(claim, ""))
    return Line(
        "Contested" if status.status == "contested" else f"Held by {country(status.status)}",
        status.start or "",
        status.end or "",
        days(status.start, status.end),
        css,
        round(100 * min(start, span - 1) / span, 2),
        round(100 * max(end - start, 1) / span, 2),
        tuple(s for s in STANDINGS if s in status.standings),
        tuple(names.values()),
    )


def _date(iso: str | None) -> date | None:
    try:
        return date.fromisoformat((iso or "")[:10])
    except ValueError:
        return None
