"""Weighs what the words around a name, the tagger and the gazetteer say for and against its being a place's."""

from onrecord.records.sentence import Sent, Token
from onrecord.resolve.gazetteer import Hit
from onrecord.resolve.place_words import capitals, demonyms, words
from onrecord.resolve.toponym_mention import Mention, is_name, kind_of

_ADJ = ("ADJ", "DET", "NUM")
_TAGGER = {
    "GPE": 2.0, "LOC": 2.0, "FAC": 1.0, "NORP": -0.5, "ORG": -0.3, "PERSON": -1.3, "DATE": -1.5, "PRODUCT": -0.3,
    "WORK_OF_ART": -0.5, "EVENT": -0.5,
}  # fmt: skip


def weigh(mention: Mention, surnames: frozenset[str]) -> None:
    """Adds to a mention's evidence what its sentence says; `surnames` are last names of persons of the story."""
    sent, first, last = mention.sent, mention.first, mention.last
    token = sent.tokens[mention.head]
    label = sent.tokens[first].ent
    mention.evidence += _TAGGER.get(label, 0.0)
    if mention.kind:
        mention.evidence += 2.0
    if first == last and sent.tokens[first].tag not in ("NNP", "NNPS"):
        mention.evidence -= 1.5
    mention.evidence += _before(mention) + _after(mention) + _goal(mention) + _gazetteer_weight(mention.hits)
    if any(_is_person(sent, e.first, e.last, first, last) for e in sent.entities if e.label == "PERSON"):
        mention.evidence -= 2.0
    if mention.name in surnames and label not in ("GPE", "LOC") and token.dep != "pobj":
        mention.evidence -= 2.0
    if last > first and not mention.kind:
        mention.evidence += 0.5
    site = None if mention.kind else _site_noun(sent, last)
    mention.site = site is not None
    if site is not None and _is_elsewhere(sent, site):
        mention.evidence -= 3.0
    if mention.name.lower() in capitals():
        mention.evidence += 1.0


def _site_noun(sent: Sent, last: int) -> int | None:
    """The noun of a site that a name stands before, with at most three words between: "the Westwood shopping mall"."""
    for i in range(last + 1, min(last + 5, len(sent.tokens))):
        token = sent.tokens[i]
        if token.lower in words("facility") and not is_name(token):
            return i
        if token.pos not in ("ADJ", "NOUN") or is_name(token):
            return None
    return None


def _is_elsewhere(sent: Sent, noun: int) -> bool:
    """Whether a site is told to be somewhere else than its name may say: "the Westwood mall in X"."""
    after = sent.tokens[noun + 1 : noun + 3]
    return len(after) == 2 and after[0].lower in ("in", "near", "outside") and is_name(after[1])


def _goal(mention: Mention) -> float:
    """What a verb says of its object: one enters, visits or takes places."""
    token = mention.sent.tokens[mention.head]
    return 1.0 if token.dep == "dobj" and mention.sent.tokens[token.head].lemma in words("motion") else 0.0


def _is_person(sent: Sent, start: int, end: int, first: int, last: int) -> bool:
    """Whether a person's name of several words holds the mention as a part of it."""
    if not (start <= first and last <= end):
        return False
    joined = [i for i in (first - 1, last + 1) if start <= i <= end]
    return any(is_name(sent.tokens[i]) for i in joined)


def _before(mention: Mention) -> float:
    """What the words before a name say of it."""
    sent, i = mention.sent, mention.first - 1
    score = 0.0
    while i >= 0 and (sent.tokens[i].lower in words("direction") or _plain_adjective(sent.tokens[i])):
        if sent.tokens[i].lower in words("direction"):
            score = max(score, 1.0)
        if code := _nation(sent, i):
            mention.country = code
        i -= 1
    if i < 0:
        return score
    word = sent.tokens[i].lower
    if word in words("at"):
        mention.cues.append("at")
        whole = [e for e in sent.entities if (e.first, e.last) == (mention.first, mention.last)]
        against = 1.0 if any(e.label in ("PERSON", "ORG") for e in whole) else 0.0
        return score + against + (2.0 if word in words("relation") else 1.5)
    if word in words("towards") or word in words("from"):
        goes = sent.tokens[sent.tokens[i].head].lemma in words("motion")
        return score + (2.0 if goes else 0.7)
    if word == "of":
        return score + 0.7 + _adjective_country(mention, i)
    if word.rstrip(".") in words("title") and is_name(sent.tokens[i]):
        return score - 3.0
    if is_name(sent.tokens[i]) and sent.tokens[i].pos == "PROPN" and i == mention.first - 1:
        return score - 2.0
    return score + (0.7 if kind_of(word) == "settlement" else 0.0)


def _adjective_country(mention: Mention, of: int) -> float:
    """Notes the country that an adjective before the type word names: "the Ukrainian city of X"."""
    for i in range(of - 1, max(-1, of - 6), -1):
        if code := _nation(mention.sent, i):
            mention.country = code
            return 0.5
    return 0.0


def _nation(sent: Sent, i: int) -> str | None:
    """The country of an adjective, unless it only tells who holds the place ("Russian-held")."""
    followed = i + 1 < len(sent.tokens) and sent.tokens[i + 1].text == "-"
    return None if followed else demonyms().get(sent.tokens[i].lower)


def _plain_adjective(token: Token) -> bool:
    return token.pos in _ADJ and token.lower not in words("title")


def _after(mention: Mention) -> float:
    """What the words after a name say of it."""
    sent, i = mention.sent, mention.last + 1
    if i >= len(sent.tokens):
        return 0.0
    token = sent.tokens[i]
    if token.lower in words("institution") and is_name(token):
        return 0.5
    if token.text == ":" or (token.text == "," and sent.tokens[mention.first].text.isupper() and mention.first == 0):
        return 1.5
    if token.text == "," and _apposed(sent, i + 1):
        return 2.0
    if is_name(token) and token.ent == "ORG" and sent.tokens[mention.last].ent == "ORG":
        return -3.5
    if is_name(token) and token.pos == "PROPN" and token.ent != "DATE":
        return -1.8
    if token.text == "-" and i + 1 < len(sent.tokens) and sent.tokens[i + 1].text[0].islower():
        return 0.3
    return 0.0


def _apposed(sent: Sent, i: int) -> bool:
    """Whether "a town", "two hamlets", "the region's second city" or the like follows."""
    nouns = sent.tokens[i : i + 6]
    if not nouns or (nouns[0].lower not in ("a", "an", "the", "one", "its", "his", "both") and nouns[0].pos != "NUM"):
        return False
    for token in nouns[1:]:
        if token.pos in ("NOUN", "PROPN"):
            if kind_of(token.lower) in ("settlement", "region", "district", "nature"):
                return True
        elif token.pos in ("VERB", "AUX", "PUNCT") and token.text != "-":
            return False
    return False


def _gazetteer_weight(hits: tuple[Hit, ...]) -> float:
    """How much a name is a place's name to begin with: countries, regions and big cities are."""
    return max((_prior(h) for h in hits), default=0.0)


def _prior(hit: Hit) -> float:
    entry = hit.entry
    if entry.kind not in ("settlement", "district"):
        return 2.0 if hit.own else 0.5
    size = 1.5 if entry.population >= 500_000 else 1.0 if entry.population >= 50_000 else 0.3
    if entry.population < 3_000:
        size = 0.0
    return size if hit.own else size - 0.8
