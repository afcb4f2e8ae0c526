"""Tells a place from the government that is called by its name: "Moscow said", "Kyiv's forces", "sanctions on Ankara"."""

from onrecord.records.sentence import Sent
from onrecord.resolve.place_words import capitals, words
from onrecord.resolve.toponym_mentions import Mention

_SUBJECT = ("nsubj", "nsubjpass", "agent")
# Relations whose object is a party rather than a place, whatever hangs them on.
_PARTY_PREPOSITIONS = frozenset({"against", "by", "with", "between", "for", "on", "to", "from"})


def metonymy(mention: Mention) -> str | None:
    """The rule by which this mention means a government and not a place, or null where it is a place.

    Only countries and capitals stand for governments; a town as subject of "said" is left to be a town.
    """
    if mention.kind in ("settlement", "district", "region", "nature") or not _may_stand_for_government(mention):
        return None
    sent, head = mention.sent, sent_head(mention)
    if _is_hyphened(mention):
        return "metonymy-side"
    if _speaks(sent, head):
        return "metonymy-subject"
    token = sent.tokens[head]
    if token.dep == "poss" and sent.tokens[token.head].lower in words("government-noun"):
        return "metonymy-possessive"
    if token.dep in ("dobj", "dative", "iobj") and sent.tokens[token.head].lemma in words("dealing"):
        return "metonymy-party"
    if token.dep in ("pobj", "conj") and _is_party(sent, head):
        return "metonymy-party"
    return None


def sent_head(mention: Mention) -> int:
    """The head of a mention, or of the first name of the list it stands in ("Kyiv and Moscow said")."""
    sent, i = mention.sent, mention.head
    while sent.tokens[i].dep in ("conj", "appos") and sent.tokens[sent.tokens[i].head].pos == "PROPN":
        i = sent.tokens[i].head
    return i


def _may_stand_for_government(mention: Mention) -> bool:
    kinds = {h.entry.kind for h in mention.hits}
    return "country" in kinds or mention.name.lower() in capitals() or "government" in kinds


def _is_hyphened(mention: Mention) -> bool:
    """"pro-Moscow separatists", "Kyiv-backed": a side, not a place ("Kyiv-based" is one)."""
    tokens, first, after = mention.sent.tokens, mention.first, mention.last + 1
    before = first >= 2 and tokens[first - 1].text == "-" and tokens[first - 2].lower in ("pro", "anti")
    sides = ("backed", "led", "aligned", "allied", "appointed", "installed", "friendly", "controlled", "held", "imposed")
    behind = after + 1 < len(tokens) and tokens[after].text == "-" and tokens[after + 1].lower in sides
    return before or behind


def _speaks(sent: Sent, head: int) -> bool:
    token = sent.tokens[head]
    if token.dep not in _SUBJECT:
        return False
    verb = sent.tokens[token.head]
    return verb.lemma in words("government-verb") or verb.lower in words("government-verb")


def _is_party(sent: Sent, head: int) -> bool:
    """Whether the name hangs by a preposition on a noun or verb of dealing: "talks with Kyiv", "sanctions against it"."""
    preposition = sent.tokens[sent.tokens[head].head]
    if preposition.dep == "agent":
        return True
    if preposition.lower not in _PARTY_PREPOSITIONS:
        return False
    if preposition.lower == "by":
        return True
    governor = sent.tokens[preposition.head]
    return governor.lemma in words("dealing") or governor.lower in words("dealing")
