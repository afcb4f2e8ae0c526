"""Incidents in the forms that pages have beside HTML: JSON, GeoJSON, CSV, Atom."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.publish.cards import Card, card
from onrecord.publish.cells import cell
from onrecord.publish.feeds import Entry, Feed, incident_entry
from onrecord.publish.feeds import atom as atom_of
from onrecord.publish.look import Look
from onrecord.records.incident import Incident

JSON, GEOJSON, CSV, ATOM = "application/json", "application/geo+json", "text/csv", "application/atom+xml"
MEDIA = {"json": JSON, "geojson": GEOJSON, "csv": CSV, "atom": ATOM}
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


def as_json(found: Found, look: Look) -> bytes:
    """The incidents whole, as they stand in the record."""
    told = {
        "count": len(found.incidents) if found.count is None else found.count,
        "next": look.address + found.next.lstrip("/") if found.next else None,
        "incidents": [i.model_dump(mode="json") for i in found.incidents],
    }
    return json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")


def as_geojson(found: Found, look: Look) -> bytes:
    """A FeatureCollection (RFC 7946); an unplaced incident has a null geometry."""
    features = [_feature(i, card(i), look) for i in found.incidents]
    told: dict[str, object] = {"type": "FeatureCollection", "features": features}
    if found.next:
        told["next"] = look.address + found.next.lstrip("/")
    return json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")


def _feature(incident: Incident, shown: Card, look: Look) -> dict[str, object]:
    point = {"type": "Point", "coordinates": [shown.lon, shown.lat]} if shown.point else None
    told = {k: v for k, v in _row(incident, shown, look).items() if k not in {"id", "lat", "lon"}}
    told |= {"standings": list(shown.standings), "claimants": list(shown.claimants)}
    return {"type": "Feature", "id": incident.id, "geometry": point, "properties": told}


def as_csv(found: Found, look: Look) -> bytes:
    """A line for each incident, the names of the columns in the first; lists are parted by `|`."""
    text = io.StringIO()
    writer = csv.DictWriter(text, _COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for incident in found.incidents:
        shown = card(incident)
        lists = {"standings": "|".join(shown.standings), "claimants": "|".join(shown.claimants)}
        row = {**_row(incident, shown, look), **lists}
        writer.writerow({name: cell(value) for name, value in row.items()})
    return text.getvalue().encode("utf-8", "replace")


def _row(incident: Incident, shown: Card, look: Look) -> dict[str, object]:
    same = ("id", "type", "title", "status", "start", "end", "place", "country", "lat", "lon", "precision")
    return {
        **{name: getattr(incident, name) for name in same},
        "claims": len(incident.claims),
        "toll": shown.toll or None,
        "contested": bool(incident.contradictions),
        "first_seen": incident.first_seen,
        "changed": incident.changed,
        "page": f"{look.address}incident/{incident.id}",
    }


def as_atom(found: Found, look: Look) -> bytes:
    """An Atom feed (RFC 4287) with GeoRSS-Simple points, the newest change first."""
    entries = sorted(map(incident_entry, found.incidents), key=lambda e: (e.updated, e.id), reverse=True)
    return atom(f"onrecord: {found.title}", found.here, entries, look, following=found.next)


def atom(title: str, here: str, entries: Sequence[Entry], look: Look, *, following: str | None = None) -> bytes:
    """A feed of entries in the order given, at a path of this server with its query."""
    path, mark, query = here.lstrip("/").partition("?")
    stem = path.removesuffix(".atom")
    feed = Feed(stem, title, stem + mark + query, tuple(entries), mark + query, (following or "").lstrip("/"))
    return atom_of(feed, look)


WRITERS = {"json": as_json, "geojson": as_geojson, "csv": as_csv, "atom": as_atom}
