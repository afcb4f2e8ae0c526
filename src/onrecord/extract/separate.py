"""One event for each named place where separate places are hit or taken (codebook, ruling 8)."""

from onrecord.extract.codebook import frames
from onrecord.extract.means import FAMILY
from onrecord.extract.mention import Mention
from onrecord.extract.nouns import kinds, kinds_of_word
from onrecord.records.sentence import Sent, Token

_TAKING = frozenset({"seizure", "siege"})
_PLACED = FAMILY | _TAKING
_REST = frozenset({"rest", "whole", "all", "remainder"})
_TITLES = frozenset({"mr", "mrs", "ms", "president", "general", "minister", "colonel", "captain"})


def separate_targets(mention: Mention) -> list[int | None]:
    """One target for each named place where separate places are hit or taken, else the target alone."""
    sent = mention.sent
    if mention.type not in _PLACED or mention.status not in ("actual", "ongoing"):
        return [mention.target]
    named = _named_list(mention, mention.target)
    if len(named) > 1:
        return list(named)
    roles = frames()[mention.rule.line.frame].prepositions
    several = [
        n
        for p, noun in mention.args.prepositions
        if roles.get(p) == "target"
        for n in _named_list(mention, noun) or [noun]
    ]
    if len(several) > 1 and mention.type == "seizure" and any(sent.tokens[n].pos == "PROPN" for n in several):
        return list(dict.fromkeys(several))
    for prep, noun in mention.args.prepositions:
        if prep in ("in", "near", "around") and len(listed := _named_list(mention, noun)) > 1:
            return [mention.target] * len(listed)
    if mention.target is not None and mention.type == "seizure":
        return [mention.target, *_with_it(sent, mention)]
    return [mention.target]


def _named_list(mention: Mention, head: int | None) -> list[int]:
    """The coordinated place names of a phrase: "A, B and C", "the villages of A and B", "A and the rest of B"."""
    if head is None:
        return []
    sent = mention.sent
    found: list[int] = []
    todo = [(head, mention.type in _TAKING)]
    while todo:
        at, sure = todo.pop(0)
        token = sent.tokens[at]
        of = [n.i for k in sent.kids(at, "prep") if k.lower == "of" for n in sent.kids(k.i, "pobj")]
        if token.pos == "PROPN" and (kinds(sent, at) & {"place", "gpe"} or (sure and not _is_titled(sent, token))):
            found.append(at)
        elif token.tag == "NNS" and of and "place" in kinds_of_word(token):
            todo += [(i, True) for i in of]
        elif (at == head and sent.kids(at, "conj")) or (at != head and _is_rest(sent, at)):
            found.append(at)
        todo += [(k.i, sure) for k in sent.kids(at, "conj")]
    if not any(sent.tokens[i].pos == "PROPN" for i in found):
        return []
    return sorted(found)


def _is_titled(sent: Sent, token: Token) -> bool:
    """Whether a name is a person's by the title before it ("spokesman X Y"), whatever list the parser put it in."""
    return any(
        k.pos == "NOUN" or k.lower in ("mr", "mrs", "president", "general") for k in sent.kids(token.i, "compound")
    )


def _is_rest(sent: Sent, at: int) -> bool:
    """Whether a noun is the rest, or all, of a named place: "the rest of the Arvena region"."""
    if sent.tokens[at].lower not in _REST:
        return False
    of = [n.i for k in sent.kids(at, "prep") if k.lower == "of" for n in sent.kids(k.i, "pobj")]
    return any(any(sent.tokens[j].pos == "PROPN" for j in sent.subtree(n)) for n in of)


def _with_it(sent: Sent, mention: Mention) -> list[int]:
    """What is told to be taken along with the target, in a list that goes on after it: "and with it the whole of B"."""
    return [k.i for k in sent.kids(mention.head, "conj") if k.pos == "NOUN" and _is_rest(sent, k.i)]
