"""Joins the mentions of one happening within a story, and lets them share what only one of them tells."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from onrecord import lexicons
from onrecord.link.cluster import Pair, cluster
from onrecord.link.compare import compare
from onrecord.link.facts import Facts, facts_of, side_of
from onrecord.link.kinds import StemLine, types
from onrecord.link.view import best_place
from onrecord.records.event import Attribution, Event
from onrecord.records.story import Story

RULE = "link.within/1"
_MEANS = ("shelling", "air_strike", "bombing")
_BODILY = {"strike", "damage", "interception", "fighting", "hold", "advance", "withdrawal"}


def join_mentions(story: Story, events: tuple[Event, ...], attributions: tuple[Attribution, ...]) -> tuple[Event, ...]:
    """The events with `incident` set, and with place, time and means taken over from other mentions."""
    del attributions
    joined = list(events)
    for number, group in enumerate(_groups(story, events), start=1):
        for i, event in zip(group, _shared([events[i] for i in group]), strict=True):
            joined[i] = event.model_copy(update={"incident": f"i{number}"})
    return tuple(joined)


def _groups(story: Story, events: tuple[Event, ...]) -> list[list[int]]:
    """Indices of the events that are mentions of one happening, in order of their first mention."""
    keys = [f"{i:06d}" for i in range(len(events))]
    facts = {key: facts_of(key, [event], story.published) for key, event in zip(keys, events, strict=True)}
    backward = _pointers(story, events)
    scores: dict[Pair, float] = {}
    for at, left in enumerate(keys):
        for right in keys[at + 1 :]:
            if facts[left].families & facts[right].families or facts[left].families <= _GROUND:
                value = _alike(events, facts, (at, int(right))) + backward.get((at, int(right)), 0.0)
                scores[left, right] = value
    return sorted([int(key) for key in group] for group in cluster(keys, scores))


_GROUND = {"hold", "advance"}


def _alike(events: Sequence[Event], facts: dict[str, Facts], pair: tuple[int, int]) -> float:
    one, two = (facts[f"{i:06d}"] for i in pair)
    if events[pair[0]].clause == events[pair[1]].clause:  # words of one clause prove nothing about its parts
        two = replace(two, words=frozenset())
    return compare(one, two).total


def _pointers(story: Story, events: Sequence[Event]) -> dict[tuple[int, int], float]:
    """What the run of the text says for a pair: a mention with no place of its own points back to the last such one."""
    order = sorted(range(len(events)), key=lambda i: (events[i].trigger.start, i))
    found: dict[tuple[int, int], float] = {}
    for at, i in enumerate(order):
        event = events[i]
        if event.place and event.place.span:
            continue
        family = types()[event.type].family
        earlier = [j for j in order[:at] if types()[events[j].type].family == family]
        if not earlier:
            continue
        near = earlier[-1]
        value = _pull(story, events[near], event)
        found[min(i, near), max(i, near)] = value
    return found


def _pull(story: Story, near: Event, event: Event) -> float:
    """How strongly a mention without a place points to the one before it."""
    before = story.text[max(0, event.trigger.start - 40) : event.trigger.start]
    value = 0.0
    if _definite().search(before):
        value += 1.2
    if _casualty().match(event.trigger.text):
        value += 1.2
    gap = story.text[near.trigger.end : event.trigger.start].count("\n\n")
    return value + (0.6 if gap == 0 else 0.3 if gap == 1 else -0.2 * min(gap, 6))


@cache
def _words(key: str) -> tuple[str, ...]:
    return next(line.stems for line in lexicons.read("link", "mentions", StemLine) if line.key == key)


@cache
def _definite() -> re.Pattern[str]:
    """A definite article or a possessive a few words before the trigger."""
    return re.compile(rf"(?:\b(?:{'|'.join(_words('definite'))})|['’]s)\s+(?:[\w-]+\s+){{0,2}}\Z", re.IGNORECASE)


@cache
def _casualty() -> re.Pattern[str]:
    return re.compile("|".join(_words("casualty")), re.IGNORECASE)


def _shared(group: list[Event]) -> list[Event]:
    """The mentions with what the others tell: place, days, the means of a strike, who acts."""
    if len(group) < 2:
        return group
    place = best_place(group)
    when = next((e.time for e in group if e.time and e.time.start and e.time.end), None)
    when = when or next((e.time for e in group if e.time), None)
    donor = _means(group)
    out: list[Event] = []
    for event in group:
        update: dict[str, object] = {}
        if place and (event.place is None or (event.place.precision == "country" and place.precision != "country")):
            update["place"] = place.model_copy(update={"span": None, "rule": f"{RULE}:shared-place"})
        if when and event.time is None:
            update["time"] = when.model_copy(update={"span": None, "rule": f"{RULE}:shared-time"})
        if donor and event.type == "attack":
            update |= {"type": donor.type, "plover": donor.plover, "cameo": donor.cameo, "acled": donor.acled}
        out.append(event.model_copy(update=update) if update else event)
    return _share_actor(out)


def _share_actor(group: list[Event]) -> list[Event]:
    """Those who act, without a span, where every mention that names them names one side."""
    if types()[group[0].type].family not in _BODILY:
        return group
    named = [e.actor for e in group if side_of(e.actor)]
    if len({side_of(a) for a in named}) != 1 or named[0] is None:
        return group
    actor = named[0].model_copy(update={"span": None})
    return [e.model_copy(update={"actor": actor}) if e.actor is None else e for e in group]


def _means(group: list[Event]) -> Event | None:
    """A mention that tells the means most mentions tell, or None."""
    counts = Counter(e.type for e in group if e.type in _MEANS)
    if not counts:
        return None
    most = max(_MEANS, key=lambda t: counts[t])
    return next(e for e in group if e.type == most)
