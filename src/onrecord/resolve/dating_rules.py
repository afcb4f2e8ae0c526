"""The rules that date one event from its own clause: its time, its tense, its status, its statement."""

import re
from dataclasses import dataclass
from datetime import date

from onrecord.records.event import Event
from onrecord.records.sentence import Sent, Token
from onrecord.records.when import TimePrecision, When
from onrecord.resolve.clauses import Spot, Tense, clause_of, tense_of, under
from onrecord.resolve.dating_choice import best, since
from onrecord.resolve.dating_evidence import Story, Told, length_of
from onrecord.resolve.dating_words import among

_OPEN = ("future", "hypothetical")
_PAST: tuple[Tense, ...] = ("past", "past-perfect", "perfect", "modal-perfect")
_FORMS: tuple[tuple[TimePrecision, str], ...] = (
    ("hour", r".*T\d\d(:\d\d)?Z?"), ("part-of-day", r".*T[A-Z]{2}"), ("week", r"\d{4}-W\d\d(-WE)?"),
    ("month", r"\d{4}-\d\d"), ("year", r"\d{4}"),
)  # fmt: skip
_LASTING = ("clash", "siege", "seizure", "advance", "shelling")


@dataclass(frozen=True)
class Dated:
    """What an event's own clause says of its time: `when` may be null; `own` where a time expression told it.

    `shares` tells whether another mention's day may stand in, `shy` that the event lies before what is told around it.
    """

    when: When | None
    own: bool = False
    shares: bool = False
    shy: bool = False


def made(rule: str, first: date | None, last: date | None, told: Told | None = None) -> When:
    """The record of a dating; its ends in order."""
    if first and last and first > last:
        first, last = last, first
    return When(
        span=told.timex.span if told else None,
        value=told.timex.value if told else None,
        start=first.isoformat() if first else None,
        end=last.isoformat() if last else None,
        precision=_precision(first, last, told),
        rule=rule,
    )


def _precision(first: date | None, last: date | None, told: Told | None) -> TimePrecision:
    """How exact a dating is, by the form of the expression that gave it."""
    value = told.timex.value if told and told.timex.exact else ""
    if told and not told.timex.exact and first != last:
        return "vague"
    for precision, form in _FORMS:
        if re.fullmatch(form, value):
            return precision
    return "day" if first and first == last else "days"


def date_alone(story: Story, event: Event) -> Dated:
    """The event's time by its own clause alone."""
    spot = story.spots.get(event.id)
    if spot is None:
        return Dated(None)
    if event.type == "invasion":
        return _war(story, event, spot)
    return (
        _after(story, event, spot)
        or _since(story, event, spot)
        or _by_told(story, event, spot)
        or _by_tense(story, event, spot)
    )


def _by_told(story: Story, event: Event, spot: Spot) -> Dated | None:
    told = best(story, event, spot)
    if told and told.timex.type == "DURATION" and not told.dated and "X" in told.timex.value:
        return _ended(story, event, spot) or _from_told(story, event, told, spot)
    return _from_told(story, event, told, spot) if told else None


def _by_tense(story: Story, event: Event, spot: Spot) -> Dated:
    """The event's time where no expression tells it: by status and tense, from the day of the statement."""
    verb = clause_of(spot.sent, spot.token)
    tense = tense_of(spot.sent, verb)
    base = story.base(event)
    that_day = made("dating.present/1", base, base)
    if event.status == "future":
        return Dated(made("dating.open/1", base, None))
    if event.status == "hypothetical" and tense not in _PAST:
        return Dated(made("dating.open/1", base, None), shares=tense == "none" and spot.token.pos == "NOUN")
    if event.status == "ongoing":
        return Dated(made("dating.ongoing/1", base, base))
    if event.voice == "witnessed" and tense != "past-perfect":
        return Dated(made("dating.witnessed/1", base, base))
    if event.attribution and among("still", *_adverbs(spot.sent, verb)):
        return Dated(that_day)
    if tense == "present" and not story.in_headline(spot) and (event.attribution or event.status == "negated"):
        return Dated(that_day)
    after = _ended(story, event, spot)
    if after:
        return after
    attribution = story.attributions.get(event.attribution or "")
    said = attribution is not None and attribution.said_on is not None
    if event.status == "actual" and tense == "perfect" and (said or story.in_lede(spot)):
        return Dated(made("dating.perfect/1", base, base), shares=not said)
    if event.status == "actual" and said and attribution and among("avowing", attribution.cue_lemma or ""):
        return Dated(made("dating.avowed/1", base, base))
    return Dated(None, shares=True, shy=tense == "past-perfect" and event.voice != "attributed")


def _adverbs(sent: Sent, verb: Token) -> set[str]:
    near = sent.kids(verb.i, "advmod", "neg")
    return {t.lower for t in near} | {k.lower for t in near for k in sent.kids(t.i)}


