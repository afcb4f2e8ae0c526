"""Finds the noun phrase that speaks by a verb, also where the tree goes wrong after a quotation."""

from onrecord.extract.phrases import Range, agent, noun_phrase, subject
from onrecord.records.sentence import Sent, Token

_CLOSE_QUOTES = "\"”’'»"
_ENDS = frozenset({",", "?", "!", "—", "–", "...", "…", "."})
_STOPS = frozenset({"who", "which", "whose", "whom", "where"})
_HALF = frozenset({"VBG", "VBN", "IN", "WP", "WDT", "WRB", "RB"})


def speaker_of(sent: Sent, verb: int, *, passive: bool) -> Range | None:
    """The source phrase of the cue `verb`: its agent where passive, else its subject; None where there is none."""
    if passive:
        by = agent(sent, verb)
        return noun_phrase(sent, by.i) if by is not None else None
    found = _resumed(sent, verb) or subject(sent, verb)
    if found is not None and found.dep == "expl":
        found = None
    mark = closing_quote(sent, verb)
    if mark is not None and (found is None or found.i < mark or _strays(sent, found, verb)):
        named = _between(sent, mark + 1, verb - 1)
        if named is not None:
            return named
        if found is None or found.i < mark:
            return _behind(sent, verb)
    if found is None:
        return _apposed(sent, verb)
    return noun_phrase(sent, found.i)


def _resumed(sent: Sent, verb: int) -> Token | None:
    """The speaker who goes on: "It said bombers had flown north, and called the raid a crime" (it, not the bombers)."""
    token = sent.tokens[verb]
    if sent.kids(verb, "nsubj", "nsubjpass"):
        return None
    if token.dep == "ROOT":  # "Army denies loss, says battle goes on"
        told = [k for k in sent.kids(verb, "ccomp") if k.i < verb]
        return next(iter(sent.kids(told[0].i, "nsubj")), None) if told and sent.tokens[verb - 1].text == "," else None
    at = token
    while at.dep == "conj":
        at = sent.tokens[at.head]
    said = sent.tokens[at.head]
    if at is token or at.dep != "ccomp" or said.tag != token.tag or at.tag == token.tag:
        return None
    return subject(sent, said.i)


def _apposed(sent: Sent, verb: int) -> Range | None:
    """The subject that the tree took for an apposition of what stands before it ("In X, the governor, Y, said")."""
    while sent.tokens[verb].dep == "advcl":
        verb = sent.tokens[verb].head
    at = verb - 1
    while at > 0 and (sent.tokens[at].pos == "PUNCT" or sent.tokens[at].dep in ("aux", "advmod")):
        at -= 1
    token = sent.tokens[at]
    if at <= 0 or token.dep not in ("appos", "conj", "dobj", "pobj", "nmod"):
        return None
    head = sent.tokens[token.head]
    if token.ent == "PERSON" and head.dep == "appos" and head.pos == "NOUN":
        token = head
    while token.dep == "conj" and sent.tokens[noun_phrase(sent, token.i)[0] - 1].text != ",":
        token = sent.tokens[token.head]
    span = noun_phrase(sent, token.i)
    return span if span[0] > 0 and sent.tokens[span[0] - 1].text == "," else None


def closing_quote(sent: Sent, verb: int) -> int | None:
    """The token that closes a quotation to which `verb` is the tag: near before it, no other verb's clause between."""
    for i in range(verb - 1, max(0, verb - 25), -1):
        text = sent.tokens[i].text
        if text in _CLOSE_QUOTES and (sent.tokens[i - 1].text in _ENDS or _long_quotation(sent, i)):
            return i
        if text in (";", ":") or (text in _CLOSE_QUOTES and len(text) == 1 and text in '"”»'):
            return None
    return None


def _long_quotation(sent: Sent, close: int) -> bool:
    """Whether the mark closes a quotation that fills the sentence so far, with no comma before the mark."""
    inside = [t for t in sent.tokens[1:close] if t.text in '"“”«»']
    return close >= 6 and not inside


def _strays(sent: Sent, found: Token, verb: int) -> bool:
    """Whether the subject found lies in a relative clause before the verb ("a man who calls himself X said")."""
    return any(t.lower in _STOPS for t in sent.tokens[max(0, found.i - 6) : found.i]) and found.i < verb


def _between(sent: Sent, first: int, last: int) -> Range | None:
    """The noun phrase that fills the gap between a quotation and its tag's verb."""
    end = first
    while end <= last and sent.tokens[end].lower not in _STOPS and not sent.tokens[end].tag.startswith(("VB", "MD")):
        if sent.tokens[end].text == "," and end + 1 <= last and sent.tokens[end + 1].tag in _HALF:
            break
        end += 1
    end -= 1
    while end >= first and (sent.tokens[end].pos in ("PUNCT", "ADV", "CCONJ", "AUX")):
        end -= 1
    while first <= end and sent.tokens[first].pos in ("PUNCT", "ADV", "CCONJ"):
        first += 1
    nominal = any(t.pos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ") for t in sent.tokens[first : end + 1])
    return (first, end) if first <= end and nominal else None


def _behind(sent: Sent, verb: int) -> Range | None:
    """The noun phrase right behind an inverted tag ("said the mayor")."""
    for token in sent.tokens[verb + 1 : verb + 8]:
        if token.pos in ("PUNCT", "VERB"):
            return None
        if token.pos in ("NOUN", "PROPN", "PRON") and token.dep not in ("compound", "poss", "npadvmod"):
            return noun_phrase(sent, token.i)
    return None
