"""Reads the parse for dating: which clause an event or a time is in, what it hangs on, and the tense."""

from dataclasses import dataclass
from typing import Literal

from onrecord.records.sentence import Sent, Token
from onrecord.records.span import Span

Tense = Literal["past", "past-perfect", "perfect", "present", "future", "modal", "modal-perfect", "none"]
_VERBAL = {"VERB", "AUX"}
_DEPTH = 12  # clauses looked at above one; no sentence that people write goes deeper
_CARRIED = {"conj", "xcomp", "advcl", "acl", "pcomp", "relcl", "ccomp", "dep", "parataxis"}


@dataclass(frozen=True)
class Spot:
    """A span's place in the parse: its sentence and head token."""

    sent: Sent
    token: Token


def sentence_of(sents: tuple[Sent, ...], start: int) -> Sent | None:
    """The sentence that holds the character at `start`."""
    low, high = 0, len(sents)
    while low < high:
        middle = (low + high) // 2
        if sents[middle].end <= start:
            low = middle + 1
        else:
            high = middle
    return sents[low] if low < len(sents) and sents[low].start <= start else None


def spot_of(sents: tuple[Sent, ...], span: Span) -> Spot | None:
    """The sentence and the head token of a span: the first of its tokens whose head lies outside."""
    sent = sentence_of(sents, span.start)
    if sent is None:
        return None
    inside = [t for t in sent.tokens if t.start < span.end and t.end > span.start]
    if not inside:
        return None
    numbers = {t.i for t in inside}
    heads = [t for t in inside if t.head not in numbers or t.head == t.i]
    verbs = [t for t in heads if t.pos in _VERBAL]
    return Spot(sent, (verbs or heads or inside)[0])


def clause_of(sent: Sent, token: Token) -> Token:
    """The verb of the clause that `token` is in, itself where it is one; the root where there is none."""
    step = token
    for _ in sent.tokens:
        if step.pos in _VERBAL and step.dep not in ("aux", "auxpass", "amod", "compound"):
            return step
        if step.head == step.i:
            break
        step = sent.tokens[step.head]
    return sent.root


def above(sent: Sent, verb: Token) -> list[Token]:
    """The verbs of the clauses that `verb`'s clause depends on, from the nearest up."""
    out: list[Token] = []
    current = verb
    while current.head != current.i and len(out) < _DEPTH:
        upper = clause_of(sent, sent.tokens[current.head])
        if upper.i == current.i:
            break
        out.append(upper)
        current = upper
    return out


def tense_of(sent: Sent, verb: Token, depth: int = 0) -> Tense:
    """The tense of a clause; a participle or infinitive without its own takes that of the clause it hangs on."""
    helpers = sent.kids(verb.i, "aux", "auxpass")
    words = {t.lower for t in helpers}
    if words & {"will", "'ll", "wo", "shall"}:
        return "future"
    if words & {"would", "could", "may", "might", "can", "should", "must"}:
        return "modal-perfect" if "have" in words else "modal"
    if words & {"had", "'d"} and verb.tag in ("VBN", "VBD"):
        return "past-perfect"
    if words & {"has", "have", "'ve", "'s"} and (verb.tag in ("VBN", "VBD") or "been" in words):
        return "perfect"
    if any(t.tag == "VBD" for t in helpers) or (verb.tag == "VBD" and not helpers):
        return "past"
    if any(t.tag in ("VBZ", "VBP") for t in helpers) or verb.tag in ("VBZ", "VBP"):
        return "present"
    upper = sent.tokens[verb.head]
    if verb.dep in _CARRIED and upper.i != verb.i and depth < _DEPTH:
        carrier = clause_of(sent, upper)
        return tense_of(sent, carrier, depth + 1) if carrier.i != verb.i else "none"
    return "past" if verb.tag in ("VBN", "VBD") else "none"


def hangs_on(sent: Sent, token: Token) -> Token:
    """The word a time modifies: what it hangs on, past prepositions and the nouns of its own phrase."""
    current = token
    while current.head != current.i:
        upper = sent.tokens[current.head]
        if upper.pos not in ("ADP", "ADV", "NUM", "SCONJ", "DET", "PUNCT") and not (
            upper.pos in ("NOUN", "PROPN") and upper.ent in ("DATE", "TIME")
        ):
            return upper
        current = upper
    return current


def under(sent: Sent, verb: Token, word: str) -> bool:
    """Whether the clause or phrase of `verb` is brought in by the word ("after", "before", "since", "when")."""
    if any(t.lower == word for t in sent.kids(verb.i, "mark", "advmod", "prep", "dep")):
        first = min(sent.subtree(verb.i))
        return sent.tokens[first].lower == word or any(t.lower == word and t.i < verb.i for t in sent.kids(verb.i))
    head = sent.tokens[verb.head]
    while head.pos not in _VERBAL:
        if head.pos in ("ADP", "SCONJ") and head.lower == word:
            return True
        if head.head == head.i:
            return False
        head = sent.tokens[head.head]
    return False
