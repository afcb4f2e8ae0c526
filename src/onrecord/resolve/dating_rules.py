"""The rules that date one event from its own clause: its time, its tense, its status, its statement."""

from dataclasses import dataclass
from datetime import date

from onrecord.records.event import Event
from onrecord.records.when import When
from onrecord.resolve.clauses import Spot, above, clause_of, tense_of, under
from onrecord.resolve.dating_evidence import Story, Told, length_of

_OPEN = ("future", "hypothetical")


@dataclass(frozen=True)
class Dated:
    """What an event's own clause says of its time: `when` may be null; `own` where a time expression told it.

    `shy` events tell that they hang on nothing near (past perfect, no cue) and take no other mention's day by nearness.
    """

    when: When | None
    own: bool = False
    shy: bool = False


def made(rule: str, first: date | None, last: date | None, told: Told | None = None) -> When:
    """The record of a dating."""
    precision = "day" if first and first == last else "days"
    return When(
        span=told.timex.span if told else None,
        value=told.timex.value if told else None,
        start=first.isoformat() if first else None,
        end=last.isoformat() if last else None,
        precision=precision,  # type: ignore[arg-type]
        rule=rule,
    )


def date_alone(story: Story, event: Event) -> Dated:
    """The event's time by its own clause alone."""
    spot = story.spots.get(event.id)
    if spot is None:
        return Dated(None)
    if event.type == "invasion":
        return _war(story, event, spot)
    verb = clause_of(spot.sent, spot.token)
    tense = tense_of(spot.sent, verb)
    told = _best(story, event, spot)
    after = _after(story, event, spot)
    if after:
        return after
    if told:
        return _from_told(story, event, told)
    base = story.base(event)
    if event.status == "future" or (
        event.status == "hypothetical" and tense not in ("past", "past-perfect", "perfect")
    ):
        return Dated(made("dating.open/1", base, None))
    if event.status == "ongoing":
        return Dated(made("dating.ongoing/1", base, base))
    attribution = story.attributions.get(event.attribution or "")
    if event.voice == "witnessed" and tense != "past-perfect":
        return Dated(made("dating.witnessed/1", base, base))
    if tense == "perfect" and attribution and attribution.said_on and event.status == "actual":
        return Dated(made("dating.perfect/1", base, base))
    if tense == "perfect" and _in_lede(story, spot) and event.status == "actual":
        return Dated(made("dating.perfect/1", base, base))
    if tense == "present" and event.status == "negated":
        return Dated(made("dating.present/1", base, base))
    return Dated(None, shy=tense in ("past-perfect",))


def _in_lede(story: Story, spot: Spot) -> bool:
    bodies = [n for n, p in enumerate(story.parsed.story.paragraphs) if p.kind == "body"]
    return bool(bodies) and spot.sent.paragraph == bodies[0]


def _war(story: Story, event: Event, spot: Spot) -> Dated:
    """A war as a whole: from the day it began, where the story tells it; its start alone where that is meant."""
    if story.war is None:
        return Dated(None)
    if event.status == "ongoing":
        return Dated(made("dating.war/1", story.war, story.published), own=True)
    if event.status == "actual":
        return Dated(made("dating.war-began/1", story.war, story.war), own=True)
    told = _best(story, event, spot)
    if told:
        return _from_told(story, event, told)
    return Dated(made("dating.open/1", story.base(event), None))


def _from_told(story: Story, event: Event, told: Told) -> Dated:
    """The event's days from the time expression chosen for it."""
    first, last = told.first, told.last
    base = story.base(event)
    if told.timex.type == "DURATION" and not told.dated:
        return _from_length(event, told, base)
    if event.status in _OPEN and told.led in ("until", "till", "to", "by"):
        return Dated(made("dating.until/1", base, last, told), own=True)
    if event.status in _OPEN and first and first <= story.published and not told.timex.exact:
        return Dated(made("dating.open/1", first, None, told), own=True)
    if event.status == "ongoing" and not told.timex.exact:
        return Dated(made("dating.ongoing/1", base, base, told), own=True)
    if last and last > story.published and event.status not in _OPEN:
        last = max(story.published, first) if first else story.published
    if event.status == "future" and first and told.led in ("starting", "from", "beginning"):
        last = None
    return Dated(made("dating.told/1", first, last, told), own=True)


