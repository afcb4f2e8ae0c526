"""What single incidents say of who holds a place: positions, dated, each with its claims; control.py lines them up."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.link.facts import holder_of, side_of
from onrecord.link.kinds import manner_of, words_of
from onrecord.link.standing import gives_up, is_against, is_for
from onrecord.records.incident import Claim, Incident, StandingClaim
from onrecord.records.where import Place

CONTESTED = "contested"


@dataclass(frozen=True, slots=True)
class Position:
    """From `day` on the place has this status (a side or `contested`); `left` is a side that goes; `until` closes it.

    `rival` marks the other side's line where the two differ.
    """

    place: Place
    day: str
    status: str
    standings: tuple[str, ...]
    claims: tuple[str, ...]
    until: str | None = None
    left: bool = False
    rival: bool = False


def positions_of(incident: Incident) -> Iterator[Position]:
    """The positions that one incident gives; none for other kinds of happenings and for what may yet come."""
    alive = [s for s in incident.claims if not _gone(s)]
    told = [s.claim for s in alive if is_for(s.claim) and s.claim.event.status not in {"future", "hypothetical"}]
    place = _place(incident)
    if place is None:
        return
    if incident.type == "seizure":
        yield from _held(incident, place, told)
    elif incident.type == "withdrawal" and told:
        for side in sorted({s for c in told if (s := side_of(c.event.actor))})[:1]:
            yield Position(place, _day(told), side, _standings(incident), _ids(told), left=True)
    elif told and incident.type in {"advance", "clash"}:
        inside = [c for c in told if _inside(c)]
        if inside:
            yield Position(place, _day(inside), CONTESTED, _standings(incident), _ids(told))
            yield from _rivals(incident, place, _day(inside), {s for c in told if (s := side_of(c.event.actor))})


def _held(incident: Incident, place: Place, told: list[Claim]) -> Iterator[Position]:
    told = [c for c in told if c.event.type == "seizure" or _inside(c)]
    holders = Counter(h for c in told if (h := _holder(c)))
    if not holders:  # a place that nobody is said to have taken has no line of its own
        return
    holder = max(sorted(holders), key=lambda h: holders[h])
    day = _day(told)
    if any(_share(c) for c in told) and all(_share(c) or c.event.quantities for c in told):
        yield Position(place, day, CONTESTED, _standings(incident), _ids(told))
        return
    if all(_area(c) for c in told):
        return
    yield from _superseded(incident, place, holder)
    yield Position(place, day, holder, _standings(incident), _ids(told))
    yield from _rivals(incident, place, day, {holder})
    town = _town_around(place, told)
    if town:
        yield Position(town, day, CONTESTED, _standings(incident), _ids(told))


def _rivals(incident: Incident, place: Place, day: str, holders: set[str]) -> Iterator[Position]:
    """The lines of the sides that deny it: the place is then theirs as before."""
    denials = [s.claim for s in incident.claims if not _gone(s) and is_against(s.claim)]
    for side in sorted({c.side for c in denials if c.side and c.side not in holders}):
        own = [c for c in denials if c.side == side]
        yield Position(place, day, side, (CONTESTED,), _ids(own), rival=True)


def _superseded(incident: Incident, place: Place, holder: str) -> Iterator[Position]:
    """What a side denied before it said otherwise: contested, and over."""
    denials = [s.claim for s in incident.claims if is_against(s.claim) and _is(s, "superseded")]
    denials = [c for c in denials if c.side != holder and not c.withdrawn]
    if denials:
        day = _day(denials)
        yield Position(place, day, CONTESTED, ("superseded",), _ids(denials), until=day)


def _holder(claim: Claim) -> str | None:
    event = claim.event
    if gives_up(claim):
        return None
    return holder_of(event) or (side_of(event.actor) if event.type == "advance" else None)


def _inside(claim: Claim) -> bool:
    """Whether forces are said to be in the place: they entered it, or fight in its streets."""
    text = claim.event.clause.text.lower()
    if claim.event.type == "clash":
        return any(word in text for word in words_of("holding", "inside"))
    return claim.event.type == "advance" and manner_of("advance", claim.event.trigger.text) == "enter"


def _share(claim: Claim) -> bool:
    texts = [q.span.text.lower() for q in claim.event.quantities if q.kind == "other"]
    return any(word in text for text in texts for word in words_of("holding", "share"))


def _area(claim: Claim) -> bool:
    return any(q.kind == "other" for q in claim.event.quantities) and not _share(claim)


def _town_around(place: Place, told: Sequence[Claim]) -> Place | None:
    """The town of a plant to which a side is said to be confined: named after the comma in the plant's name."""
    inner, _, town = place.name.rpartition(", ")
    confined = any(w in c.event.clause.text.lower() for c in told for w in words_of("holding", "only-part"))
    if not inner or not confined or "region" in town.lower():
        return None
    return place.model_copy(update={"name": town, "span": None, "geonameid": None, "precision": "town"})


def _place(incident: Incident) -> Place | None:
    """The incident's place as most of its claims give it."""
    places = [s.claim.event.place for s in incident.claims if s.claim.event.place and not s.claim.withdrawn]
    return next((p for p in places if p.name == incident.place), None)


def _day(claims: Iterable[Claim]) -> str:
    """The earliest day that a claim gives for it, else the day of the earliest statement."""
    claims = list(claims)
    starts = [c.event.time.start for c in claims if c.event.time and c.event.time.start]
    ends = [c.event.time.end for c in claims if c.event.time and c.event.time.end]
    return min(starts or ends or [c.said_on or c.published[:10] for c in claims])


def _gone(standing: StandingClaim) -> bool:
    return standing.claim.withdrawn or _is(standing, "superseded")


def _is(standing: StandingClaim, which: str) -> bool:
    return any(r.standing == which for r in standing.standings)


def _standings(incident: Incident) -> tuple[str, ...]:
    return tuple(dict.fromkeys(r.standing for r in incident.standings))


def _ids(claims: Iterable[Claim]) -> tuple[str, ...]:
    return tuple(c.id for c in claims)
