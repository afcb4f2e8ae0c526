"""Noun phrases, clauses and verb groups over a sentence's tree: the shapes that rules of extraction share.

All ranges are token indices of the sentence, first and last inclusive; `sent.span(*range)` is their span.
"""

from onrecord.records.sentence import Sent, Token

Range = tuple[int, int]

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_CLAUSES = frozenset({"relcl", "ccomp", "advcl", "dep", "parataxis"})
_GROUP = frozenset({"aux", "auxpass", "neg", "prt", "advmod"})


def noun_phrase(sent: Sent, head: int, *, apposition: bool = True, conjuncts: bool = True) -> Range:
    """The noun phrase headed by token `head`, without relative clauses.

    Prepositional phrases and reduced clauses ("images provided by X") stay; identifying apposition and the
    phrases joined by "and" stay unless switched off.
    """
    top = set(_CLAUSES) | (set() if apposition else {"appos"}) | (set() if conjuncts else {"cc", "conj"})
    kept, todo = {head}, [kid for kid in sent.kids(head) if kid.dep not in top and not _aside(sent, kid)]
    while todo:
        token = todo.pop()
        kept.add(token.i)
        todo += [kid for kid in sent.kids(token.i) if kid.dep not in _CLAUSES and not _aside(sent, kid)]
    return _trim(sent, _block(sent, head, kept))


def without_date(sent: Sent, span: Range) -> Range:
    """The range less a date at its end ("a team on Saturday"), which tells when and not who."""
    first, last = span
    cut = last
    while cut > first and sent.tokens[cut].ent in ("DATE", "TIME"):
        cut -= 1
    if cut < last and cut > first and sent.tokens[cut].pos == "ADP":
        cut -= 1
    return (first, cut) if cut > first and sent.tokens[cut].pos not in ("VERB", "ADP") else span


def clause(sent: Sent, head: int) -> Range:
    """The clause headed by token `head`: everything below it that lies in one piece around it."""
    return _trim(sent, _block(sent, head, set(sent.subtree(head))))


def verb_group(sent: Sent, verb: int) -> Range:
    """The verb with the auxiliaries, negation, adverbs and particle that touch it: "has also called for" less "for"."""
    words = {verb} | {kid.i for kid in sent.kids(verb) if kid.dep in _GROUP and not sent.children[kid.i]}
    first = last = verb
    while first - 1 in words:
        first -= 1
    while last + 1 in words and sent.tokens[last + 1].dep in ("prt", "neg"):
        last += 1
    return first, last


def is_passive(sent: Sent, verb: int) -> bool:
    """Whether the verb is passive: an auxiliary says so, or it is a bare past participle after its noun."""
    token = sent.tokens[verb]
    if sent.kids(verb, "auxpass", "nsubjpass"):
        return True
    if token.dep == "conj" and token.tag == "VBN" and not sent.kids(verb, "aux", *_SUBJECTS):
        return is_passive(sent, token.head)
    return token.tag == "VBN" and token.dep in ("acl", "relcl") and not sent.kids(verb, "aux")


def is_negated(sent: Sent, verb: int) -> bool:
    """Whether "not" or "never" (or a "no" subject) denies the verb."""
    if sent.kids(verb, "neg") or any(k.lower in ("never", "not", "n't") for k in sent.kids(verb, "advmod")):
        return True
    return any(
        k.lower in ("nobody", "none", "neither") or any(d.lower in ("no", "neither") for d in sent.kids(k.i, "det"))
        for k in sent.kids(verb, "nsubj", "nsubjpass")
    )


def agent(sent: Sent, verb: int) -> Token | None:
    """The noun after "by" of a passive verb, or None."""
    for by in sent.kids(verb, "agent", "prep"):
        if by.lower == "by":
            for noun in sent.kids(by.i, "pobj"):
                return noun
    return None


def subject(sent: Sent, verb: int) -> Token | None:
    """The head of the verb's subject, its own or the one it shares ("X came and said", "X left, saying"), or None.

    In a relative clause ("X, who said") it is the noun that the clause is about.
    """
    seen: set[int] = set()
    while verb not in seen:
        seen.add(verb)
        token = sent.tokens[verb]
        own = sent.kids(verb, *_SUBJECTS)
        if own:
            found = own[-1] if own[-1].dep != "expl" else own[0]
            if token.dep == "relcl" and found.lower in _RELATIVE:
                return sent.tokens[token.head]
            return found
        if token.dep in ("acl", "relcl"):
            return sent.tokens[token.head]
        if token.dep not in ("conj", "xcomp", "advcl", "ccomp", "pcomp", "dep", "aux") or token.head == verb:
            return None
        told = [k for k in sent.kids(token.head, "dobj") if k.i < verb] if token.dep == "xcomp" else []
        if told and sent.tokens[token.head].lemma not in ("promise", "vow", "offer"):
            return told[0]
        verb = token.head
        while token.dep == "pcomp" and sent.tokens[verb].dep in ("prep", "agent", "dobj", "pobj"):
            verb = sent.tokens[verb].head
    return None


def _aside(sent: Sent, kid: Token) -> bool:
    """Whether a comma parts a reduced clause from its noun, or an adjunct stands before it: they do not name it."""
    first = min(sent.subtree(kid.i))
    if kid.dep == "acl":
        return first > 0 and sent.tokens[first - 1].text == ","
    return kid.i < kid.head and kid.dep in ("advmod", "prep", "npadvmod") and sent.tokens[kid.head].pos == "PROPN"


def _genitive(sent: Sent, last: int) -> bool:
    return sent.tokens[last].tag == "POS" and len(sent.tokens[last].text) == 2


def _block(sent: Sent, head: int, kept: set[int]) -> Range:
    """The unbroken run of `kept` around `head`; punctuation does not break it."""
    first = last = head
    reach = head
    while reach - 1 >= 0 and (reach - 1 in kept or sent.tokens[reach - 1].pos == "PUNCT"):
        reach -= 1
        if reach in kept:
            first = reach
    reach = head
    while reach + 1 < len(sent.tokens) and (reach + 1 in kept or sent.tokens[reach + 1].pos == "PUNCT"):
        reach += 1
        if reach in kept:
            last = reach
    return first, last


def _trim(sent: Sent, span: Range) -> Range:
    first, last = span
    while first < last and (sent.tokens[first].pos == "PUNCT" or sent.tokens[first].dep == "cc"):
        first += 1
    while first < last and (sent.tokens[last].pos == "PUNCT" or sent.tokens[last].dep == "cc" or _genitive(sent, last)):
        last -= 1
    return first, last
