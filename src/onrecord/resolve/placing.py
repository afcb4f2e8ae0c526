"""Places events: which place each happened at, by the codebook's ruling 8."""

from dataclasses import dataclass, field

from onrecord.records.event import Event, EventType
from onrecord.records.sentence import Parsed, Sent
from onrecord.records.span import Span
from onrecord.records.where import Place, PlacePrecision, Toponym
from onrecord.resolve.place_words import words
from onrecord.resolve.spots import Spot, find_spots

# Verbal and diplomatic acts have no place of their own (codebook: only what happens on the ground is placed).
_PLACELESS: frozenset[EventType] = frozenset(
    {"accusation", "rejection", "support", "threat", "demand", "sanction", "agreement", "concession", "military_aid"}
)
# These are placed by their own clause only, never by what the story told before.
_CLAUSE_ONLY: frozenset[EventType] = frozenset(
    {"meeting", "arrest", "deployment", "displacement", "humanitarian_aid", "invasion", "protest", "riot", "abduction"}
)
_LEAVING: frozenset[EventType] = frozenset({"withdrawal", "evacuation", "displacement", "abduction"})
_PRECISION: dict[str, PlacePrecision] = {
    "settlement": "town", "region": "region", "district": "district", "country": "country", "macroregion": "region",
    "facility": "exact", "island": "exact",
}  # fmt: skip
_OTHER_CLAUSES = frozenset({"relcl", "advcl", "ccomp", "parataxis", "conj", "csubj"})
_CLIMB = frozenset({"conj", "advcl", "xcomp", "acl", "relcl", "pcomp", "dobj", "pobj", "prep", "nsubjpass", "nsubj",
                    "compound", "attr", "appos", "oprd", "dep", "acomp", "npadvmod", "amod", "poss", "agent"})  # fmt: skip


@dataclass(slots=True)
class _Told:
    """What has been placed so far: by paragraph, the last place used and the events' own places."""

    places: list[tuple[int, Toponym]] = field(default_factory=list)


def place_events(parsed: Parsed, events: tuple[Event, ...], toponyms: tuple[Toponym, ...]) -> tuple[Event, ...]:
    """The events with the most exact place their clause or passage gives."""
    spots = find_spots(parsed, toponyms)
    told = _Told()
    placed: dict[str, Event] = {}
    for event in sorted(events, key=lambda e: (e.trigger.start, e.trigger.end)):
        sent = _sentence(parsed, event.trigger)
        place = _place(event, sent, spots[sent.index], told) if sent else None
        placed[event.id] = event.model_copy(update={"place": place})
    return tuple(placed[e.id] for e in events)


def _sentence(parsed: Parsed, span: Span) -> Sent | None:
    return next((s for s in parsed.sents if s.start <= span.start < s.end), None)


def _place(event: Event, sent: Sent, spots: list[Spot], told: _Told) -> Place | None:
    trigger = _head(sent, event.trigger)
    found = _in_clause(event, sent, trigger, spots)
    if event.type in _PLACELESS:
        return None
    if found:
        told.places.append((sent.paragraph, found[0].place))
        return _as_place(found[0], found[1])
    if event.type in _CLAUSE_ONLY:
        return None
    if spot := _nearest(event, sent, spots):
        told.places.append((sent.paragraph, spot.place))
        return _as_place(spot, "sentence")
    return _from_context(sent, told)


def _head(sent: Sent, span: Span) -> int:
    inside = [t.i for t in sent.tokens if t.start < span.end and span.start < t.end] or [sent.root.i]
    return next((i for i in inside if sent.tokens[i].head not in inside), inside[0])


def _in_clause(event: Event, sent: Sent, trigger: int, spots: list[Spot]) -> tuple[Spot, str] | None:
    """The place that the event's own words give: its target, or what hangs on its trigger or the verb above."""
    usable = [s for s in spots if not _is_launch_point(event, s) and not _is_office(s)]
    target = event.target.span if event.target else None
    within = [s for s in usable if target and target.start <= sent.tokens[s.head].start < target.end]
    if within:
        return within[0], "target"
    at = trigger
    for _ in range(5):
        under = _reached(sent, at)
        hanging = [s for s in usable if s.head in under]
        if hanging:
            return min(hanging, key=lambda s: _distance(sent, s, at)), "clause"
        token = sent.tokens[at]
        if token.head == at or token.dep not in _CLIMB:
            break
        at = token.head
    return _fronted(sent, usable)


