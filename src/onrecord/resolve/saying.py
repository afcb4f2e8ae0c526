"""When and where something was said: the day and the channel told beside the cue."""

import re
from bisect import bisect_left
from datetime import date, timedelta

from onrecord.records.event import Attribution
from onrecord.records.sentence import Parsed, Sent, Token
from onrecord.records.span import Span
from onrecord.records.when import Timex
from onrecord.resolve.clauses import sentence_of as sentence_at
from onrecord.resolve.knowledge import ChannelLine, OrganisationLine, channels, parties_in
from onrecord.resolve.ledger import LONGEST
from onrecord.resolve.lookup import Hit, Word, words_of

_VERBS = frozenset({"VERB", "AUX"})
_FORM_LEAD = frozenset({"in", "during", "at", "on", "via", "through", "by", "over", "told", "tells", "telling", "from"})
_NAMES_DAY = re.compile(
    r"day\b|\b(?:Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\b|\d{4}-\d\d|\d/\d|"
    r"\b(?:today|yesterday|tonight)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\b(an?|one|two|three|four|five|\d{1,2}) days? (after|before)\s+", re.IGNORECASE)
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_FAR = 90  # characters from cue to a day or channel that may still belong to it


def said_on(
    parsed: Parsed, attribution: Attribution, others: tuple[Attribution, ...], timexes: tuple[Timex, ...]
) -> Timex | None:
    """The time expression that dates the act of saying: beside the cue, outside what is said; null where none is.

    What reporters saw is dated by any day in the same sentence, since seeing and happening are one.
    """
    sent = sentence_of(parsed, attribution)
    cue = attribution.cue
    if sent is None or cue is None:
        return None
    rivals = [o for o in others if o.id != attribution.id and o.cue and sent.start <= o.cue.start < sent.end]
    low, high = (bisect_left(timexes, at, key=lambda t: t.span.start) for at in (sent.start, sent.end))
    days = [t for t in timexes[low:high] if day_of(t)]
    found = [t for t in days if _beside(sent, attribution, rivals, t)]
    if not found and attribution.witness and not rivals:
        found = [t for t in days if t.span.start > cue.end]
    return min(found, key=lambda t: _distance(t.span, cue), default=None)


def counted_from(parsed: Parsed, attribution: Attribution) -> tuple[int, Span] | None:
    """The days from the sentence's own day to the saying, where it is told as "a day after X said", and the words."""
    anchor = attribution.source or attribution.cue
    sent = sentence_of(parsed, attribution)
    if anchor is None or sent is None:
        return None
    match = _COUNTED.search(sent.text, sent.start, anchor.start)
    if match is None or sent.text[match.end() : anchor.start].strip():
        return None
    number = _NUMBERS.get(match.group(1).lower())
    days = number if number is not None else int(match.group(1))
    return (-days if match.group(2).lower() == "after" else days), Span.of(sent.text, match.start(), match.end())


def day_of(timex: Timex) -> str | None:
    """The ISO day that a time expression names; null where it is longer than a day, open, or names no day at all."""
    if timex.type not in {"DATE", "TIME"} or not timex.interval or not _NAMES_DAY.search(timex.span.text):
        return None
    start, _, end = timex.interval.partition("/")
    try:
        first, after = date.fromisoformat(start[:10]), date.fromisoformat(end[:10])
    except ValueError:
        return None
    return start[:10] if after - first <= timedelta(days=1) else None


