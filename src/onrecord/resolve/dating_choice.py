"""Chooses which time expression of its sentence belongs to an event, by the parse."""

import re
from datetime import date

from onrecord.records.event import Event
from onrecord.records.sentence import Sent, Token
from onrecord.resolve.clauses import Spot, above, clause_of, tense_of, under
from onrecord.resolve.dating_evidence import Story, Told
from onrecord.resolve.dating_words import among

# "The first strike since June", "the worst night since May": the time bounds a comparison, not the event.
_COMPARED = re.compile(
    r"\b(?:first|only|last|again|time|most|least|more|less|worst|best|\w{3,}est)\b[^.;]*\bsince (?:the )?$"
)
# "A summit starting Sunday", "the attack on Tuesday": the time stands right after the noun.
_BEHIND = re.compile(
    r" (?:starting |beginning |opening |due |scheduled |planned |set |held )?(?:on |for |in |of )?(?:early |late )?"
)
_NEAREST = 12  # times looked at for one event
_VERBAL = {"rejection", "accusation", "demand", "support", "threat"}


def best(story: Story, event: Event, spot: Spot) -> Told | None:
    """The time expression of the sentence that belongs to the event; null where none does."""
    near = sorted(story.told.get(spot.sent.index, ()), key=lambda t: abs(t.timex.span.start - event.trigger.start))
    scored = [
        (score, -abs(told.timex.span.start - event.trigger.start), told)
        for told in near[:_NEAREST]
        if (score := _belongs(story, event, spot, told)) > 0
    ]
    return max(scored, key=lambda s: (s[0], s[1]))[2] if scored else None


def since(story: Story, spot: Spot) -> tuple[date, Told | None] | None:
    """The start that "since" gives an event: a time in the phrase, or the war told of there."""
    sent = spot.sent
    if "since" not in sent.text[sent.start : sent.end].lower():
        return None
    verb = clause_of(sent, spot.token)
    for word in sent.tokens:
        if word.lower != "since" or not _starts_from(sent, word, verb, spot.token):
            continue
        if _COMPARED.search(story.parsed.story.text[sent.start : word.end].lower() + " "):
            continue
        after = [t for t in story.told.get(sent.index, ()) if t.timex.span.start > word.start and t.first]
        near = next((t for t in after if t.timex.span.start - word.end < 45), None)
        if near and near.first and near.first < story.published:
            return near.first, near
        wars = [s for s in story.wars if s.sent is sent and 0 < s.token.start - word.end < 45]
        if story.war and wars and not after:
            return story.war, None
    return None


def _starts_from(sent: Sent, word: Token, verb: Token, trigger: Token) -> bool:
    """Whether a "since" modifies the event: as its preposition, or as the mark of a clause under it."""
    head = sent.tokens[word.head]
    if word.dep == "mark":
        phrase = set(sent.subtree(head.i))
        head = clause_of(sent, sent.tokens[head.head])
    else:
        phrase = set(sent.subtree(word.i))
    if trigger.i in phrase:
        return False
    near = clause_of(sent, head)
    if head.i == trigger.i or near.i == verb.i:
        return True
    return near.dep in ("ccomp", "xcomp") and any(u.i == verb.i for u in above(sent, near))


def _belongs(story: Story, event: Event, spot: Spot, told: Told) -> int:
    """How closely a time belongs to an event: 4 to its own word, 3 its clause, 2 a clause joined to it, 0 not."""
    if not _can_date(story, event, told) or outside(story, event, told, spot) or _is_past_year(story, told, spot):
        return 0
    sent, token = spot.sent, spot.token
    verb = clause_of(sent, token)
    gap = story.parsed.story.text[event.trigger.end : told.timex.span.start]
    if token.pos in ("NOUN", "PROPN") and _BEHIND.fullmatch(gap):
        return 5
    if told.on.i == token.i or (told.verb.head == token.i and told.verb.dep in ("acl", "relcl")):
        return 4
    if sent.tokens[verb.head].start >= told.timex.span.start and sent.tokens[verb.head].end <= told.timex.span.end:
        return 4
    if _of_another(story, event, told, token):
        return 0
    if told.verb.i == verb.i:
        return 0 if among("counting", told.verb.lemma) and told.verb.i != token.i else 3
    if any(under(sent, verb, word) for word in ("after", "before", "since")):
        return 0
    return _joined(sent, verb, told)


