"""Finds contents that hang on a noun, a preposition or an adverb: "a claim that", "according to", "reportedly"."""

from collections.abc import Callable
from functools import cache
from typing import Literal

from onrecord import lexicons
from onrecord.extract.drafts import Draft, rest_around
from onrecord.extract.mentions import NounLine, nouns
from onrecord.extract.phrases import Range, clause, noun_phrase, subject
from onrecord.records.event import CueClass
from onrecord.records.sentence import Sent, Token

_OF = frozenset({
    "report", "claim", "allegation", "accusation", "warning", "threat", "rumour", "rumor", "fear", "suspicion",
    "suggestion", "account", "denial", "promise", "pledge",
})  # fmt: skip
_SPREAD = frozenset({"grow", "mount", "rise", "spread", "emerge", "surface", "circulate", "be", "persist", "abound"})
_MAKE = frozenset(
    {
        "make",
        "issue",
        "repeat",
        "voice",
        "express",
        "raise",
        "have",
        "level",
        "give",
        "publish",
        "spread",
        "trade",
        "exchange",
    }
)
# what is done to a claim: behind these "that" is the claim itself ("the claim that the army made")
_TOLD_OF = _MAKE | {"deny", "reject", "hear", "read", "use", "release", "dismiss", "publish", "quote", "cite"}
_VAGUE = frozenset(
    {
        "story",
        "word",
        "version",
        "account",
        "view",
        "opinion",
        "news",
        "impression",
        "charge",
        "comment",
        "threat",
        "warning",
    }
)


class Phrase(lexicons.Line):
    """A phrase or adverb that attributes its clause; see the head of phrases.toml."""

    kind: Literal["according", "account", "adverb"]
    words: tuple[str, ...]
    cue_class: CueClass = "neutral"


@cache
def phrases(kind: str) -> dict[str, Phrase]:
    """The lines of phrases.toml of one kind, by their words."""
    lines = lexicons.read("extract", "phrases", Phrase)
    return {word: line for line in lines if line.kind == kind for word in line.words}


def find_noun_cues(sent: Sent, skip: Callable[[Token], bool]) -> list[Draft]:
    """A draft for each noun, preposition and adverb of `sent` that attributes a content."""
    drafts = []
    for token in sent.tokens:
        if skip(token):
            continue
        line = _line(token)
        draft = (_noun(sent, token, line) if line else None) or _according(sent, token) or _adverb(sent, token)
        if draft is not None and draft.contents:
            drafts.append(draft)
    return drafts


def _line(token: Token) -> NounLine | None:
    if token.pos not in ("NOUN", "VERB", "PROPN") and not token.tag.startswith("NN"):
        return None
    lemma = token.lemma.lower()
    return (nouns("claim").get(lemma) or nouns("belief").get(lemma)) if token.tag.startswith("NN") else None


def _noun(sent: Sent, noun: Token, line: NounLine) -> Draft | None:
    if any(d.lower == "no" for d in sent.kids(noun.i, "det")):
        return None
    content = _that(sent, noun) or _of_what(sent, noun)
    if content is None:
        return None
    source = _holder(sent, noun, line)
    if source is None and noun.lemma.lower() in _VAGUE:
        return None
    draft = Draft(sent, (noun.i, noun.i), source, line, "neutral", "noun-cue", tag=(noun.i, noun.i))
    draft.stance = "deny" if line.key == "denial" else "assert"
    draft.add(*content)
    return draft


def _that(sent: Sent, noun: Token) -> Range | None:
    """The "that" or "to" clause of a noun cue, also where it stands apart ("fears grow that ...")."""
    kids = [k for k in sent.kids(noun.i, "acl", "ccomp", "relcl") if k.i > noun.i]
    head = sent.tokens[noun.head]
    if noun.dep in ("nsubj", "nsubjpass") and head.lemma in _SPREAD:
        kids += [k for k in sent.kids(head.i, "ccomp") if k.i > noun.i]
        apart = _apart(sent, head.i, 6)
    else:
        apart = _apart(sent, noun.i, 4)
    if apart is not None:
        return apart
    for kid in kids:
        if kid.lemma in _TOLD_OF and not sent.kids(kid.i, "dobj", "ccomp", "xcomp"):
            continue
        marked = any(m.lower == "that" for m in sent.kids(kid.i, "mark"))
        infinitive = any(m.lower == "to" for m in sent.kids(kid.i, "aux"))
        bare = sent.kids(kid.i, "nsubj", "nsubjpass") and not any(
            k.lower in ("that", "which", "who", "whom", "whose", "when", "where") for k in sent.kids(kid.i)
        )
        if marked or (infinitive and kid.dep == "acl") or (bare and kid.dep in ("acl", "ccomp")):
            first, last = clause(sent, kid.i)
            return max(first, noun.i + 1), last
    return None


