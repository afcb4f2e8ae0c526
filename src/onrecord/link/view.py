"""The incident as a reader sees it: best-supported type, place and days; everything else by claimant."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

from onrecord.link.contradictions import tolls_of
from onrecord.link.facts import ordinal
from onrecord.link.kinds import types
from onrecord.link.standing import Stood, claims_with_reasons, incident_reasons, is_for
from onrecord.link.titles import title_of
from onrecord.records.event import Event
from onrecord.records.incident import Claim, Incident
from onrecord.records.where import Place

_RANK = {"exact": 0, "town": 1, "district": 2, "region": 3, "country": 4}
_SURE = ("actual", "ongoing", "future", "hypothetical", "negated")


def order(claim: Claim) -> tuple[str, str, int, str]:
    """Sort key of claims: by publication, story, place in the story."""
    number = "".join(ch for ch in claim.event.id if ch.isdigit())
    return claim.published, claim.story, int(number or 0), claim.id


def incident_id(claims: Iterable[Claim]) -> str:
    """The permanent id of an incident, made from its earliest claim."""
    return "inc-" + hashlib.sha256(min(claims, key=order).id.encode()).hexdigest()[:10]


def assemble(stood: Stood) -> Incident:
    """The incident of a group of claims; only live ones give it place, days and numbers."""
    live = [c for c in stood.group if not c.withdrawn]
    if not live:
        return _tombstone(stood)
    support = [c for c in live if is_for(c)] or live
    events = [c.event for c in support]
    kind = best_type(events)
    place = best_place(events)
    start, end = best_days(support)
    return Incident(
        id=incident_id(stood.group),
        type=kind,
        title=title_of(kind, place.name if place else None, start, end, _status(live)),
        place=place.name if place else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        country=place.country if place else None,
        precision=place.precision if place else None,
        start=start,
        end=end,
        status=_status(live),
        claims=claims_with_reasons(stood),
        standings=incident_reasons(stood),
        tolls=tolls_of(live),
        contradictions=stood.contradictions,
        first_seen=min(c.published for c in stood.group),
        changed=max(c.published for c in stood.group),
    )


def _tombstone(stood: Stood) -> Incident:
    """What is left of a happening whose every claim was withdrawn: that there was one, and the claims' ids."""
    kind = best_type([c.event for c in stood.group])
    return Incident(
        id=incident_id(stood.group),
        type=kind,
        title=f"Withdrawn report ({types()[kind].label.lower()})",
        place=None,
        lat=None,
        lon=None,
        country=None,
        precision=None,
        start=None,
        end=None,
        status="withdrawn",
        claims=claims_with_reasons(stood),
        standings=incident_reasons(stood),
        first_seen=min(c.published for c in stood.group),
        changed=max(c.published for c in stood.group),
    )


def best_type(events: Sequence[Event]) -> str:
    """The type most mentions give; the means known before the means unknown."""
    counts = Counter[str](e.type for e in events)
    known = {t: n for t, n in counts.items() if t != "attack"} or counts
    return max(sorted(known), key=lambda t: known[t])


def best_place(events: Sequence[Event]) -> Place | None:
    """The place most mentions give, a point before a country, the more exact of two equals."""
    places = [e.place for e in events if e.place]
    counts = Counter(p.name for p in places)
    return min(
        places,
        key=lambda p: (
            p.lat is None,
            p.point_of is not None,
            _RANK[p.precision] > 2,
            -counts[p.name],
            _RANK[p.precision],
            p.name,
        ),
        default=None,
    )


def best_days(claims: Sequence[Claim]) -> tuple[str | None, str | None]:
    """The days that the exact datings (three days at most) span, else the dating most claims give."""
    datings = Counter((c.event.time.start, c.event.time.end) for c in claims if c.event.time)
    exact = {d: n for d, n in datings.items() if d[0] and d[1] and _length(d) <= 2}
    if exact:
        most = max(exact.values())
        kept = [d for d, n in exact.items() if n * 4 >= most]
        return min(d[0] for d in kept if d[0]), max(d[1] for d in kept if d[1])
    return max(sorted(datings, key=str), key=lambda d: datings[d], default=(None, None))


def _length(days: tuple[str | None, str | None]) -> int:
    return (ordinal(days[1]) or 0) - (ordinal(days[0]) or 0)


def _status(live: Sequence[Claim]) -> str:
    told = {"negated" if c.stance == "deny" else c.event.status for c in live}
    return next(s for s in _SURE if s in told)
