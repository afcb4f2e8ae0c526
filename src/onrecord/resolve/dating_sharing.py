"""Mentions of one happening within a passage share the time that one of them tells."""

from collections.abc import Sequence

from onrecord.records.event import Event
from onrecord.resolve.dating_evidence import Story
from onrecord.resolve.dating_rules import Dated, made

_HEADLINE = "headline"


def share(story: Story, events: tuple[Event, ...], alone: Sequence[Dated]) -> tuple[Event, ...]:
    """The events with their times: their own, else that of a nearby mention of the same happening."""
    out = []
    for number, (event, dated) in enumerate(zip(events, alone, strict=True)):
        when = dated.when
        if not dated.own and event.status in ("actual", "negated") and event.type != "invasion":
            source = _source(story, events, alone, number)
            if source is not None:
                when = alone[source].when
                when = when.model_copy(update={"rule": "dating.shared/1"}) if when else None
            elif _in_headline(story, event) and when is None and event.status == "actual":
                when = made("dating.headline/1", story.published, story.published)
        out.append(event.model_copy(update={"time": when}))
    return tuple(out)


def _in_headline(story: Story, event: Event) -> bool:
    spot = story.spots.get(event.id)
    return spot is not None and story.parsed.story.paragraphs[spot.sent.paragraph].kind == _HEADLINE


def _source(story: Story, events: tuple[Event, ...], alone: Sequence[Dated], number: int) -> int | None:
    """Which event's time an undated one takes: of its type, not elsewhere, told near or by the same word."""
    event = events[number]
    best: tuple[int, int] | None = None
    for other, candidate in enumerate(events):
        if other == number or candidate.type != event.type or not alone[other].own:
            continue
        if candidate.status not in ("actual", "negated"):
            continue
        score = _likeness(story, event, candidate, shy=alone[number].shy)
        if score > 0 and (best is None or (score, -abs(other - number)) > best[:2]):
            best = (score, -abs(other - number))
            chosen = other
    return chosen if best else None


def _likeness(story: Story, event: Event, other: Event, *, shy: bool) -> int:
    here, there = story.spots.get(event.id), story.spots.get(other.id)
    if here is None or there is None:
        return 0
    score = 0
    if event.place and other.place:
        score += 2 if event.place.name == other.place.name else -4
    distance = abs(here.sent.paragraph - there.sent.paragraph)
    if _in_headline(story, event):
        distance = 0
    score += 2 if distance == 0 else 1 if distance == 1 else 0
    score += here.token.lemma == there.token.lemma
    return score - 2 if shy else score
