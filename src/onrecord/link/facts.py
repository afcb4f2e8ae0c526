"""What can be compared of a telling: one story's mentions of one happening, boiled down."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from pydantic import TypeAdapter

from onrecord.link.kinds import common_words, manner_of, stem, types, words_of
from onrecord.records.actor import Actor
from onrecord.records.event import Event
from onrecord.records.where import Place

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_RANK = {"exact": 0, "town": 1, "district": 2, "region": 3, "country": 4}


@dataclass(frozen=True, slots=True)
class Facts:
    """The comparable part of a telling; days are ordinals, `said` the day on which it was published.

    `holders` are the sides that hold or take a place by this telling, `!SIDE` one that does not; `numbers` (kind, min,
    max).
    """

    key: str
    types: frozenset[str]
    families: frozenset[str]
    statuses: frozenset[str]
    place: Place | None
    start: int | None
    end: int | None
    said: int
    actors: frozenset[str]
    targets: frozenset[str]
    holders: frozenset[str]
    manners: frozenset[str]
    words: frozenset[str]
    triggers: frozenset[str]
    numbers: frozenset[tuple[str, float | None, float | None]]

    @property
    def placed(self) -> bool:
        """Whether it has a point no coarser than a district."""
        return self.place is not None and self.place.lat is not None and _RANK[self.place.precision] < 3

    @property
    def countries(self) -> frozenset[str]:
        """All countries concerned: who acts, who is acted on, where."""
        where = {self.place.country} if self.place and self.place.country else set()
        return self.actors | self.targets | where


@cache
def _form() -> TypeAdapter[Facts]:
    return TypeAdapter(Facts)


def facts_to_json(facts: Facts) -> str:
    """The facts as JSON, the same whatever the order of the sets."""
    made = _form().dump_python(facts, mode="json")
    return json.dumps({k: sorted(v, key=str) if isinstance(v, list) else v for k, v in made.items()})


def facts_from_json(text: str) -> Facts:
    """The facts that `facts_to_json` wrote."""
    return _form().validate_json(text)


def ordinal(day: str | None) -> int | None:
    """The number of an ISO day, or None where there is none or it cannot be read."""
    try:
        return date.fromisoformat(day[:10]).toordinal() if day else None
    except ValueError:
        return None


def side_of(actor: Actor | None) -> str | None:
    """The side an actor fights for, else its country."""
    return (actor.side or actor.country) if actor else None


def facts_of(key: str, events: Iterable[Event], published: str) -> Facts:
    """The facts of a story's mentions of one happening, or of a single mention."""
    events = tuple(events)
    starts = {(ordinal(e.time.start), ordinal(e.time.end)) for e in events if e.time and (e.time.start or e.time.end)}
    start, end = min(starts, key=_width) if starts else (None, None)
    names = frozenset(w for e in events for w in _names(e))
    return Facts(
        key=key,
        types=frozenset(e.type for e in events),
        families=frozenset(types()[e.type].family for e in events),
        statuses=frozenset(e.status for e in events),
        place=_best_place(events),
        start=start,
        end=end,
        said=ordinal(published) or 0,
        actors=frozenset(s for e in events if (s := side_of(e.actor))),
        targets=frozenset(s for e in events if (s := side_of(e.target))),
        holders=frozenset(s for e in events if (s := holder_of(e) or _not_holder(e))),
        manners=frozenset(m for e in events if (m := manner_of(e.type, e.trigger.text))),
        words=frozenset(w for e in events for w in content_words(e.clause.text)) - names,
        triggers=frozenset(stem(w) for e in events for w in _WORD.findall(e.trigger.text)),
        numbers=frozenset((q.kind, q.min, q.max) for e in events for q in e.quantities),
    )


def holder_of(event: Event) -> str | None:
    """The side that holds the place by a seizure, as far as the mention alone tells.

    A negated seizure ("no longer hold", "denied having taken") does not; nor does one whose actor loses it, nor one
    by which a side would take a place from itself: only holding and taking back can be of one's own.
    """
    side = side_of(event.actor)
    if event.type != "seizure" or event.status == "negated" or side is None:
        return None
    trigger = event.trigger.text.lower()
    ground = {side_of(event.target), event.place.country if event.place else None}
    if side in ground and trigger.startswith(words_of("holding", "loses")):
        return None
    return None if ground == {side} and not trigger.startswith(words_of("holding", "keeps")) else side


def _not_holder(event: Event) -> str | None:
    """`!SIDE` where a mention tells only who does not hold the place: who loses it, or takes it from itself."""
    side = side_of(event.actor)
    return f"!{side}" if event.type == "seizure" and event.status != "negated" and side else None


def content_words(text: str) -> frozenset[str]:
    """The stems of the telling words of a text."""
    stems = (stem(w) for w in _WORD.findall(text) if len(w) >= 4)
    return frozenset(s for s in stems if s not in common_words())


def _names(event: Event) -> frozenset[str]:
    """Stems of the names of place and parties, which are compared as what they are and not as words."""
    texts = [event.place.name if event.place else "", event.place.span.text if event.place and event.place.span else ""]
    texts += [a.span.text for a in (event.actor, event.target) if a and a.span and len(a.span.text) < 40]
    return frozenset(stem(w) for t in texts for w in _WORD.findall(t))


def _best_place(events: tuple[Event, ...]) -> Place | None:
    places = [e.place for e in events if e.place]
    return min(places, key=lambda p: (p.lat is None, p.point_of is not None, _RANK[p.precision], p.name), default=None)


def _width(days: tuple[int | None, int | None]) -> tuple[int, int, int]:
    start, end = days
    width = end - start if start is not None and end is not None else 9999
    return width, start or 0, end or 0
