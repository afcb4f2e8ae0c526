"""Finds who is told not to have said: refusals to comment, silence, what was not confirmed. No claims."""

from collections.abc import Iterator
from functools import cache

from onrecord import lexicons
from onrecord.extract.phrases import is_negated, is_passive, verb_group
from onrecord.extract.speakers import speaker_of
from onrecord.records.event import Attribution
from onrecord.records.sentence import Parsed, Quotation, Sent, Token

_OBJECTS = ("dobj", "xcomp", "attr", "acomp", "ccomp")


class RefusalLine(lexicons.Line):
    """A way of telling that somebody did not say; see the head of refusals.toml."""

    words: tuple[str, ...]
    negated: bool = False
    after: tuple[str, ...] = ()
    none: bool = False


@cache
def _lines() -> dict[str, tuple[RefusalLine, ...]]:
    lines = lexicons.read("extract", "refusals", RefusalLine)
    return {word: tuple(x for x in lines if word in x.words) for line in lines for word in line.words}


def find_refusals(parsed: Parsed, attributions: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """The refusals of a story in order, numbered r1, r2 ...; none whose cue is that of an attribution.

    `content` is what was not said, the cue itself where the text does not tell it.
    """
    taken = {(a.cue.start, a.cue.end) for a in attributions if a.cue}
    found = [r for sent in parsed.sents for r in _in_sentence(sent, parsed.quotations)]
    kept = [r for r in found if r.cue and not any(s < r.cue.end and r.cue.start < e for s, e in taken)]
    return tuple(r.model_copy(update={"id": f"r{n}"}) for n, r in enumerate(kept, start=1))


def _in_sentence(sent: Sent, quotations: tuple[Quotation, ...]) -> Iterator[Attribution]:
    for verb in sent.tokens:
        lines = _lines().get(verb.lemma.lower(), ()) if verb.pos in ("VERB", "AUX") else ()
        if not lines or any(q.start < verb.start < q.end for q in quotations):
            continue
        line = next((x for x in lines if _fires(x, sent, verb)), None)
        source = _source(sent, verb) if line else None
        if line and source:
            first, last = verb_group(sent, verb.i)
            content = _content(sent, verb) or (first, last)
            yield Attribution(
                id="r",
                source=sent.span(*source),
                cue=sent.span(first, last),
                cue_lemma=verb.lemma.lower(),
                content=(sent.span(*content),),
                stance="doubt",
                rule="refusal",
                lexicon=(line.ref,),
            )


def _fires(line: RefusalLine, sent: Sent, verb: Token) -> bool:
    if is_passive(sent, verb.i) or line.negated != is_negated(sent, verb.i):
        return line.none and not line.negated and _silent(line, sent, verb)
    if line.none:
        return _silent(line, sent, verb)
    return not line.after or any(k.lemma.lower() in line.after for k in sent.kids(verb.i, *_OBJECTS))


def _silent(line: RefusalLine, sent: Sent, verb: Token) -> bool:
    """Whether the verb's object is one of the line's nouns with "no" before it."""
    said = [k for k in sent.kids(verb.i, *_OBJECTS) if k.lemma.lower() in line.after]
    return any(k.lower == "no" for noun in said for k in sent.kids(noun.i))


def _source(sent: Sent, verb: Token) -> tuple[int, int] | None:
    if verb.lemma == "be" and not any(k.pos in ("NOUN", "PROPN", "PRON") for k in sent.kids(verb.i, "nsubj")):
        nouns = [n for k in sent.kids(verb.i, *_OBJECTS) for n in sent.kids(k.i, "prep") if n.lower in ("from", "by")]
        spoken = [o for prep in nouns for o in sent.kids(prep.i, "pobj")]
        return (min(sent.subtree(spoken[0].i)), max(sent.subtree(spoken[0].i))) if spoken else None
    return speaker_of(sent, verb.i, passive=False)


def _content(sent: Sent, verb: Token) -> tuple[int, int] | None:
    """What was not said: the verb's infinitive, object or clause, with what hangs on it."""
    words = [i for k in sent.kids(verb.i, *_OBJECTS) if k.i > verb.i for i in sent.subtree(k.i)]
    words = [i for i in words if sent.tokens[i].pos != "PUNCT"]
    return (min(words), max(words)) if words else None
