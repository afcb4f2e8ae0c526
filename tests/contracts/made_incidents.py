"""Hypothesis strategies for incidents, and for filters that have something to find among them."""

from hypothesis import strategies as st
from strategies import TYPES, days, events_in, stories

from onrecord.records.actor import Actor
from onrecord.records.filter import WORDS, Box, Filter, actors_of, words_of
from onrecord.records.incident import Claim, Contradiction, Incident, Reason, StandingClaim

NAMES = ["Mirova", "MIROVA", "Straße", "STRASSE", "Ḿirová", "Мирова", "İzmir", "a\0b", "x" * 70, 'O\'Hara "Q"', "漢字"]
STANDINGS = ["witnessed", "contested", "withdrawn", "single-source"]
names = st.sampled_from(NAMES)
moments = days | st.datetimes().map(lambda t: t.isoformat(timespec="seconds") + "+03:00")
degrees = st.floats(-180, 180) | st.sampled_from([-180.0, 180.0, 0.0, 37.123456789])
points = st.none() | st.tuples(degrees.map(lambda d: d / 2), degrees)


@st.composite
def incidents(draw, number):
    """An incident with an id and claims of its own."""
    story = draw(stories()).model_copy(update={"id": f"s{number}"})
    claims = []
    for n in range(draw(st.integers(1, 2))):
        actor = draw(st.none() | st.builds(Actor, span=st.none(), name=names, country=st.sampled_from(["UA", None])))
        event = draw(events_in(story, n)).model_copy(update={"actor": actor})
        claims.append(
            Claim(
                id=f"s{number}/e{n}", story=story.id, event=event, attribution=None, claimant=draw(names), side=None,
                originator="A", voice="narrator", stance="assert", checked=None, published=story.published,
                said_on=None, withdrawn=draw(st.booleans()),
            )
        )  # fmt: skip
    point = draw(points)
    start, end = draw(st.none() | days), draw(st.none() | days)
    standings = draw(st.lists(st.sampled_from(STANDINGS), max_size=2, unique=True))
    both = (Contradiction(about="number", claims=(claims[0].id, claims[-1].id)),)
    return Incident(
        id=f"inc-{number}", type=draw(st.sampled_from(TYPES)), title=draw(names), place=draw(st.none() | names),
        lat=point[0] if point else None, lon=point[1] if point else None,
        country=draw(st.sampled_from(["UA", "PL", None])), precision="town", start=start, end=end,
        status=draw(st.sampled_from(["actual", "negated"])),
        claims=tuple(StandingClaim(claim=c, standings=()) for c in claims),
        standings=tuple(Reason(standing=s, rule="test") for s in standings),
        contradictions=draw(st.sampled_from([(), both])), first_seen=draw(moments), changed=draw(moments),
    )  # fmt: skip


many = st.integers(0, 5).flatmap(lambda count: st.tuples(*(incidents(n) for n in range(count))))


@st.composite
def boxes(draw):
    west, east = draw(degrees), draw(degrees)
    south, north = sorted((draw(degrees) / 2, draw(degrees) / 2))
    return Box(west=west, south=south, east=east, north=north)


@st.composite
def filters(draw, found):
    """A filter of up to three words, each with a value that some incident has, in another case, or with any."""
    field = {"from": "happened_from", "to": "happened_to"}
    asked = draw(st.lists(st.sampled_from(sorted(WORDS)), max_size=3, unique=True))
    return Filter.model_validate({field.get(word, word): draw(values(word, found)) for word in asked})


def values(word, found):
    if word == "bbox":
        return boxes()
    if word == "contested":
        return st.booleans()
    if word == "changed_since":
        return moments
    if word in {"from", "to", "reported_from", "reported_to"}:
        return days
    had = {
        "q": [w for i in found for w in words_of(i)],
        "place": [i.place for i in found if i.place],
        "country": [i.country for i in found if i.country],
        "actor": [a for i in found for a in actors_of(i)],
        "claimant": [s.claim.claimant for i in found for s in i.claims],
        "type": [i.type for i in found],
        "standing": [r.standing for i in found for r in i.standings],
        "status": [i.status for i in found],
    }[word]
    one = (st.sampled_from(had) if had else names) | names
    cased = one.flatmap(lambda value: st.sampled_from([value, value.upper(), value.casefold()]))
    return st.lists(cased, min_size=1, max_size=2).map(tuple)