def _ended(story: Story, event: Event, spot: Spot) -> Dated | None:
    """What is told as over ("after heavy fighting") ends with what came of it; its start is not told."""
    verb = clause_of(spot.sent, spot.token)
    if event.type not in _LASTING or not (under(spot.sent, spot.token, "after") or under(spot.sent, verb, "after")):
        return None
    days = [t.last for t in story.told.get(spot.sent.index, ()) if t.last and t.timex.exact and t.timex.type != "SET"]
    attribution = story.attributions.get(event.attribution or "")
    if not days and not (attribution and attribution.said_on):
        return None
    end = min(days[0], story.published) if days and not (attribution and attribution.said_on) else story.base(event)
    return Dated(made("dating.ended/1", None, end), own=True)


def _war(story: Story, event: Event, spot: Spot) -> Dated:
    """A war as a whole: from the day it began, where the story tells it; its start alone where that is meant."""
    told = best(story, event, spot)
    if event.status in _OPEN:
        return _from_told(story, event, told, spot) if told else Dated(made("dating.open/1", story.base(event), None))
    if story.war is None:
        return Dated(None)
    if event.status == "ongoing" or among("war", spot.token.lemma) or since(story, spot):
        return Dated(made("dating.war/1", story.war, story.published), own=True)
    return Dated(made("dating.war-began/1", story.war, story.war), own=True)


def _since(story: Story, event: Event, spot: Spot) -> Dated | None:
    """Reads "Since X": from X to the day of publication."""
    if event.status in _OPEN:
        return None
    found = since(story, spot)
    if found is None:
        return None
    start, told = found
    return Dated(made("dating.since/1", start, story.published, told), own=True)


def _from_told(story: Story, event: Event, told: Told, spot: Spot) -> Dated:
    """The event's days from the time expression chosen for it."""
    first, last = told.first, told.last
    base = story.base(event)
    if told.timex.type == "DURATION" and not told.dated:
        return _from_length(event, told, _end_of_length(story, event, told))
    if told.timex.type == "DURATION" and first and last == story.published and base < last:  # "in the past 24 hours"
        first, last = first - (last - base), base
    if event.status in _OPEN and told.led.strip('“"') in ("until", "till", "to", "by") and last and last >= base:
        return Dated(made("dating.until/1", base, last, told), own=True)
    if event.status in _OPEN and first and first <= story.published and not told.timex.exact:
        return Dated(made("dating.open/1", first, None, told), own=True)
    if event.status == "ongoing" and not told.timex.exact and "X" in told.timex.value:
        return Dated(made("dating.ongoing/1", base, base, told), own=True)
    head = spot.sent.tokens[clause_of(spot.sent, spot.token).head]
    if told.timex.span.start <= head.start < told.timex.span.end and first != last:  # "until 30 June, when they left"
        first = last
    if last and last > story.published and event.status not in _OPEN:
        last = max(story.published, first) if first else story.published
    if event.status == "future" and told.led in ("starting", "from", "beginning", "opening"):
        last = None
    return Dated(made("dating.told/1", first, last, told), own=True)


def _end_of_length(story: Story, event: Event, told: Told) -> date:
    """Where a length of time ends: on the one other day of its sentence, else on that of the statement."""
    if event.status != "actual" or told.led != "for":
        return story.base(event)
    days = {t.first for t in story.told[told.sent.index] if t.first and t.first == t.last and t.timex.exact}
    return min(days) if len(days) == 1 else story.base(event)


def _from_length(event: Event, told: Told, base: date) -> Dated:
    """Reads "For three months": so long before the statement; "weeks of fighting" has no known start."""
    start = length_of(told.timex.value, back_from=base)
    if event.status in _OPEN:
        return Dated(made("dating.open/1", base, None))
    if event.status == "ongoing" and start is None:
        return Dated(made("dating.ongoing/1", base, base))
    return Dated(made("dating.length/1", start, base, told), own=True)


def _after(story: Story, event: Event, spot: Spot) -> Dated | None:
    """Reads "Two days after X": X lies so long before the time of the main clause."""
    sent = spot.sent
    verb = clause_of(sent, spot.token)
    for told in story.told.get(sent.index, ()):
        if told.timex.type != "DURATION" or told.dated or told.timex.span.end > event.trigger.start:
            continue
        if not story.parsed.story.text[told.timex.span.end : event.trigger.start].lower().startswith(" after "):
            continue
        verbs = (t for t in sent.tokens if t.start > told.timex.span.end and t.pos == "VERB")
        if next(verbs, verb).i != verb.i and verb.start > told.timex.span.end:
            continue
        others = [t for t in story.told[sent.index] if t is not told and t.first == t.last and t.first]
        anchor = others[0].first if others else story.published
        day = length_of(told.timex.value, back_from=anchor or story.published)
        if day:
            return Dated(made("dating.after/1", day, day, told), own=True)
    return None
