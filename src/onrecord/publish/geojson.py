"""Incidents as GeoJSON (RFC 7946): one feature each, null geometry for the unplaced."""

import json
from collections.abc import Iterable

from onrecord.publish.cards import Card


def incidents_geojson(cards: Iterable[Card]) -> str:
    """A FeatureCollection with the fields of the front page's cards."""
    features = [
        {
            "type": "Feature",
            "id": card.id,
            "geometry": None
            if card.lat is None or card.lon is None
            else {"type": "Point", "coordinates": [card.lon, card.lat]},
            "properties": {
                "title": card.title,
                "type": card.type,
                "place": card.place or None,
                "start": card.start or None,
                "end": card.end or None,
                "status": card.status,
                "standings": card.standings,
                "claimants": card.claimants,
                "toll": card.toll or None,
                "first_seen": card.seen,
                "page": card.href,
            },
        }
        for card in cards
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1)
