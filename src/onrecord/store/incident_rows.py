"""An incident as rows of the cache."""

import hashlib
from collections.abc import Iterator

from onrecord.records.cursor import order_of
from onrecord.records.filter import actors_of, words_of
from onrecord.records.incident import Incident
from onrecord.records.moment import utc

Row = dict[str, object]


def digest_of(body: str) -> str:
    """A hash of the incident's record, by which a change is known."""
    return hashlib.sha256(body.encode()).hexdigest()[:20]


def row_of(incident: Incident, num: int, body: str) -> Row:
    """Its row of `incident`."""
    kept = ("id", "title", "place", "country", "precision", "lat", "lon", "first_seen")
    start, end = incident.start or incident.end, incident.end or incident.start
    seen, told, first, _ = order_of(incident)
    return {
        **{k: getattr(incident, k) for k in kept},
        "num": num,
        "type": incident.type.casefold(),
        "status": incident.status.casefold(),
        "start": start,
        "end": end,
        "seen": seen,
        "told": told,
        "first": first,
        "changed": utc(incident.changed, late=True),
        "contested": int(bool(incident.contradictions)),
        "digest": digest_of(body),
    }


def text_row_of(incident: Incident, num: int, body: str) -> Row:
    """Its row of `incident_text`."""
    return {"num": num, "words": " ".join(words_of(incident)), "body": body}


def facets_of(incident: Incident) -> dict[tuple[str, str], str]:
    """What it can be asked for by: kind and folded name, with the name as it is written."""
    found: dict[tuple[str, str], str] = {}
    for kind, name in _names(incident):
        key = kind, name.casefold()
        found[key] = min(name, found.get(key, name))
    return found


def _names(incident: Incident) -> Iterator[tuple[str, str]]:
    named = {
        "type": (incident.type,),
        "status": (incident.status,),
        "place": (incident.place,),
        "country": (incident.country,),
        "actor": actors_of(incident),
        "claimant": tuple(s.claim.claimant for s in incident.claims),
        "standing": tuple(r.standing for r in incident.standings),
    }
    return ((kind, name) for kind, names in named.items() for name in names if name)
