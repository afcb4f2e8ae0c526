"""The three files that timemap reads (Forensic Architecture, Bellingcat): events, associations, sources.

Their forms are those of datasheet-server's `deeprows` and `deepids`; every value is text, days are MM/DD/YYYY. Events
with no day carry the day of their first report and say so; those with no place have empty coordinates.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import IO

from onrecord.publish.exports.cited import Cited, Stories
from onrecord.publish.exports.parties import label, party
from onrecord.publish.exports.scales import quote
from onrecord.publish.exports.seen import Seen
from onrecord.publish.wording import FAMILIES, STANDINGS, capital, days, family, plural
from onrecord.publish.wording import label as words
from onrecord.records.incident import Incident

FILES = ("events.json", "associations.json", "sources.json")
_Row = Mapping[str, object]


def write_timemap(
    incidents: Iterable[Incident], stories: Stories, events: IO[bytes], associations: IO[bytes], sources: IO[bytes]
) -> None:
    """Writes the three files side by side; of stories only a few bytes each are kept in memory."""
    cited = Seen()
    opening = b"\n"
    used: dict[str, _Row] = {}
    events.write(b"[")
    sources.write(b"{")
    comma = b"\n"
    for incident in incidents:
        events.write(comma + _json(event(incident)))
        comma = b",\n"
        used |= {str(a["id"]): a for a in _associations(incident) if a["id"] not in used}
        for story in dict.fromkeys(s.claim.story for s in incident.claims):
            if cited.first(story):
                sources.write(opening + _json(story) + b": " + _json(source(stories.cited(story))))
                opening = b",\n"
    events.write(b"\n]\n")
    sources.write(b"\n}\n")
    associations.write(b"[" + b",".join(b"\n" + _json(used[key]) for key in sorted(used)) + b"\n]\n")


def event(incident: Incident) -> _Row:
    """An incident as timemap's event: its category is the family of its type, its associations type and standings."""
    day = incident.start or incident.end
    claims = [s.claim for s in incident.claims if not s.claim.withdrawn] or [s.claim for s in incident.claims]
    said = [f"{c.claimant}: “{quote(c.event.clause)}”" for c in claims if c.event.clause.text]
    told = "" if day else f", first reported {days(incident.first_seen[:10], incident.first_seen[:10])}"
    return {
        "id": incident.id,
        "description": "\n".join([incident.title, *dict.fromkeys(said)]),
        "date": _american(day or incident.first_seen),
        "time": "",
        "time_precision": "day" if incident.start and incident.start == incident.end else "",
        "time_display": days(incident.start, incident.end) + told,
        "location": incident.place or "",
        "latitude": "" if incident.lat is None else str(incident.lat),
        "longitude": "" if incident.lon is None else str(incident.lon),
        "type": words(incident.type),
        "category": FAMILIES[family(incident.type)][0],
        "category_full": " / ".join(_path(incident)),
        "associations": [a["id"] for a in _associations(incident)],
        "sources": list(dict.fromkeys(c.story for c in claims)),
        "comments": "; ".join(
            [
                *(r.standing for r in incident.standings),
                plural(len({c.originator for c in claims}), "originator"),
                *(f"{role}: {name}" for role in ("actor", "target") if (name := label(party(incident, role)))),
            ]
        ),
    }


def source(cited: Cited) -> _Row:
    """A story as timemap's source."""
    return {
        "id": cited.id,
        "title": cited.headline or f"Withdrawn story of {cited.originator}"
        if cited.withheld
        else cited.headline or cited.id,
        "thumbnail": "",
        "paths": [],
        "type": "Wire story",
        "url": cited.url or "",
        "description": f"as received from {cited.origin}" if cited.origin else "",
        "author": cited.agency or cited.carrier or "",
        "date": _american(cited.published),
        "notes": f"carried by {cited.carrier}" if cited.carrier and cited.carrier != cited.agency else "",
    }


def _path(incident: Incident) -> tuple[str, str]:
    return FAMILIES[family(incident.type)][0], capital(words(incident.type))


def _associations(incident: Incident) -> Iterator[_Row]:
    """What timemap filters by: the type under its family, and each standing."""
    yield _association(("Type", *_path(incident)), "")
    for reason in dict.fromkeys(r.standing for r in incident.standings):
        yield _association(("Standing", reason), STANDINGS[reason])


def _association(path: tuple[str, ...], about: str) -> _Row:
    return {"id": "/".join(path), "title": path[-1], "desc": about, "mode": "FILTER", "filter_paths": list(path)}


def _american(iso: str | None) -> str:
    """A day as datasheet-server and Bellingcat's configuration write it, "" for what is none."""
    try:
        return date.fromisoformat((iso or "")[:10]).strftime("%m/%d/%Y")
    except ValueError:
        return ""


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
