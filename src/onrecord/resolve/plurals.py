"""Spreads an event over the places that a plural points at: "both towns", "the three villages" (ruling 8)."""

import re
from collections.abc import Sequence

from onrecord.records.event import Event, EventType
from onrecord.records.sentence import Parsed
from onrecord.records.where import Toponym
from onrecord.resolve.place_words import words

_COUNTS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5}
_PLURAL = re.compile(
    rf"^(?:the\s+|all\s+)?(?P<count>{'|'.join(_COUNTS)})\s+(?:of\s+the\s+)?(?:\w+\s+)?(?P<noun>\w+s)$", re.IGNORECASE
)
_SPREAD: frozenset[EventType] = frozenset(
    {"seizure", "siege", "shelling", "air_strike", "bombing", "attack", "destruction", "withdrawal", "advance"}
)
_SEPARATORS = re.compile(r"\s*(?:,|and|or|,\s*and)\s*")


def spread(
    parsed: Parsed, events: Sequence[Event], toponyms: Sequence[Toponym]
) -> tuple[tuple[Event, ...], dict[str, Toponym]]:
    """The events, one for each place that a plural means, numbered anew; and by id the place of each of those."""
    out: list[Event] = []
    given: dict[str, Toponym] = {}
    for event in events:
        told = event.type in _SPREAD and event.status in ("actual", "ongoing")  # joint aims take the first place
        places = _meant(parsed, event, toponyms) if told else ()
        for place in places or (None,):
            out.append(event.model_copy(update={"id": f"e{len(out) + 1}"}))
            if place is not None:
                given[out[-1].id] = place
    return tuple(out), given


def _meant(parsed: Parsed, event: Event, toponyms: Sequence[Toponym]) -> tuple[Toponym, ...]:
    """The last places before it that were named in one breath, where they are as many as the plural says."""
    span = event.target.span if event.target else None
    match = _PLURAL.match(" ".join(span.text.split())) if span else None
    if span is None or match is None or match["noun"].lower() not in words("settlement"):
        return ()
    wanted = _COUNTS[match["count"].lower()]
    before = [t for t in toponyms if t.span.end <= span.start and t.kind in ("settlement", "district", "island")]
    listed: list[Toponym] = []
    for toponym in reversed(before):
        gap = parsed.story.text[toponym.span.end : listed[-1].span.start] if listed else ""
        if listed and not _SEPARATORS.fullmatch(gap):
            if len(listed) == wanted:
                break
            listed = []
        listed.append(toponym)
    return tuple(reversed(listed)) if len(listed) == wanted else ()
