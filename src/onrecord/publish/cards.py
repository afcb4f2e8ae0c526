"""An incident as the front page's list and map show it: one card each."""

from dataclasses import dataclass

from onrecord.publish.paths import incident_path
from onrecord.publish.wording import STANDINGS, amount, days, family, label, plural, ring
from onrecord.records.incident import Incident, Toll

# How well a number is supported: by its best standing, in this order.
_SUPPORT = ("agreed", "conceded", "witnessed", "corroborated", "single-source", "unverified", "contested")


@dataclass(frozen=True, slots=True)
class Card:
    """What one look at an incident shows; `size` is the marker's radius in pixels, `ring` the standing it shows.

    `heading` is the title without its days, which stand in `when`.
    """

    id: str
    href: str
    title: str
    heading: str
    type: str
    family: str
    place: str
    lat: float | None
    lon: float | None
    precision: str
    start: str
    end: str
    when: str
    standings: tuple[str, ...]
    ring: str
    status: str
    claimants: tuple[str, ...]
    sources: str
    toll: str
    size: float
    seen: str
    words: str

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude, null where it is not placed."""
        return None if self.lat is None or self.lon is None else (self.lat, self.lon)


def card(incident: Incident) -> Card:
    """The card of one incident."""
    claims = [s.claim for s in incident.claims]
    when = days(incident.start, incident.end)
    standings = tuple(s for s in STANDINGS if any(r.standing == s for r in incident.standings))
    toll = best_toll(incident)
    originators = len({c.originator for c in claims})
    words = [incident.title, incident.place or "", label(incident.type)]
    words += [text for c in claims for text in (c.claimant, "" if c.withdrawn else c.event.clause.text)]
    return Card(
        incident.id,
        incident_path(incident.id),
        incident.title,
        incident.title.removesuffix(f", {when}"),
        incident.type,
        family(incident.type),
        incident.place or "",
        incident.lat,
        incident.lon,
        incident.precision or "",
        incident.start or "",
        incident.end or "",
        when,
        standings,
        ring(standings),
        incident.status,
        tuple(dict.fromkeys(c.claimant for c in claims)),
        f"{plural(len(claims), 'claim')}, {plural(originators, 'originator')}",
        f"{amount(toll.min, toll.max, toll.kind)}, according to {toll.claimant}" if toll else "",
        _radius(toll),
        incident.first_seen,
        " ".join(dict.fromkeys(words)).lower(),
    )


def best_toll(incident: Incident) -> Toll | None:
    """The best-supported number of this event's dead, else casualties, else hurt; of equals the last, then lower."""
    support = {s.claim.id: _support(tuple(r.standing for r in s.standings)) for s in incident.claims}
    last = {s.claim.id: s.claim.published for s in incident.claims}
    for kind in ("killed", "casualties", "injured"):
        found = [t for t in incident.tolls if t.kind == kind and not t.total]
        if found:
            best = min(support.get(t.claim, 99) for t in found)
            equals = [t for t in found if support.get(t.claim, 99) == best]
            newest = max(last.get(t.claim, "") for t in equals)
            return min((t for t in equals if last.get(t.claim, "") == newest), key=lambda t: (_least(t), t.claim))
    return None


def _support(standings: tuple[str, ...]) -> int:
    return min((_SUPPORT.index(s) for s in standings if s in _SUPPORT), default=len(_SUPPORT))


def _least(toll: Toll) -> float:
    return toll.min if toll.min is not None else toll.max or 0


def _radius(toll: Toll | None) -> float:
    """9 pixels with no toll, one more with each doubling of it, 17 at most."""
    bits = int(_least(toll)).bit_length() if toll else 0
    return round(min(17.0, 9 + 1.0 * bits), 1)
