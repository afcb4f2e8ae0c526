"""Incidents in the forms that pages have beside HTML: JSON, GeoJSON, CSV, Atom."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from onrecord.publish.cards import Card, card
from onrecord.records.incident import Incident

JSON, GEOJSON, CSV, ATOM = "application/json", "application/geo+json", "text/csv", "application/atom+xml"
MEDIA = {"json": JSON, "geojson": GEOJSON, "csv": CSV, "atom": ATOM}
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COLUMNS = (
    "id", "type", "title", "status", "start", "end", "place", "country", "lat", "lon", "precision", "standings",
    "claimants", "claims", "toll", "contested", "first_seen", "changed", "page",
)  # fmt: skip


@dataclass(frozen=True)
class Found:
    """Some incidents, of how many (null where it was not counted), where they are asked, and where the next are."""

    incidents: Sequence[Incident]
    count: int | None
    here: str
    next: str | None = None
    title: str = "Incidents"


def as_json(found: Found, base: str) -> bytes:
    """The incidents whole, as they stand in the record."""
    told = {
        "count": len(found.incidents) if found.count is None else found.count,
        "next": base + found.next if found.next else None,
        "incidents": [i.model_dump(mode="json") for i in found.incidents],
    }
    return json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")


def as_geojson(found: Found, base: str) -> bytes:
    """A FeatureCollection (RFC 7946); an unplaced incident has a null geometry."""
    features = [_feature(i, card(i), base) for i in found.incidents]
    told: dict[str, object] = {"type": "FeatureCollection", "features": features}
    if found.next:
        told["next"] = base + found.next
    return json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")


def _feature(incident: Incident, shown: Card, base: str) -> dict[str, object]:
    point = {"type": "Point", "coordinates": [shown.lon, shown.lat]} if shown.point else None
    told = {k: v for k, v in _row(incident, shown, base).items() if k not in {"id", "lat", "lon"}}
    told |= {"standings": list(shown.standings), "claimants": list(shown.claimants)}
    return {"type": "Feature", "id": incident.id, "geometry": point, "properties": told}


def as_csv(found: Found, base: str) -> bytes:
    """A line for each incident, the names of the columns in the first; lists are parted by `|`."""
    text = io.StringIO()
    writer = csv.DictWriter(text, _COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for incident in found.incidents:
        shown = card(incident)
        lists = {"standings": "|".join(shown.standings), "claimants": "|".join(shown.claimants)}
        writer.writerow({**_row(incident, shown, base), **lists})
    return text.getvalue().encode("utf-8", "replace")


def _row(incident: Incident, shown: Card, base: str) -> dict[str, object]:
    same = ("id", "type", "title", "status", "start", "end", "place", "country", "lat", "lon", "precision")
    return {
        **{name: getattr(incident, name) for name in same},
        "claims": len(incident.claims),
        "toll": shown.toll or None,
        "contested": bool(incident.contradictions),
        "first_seen": incident.first_seen,
        "changed": incident.changed,
        "page": f"{base}/incident/{incident.id}",
    }


@dataclass(frozen=True)
class Entry:
    """An entry of a feed: its permanent id, its moment, its page."""

    id: str
    title: str
    at: str
    href: str
    summary: str
    point: tuple[float, float] | None = None


def as_atom(found: Found, base: str) -> bytes:
    """An Atom feed (RFC 4287) with GeoRSS-Simple points, the newest change first."""
    entries = [_entry(i, base) for i in sorted(found.incidents, key=lambda i: (i.changed, i.id), reverse=True)]
    return atom(
        f"onrecord: {found.title}", base + found.here, entries, following=base + found.next if found.next else None
    )


def _entry(incident: Incident, base: str) -> Entry:
    shown = card(incident)
    told = "; ".join(part for part in (shown.toll, shown.sources, ", ".join(shown.standings)) if part)
    href = f"{base}/incident/{incident.id}"
    return Entry(f"urn:onrecord:{incident.id}", incident.title, incident.changed, href, told, shown.point)


def atom(title: str, here: str, entries: Iterable[Entry], *, following: str | None = None) -> bytes:
    """An Atom feed of entries in the order given."""
    return "\n".join(_lines(title, here, tuple(entries), following)).encode("utf-8", "replace")


def _lines(title: str, here: str, entries: Sequence[Entry], following: str | None) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:georss="http://www.georss.org/georss">'
    yield f"<id>{_xml(here)}</id><title>{_xml(title)}</title>"
    yield f"<updated>{_moment(max((e.at for e in entries), default=''))}</updated>"
    yield f'<author><name>onrecord</name></author><link rel="self" href={quoteattr(here)}/>'
    if following:
        yield f'<link rel="next" href={quoteattr(following)}/>'
    for one in entries:
        yield f"<entry><id>{_xml(one.id)}</id><title>{_xml(one.title)}</title><updated>{_moment(one.at)}</updated>"
        yield f'<link rel="alternate" href={quoteattr(one.href)}/><summary>{_xml(one.summary)}</summary>'
        if one.point:
            yield f"<georss:point>{one.point[0]:g} {one.point[1]:g}</georss:point>"
        yield "</entry>"
    yield "</feed>\n"


def _xml(text: str) -> str:
    return escape(_NO_XML.sub("\ufffd", text))


def _moment(iso: str) -> str:
    """A moment as Atom wants it: with time and zone."""
    if not re.match(r"\d{4}-\d\d-\d\d", iso):
        return "1970-01-01T00:00:00Z"
    if len(iso) == 10:
        return f"{iso}T00:00:00Z"
    return iso if re.search(r"(Z|[+-]\d\d:\d\d)\Z", iso) else f"{iso}Z"


WRITERS = {"json": as_json, "geojson": as_geojson, "csv": as_csv, "atom": as_atom}
