"""Joins the mentions of one happening within a story, and lets them share what only one of them tells."""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.link.cluster import Pair, cluster
from onrecord.link.compare import compare
from onrecord.link.facts import Facts, facts_of
from onrecord.records.event import Attribution, Event
from onrecord.records.story import Story

RULE = "link.within/1"
_MEANS = {"shelling", "air_strike", "bombing"}


def join_mentions(story: Story, events: tuple[Event, ...], attributions: tuple[Attribution, ...]) -> tuple[Event, ...]:
    """The events with `incident` set, and with place, time and means taken over from other mentions."""
    del attributions
    groups = _groups(story, events)
    number = {i: n for n, group in enumerate(groups, start=1) for i in group}
    joined = list(events)
    for group in groups:
        for i, event in zip(group, _shared([events[i] for i in group]), strict=True):
            joined[i] = event.model_copy(update={"incident": f"i{number[i]}"})
    return tuple(joined)


def _groups(story: Story, events: tuple[Event, ...]) -> list[list[int]]:
    """Indices of the events that are mentions of one happening, in order of their first mention."""
    facts = {f"{i:06d}": facts_of(f"{i:06d}", [event], story.published) for i, event in enumerate(events)}
    scores: dict[Pair, float] = {}
    keys = list(facts)
    for at, left in enumerate(keys):
        for right in keys[at + 1 :]:
            scores[left, right] = _score(story, events, facts, (int(left), int(right)))
    return sorted([int(key) for key in group] for group in cluster(keys, scores))


def _score(story: Story, events: Sequence[Event], facts: dict[str, Facts], pair: tuple[int, int]) -> float:
    left, right = events[pair[0]], events[pair[1]]
    one, two = facts[f"{pair[0]:06d}"], facts[f"{pair[1]:06d}"]
    if left.clause == right.clause:  # one clause tells one thing with all its words: they prove nothing
        two = replace(two, words=frozenset())
    value = compare(one, two).total
    return value


def _shared(group: list[Event]) -> list[Event]:
    """The mentions with what the others tell: place and days where they have none, the means of a strike."""
    return group
