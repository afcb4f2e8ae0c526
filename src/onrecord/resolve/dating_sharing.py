"""Mentions of one happening within a passage share the time that one of them tells."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from onrecord.records.event import Event
from onrecord.records.when import When
from onrecord.records.where import Place
from onrecord.resolve.clauses import Spot
from onrecord.resolve.dating_evidence import Story
from onrecord.resolve.dating_rules import Dated, made
from onrecord.resolve.dating_words import among

# Types that tell one happening in different words: a strike, its means, the damage, what was shot down.
_FAMILIES = (
    frozenset({"shelling", "air_strike", "bombing", "attack", "destruction", "interception"}),
    frozenset({"agreement", "concession"}),
)
# Acts of speech and meetings are many: nearness alone does not make two of them one.
_ACTS = {"accusation", "rejection", "demand", "support", "threat", "meeting", "agreement", "sanction", "military_aid"}
_NEAR_KM = 30
_REACH = 60  # mentions before and after, so that a very long text stays linear


def share(story: Story, events: tuple[Event, ...], alone: Sequence[Dated]) -> tuple[Event, ...]:
    """The events with their times: their own, else that of a nearby mention of the same happening."""
    first = _round(story, events, alone)
    again = [d if w is None or d.when is not None else replace(d, when=w) for d, w in zip(alone, first, strict=True)]
    times = _round(story, events, again)
    return tuple(e.model_copy(update={"time": when}) for e, when in zip(events, times, strict=True))


def _round(story: Story, events: tuple[Event, ...], alone: Sequence[Dated]) -> list[When | None]:
    """One round of sharing: the time of each event, with those that a mention dated so far lends it."""
    out: list[When | None] = []
    for number, (event, dated) in enumerate(zip(events, alone, strict=True)):
        when = dated.when
        if dated.shares and not dated.own:
            source = _accompanied(story, events, alone, number)
            source = _source(story, events, alone, number) if source is None else source
            if source is not None:
                told = alone[source].when
                when = told.model_copy(update={"rule": "dating.shared/1", "span": None}) if told else None
            elif when is None and event.status == "actual" and _only_headline(story, events, number):
                when = made("dating.headline/1", story.published, story.published)
        out.append(when)
    return out


def _accompanied(story: Story, events: tuple[Event, ...], alone: Sequence[Dated], number: int) -> int | None:
    """The event of whose verb an undated one is a circumstance ("fled under fire"), where that one is dated."""
    spot = story.spots.get(events[number].id)
    if spot is None or spot.token.dep != "pobj":
        return None
    preposition = spot.sent.tokens[spot.token.head]
    if preposition.lower not in ("under", "amid", "during"):
        return None
    for other in range(max(0, number - _REACH), min(len(events), number + _REACH + 1)):
        verb = story.spots.get(events[other].id)
        if verb and verb.sent is spot.sent and verb.token.i == preposition.head and alone[other].when is not None:
            return other
    return None


def _only_headline(story: Story, events: tuple[Event, ...], number: int) -> bool:
    """Whether an event of the headline is told nowhere in the body, so that the headline's present is its day."""
    event = events[number]
    spot = story.spots.get(event.id)
    if spot is None or not story.in_headline(spot):
        return False
    return not any(
        _tells_it_too(event, other) and (there := story.spots.get(other.id)) and not story.in_headline(there)
        for other in events
    )


def _tells_it_too(event: Event, other: Event) -> bool:
    """Whether another mention is of the same type, or tells the same happening at the same place in other words."""
    akin = any({event.type, other.type} <= family for family in _FAMILIES)
    return other.type == event.type or (akin and _same_place(event.place, other.place) is True)


def _source(story: Story, events: tuple[Event, ...], alone: Sequence[Dated], number: int) -> int | None:
    """Which event's time an undated one takes: of its kind, not elsewhere, told near or by the same word."""
    best: tuple[int, int, int] | None = None
    for other in range(max(0, number - _REACH), min(len(events), number + _REACH + 1)):
        candidate = events[other]
        if other == number or alone[other].when is None or candidate.status != "actual":
            continue
        score = _likeness(story, events[number], candidate, alone[number], own=alone[other].own)
        if not _tight(alone[other].when) and not _same_word(story, events[number], candidate):
            continue
        if score > 0 and (best is None or (score, -abs(other - number)) > best[:2]):
            best = (score, -abs(other - number), other)
    return best[2] if best else None


def _likeness(story: Story, event: Event, other: Event, dated: Dated, *, own: bool) -> int:
    """How likely two mentions are one happening's: by type, place, nearness and word; 0 and less for not."""
    here, there = story.spots.get(event.id), story.spots.get(other.id)
    if here is None or there is None or (dated.when is not None and not own):
        return 0
    same = event.type == other.type
    if not same and not any({event.type, other.type} <= family for family in _FAMILIES):
        return 0
    if event.type in _ACTS and not _same_act(story, here, there):
        return 0
    score = 0 if same else -1
    place = _same_place(event.place, other.place)
    score += 0 if place is None else 2 if place else -4
    # A paragraph is one to three sentences in wire copy; a text in one block is measured alike.
    distance = max(abs(here.sent.paragraph - there.sent.paragraph), abs(here.sent.index - there.sent.index) // 4)
    if story.in_headline(here):
        distance = 1
    elif place is None and distance and not _refers_back(here):
        return 0
    score += 2 if distance == 0 else 1 if distance == 1 else 0
    score += here.token.lemma == there.token.lemma
    return score - 2 if dated.shy and not place else score


def _refers_back(spot: Spot) -> bool:
    """Whether a mention looks back to what was told: "the attack", or the dead and hurt of it."""
    if among("losses", spot.token.lemma.lower()):
        return True
    before = (t.lower for t in spot.sent.kids(spot.token.i, "det", "poss"))
    return spot.token.pos == "NOUN" and among("referring", *before)


def _tight(when: When | None) -> bool:
    """Whether a time is of a happening: within a week, so that a year or a siege does not date a shot."""
    if when is None or when.start is None or when.end is None:
        return False
    return (date.fromisoformat(when.end) - date.fromisoformat(when.start)).days <= 7


def _same_word(story: Story, one: Event, two: Event) -> bool:
    here, there = story.spots.get(one.id), story.spots.get(two.id)
    return here is not None and there is not None and here.token.lemma == there.token.lemma


def _same_act(story: Story, here: Spot, there: Spot) -> bool:
    """Whether two mentions can be one act of speech: one sentence or word, a noun that refers back."""
    if here.sent is there.sent or here.token.lemma == there.token.lemma or story.in_headline(here):
        return True
    return _refers_back(here)


def _same_place(one: Place | None, two: Place | None) -> bool | None:
    """Whether two places are one; null where either is not told exactly enough to say."""
    if one is None or two is None:
        return None
    if one.name == two.name:
        return True
    if one.lat is None or one.lon is None or two.lat is None or two.lon is None:
        return None
    if "region" in (one.precision, two.precision) or "country" in (one.precision, two.precision):
        return None
    north = (one.lat - two.lat) * 111
    east = (one.lon - two.lon) * 111 * math.cos(math.radians(one.lat))
    return math.hypot(north, east) <= _NEAR_KM
