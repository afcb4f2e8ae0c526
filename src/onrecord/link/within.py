"""Joins the mentions of one happening within a story, and lets them share what only one of them tells."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from onrecord.link.cluster import cluster
from onrecord.link.compare import NEVER, compare
from onrecord.link.facts import Facts, facts_of, side_of
from onrecord.link.judgements import Pair
from onrecord.link.kinds import types, words_of
from onrecord.link.view import best_place
from onrecord.records.actor import Actor
from onrecord.records.event import Attribution, Event
from onrecord.records.story import Story
from onrecord.records.when import When
from onrecord.records.where import Place

RULE = "link.within/1"
_AHEAD = {"future", "hypothetical"}
_MEANS = ("shelling", "air_strike", "bombing")
_BODILY = {"strike", "damage", "interception", "fighting", "hold", "advance", "withdrawal"}


def join_mentions(story: Story, events: tuple[Event, ...], attributions: tuple[Attribution, ...]) -> tuple[Event, ...]:
    """The events with `incident` set, and with place, time and means taken over from other mentions."""
    del attributions
    read = _read_on(story, events)
    joined = [_placed_by_cause(event, reading) for event, reading in zip(events, read, strict=True)]
    for number, group in enumerate(_groups(events, read, story.published), start=1):
        for i, event in zip(group, _shared(story, [joined[i] for i in group]), strict=True):
            joined[i] = event.model_copy(update={"incident": f"i{number}"})
    return tuple(joined)


def _placed_by_cause(event: Event, reading: Event) -> Event:
    """What a strike did, told without a place, with the place where the strike is read to have been."""
    if event.place or not reading.place or not types()[event.type].follows:
        return event
    return event.model_copy(update={"place": reading.place.model_copy(update={"span": None, "rule": f"{RULE}:cause"})})


def _groups(events: Sequence[Event], read: Sequence[Event], published: str) -> list[list[int]]:
    """Indices of the events that are mentions of one happening, in order of their first mention."""
    keys = [f"{i:06d}" for i in range(len(events))]
    facts = {key: facts_of(key, [event], published) for key, event in zip(keys, read, strict=True)}
    reach = max(20, _PAIRS // max(1, len(keys)))
    scores: dict[Pair, float] = {}
    for at, left in enumerate(keys):
        for right in keys[at + 1 : at + 1 + reach]:
            if facts[left].families & facts[right].families or facts[left].families <= _GROUND:
                scores[left, right] = _alike(events, (at, int(right)), facts[left], facts[right])
    return sorted(
        [int(key) for key in group]
        for group in cluster(keys, scores, {pair for pair, score in scores.items() if score > 0})
    )


_GROUND = {"hold", "advance"}
_PAIRS = 12_000  # all pairs of a story of 150 mentions; longer texts are compared within a reach
_CANDIDATES = 15
_WINDOW = 150


def _alike(events: Sequence[Event], pair: tuple[int, int], one: Facts, two: Facts) -> float:
    """The score of two mentions; the words of one clause do not speak for it, nor inferred targets against it."""
    left, right = (events[i] for i in pair)
    if left.clause == right.clause:
        two = replace(two, words=frozenset())
    if not one.targets & two.targets and not all(e.target and e.target.span for e in (left, right)):
        two = replace(two, targets=frozenset())
    return compare(one, two).total


def _read_on(story: Story, events: Sequence[Event]) -> list[Event]:
    """The mentions, each without a place or a day read with those of the likeliest mention before it.

    A headline's mention may point forward to the lead. Only the reading is filled in, to compare by.
    """
    read = [e.model_copy(update={"time": None}) if _undated(e) else e for e in events]
    order = sorted(range(len(events)), key=lambda i: (events[i].trigger.start, i))
    for at, i in enumerate(order):
        event = read[i]
        if (event.place and event.time) or types()[event.type].place not in {"strict", "loose"}:
            continue
        before = [read[j] for j in order[max(0, at - _WINDOW) : at]]
        best = _antecedent(story, event, before[::-1])
        if best is None and event.trigger.start < _lead(story):
            later = [read[j] for j in order if j != i]
            best = _antecedent(story, event, [e for e in later if e.trigger.start < _lead(story)] or later)
        best = best or _cause(story, event, before)
        if best:
            read[i] = _filled(event, best, points_back=_points_back(story, event))
    return read


def _antecedent(story: Story, event: Event, candidates: Sequence[Event]) -> Event | None:
    """The candidate it points to most strongly, the first of equals; only those that tell what it lacks."""
    family = types()[event.type].family
    akin = [e for e in candidates if types()[e.type].family == family][:_CANDIDATES]
    telling = [e for e in akin if (e.place if event.place is None else e.time)]
    pulls = [(_pull(story, e, event), -n) for n, e in enumerate(telling)]
    best = max(pulls, default=(NEVER, 0))
    return telling[-best[1]] if best[0] > 0 else None


def _cause(story: Story, event: Event, before: Sequence[Event]) -> Event | None:
    """The strike just told, for what it did: a fire or missiles shot down are where the strike was."""
    follows = types()[event.type].follows
    near = [e for e in before if e.place and follows and types()[e.type].family == follows]
    near = [e for e in near if _paragraphs_between(story, e, event) == 0]
    return near[-1] if near and event.place is None else None


def _filled(event: Event, model: Event, *, points_back: bool) -> Event:
    """The mention with the place of another, and with its days where it points back to it."""
    update: dict[str, object] = {} if event.place else {"place": model.place}
    if event.time is None and model.time and points_back:
        update["time"] = model.time
    return event.model_copy(update=update)


def _undated(event: Event) -> bool:
    """Whether a mention has no day of its own: none, or for the dead of an attack one that no words of theirs tell."""
    return event.time is None or (event.time.span is None and bool(casualty_pattern().match(event.trigger.text)))


def _points_back(story: Story, event: Event) -> bool:
    """Whether a mention is of the kind that points back: the dead of an attack, or "the attack"."""
    before = story.text[max(0, event.trigger.start - 40) : event.trigger.start]
    return bool(casualty_pattern().match(event.trigger.text) or definite_pattern().search(before))


def _lead(story: Story) -> int:
    """Where the second body paragraph begins."""
    return story.paragraphs[2].start if len(story.paragraphs) > 2 else len(story.text)


def _pull(story: Story, placed: Event, event: Event) -> float:
    """How strongly a mention without a place points to one that has it; above nought: enough."""
    one, two = (facts_of("", [e], story.published) for e in (placed, event))
    value = compare(one, two).total
    value += 1.6 if _points_back(story, event) else 0.0
    return value + 0.8 - 0.25 * min(_paragraphs_between(story, placed, event), 6)


@cache
def definite_pattern() -> re.Pattern[str]:
    """A definite article or a possessive a few words before the trigger."""
    return re.compile(
        rf"(?:\b(?:{'|'.join(words_of('mentions', 'definite'))})|['’]s)\s+(?:[\w-]+\s+){{0,2}}\Z", re.IGNORECASE
    )


def casualty_pattern() -> re.Pattern[str]:
    """A word for dead or hurt, at the start of a trigger."""
    return stem_pattern("casualty")


@cache
def stem_pattern(key: str) -> re.Pattern[str]:
    """The words of a line of mentions.toml, as a pattern for the start of a word."""
    return re.compile("|".join(words_of("mentions", key)), re.IGNORECASE)


def _shared(story: Story, group: list[Event]) -> list[Event]:
    """The mentions with what the others tell: place, days, the means of a strike, who acts."""
    if len(group) < 2:
        return group
    place = _common_place(group)
    out: list[Event] = []
    for event in group:
        update: dict[str, object] = {}
        if place and _takes(event, place):
            update["place"] = place.model_copy(update={"span": None, "rule": f"{RULE}:shared-place"})
        when = _common_time(group, ahead=event.status in _AHEAD) if _undated(event) else None
        if when:  # ruling 7: casualties take their attack's time
            update["time"] = when.model_copy(update={"span": None, "rule": f"{RULE}:shared-time"})
        if event.type == "attack" and (donor := _means(story, event, group)):
            update |= {"type": donor.type, "plover": donor.plover, "cameo": donor.cameo, "acled": donor.acled}
        out.append(event.model_copy(update=update) if update else event)
    return _share_actor(out)


def _common_time(group: list[Event], *, ahead: bool) -> When | None:
    """The days to share: what has happened takes none from what is to come, nor the other way about."""
    dated = [e.time for e in group if e.time and not _undated(e) and (e.status in _AHEAD) == ahead]
    return next((t for t in dated if t.start and t.end), None) or next(iter(dated), None)


def _common_place(group: list[Event]) -> Place | None:
    """The place to share; of a war only its country."""
    if types()[group[0].type].place != "none":
        return best_place(group)
    countries = Counter(e.place.name for e in group if e.place and e.place.precision == "country")
    most = max(sorted(countries), key=lambda name: countries[name], default=None)
    return next((e.place for e in group if e.place and e.place.name == most), None)


def _takes(event: Event, place: Place) -> bool:
    """Whether a mention takes over a place: it has none, or no more than a country that its clause does not name."""
    if event.place is None:
        return True
    vague = event.place.precision == "country" and event.place.span is None
    return vague and place.precision != "country"


def _share_actor(group: list[Event]) -> list[Event]:
    """Those who act, without a span, where every mention that names them names one side; of a blast nobody."""
    if types()[group[0].type].family not in _BODILY or group[0].type == "bombing":
        return group
    named = [e.actor for e in group if side_of(e.actor) and not _is_bare(e.actor)]
    named = named or [e.actor for e in group if side_of(e.actor)]
    if len({side_of(a) for a in named}) != 1 or named[0] is None:
        return group
    actor = named[0].model_copy(update={"span": None})
    out = [e.model_copy(update={"actor": actor}) if e.actor is None else e for e in group]
    if group[0].type != "withdrawal":  # who leaves is of one side; in a fight a bare "the troops" may be either's
        return out
    return [e.model_copy(update={"actor": _of_side(e.actor, actor)}) if _is_bare(e.actor) else e for e in out]


def _is_bare(actor: Actor | None) -> bool:
    """Whether an actor is told by a bare noun ("the garrison"), so that its side is a guess."""
    text = actor.span.text if actor and actor.span else ""
    return text.startswith("the ") and text.lower() == text


def _of_side(actor: Actor | None, named: Actor) -> Actor | None:
    """A bare actor as one of the side that another mention of the same happening names."""
    side = {"country": named.country, "side": named.side, "code": named.code}
    return actor.model_copy(update=side) if actor else None


def _means(story: Story, event: Event, group: list[Event]) -> Event | None:
    """A mention nearby that tells the means: in the paragraph of the attack, or for the headline in the lead.

    A casualty word or a definite mention ("the attack") takes them from farther back (rulings 1 and 4).
    """
    if stem_pattern("by-hand").match(event.trigger.text):
        return None
    reach = 3 if _points_back(story, event) else 1 if event.trigger.start < story.paragraphs[0].end else 0
    near = [e for e in group if e.type in _MEANS and _paragraphs_between(story, e, event) <= reach]
    return min(near, key=lambda e: abs(e.trigger.start - event.trigger.start), default=None)


def _paragraphs_between(story: Story, one: Event, two: Event) -> int:
    first, last = sorted((one.trigger, two.trigger), key=lambda t: t.start)
    return story.text[first.end : last.start].count("\n\n")