def _apart(sent: Sent, after: int, within: int) -> Range | None:
    """The clause of a "that" which stands soon after token `after` with no verb between, wherever the tree hangs it.

    Without a "that", a clause counts which the next word opens and which has a subject of its own.
    """
    for token in sent.tokens[after + 1 : after + 1 + within]:
        if token.tag.startswith(("VB", "MD")) or token.pos == "PUNCT":
            return None
        head = sent.tokens[token.head]
        gap = head.dep in ("relcl", "acl") and sent.kids(head.i, "nsubj", "nsubjpass")
        if head.lemma in _TOLD_OF and not sent.kids(head.i, "dobj", "ccomp", "xcomp"):
            continue  # "the claim that the army made"
        if token.lower == "that" and (token.dep == "mark" or (gap and token.dep == "dobj")) and head.i > token.i:
            return token.i + 1, clause(sent, head.i)[1]
        opens = token.i == after + 1 and token.dep in ("nsubj", "nsubjpass") and head.dep in ("ccomp", "acl", "relcl")
        if opens and head.i > token.i and clause(sent, head.i)[0] == token.i and token.tag in ("PRP", "NNP", "NNS"):
            return token.i, clause(sent, head.i)[1]
    return None


def _of_what(sent: Sent, noun: Token) -> Range | None:
    if noun.lemma.lower() not in _OF:
        return None
    for prep in sent.kids(noun.i, "prep"):
        if prep.lower == "of":
            for kid in sent.kids(prep.i, "pobj", "pcomp"):
                return (
                    clause(sent, kid.i) if kid.ent not in ("DATE", "TIME") and kid.lemma != "responsibility" else None
                )
    return None


def _holder(sent: Sent, noun: Token, line: NounLine) -> Range | None:
    """Who makes the claim or holds the belief: "Moscow's", "Ukrainian", "by the army", "in Kyiv", "made"."""
    for kid in sent.kids(noun.i, "poss"):
        return noun_phrase(sent, kid.i)
    for kid in sent.kids(noun.i, "amod", "compound", "nmod"):
        if kid.ent in ("NORP", "GPE", "ORG", "PERSON"):
            return noun_phrase(sent, kid.i)
    for prep in sent.kids(noun.i, "prep", "agent"):
        if prep.lower in ("by", "from", "among") or (prep.lower == "in" and line.sort == "belief"):
            for kid in sent.kids(prep.i, "pobj"):
                return noun_phrase(sent, kid.i)
    head = sent.tokens[noun.head]
    if noun.dep == "dobj" and head.lemma in _MAKE:
        speaker = subject(sent, head.i)
        return noun_phrase(sent, speaker.i) if speaker is not None else None
    if line.sort == "belief" and noun.dep == "nsubj":
        for prep in sent.kids(head.i, "prep"):
            if prep.lower in ("in", "among"):
                return next((noun_phrase(sent, k.i) for k in sent.kids(prep.i, "pobj")), None)
    return None


def _according(sent: Sent, token: Token) -> Draft | None:
    """Attributions by "according to X" and "by X's account": everything else in the sentence is the content."""
    nxt = sent.tokens[token.i + 1] if token.i + 1 < len(sent.tokens) else None
    line = phrases("according").get(f"{token.lower} {nxt.lower}") if nxt else None
    if line and nxt:
        nouns_after = sent.kids(nxt.i, "pobj") or [
            t for t in sent.tokens[nxt.i + 1 :] if t.pos in ("NOUN", "PROPN", "PRON")
        ]
        if not nouns_after:
            return None
        source = noun_phrase(sent, nouns_after[0].i)
        last = max(source[1], clause(sent, nouns_after[0].i)[1])
        draft = Draft(
            sent, (token.i, nxt.i), (max(source[0], nxt.i + 1), source[1]), line, line.cue_class, "according-to"
        )
        return rest_around(draft, token.i, last)
    line = phrases("account").get(token.lower)
    holder = next(iter(sent.kids(token.i, "poss")), None) if line else None
    prep = sent.tokens[token.head]
    if line is None or holder is None or prep.lower not in ("by", "in") or prep.i > token.i:
        return None
    source = noun_phrase(sent, holder.i)
    return rest_around(Draft(sent, (prep.i, token.i), source, line, line.cue_class, "by-account"), prep.i, token.i)


def _adverb(sent: Sent, token: Token) -> Draft | None:
    line = phrases("adverb").get(token.lower)
    if line is None or token.head == token.i:
        return None
    first, last = clause(sent, token.head)
    draft = Draft(sent, (token.i, token.i), None, line, line.cue_class, "hearsay-adverb", tag=(token.i, token.i))
    draft.add(first, token.i - 1)
    draft.add(token.i + 1, last)
    return draft