def _from_length(event: Event, told: Told, base: date) -> Dated:
    """ "For three months": so long before the statement; "weeks of fighting" has no known start."""
    start = length_of(told.timex.value, back_from=base)
    if event.status in _OPEN:
        return Dated(made("dating.open/1", base, None))
    if event.status == "ongoing" and start is None:
        return Dated(made("dating.ongoing/1", base, base))
    return Dated(made("dating.length/1", start, base, told), own=True)


def _after(story: Story, event: Event, spot: Spot) -> Dated | None:
    """ "Two days after X": X lies so long before the time of the main clause."""
    for told in story.told.get(spot.sent.index, ()):
        if told.timex.type != "DURATION" or told.timex.span.end > event.trigger.start:
            continue
        between = story.parsed.story.text[told.timex.span.end : event.trigger.start].lower()
        if not between.startswith(" after ") or "," in between or told.dated:
            continue
        others = [t for t in story.told[spot.sent.index] if t is not told and t.first == t.last and t.first]
        anchor = others[0].first if others else story.published
        day = length_of(told.timex.value, back_from=anchor or story.published)
        if day:
            return Dated(made("dating.after/1", day, day, told), own=True)
    return None


def _best(story: Story, event: Event, spot: Spot) -> Told | None:
    """The time expression of the sentence that belongs to the event, by the parse; null where none does."""
    scored = [
        (score, -abs(told.timex.span.start - event.trigger.start), told)
        for told in story.told.get(spot.sent.index, ())
        if (score := _belongs(story, event, spot, told)) > 0
    ]
    return max(scored, key=lambda s: (s[0], s[1]))[2] if scored else None


def _belongs(story: Story, event: Event, spot: Spot, told: Told) -> int:
    """How closely a time belongs to an event: 4 to its own word, 3 its clause, 2 a clause joined to it, 0 not."""
    if not told.dated and told.timex.type != "DURATION":
        return 0
    if told.timex.type == "SET" or told.timex.rule.endswith(("#old", "#day-number")):
        return 0
    if not told.dated and not _measures(story, event, told):
        return 0
    if _outside(story, event, told):
        return 0
    sent, token = spot.sent, spot.token
    if told.on.i == token.i:
        return 4
    if told.on.pos in ("NOUN", "PROPN") and _is_trigger(story, told.on, sent.index) and not told.led == "on":
        return 0
    verb = clause_of(sent, token)
    if told.verb.i == verb.i:
        return 3
    if any(under(sent, verb, word) for word in ("after", "before", "since")):
        return 0
    uppers = above(sent, verb)
    if any(told.verb.i == u.i for u in uppers):
        return 0 if tense_of(sent, verb) == "past-perfect" and tense_of(sent, told.verb) != "past-perfect" else 2
    if any(verb.i == u.i for u in above(sent, told.verb)):
        return 1 if told.verb.dep in ("conj", "xcomp", "advcl", "acl", "pcomp") else 0
    return 1 if {u.i for u in uppers} & {u.i for u in above(sent, told.verb)} and told.verb.dep == "conj" else 0


def _measures(story: Story, event: Event, told: Told) -> bool:
    """Whether a length of time measures the event: "for three months", "weeks of fighting"."""
    text = story.parsed.story.text
    if told.led in ("for", "spent", "lasting", "almost", "nearly", "about"):
        return True
    between = text[told.timex.span.end : event.trigger.start]
    return between.startswith(" of ") and len(between.split()) <= 4


def _outside(story: Story, event: Event, told: Told) -> bool:
    """Whether the time belongs to the statement and not to what it states."""
    attribution = story.attributions.get(event.attribution or "")
    span = told.timex.span
    inside = [a for a in story.attributions.values() if any(c.covers(span) for c in a.content)]
    if attribution and any(c.covers(event.trigger) for c in attribution.content):
        if any(c.covers(span) for c in attribution.content):
            return False
        cue = attribution.cue
        return (
            bool(cue)
            and not any(c.start <= span.start for c in attribution.content)
            or told.verb.i in _cues(story, told)
        )
    if inside and not any(c.covers(event.trigger) for a in inside for c in a.content):
        return True
    return told.verb.i in _cues(story, told) and not event.trigger.covers(_span_of(told))


def _cues(story: Story, told: Told) -> frozenset[int]:
    return story.cues.get(told.sent.index, frozenset())


def _span_of(told: Told):  # noqa: ANN202
    return told.sent.span(told.verb.i, told.verb.i)


def _is_trigger(story: Story, token, index: int) -> bool:  # noqa: ANN001
    return any(s.sent.index == index and s.token.i == token.i for s in story.spots.values())