def shifted(day: str, days: int) -> str:
    """The ISO day some days after another; the same day where that cannot be reckoned."""
    try:
        return (date.fromisoformat(day[:10]) + timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        return day[:10]


def sentence_of(parsed: Parsed, attribution: Attribution) -> Sent | None:
    """The sentence in which the cue stands, or the source where there is no cue; null where it is no real sentence."""
    anchor = attribution.cue or attribution.source
    if anchor is None:
        return None
    sent = sentence_at(parsed.sents, anchor.start)
    return sent if sent and len(sent.tokens) <= LONGEST else None


def _distance(left: Span, right: Span) -> int:
    return max(left.start - right.end, right.start - left.end, 0)


def _beside(sent: Sent, attribution: Attribution, rivals: list[Attribution], timex: Timex) -> bool:
    """Whether an expression stands with the cue: not in what is said, not nearer to another cue, not owned."""
    span, cue = timex.span, attribution.cue
    if cue is None or any(c.overlaps(span) for c in attribution.content):
        return False
    if any(c.overlaps(span) for r in rivals for c in r.content if not any(c.covers(cue) for c in r.content)):
        return False
    after = sent.text[span.end : span.end + 2]
    if after in {"'s", "’s"} or _modifies_noun(sent, span, cue):
        return False
    distance = _distance(span, cue)
    if any(r.cue and _distance(span, r.cue) < distance for r in rivals):
        return False
    return distance <= _FAR and _same_clause(sent, span, cue)


def _tokens(sent: Sent, span: Span) -> list[Token]:
    return [t for t in sent.tokens if t.start < span.end and span.start < t.end]


def _modifies_noun(sent: Sent, span: Span, cue: Span) -> bool:
    """Whether the expression hangs on a noun ("Monday's attack", "the strike of June 3") that is not the cue's own."""
    inside = _tokens(sent, span)
    if not inside:
        return False
    top = next((t for t in inside if not any(t.head == o.i for o in inside if o is not t)), inside[0])
    head = sent.tokens[top.head]
    if head.pos == "ADP" and head.dep in {"prep", "pcomp"}:
        head = sent.tokens[head.head]
    noun = head.pos == "NOUN" and not (head.start < cue.end and cue.start < head.end)
    if not noun or channels().find(words_of(sent.text, sent.tokens[min(sent.subtree(head.i))].start, head.end)):
        return False
    return span.start > head.start and cue.start > span.end and head.dep in {"dobj", "pobj"}


def _same_clause(sent: Sent, span: Span, cue: Span) -> bool:
    """Whether no other finite verb stands between the expression and the cue."""
    low, high = (span.end, cue.start) if span.end <= cue.start else (cue.end, span.start)
    stretch = [t for t in sent.tokens if low <= t.start < high]
    if any(t.dep == "mark" or t.tag in {"WP", "WDT", "WRB"} or t.lower in {"while", "but"} for t in stretch):
        return False
    mine = {t.i for t in _tokens(sent, cue)}
    finite = [t for t in stretch if t.pos in _VERBS and t.tag in {"VBD", "VBZ", "VBP", "MD"}]
    between = [t for t in finite if not (t.dep in {"aux", "auxpass"} and t.head in mine)]
    if span.end <= cue.start and between:
        # "on Wednesday provided more detail ..., saying": the cue hangs on the verb that is dated
        heads = {h.i for t in _tokens(sent, cue) for h in sent.ancestors(t.i)}
        return all(t.i in heads for t in between)
    return not between


def channel(parsed: Parsed, attribution: Attribution, own_media: frozenset[str]) -> tuple[str, Span] | None:
    """The channel told beside the cue and its span; `own_media` are names of the story's own agency and carrier."""
    sent = sentence_of(parsed, attribution)
    if sent is None:
        return None
    words = words_of(sent.text, sent.start, sent.end)
    cue = attribution.cue or attribution.source
    if cue is None:
        return None
    found = channels().find(words)
    for hit in sorted(found, key=lambda h: (h.value.sort != "platform", _distance(_hit_span(sent, words, h), cue))):
        span = _hit_span(sent, words, hit)
        if _is_channel(sent, words, hit, attribution, span):
            return hit.value.name, span
    return _outlet(sent, words, attribution, own_media)


def _hit_span(sent: Sent, words: tuple[Word, ...], hit: Hit[ChannelLine]) -> Span:
    return Span.of(sent.text, words[hit.first].start, words[hit.last].end)


def _is_channel(
    sent: Sent, words: tuple[Word, ...], hit: Hit[ChannelLine], attribution: Attribution, span: Span
) -> bool:
    """Whether a channel word is the place of this saying, not something talked about."""
    source, cue = attribution.source, attribution.cue
    if any(c.overlaps(span) for c in attribution.content):
        return False
    if source and source.covers(span):
        return hit.value.sort == "picture" or (
            _lead(words, hit.first) in {"", "the"}
            and _ends(source, span)
            and hit.value.sort == "form"
            and hit.value.key not in {"tv", "radio", "video"}
        )
    said = sum(c.end - c.start for c in attribution.content if cue and cue.end <= c.start and c.end <= span.start)
    if cue is None or _distance(span, cue) - said > _FAR or hit.value.sort == "picture":
        return False
    if cue.covers(span):
        return hit.value.key == "twitter"
    if hit.value.sort == "call":
        return True
    return _led(sent, words, hit.first, cue) and (span.start > cue.end or _opens(sent, span, cue, source))


def _lead(words: tuple[Word, ...], first: int) -> str:
    return words[first - 1].lower if first else ""


def _ends(source: Span, span: Span) -> bool:
    return span.end == source.end


def _led(sent: Sent, words: tuple[Word, ...], first: int, cue: Span) -> bool:
    """Whether "in", "on", "told" or the like leads to the word, over determiners and adjectives only."""
    for n in range(first - 1, max(-1, first - 7), -1):
        word = words[n]
        if word.lower in _FORM_LEAD or (word.start < cue.end and cue.start < word.end):
            return True
        token = next((t for t in sent.tokens if t.start <= word.start < t.end), None)
        if token is None or (token.pos in {"VERB", "AUX", "SCONJ", "PRON"} and token.tag not in {"VBN", "VBG", "PRP$"}):
            return False
    return False


def _opens(sent: Sent, span: Span, cue: Span, source: Span | None) -> bool:
    """Whether a channel told before the cue opens the sentence or stands between source and cue."""
    if source and source.end <= span.start <= cue.start:
        return True
    before = [t for t in sent.tokens if t.start < span.start]
    return len(before) <= 8 and not any(t.pos in _VERBS and t.tag in {"VBD", "VBZ", "VBP"} for t in before)


def _outlet(
    sent: Sent, words: tuple[Word, ...], attribution: Attribution, own_media: frozenset[str]
) -> tuple[str, Span] | None:
    """The outlet that was told something ("told Radio X"), where it is not the story's own."""
    cue = attribution.cue
    told = (attribution.cue_lemma or (cue.text if cue else "")).lower().split()[:1]
    if cue is None or not told or told[0] not in {"tell", "told", "tells"}:
        return None
    for hit in parties_in(sent.text, sent.start, sent.end)[1]:
        value = hit.value
        span = Span.of(sent.text, words[hit.first].start, words[hit.last].end)
        near = 0 <= span.start - cue.end <= 12
        # an agency of no one country is whom the story's own reporters are of: "told AFP" names no other place
        outlet = isinstance(value, OrganisationLine) and value.kind == "media" and value.country is not None
        if outlet and near and span.text not in own_media:
            return span.text, span
    return None
