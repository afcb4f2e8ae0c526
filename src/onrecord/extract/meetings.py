"""Tells a meeting that is reported from one that is only the setting or topic of something else."""

from onrecord.extract.codebook import word_list
from onrecord.extract.mention import Arguments
from onrecord.extract.nouns import kinds
from onrecord.records.sentence import Sent, Token

_WITH = frozenset({"with", "between", "among", "from"})
_PARTIES = frozenset({"leader", "polity", "person", "nation"})
_WHOLES = frozenset(
    {"eve", "round", "hour", "day", "week", "sideline", "start", "end", "rest", "breakdown", "collapse"}
)


def only_a_setting(sent: Sent, meeting: int, args: Arguments) -> bool:
    """Whether the meeting is named beside something else: "a climate for talks", "blackmail in the negotiations".

    One whose parties are told, whose eve it is, or that somebody comes to or speaks at, is reported.
    """
    of = [noun for prep, noun in args.prepositions if prep == "of"]
    if args.owner is not None or any(prep in _WITH for prep, _ in args.prepositions):
        return False
    if any(kinds(sent, noun) & _PARTIES for noun in of):
        return False
    token = _top(sent, sent.tokens[meeting])
    if token.dep != "pobj" or token.lower in ("eve", "ahead"):
        return False
    above = sent.tokens[sent.tokens[token.head].head]
    return above.lemma.lower() not in word_list("attending")


def _top(sent: Sent, token: Token) -> Token:
    """The noun that stands for the meeting in "hours of talks", "a round of talks and summits"."""
    for _ in range(4):
        prep = sent.tokens[token.head]
        whole = sent.tokens[prep.head]
        if token.dep == "pobj" and whole.lower == "ahead":
            return whole
        if token.dep == "conj":
            token = prep
        elif token.dep == "pobj" and prep.lower == "of" and whole.lemma.lower() in _WHOLES | word_list("part"):
            token = whole
        else:
            break
    return token
