"""Tells a place from the government called by its name: "Moscow said", "Kyiv's forces", "sanctions on Ankara"."""

from onrecord.records.sentence import Sent, Token
from onrecord.resolve.place_words import capitals, words
from onrecord.resolve.toponym_mention import Mention

_SIDES = frozenset(
    [
        "backed",
        "led",
        "aligned",
        "allied",
        "appointed",
        "installed",
        "friendly",
        "controlled",
        "held",
        "imposed",
        "sponsored",
        "supported",
        "loyal",
    ]
)
_PARTY_PREPOSITIONS = frozenset({"with", "between", "for", "to", "from", "on", "against", "of", "toward", "towards"})


def metonymy(mention: Mention) -> str | None:
    """The rule by which this mention means a government and not a place, or null where it is a place.

    Only countries, capitals and seats of government stand for governments; a town as subject of "said" stays a town.
    """
    kinds = {h.entry.kind for h in mention.hits}
    capital = mention.name.lower() in capitals()
    if mention.kind or not ("country" in kinds or capital or "government" in kinds):
        return None
    if _is_hyphened(mention):
        return "metonymy-side"
    if "government" in kinds:
        return None if "at" in mention.cues else "metonymy-seat"
    sent, head = mention.sent, list_head(mention)
    token = sent.tokens[head]
    if token.dep in ("nsubj", "csubj", "nsubjpass"):
        return _subject(sent, token, capital=capital)
    if token.dep in ("poss", "compound", "nmod") and token.head != head:
        noun = sent.tokens[token.head]
        owns = noun.lower in words("government-noun") or (token.dep != "poss" and noun.lower in words("title"))
        return "metonymy-possessive" if owns and (token.dep == "poss" or capital) else None
    if token.dep in ("dobj", "dative", "iobj"):
        verb = sent.tokens[token.head]
        dealt = verb.lemma in words("dealing") and verb.lemma not in words("motion")
        return "metonymy-party" if dealt or token.dep != "dobj" else None
    if capital and _is_mood(sent, token):
        return "metonymy-mood"
    return _party(sent, token, capital=capital) if token.dep == "pobj" else None


def _is_mood(sent: Sent, token: Token) -> bool:
    """Whether a feeling is told of those who rule there: "fears in Kyiv that", "worries grow in Moscow"."""
    governor = sent.tokens[sent.tokens[token.head].head]
    subjects = [governor, *sent.kids(governor.i, "nsubj")]
    return token.dep == "pobj" and any(t.lemma in words("mood") for t in subjects)


def list_head(mention: Mention) -> int:
    """The head of a mention, or of the first name of the list it stands in ("Kyiv and Moscow said")."""
    sent, i = mention.sent, mention.head
    for _ in range(len(sent.tokens)):
        token = sent.tokens[i]
        if token.dep != "conj" or sent.tokens[token.head].pos != "PROPN":
            break
        i = token.head
    return i


def _is_hyphened(mention: Mention) -> bool:
    """Whether a hyphen makes the name a side: "pro-Moscow separatists", "Kyiv-backed" (but "Kyiv-based" is a place)."""
    tokens, first, after = mention.sent.tokens, mention.first, mention.last + 1
    before = first >= 2 and tokens[first - 1].text == "-" and tokens[first - 2].lower in ("pro", "anti")
    behind = after + 1 < len(tokens) and tokens[after].text == "-" and tokens[after + 1].lower in _SIDES
    return before or behind


def _subject(sent: Sent, token: Token, *, capital: bool) -> str | None:
    """A subject that says, decides or acts; one that suffers or merely lies somewhere is a place."""
    verb = sent.tokens[token.head]
    lemma = verb.lemma.lower()
    under = any(k.lower == "under" for k in sent.kids(verb.i, "prep"))
    if token.dep == "nsubjpass":
        return "metonymy-subject" if lemma in words("dealing") - words("motion") else None
    if (lemma in words("place-verb")) or (lemma == "come" and under):
        return None
    if capital or lemma in words("government-verb"):
        return "metonymy-subject"
    return None


def _party(sent: Sent, token: Token, *, capital: bool) -> str | None:
    """The other party of a dealing: "talks with Kyiv", "according to Moscow", "backed by Ankara"."""
    preposition = sent.tokens[token.head]
    governor = sent.tokens[preposition.head]
    word, lemma = preposition.lower, governor.lemma.lower()
    if preposition.dep == "agent" or word == "by":
        return "metonymy-agent" if preposition.dep == "agent" or capital else None
    if word == "to" and (
        preposition.head == preposition.i or lemma in ("accord", "according") or governor.lower == "according"
    ):
        return "metonymy-according"
    if word == "of" and governor.lower in words("government-noun") - words("objective-noun"):
        return "metonymy-possessive"
    if lemma == "call" and word in ("on", "upon"):
        return "metonymy-party"
    if word not in _PARTY_PREPOSITIONS or lemma in words("motion"):
        return None
    if lemma in words("dealing") or governor.lower in words("dealing"):
        return "metonymy-party"
    return "metonymy-party" if capital and word in ("with", "between", "to", "against") else None