def _reached(sent: Sent, at: int) -> set[int]:
    """The tokens under a word that belong to its own clause: no subject, no agent, no clause of another verb."""
    out, todo = set(), [at]
    while todo:
        i = todo.pop()
        out.add(i)
        for k in sent.children[i]:
            dep = sent.tokens[k].dep
            if dep in ("nsubj", "agent") and sent.tokens[i].pos in ("VERB", "AUX"):
                continue
            if dep in _OTHER_CLAUSES and (sent.tokens[k].pos in ("VERB", "AUX")):
                continue
            todo.append(k)
    return out


def _distance(sent: Sent, spot: Spot, at: int) -> tuple[int, int]:
    """Steps up the tree from a spot to the word, a country counting as further: exact places come first."""
    steps, i = 0, spot.head
    while i != at and sent.tokens[i].head != i:
        steps, i = steps + 1, sent.tokens[i].head
    return (steps + (10 if spot.place.kind == "country" else 0), abs(spot.head - at))


def _is_launch_point(event: Event, spot: Spot) -> bool:
    """Whether a spot hangs on "from", so that something comes from it; people who leave do leave a place."""
    sent, i = spot.sent, spot.head
    for _ in range(4):
        token = sent.tokens[i]
        if token.lower == "from" or (token.dep == "agent"):
            return event.type not in _LEAVING
        if token.head == i or token.pos in ("VERB", "AUX"):
            return False
        i = token.head
    return False


def _is_office(spot: Spot) -> bool:
    """"the Sumy mayor", "Sumy's governor": the place is part of somebody's title."""
    sent, token = spot.sent, spot.sent.tokens[spot.head]
    if token.dep in ("poss", "compound", "nmod") and token.head != spot.head:
        head = sent.tokens[token.head]
        return head.lower in words("title") or head.ent == "PERSON" or head.lower in words("government-noun") - {"shelling"}
    return False


def _fronted(sent: Sent, spots: list[Spot]) -> tuple[Spot, str] | None:
    """"In X, ...": a place told before the sentence's first verb holds for all of it."""
    for spot in spots:
        preposition = sent.tokens[sent.tokens[spot.head].head]
        if preposition.lower in words("at") and preposition.i <= 2 and spot.place.kind != "country":
            return spot, "fronted"
    return None


def _nearest(event: Event, sent: Sent, spots: list[Spot]) -> Spot | None:
    """The nearest place of the sentence before the trigger, else after it; no launch point, office or country."""
    usable = [
        s for s in spots
        if not _is_launch_point(event, s) and not _is_office(s) and s.place.kind != "country" and s.place.lat is not None
    ]  # fmt: skip
    before = [s for s in usable if sent.tokens[s.head].start < event.trigger.start]
    return before[-1] if before else usable[0] if usable else None


def _from_context(sent: Sent, told: _Told) -> Place | None:
    """The place of the last event told in this paragraph or the one before."""
    near = [p for at, p in told.places if sent.paragraph - at <= 1 and p.kind != "country"]
    if not near:
        return None
    return _place_of(near[-1], None, "context", None)


def _as_place(spot: Spot, rule: str) -> Place:
    span = spot.sent.span(spot.first, spot.last)
    return _place_of(spot.place, span, rule + ("-pointing" if spot.pointing else ""), _relation(spot))


def _place_of(toponym: Toponym, span: Span | None, rule: str, relation: str | None) -> Place:
    country = toponym.kind == "country"
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
    while i >= 0 and tokens[i].pos in ("DET", "ADJ"):
        i -= 1
    for length in (5, 4, 3, 2, 1):
        phrase = " ".join(t.lower for t in tokens[max(0, i - length + 1) : i + 1])
        if phrase in words("relation"):
            return phrase
    return None
