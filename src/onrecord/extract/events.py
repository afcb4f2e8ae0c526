"""Finds what is told to happen."""

from onrecord.extract.codebook import TypeEntry, entries, frames
from onrecord.extract.means import FAMILY, share_means, told_means
from onrecord.extract.mention import Mention
from onrecord.extract.merging import merge
from onrecord.extract.nouns import kinds, kinds_of_word
from onrecord.extract.phrases import clause
from onrecord.extract.quantities import count, numbers_of
from onrecord.extract.roles import fill_roles, role_span
from onrecord.extract.status import decide_status
from onrecord.extract.triggers import find_mentions
from onrecord.records.actor import Actor
from onrecord.records.event import Attribution, Event, Status, Voice
from onrecord.records.sentence import Parsed, Sent
from onrecord.records.span import Span

_LONGEST = 600  # tokens
_PLACED = FAMILY | {"seizure", "siege"}


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
        for target in _separate_targets(mention):
            events.append(_event(f"e{len(events) + 1}", mention, target, trigger, attribution))
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


def _separate_targets(mention: Mention) -> list[int | None]:
    """One target for each named place where separate places are hit or taken (ruling 8), else the target alone."""
    if mention.type not in _PLACED or mention.status not in ("actual", "ongoing"):
        return [mention.target]
    named = _named_list(mention.sent, mention.target)
    if len(named) > 1:
        return list(named)
    roles = frames()[mention.rule.line.frame].prepositions
    several = [
        n
        for p, noun in mention.args.prepositions
        if roles.get(p) == "target"
        for n in _named_list(mention.sent, noun) or [noun]
    ]
    if len(several) > 1 and mention.type == "seizure" and any(mention.sent.tokens[n].pos == "PROPN" for n in several):
        return list(dict.fromkeys(several))
    for prep, noun in mention.args.prepositions:
        if prep in ("in", "near", "around") and len(_named_list(mention.sent, noun)) > 1:
            return [mention.target] * len(_named_list(mention.sent, noun))
    return [mention.target]


def _named_list(sent: Sent, head: int | None) -> list[int]:
    """The coordinated place names of a phrase: "A, B and C", "the villages of A and B"."""
    if head is None:
        return []
    found: list[int] = []
    todo = [head]
    while todo:
        at = todo.pop(0)
        of = [n.i for k in sent.kids(at, "prep") if k.lower == "of" for n in sent.kids(k.i, "pobj")]
        if sent.tokens[at].pos == "PROPN" and kinds(sent, at) & {"place", "gpe"}:
            found.append(at)
        elif sent.tokens[at].tag == "NNS" and of and "place" in kinds_of_word(sent.tokens[at]):
            todo += of
        elif at == head and sent.kids(at, "conj"):
            found.append(at)
        todo += [k.i for k in sent.kids(at, "conj")]
    if not any(sent.tokens[i].pos == "PROPN" for i in found):
        return []
    return sorted(found)


def _event(number: str, mention: Mention, target: int | None, trigger: Span, attribution: Attribution | None) -> Event:
    sent, entry = mention.sent, entries()[mention.type]
    voice: Voice = "narrator" if attribution is None else "witnessed" if attribution.witness else "attributed"
    alone = target is not None and target != mention.target
    return Event(
        id=number,
        type=mention.type,
        trigger=trigger,
        clause=_clause(sent, mention.head),
        status=mention.status,
        voice=voice,
        attribution=attribution.id if attribution else None,
        actor=_actor(sent, mention.actor),
        target=_actor(sent, target, alone=alone),
        instrument=role_span(sent, mention.instrument) if mention.instrument is not None else None,
        quantities=tuple(mention.quantities),
        plover=_plover(entry, mention.status),
        cameo=entry.cameo,
        acled=entry.acled,
        rule=f"{mention.rule.pos}.{mention.rule.line.frame}",
        lexicon=(mention.rule.line.ref, *mention.notes),
    )


def _plover(entry: TypeEntry, status: Status) -> str | None:
    """PLOVER's type and mode, such as `ASSAULT/aerial`; what is only announced is an agreement or a threat.

    PLOVER codes what happened or was announced: what may happen, or did not, has no code.
    """
    if status in ("hypothetical", "negated"):
        return None
    if status == "future" and entry.plover_future:
        return entry.plover_future
    return f"{entry.plover}/{entry.mode}" if entry.mode else entry.plover


def _clause(sent: Sent, head: int) -> Span:
    at = sent.tokens[head]
    while at.pos not in ("VERB", "AUX") and at.head != at.i:
        at = sent.tokens[at.head]
    return sent.span(*clause(sent, at.i))


def _actor(sent: Sent, head: int | None, *, alone: bool = False) -> Actor | None:
    return None if head is None else Actor(span=role_span(sent, head, alone=alone), name=None)