def _joined(sent: Sent, verb: Token, told: Told) -> int:
    """Whether the event's clause and the time's are one happening's: joined, or one the complement of the other."""
    uppers = above(sent, verb)
    if any(told.verb.i == u.i for u in uppers):
        if verb.dep == "relcl" and tense_of(sent, verb) in ("past", "past-perfect"):
            return 0
        tenses = (tense_of(sent, verb), tense_of(sent, told.verb))
        if verb.dep == "conj" and tenses[0] in ("perfect", "present", "future") and tenses[1] == "past":
            return 0
        return 0 if tenses[0] == "past-perfect" != tenses[1] else 2
    if under(sent, told.verb, "since") or under(sent, told.verb, "after"):
        return 0
    if any(verb.i == u.i for u in above(sent, told.verb)):
        return 1 if told.verb.dep in ("conj", "xcomp", "advcl", "acl", "pcomp") else 0
    return 1 if {u.i for u in uppers} & {u.i for u in above(sent, told.verb)} and told.verb.dep == "conj" else 0


def _is_past_year(story: Story, told: Told, spot: Spot) -> bool:
    """Whether a bare year gone by stands beside what is, or has just come about: it dates something else there."""
    gone = re.fullmatch(r"\d{4}", told.timex.value) and told.last and told.last < story.published
    verb = clause_of(spot.sent, spot.token)
    if not gone or told.on.i == spot.token.i:
        return False
    tense = tense_of(spot.sent, verb)
    return tense in ("present", "future") or (tense == "perfect" and told.verb.i != verb.i)


def _can_date(story: Story, event: Event, told: Told) -> bool:
    """Whether an expression dates anything: a day or days, or a length that measures this event."""
    if told.timex.type == "SET" or told.timex.rule.endswith(("#old", "#day-number", "#nth-day")) or told.led == "since":
        return False
    before = story.parsed.story.text[max(0, told.timex.span.start - 80) : told.timex.span.start].lower()
    if re.search(r"\bsince (?:the )?$", before):
        return False
    return told.dated or (told.timex.type == "DURATION" and _measures(story, event, told))


def _measures(story: Story, event: Event, told: Told) -> bool:
    """Whether a length of time measures the event: "for three months", "weeks of fighting"."""
    if told.led in ("for", "spent", "lasting"):
        return True
    if re.match(r"\w*(?:almost|nearly|about)", told.timex.span.text.lower()):
        return story.parsed.story.text[: told.timex.span.start].rstrip().endswith(("spent", "for", "lasted"))
    between = story.parsed.story.text[told.timex.span.end : event.trigger.start]
    return between.startswith(" of ") and len(between.split()) <= 4


def _of_another(story: Story, event: Event, told: Told, token: Token) -> bool:
    """Whether the time is that of another event's noun: "Monday's strike", "rejected the decision on Thursday"."""
    for other_id, other in story.nouns.get(told.sent.index, ()):
        if other.token.i == token.i:
            continue
        if told.on.i == other.token.i and told.led != "on":
            return True
        gap = story.parsed.story.text[other.token.end : told.timex.span.start]
        if event.type in _VERBAL and other_id != event.id and gap in (" on ", " of ", " "):
            return True
    return False


def outside(story: Story, event: Event, told: Told, spot: Spot) -> bool:
    """Whether the time belongs to a statement and not to what it states, or to what another states."""
    span = told.timex.span
    attribution = story.attributions.get(event.attribution or "")
    if attribution and any(c.covers(event.trigger) for c in attribution.content):
        return not any(c.covers(span) for c in attribution.content)
    others = [a for a in story.attributions.values() if any(c.covers(span) for c in a.content)]
    if any(a.cue is not None and a.cue.overlaps(event.trigger) for a in others):
        return told.verb.i != spot.token.i  # what is accused or demanded may tell a day of its own
    if any(not c.covers(event.trigger) for a in others for c in a.content if c.covers(span)):
        return True
    if told.verb.i not in story.cues.get(told.sent.index, frozenset()):
        return False
    verb = clause_of(spot.sent, spot.token)
    return verb.i != told.verb.i and verb.dep not in ("advcl", "prep", "pcomp")
