"""An incident as rows of the cache."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import Table

from onrecord.records.cursor import order_of
from onrecord.records.filter import actors_of, words_of
from onrecord.records.incident import Incident
from onrecord.records.moment import utc
from onrecord.store.asking import FACETS, LONG
from onrecord.store.batches import Row
from onrecord.store.schema import facet, incident, incident_claim, incident_text


def digest_of(body: str) -> str:
    """A hash of the incident's record, by which a change is known."""
    return hashlib.sha256(body.encode()).hexdigest()[:20]


def rows_of(numbered: Iterable[tuple[int, Incident]]) -> dict[Table, list[Row]]:
    """The rows of numbered incidents, by table, in the order in which they must be added."""
    rows: dict[Table, list[Row]] = {incident: [], incident_text: [], incident_claim: [], facet: []}
    for num, one in numbered:
        body = one.model_dump_json()
        rows[incident].append(_row(one, num, body))
        rows[incident_text].append({"num": num, "body": body})
        rows[incident_claim] += [{"claim": s.claim.id, "num": num} for s in one.claims]
        rows[facet] += [
            {"kind": kind, "value": value, "name": name, "num": num}
            for (kind, value), name in facets_of(one).items()
            if kind in FACETS
        ]
    return rows


def _row(one: Incident, num: int, body: str) -> Row:
    """Its row of `incident`."""
    kept = ("id", "title", "place", "country", "precision", "lat", "lon", "first_seen")
    start, end = one.start or one.end, one.end or one.start
    seen, told, first, _ = order_of(one)
    return {
        **{k: getattr(one, k) for k in kept},
        "num": num,
        "type": one.type.casefold(),
        "status": one.status.casefold(),
        "start": start,
        "end": end,
        "long": int(start is not None and end is not None and _lasts(start, end)),
        "seen": seen,
        "told": told,
        "first": first,
        "changed": utc(one.changed, late=True),
        "contested": int(bool(one.contradictions)),
        "digest": digest_of(body),
        "words": " ".join(words_of(one)),
    }


def _lasts(start: str, end: str) -> bool:
    """Whether the days are more than a month; also where they cannot be counted."""
    try:
        return (date.fromisoformat(end) - date.fromisoformat(start)).days > LONG
    except ValueError:
        return True


def facets_of(one: Incident) -> dict[tuple[str, str], str]:
    """What it can be asked for by: kind and folded name, with the name as it is written."""
    found: dict[tuple[str, str], str] = {}
    for kind, name in _names(one):
        key = kind, name.casefold()
        found[key] = min(name, found.get(key, name))
    return found


def _names(one: Incident) -> Iterator[tuple[str, str]]:
    named = {
        "type": (one.type,),
        "status": (one.status,),
        "place": (one.place,),
        "country": (one.country,),
        "actor": actors_of(one),
        "claimant": tuple(s.claim.claimant for s in one.claims),
        "standing": tuple(r.standing for r in one.standings),
    }
    return ((kind, name) for kind, names in named.items() for name in names if name)
