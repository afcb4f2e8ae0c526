"""Places events: which place each happened at, by the codebook's ruling 8."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.records.event import Event, EventType
from onrecord.records.sentence import Parsed, Sent
from onrecord.records.span import Span
from onrecord.records.where import Place, PlacePrecision, Toponym
from onrecord.resolve.gazetteer import gazetteer
from onrecord.resolve.place_clauses import beside, in_clause
from onrecord.resolve.place_words import words
from onrecord.resolve.plurals import spread
from onrecord.resolve.spots import Spot, Spots, find_spots
from onrecord.resolve.unplaced import is_told_place, own_name, with_point_of

# Verbal and diplomatic acts have no place of their own (codebook: only what happens on the ground is placed).
_PLACELESS: frozenset[EventType] = frozenset(
    {"accusation", "rejection", "support", "threat", "demand", "sanction", "agreement", "concession", "military_aid"}
)
# These are placed by their own clause only, never by what the story told before.
_CLAUSE_ONLY: frozenset[EventType] = frozenset(
    {"meeting", "arrest", "deployment", "displacement", "humanitarian_aid", "invasion", "protest", "riot", "abduction"}
)
_PRECISION: dict[str, PlacePrecision] = {
    "settlement": "town", "region": "region", "district": "district", "country": "country", "macroregion": "region",
    "facility": "exact", "island": "exact", "continent": "country",
}  # fmt: skip


_REACH = 3  # paragraphs over which an event without a place may be another telling of one of its type
_TELLING = 3  # a number that tells one happening from another; one or two dead are told of many


@dataclass(slots=True)
class _Told:
    """What has been placed so far: the places used, by paragraph; and how many events each trigger has had."""

    places: list[tuple[int, EventType, Toponym]] = field(default_factory=list)
    triggers: dict[tuple[int, int], int] = field(default_factory=lambda: defaultdict(int))


def place_events(parsed: Parsed, events: tuple[Event, ...], toponyms: tuple[Toponym, ...]) -> tuple[Event, ...]:
    """The events with the most exact place their clause or passage gives; those in several places, once for each."""
    events, given = spread(parsed, events, toponyms)
    spots = find_spots(parsed, toponyms)
    told = _Told()
    placed: dict[str, Place | None] = {}
    ordered = sorted(events, key=lambda e: (e.trigger.start, e.trigger.end, e.id))
    heads = [e for e in ordered if _kind(parsed, e) == "headline"]
    body = [e for e in ordered if e not in heads]
    for event in body:
        several = given.get(event.id)
        placed[event.id] = _place_of(several, None, "plural", None) if several else _place(parsed, event, spots, told)
    for event in heads:
        own = _place(parsed, event, spots, _Told())
        placed[event.id] = own if event.type in _PLACELESS | _CLAUSE_ONLY else _of_headline(event, own, body, placed)
    return tuple(e.model_copy(update={"place": placed[e.id]}) for e in events)


def _of_headline(
    event: Event, own: Place | None, body: Sequence[Event], placed: Mapping[str, Place | None]
) -> Place | None:
    """The place of a headline's event: its own, else where the body tells its numbers, else the lead's of its type.

    A place that only stands beside it in the headline gives way to the numbers: "X falls, 80 killed".
    """
    pointed = [(e, p) for e in body if (p := placed[e.id]) and p.lat is not None]
    numbers = {(q.kind, n) for q in event.quantities if (n := q.max or q.min) and n >= _TELLING}
    same = [p for e, p in pointed if not numbers.isdisjoint((q.kind, q.max or q.min) for q in e.quantities)]
    if own is None or own.lat is None:
        lead = [p for e, p in pointed if e in body[:6] and e.type == event.type]
        first = next(iter(same or lead), None)
    else:
        first = next(iter(same), None) if own.rule == "place-sentence" else None
    return own if first is None else first.model_copy(update={"span": own.span if own else None, "rule": "place-lead"})


def _kind(parsed: Parsed, event: Event) -> str:
    paragraphs = parsed.story.paragraphs
    return next((p.kind for p in paragraphs if p.start <= event.trigger.start < p.end), "body")


def _sentence(parsed: Parsed, span: Span) -> Sent | None:
    return next((s for s in parsed.sents if s.start <= span.start < s.end), None)


def _place(parsed: Parsed, event: Event, spots: Spots, told: _Told) -> Place | None:
    sent = _sentence(parsed, event.trigger)
    if sent is None or event.type in _PLACELESS:
        return None
    here = [
        s
        for s in spots.by_sent[sent.index]
        if s.place.kind != "river" and (s.place.lat is not None or s.place.kind == "country" or is_told_place(s.place))
    ]
    trigger = (event.trigger.start, event.trigger.end)
    nth, told.triggers[trigger] = told.triggers[trigger], told.triggers[trigger] + 1
    if taken := own_name(event, sent, here, spots.toponyms):
        told.places.append((sent.paragraph, event.type, taken))
        place = _place_of(taken, event.target.span if event.target else None, "target", None)
        return place if taken.lat is not None else with_point_of(place, _around(taken, here, told))
    if found := in_clause(event, sent, here):
        spot = found[0][0] if found[1] == "target" and len(found[0]) == 1 else _nth(found[0], here, nth)
        if event.type == "invasion":
            return _country(spot, found[1]) if found[1] == "target" or spot.place.kind != "settlement" else None
        told.places.append((sent.paragraph, event.type, spot.place))
        return _as_place(spot, found[1], here, told)
    if event.type in _CLAUSE_ONLY:
        return None
    if near := beside(event, sent, here):
        told.places.append((sent.paragraph, event.type, near.place))
        return _as_place(near, "sentence", here, told)
    context = _from_context(event.type, sent, spots, told)
    if context:
        told.places.append((sent.paragraph, event.type, context))
        place = _place_of(context, None, "context", None)
        return place if context.lat is not None else with_point_of(place, _around(context, here, told))
    return None


def _around(toponym: Toponym, here: list[Spot], told: _Told) -> list[Toponym]:
    """The places told beside one, nearest first: in its sentence, then those before it."""
    near = sorted(here, key=lambda s: abs(s.sent.tokens[s.head].start - toponym.span.start))
    return [s.place for s in near if s.place is not toponym] + [p for _, _, p in reversed(told.places)]


def _nth(found: list[Spot], here: list[Spot], nth: int) -> Spot:
    """One event per named place: the n-th event of a trigger takes the n-th of the places listed with the best one."""
    best = found[0]
    listed = [best]
    listed += [s for s in here if s.head > best.head and s.place.kind == best.place.kind and _in_list(best, s)]
    return listed[nth] if nth < len(listed) else best


def _in_list(first: Spot, other: Spot) -> bool:
    i, tokens = other.head, other.sent.tokens
    while tokens[i].dep in ("conj", "appos") and tokens[i].head != i:
        i = tokens[i].head
        if first.first <= i <= first.last:
            return True
    return False


def _country(spot: Spot, rule: str) -> Place | None:
    """An invasion or war is placed in its country, without a point."""
    hits = gazetteer().coded(spot.place.country) if spot.place.country else ()
    if not hits:
        return None
    span = spot.sent.span(spot.first, spot.last) if spot.place.kind == "country" else None
    entry = hits[0].entry
    return Place(
        span=span,
        name=entry.name,
        geonameid=entry.ident,
        country=entry.country,
        precision="country",
        rule=f"place-{rule}",
    )


def _from_context(event_type: EventType, sent: Sent, spots: Spots, told: _Told) -> Toponym | None:
    """The place of the last event told in this paragraph, of the paragraph's label, or of the paragraph before.

    Of the paragraphs before, an event of the same type goes first: it may be the same happening (ruling 8).
    """
    places = [(at, kind, p) for at, kind, p in told.places if p.kind not in ("country", "continent")]
    own = [p for at, _, p in places if at == sent.paragraph]
    if own:
        return own[-1]
    if label := spots.labels.get(sent.paragraph):
        return label
    before = [p for at, _, p in places if sent.paragraph - at <= 2]
    same = [p for at, kind, p in places if sent.paragraph - at <= _REACH and kind == event_type]
    often = Counter(p.modern or p.name for p in same)
    most = [p for p in same if often[p.modern or p.name] == max(often.values())]
    return most[-1] if most else before[-1] if before else None


def _as_place(spot: Spot, rule: str, here: list[Spot], told: _Told) -> Place:
    span = spot.sent.span(spot.first, spot.last)
    place = _place_of(spot.place, span, rule + ("-pointing" if spot.pointing else ""), _relation(spot))
    unknown = spot.place.lat is None and spot.place.kind not in ("country", "continent")
    return with_point_of(place, _around(spot.place, here, told)) if unknown else place


def _place_of(toponym: Toponym, span: Span | None, rule: str, relation: str | None) -> Place:
    country = toponym.kind in ("country", "continent")
    return Place(
        span=span, name=toponym.modern or toponym.name, geonameid=toponym.geonameid,
        lat=None if country else toponym.lat, lon=None if country else toponym.lon,
        country=toponym.country, admin1=toponym.admin1, precision=_PRECISION.get(toponym.kind, "region"),
        relation=relation, rule=f"place-{rule}",
    )  # fmt: skip


def _relation(spot: Spot) -> str | None:
    """The words before a spot that make it less exact: "near", "southeast of"."""
    tokens = spot.sent.tokens
    i = spot.first - 1
    while i >= 0 and tokens[i].pos in ("DET", "ADJ") and tokens[i].lower not in words("relation"):
        i -= 1
    for length in (5, 4, 3, 2, 1):
        phrase = " ".join(t.lower for t in tokens[max(0, i - length + 1) : i + 1])
        if phrase in words("relation"):
            return phrase
    return None
