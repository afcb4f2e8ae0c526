"""Finds what is told to happen."""

from onrecord.extract.codebook import entries
from onrecord.extract.explicit import explicit
from onrecord.extract.means import share_means, told_means
from onrecord.extract.mention import Mention
from onrecord.extract.merging import merge
from onrecord.extract.phrases import clause
from onrecord.extract.plover import plover_code
from onrecord.extract.quantities import count, numbers_of
from onrecord.extract.roles import fill_roles, role_span
from onrecord.extract.separate import separate_targets
from onrecord.extract.status import decide_status
from onrecord.extract.triggers import find_mentions
from onrecord.records.actor import Actor
from onrecord.records.event import Attribution, Event, Status, Voice
from onrecord.records.sentence import Parsed, Sent
from onrecord.records.span import Span

_LONGEST = 600  # tokens


def find_events(parsed: Parsed, attributions: tuple[Attribution, ...]) -> tuple[Event, ...]:
    """The event mentions of a story in order of their triggers: type, status, voice, roles as spans, numbers."""
    mentions = [mention for sent in parsed.sents for mention in _of_sentence(sent)]
    share_means(mentions)
    headlines = {n for n, p in enumerate(parsed.story.paragraphs) if p.kind in ("headline", "subhead")}
    events: list[Event] = []
    for mention in mentions:
        if mention.merged:
            continue
        trigger = mention.sent.span(mention.first, mention.last)
        attribution = innermost(attributions, trigger)
        mention.status = _status(mention, attribution, headline=mention.sent.paragraph in headlines)
        targets = separate_targets(mention)
        separate = len(set(targets)) > 1
        for target in targets:
            own = _actor(mention.sent, target, alone=separate)
            events.append(_event(f"e{len(events) + 1}", mention, own, trigger, attribution))
    return tuple(events)


def innermost(attributions: tuple[Attribution, ...], trigger: Span) -> Attribution | None:
    """The attribution with the shortest content that covers the trigger, or None."""
    holding = [(_length(a), n) for n, a in enumerate(attributions) if any(c.covers(trigger) for c in a.content)]
    return attributions[min(holding)[1]] if holding else None


def _length(attribution: Attribution) -> int:
    return sum(c.end - c.start for c in attribution.content)


def _of_sentence(sent: Sent) -> list[Mention]:
    # No sentence of prose is this long, and joining mentions pairwise in such a text would take for ever.
    if len(sent.tokens) > _LONGEST:
        return []
    mentions = find_mentions(sent)
    if not mentions:
        return []
    numbers = numbers_of(sent)
    for mention in mentions:
        fill_roles(mention)
        told_means(mention)
        count(mention, numbers)
    merge(mentions)
    return [m for m in mentions if m.rule.pos == "verb" or not m.casualty or m.quantities or m.merged]


def _status(mention: Mention, attribution: Attribution | None, *, headline: bool) -> Status:
    reported = attribution is not None and attribution.style != "direct"
    status = decide_status(mention, headline=headline, reported=reported)
    if attribution is not None and attribution.stance == "deny" and status in ("actual", "ongoing"):
        return "negated"
    return status


def _event(
    number: str, mention: Mention, target: Actor | None, trigger: Span, attribution: Attribution | None
) -> Event:
    sent, entry = mention.sent, entries()[mention.type]
    voice: Voice = "narrator" if attribution is None else "witnessed" if attribution.witness else "attributed"
    return Event(
        id=number,
        type=mention.type,
        trigger=trigger,
        clause=_clause(sent, mention.head),
        status=mention.status,
        voice=voice,
        attribution=attribution.id if attribution else None,
        actor=_actor(sent, mention.actor),
        target=target,
        instrument=role_span(sent, mention.instrument) if mention.instrument is not None else None,
        quantities=tuple(mention.quantities),
        plover=plover_code(mention),
        cameo=entry.cameo,
        acled=entry.acled,
        rule=f"{mention.rule.pos}.{mention.rule.line.frame}",
        lexicon=(mention.rule.line.ref, *mention.notes),
    )


def _clause(sent: Sent, head: int) -> Span:
    at = sent.tokens[head]
    while at.pos not in ("VERB", "AUX") and at.head != at.i:
        at = sent.tokens[at.head]
    return sent.span(*clause(sent, at.i))


def _actor(sent: Sent, head: int | None, *, alone: bool = False) -> Actor | None:
    return None if head is None else Actor(span=role_span(sent, explicit(sent, head), alone=alone), name=None)
