"""Finds the words that a pronoun stands for in its own sentence: a role's span is its nearest explicit mention."""

from onrecord.extract.nouns import kinds, kinds_of_word
from onrecord.records.sentence import Sent, Token

_THING = frozenset({"it", "its"})
_MANY = frozenset({"they", "them", "their"})
_ONE = frozenset({"he", "him", "his", "she", "her"})
_POSSESSIVE = frozenset({"its", "their", "his", "her"})
_BODY = frozenset({"polity", "gpe", "force"})
_WHERE = frozenset({"in", "at", "near", "on", "from", "over", "to", "into", "around"})


def explicit(sent: Sent, noun: int) -> int:
    """The noun that the pronoun at token `noun` stands for, told before it in the sentence; else `noun` itself.

    In what somebody says ("Tarvia said it hit") the pronoun stays: the speaker is the attribution's source.
    """
    pronoun = sent.tokens[noun].lower
    if pronoun not in _THING | _MANY | _ONE:
        return noun
    bound = pronoun not in _POSSESSIVE
    for above in sent.ancestors(noun):
        if above.pos not in ("VERB", "AUX"):
            continue
        if not bound or sent.tokens[noun].head != above.i:
            for subject in sent.kids(above.i, "nsubj", "nsubjpass"):
                if subject.i < noun and _suits(sent, subject, pronoun):
                    return subject.i
        if above.dep == "ccomp" or (above.dep == "acl" and sent.kids(above.i, "mark")):
            return noun
        bound = False
    return _named(sent, noun) if pronoun in _THING else noun


def _suits(sent: Sent, subject: Token, pronoun: str) -> bool:
    """Whether "it" can be the body, "they" the several, "he" the person that a subject names."""
    found = kinds(sent, subject.i)
    if subject.pos == "PRON":
        return False
    several = subject.tag in ("NNS", "NNPS") or bool(sent.kids(subject.i, "conj"))
    person = subject.ent == "PERSON" or ("leader" in kinds_of_word(subject) and "force" not in kinds_of_word(subject))
    if pronoun in _ONE:
        return person and not several
    if pronoun in _THING:
        return not several and not person and bool(found & _BODY)
    return several or (not person and bool(kinds_of_word(subject) & _BODY))


def _named(sent: Sent, noun: int) -> int:
    """The country or capital named last before "it" in a part that tells no place: "a win for Moscow as it seeks"."""
    for token in reversed(sent.tokens[:noun]):
        if token.ent == "GPE" and token.pos == "PROPN" and token.dep in ("pobj", "poss", "nsubj", "dobj"):
            return noun if token.dep == "pobj" and sent.tokens[token.head].lower in _WHERE else token.i
    return noun
