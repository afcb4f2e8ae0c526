"""Finds what may be a place name in a sentence, and what speaks for and against it.

Names are found by the gazetteer over capitalised words, longest first; the tagger's entities are one piece of
evidence among others, since it misses half of the places of war copy (it takes villages for persons).
"""

from dataclasses import dataclass, field
from itertools import pairwise

from onrecord.records.sentence import Sent, Token
from onrecord.resolve.gazetteer import Gazetteer, Hit
from onrecord.resolve.place_words import abbreviations, capitals, demonyms, words

_LONGEST = 7  # tokens, hyphens counted
_ADJ = ("ADJ", "DET", "NUM")
_TAGGER = {
    "GPE": 2.0, "LOC": 2.0, "FAC": 1.0, "NORP": -0.5, "ORG": -0.3, "PERSON": -1.3, "DATE": -1.5, "PRODUCT": -0.3,
    "WORK_OF_ART": -0.5, "EVENT": -0.5,
}  # fmt: skip


@dataclass(slots=True)
class Mention:
    """A possible place name: tokens `first` to `last` of `sent`, type word included; `name` is the name alone.

    `kind` is what a type word says it is (region, district, settlement, nature) or ""; `evidence` grows with what
    speaks for a place; `hits` are the places that bear the name; `country` a country that an adjective before it names.
    """

    sent: Sent
    first: int
    last: int
    name: str
    hits: tuple[Hit, ...]
    kind: str = ""
    evidence: float = 0.0
    cues: list[str] = field(default_factory=list)
    country: str | None = None
    word: str = ""  # the type word, if any
    rough: bool = False  # whether the hits are by a like spelling only

    @property
    def head(self) -> int:
        """The token of the name that hangs on a token outside it."""
        inside = range(self.first, self.last + 1)
        return next((i for i in inside if self.sent.tokens[i].head not in inside), self.last)


def find_mentions(sent: Sent, gazetteer: Gazetteer, surnames: frozenset[str]) -> list[Mention]:
    """The possible place names of a sentence, in order, with their evidence."""
    found: list[Mention] = []
    i = 0
    while i < len(sent.tokens):
        mention = _mention_at(sent, i, gazetteer)
        if mention is None:
            i += 1
            continue
        _read_type_word(mention, found[-1].last if found else -1)
        if not mention.kind or mention.kind == "facility":
            _read_facility(mention, gazetteer)
        found.append(mention)
        i = mention.last + 1
    found += [m for m in _framed(sent, gazetteer) if not any(m.first <= f.last and f.first <= m.last for f in found)]
    found.sort(key=lambda m: m.first)
    _share_plural(found)
    for mention in found:
        _weigh(mention, surnames)
    return found


def is_name(token: Token) -> bool:
    """Whether a token is written as a name: a capital first (or an Arabic article before one) and a letter in it."""
    return token.text[0].isupper() and token.text[0].isalpha()


def _mention_at(sent: Sent, i: int, gazetteer: Gazetteer) -> Mention | None:
    tokens = sent.tokens
    token = tokens[i]
    if (not is_name(token) and not _is_article(sent, i)) or token.lower == "the":
        return None
    if (code := abbreviations().get(token.text)) and (hits := gazetteer.coded(code)) and _is_abbreviation(sent, i):
        return Mention(sent, i, i, token.text, hits, cues=["abbreviation"], evidence=1.5)
    for last in range(min(_run_end(sent, i), i + _LONGEST - 1), i - 1, -1):
        if not is_name(tokens[last]):
            continue
        name = sent.text[token.start : tokens[last].end]
        if last == i and (name.lower() in words("never") or len(name) < 3 or token.tag in ("MD", "UH", "PRP")):
            break
        if last == i and token.text.isupper() and len(token.text) <= 5 and not is_capitals(sent):
            break  # an acronym: "SANA" is an agency, not Sanaa
        hits = gazetteer.lookup(name) or _without_s(name, gazetteer)
        if is_capitals(sent):
            hits = tuple(h for h in hits if h.own)
        if hits and not (last == i and name.lower() in demonyms()):
            return Mention(sent, i, last, name, hits)
    return _site_at(sent, i, gazetteer)


def is_capitals(sent: Sent) -> bool:
    """Whether a sentence is written in capitals throughout, so that they tell nothing."""
    letters = [t.text for t in sent.tokens if t.text.isalpha()]
    return sum(w.isupper() for w in letters) > 0.7 * len(letters)


def _without_s(name: str, gazetteer: Gazetteer) -> tuple[Hit, ...]:
    """The countries and cities of a possessive whose apostrophe a feed has lost: "Aleppos" for "Aleppo's"."""
    if not name.endswith("s") or len(name) < 5:
        return ()
    return tuple(h for h in gazetteer.lookup(name[:-1]) if h.own and h.entry.population >= 50_000)


def _site_at(sent: Sent, i: int, gazetteer: Gazetteer) -> Mention | None:
    """A site that the gazetteer knows only with its noun: "the Shayrat airbase"."""
    for last in range(i + 1, min(i + 6, len(sent.tokens))):
        token = sent.tokens[last]
        if token.lower in words("facility"):
            name = sent.text[sent.tokens[i].start : token.end]
            hits = tuple(h for h in gazetteer.lookup(name) if h.entry.kind == "facility")
            if hits:
                return Mention(sent, i, last, name, hits, kind="facility", word=token.lower)
        if token.pos not in ("ADJ", "NOUN", "PROPN") and token.text != "-":
            return None
    return None


def _framed(sent: Sent, gazetteer: Gazetteer) -> list[Mention]:
    """Names that the gazetteer does not know as written, where tagger or frame ("the village of X") says place."""
    found = []
    for i, token in enumerate(sent.tokens):
        if not is_name(token) or (i and is_name(sent.tokens[i - 1])) or token.lower in demonyms():
            continue
        frame = (
            i >= 2
            and sent.tokens[i - 1].lower == "of"
            and kind_of(sent.tokens[i - 2].lower) in ("settlement", "region", "district")
        )
        if not frame and token.ent not in ("GPE", "LOC"):
            continue
        last = i
        while (
            last + 1 < len(sent.tokens)
            and is_name(sent.tokens[last + 1])
            and (frame or sent.tokens[last + 1].ent == token.ent)
        ):
            last += 1
        name = sent.text[token.start : sent.tokens[last].end]
        if name.lower() in words("never") or len(name) < 3 or token.tag not in ("NNP", "NNPS"):
            continue
        mention = Mention(
            sent, i, last, name, gazetteer.lookup_rough(name), evidence=0.0 if token.ent == "GPE" else -0.5, rough=True
        )
        _read_type_word(mention, -1)
        found.append(mention)
    return found


def _read_facility(mention: Mention, gazetteer: Gazetteer) -> None:
    """Takes a site's noun into the span where the gazetteer knows the site by it: "the Azot chemical plant"."""
    sent = mention.sent
    for last in range(mention.last + 1, min(mention.last + 5, len(sent.tokens))):
        token = sent.tokens[last]
        if token.lower in words("facility"):
            for name in (sent.text[sent.tokens[mention.first].start : token.end], f"{mention.name} {token.text}"):
                hits = tuple(h for h in gazetteer.lookup(name) if h.entry.kind == "facility")
                if hits:
                    mention.last, mention.kind, mention.hits = last, "facility", hits
                    return
        if token.pos not in ("ADJ", "NOUN", "PROPN") or token.text[0] in ",.;":
            return


def _is_article(sent: Sent, i: int) -> bool:
    """Whether token `i` is the article of an Arabic name written in lower case: "al-Bab"."""
    tokens = sent.tokens
    if tokens[i].text in ("al", "el", "ar", "as", "ad", "an", "ash", "az", "at") and i + 2 < len(tokens):
        return tokens[i + 1].text == "-" and is_name(tokens[i + 2])
    return tokens[i].text[:3] in ("al-", "el-") and len(tokens[i].text) > 5 and tokens[i].text[3].isupper()


def _is_abbreviation(sent: Sent, i: int) -> bool:
    """Two capitals alone ("PA") are a state only after "Town, "; with full stops, or a country, they are one anyway."""
    text = sent.tokens[i].text
    if "." in text or abbreviations()[text].count(".") == 0 or len(text) > 2:
        return True
    return i > 1 and sent.tokens[i - 1].text == "," and is_name(sent.tokens[i - 2])


def _run_end(sent: Sent, i: int) -> int:
    """The last token that can belong to a name starting at `i`: names and small words between them."""
    end = j = i
    while j + 1 < len(sent.tokens):
        token = sent.tokens[j + 1]
        if is_name(token):
            end = j = j + 1
        elif token.lower in words("connector"):
            j += 1
        else:
            break
    return end


def _read_type_word(mention: Mention, previous: int) -> None:
    """Takes a type word after the name ("Sumy region") into the span, or notes one before it ("the city of Sumy")."""
    sent, after = mention.sent, mention.last + 1
    if mention.kind:
        return
    if after < len(sent.tokens):
        kind = "" if _opens_of(sent, after) else kind_of(sent.tokens[after].lower)
        if any(h.entry.kind == "sea" for h in mention.hits) and sent.tokens[after].lower not in ("sea", "ocean"):
            kind = ""  # "a Black Sea island", "the Black Sea coast"
        if kind and kind != "facility" and not (kind == "settlement" and not sent.tokens[after].text[0].islower()):
            two = " ".join(t.lower for t in sent.tokens[after : after + 3]).replace(" 's", "'s")
            mention.last = after + 2 if two == "people's republic" else after
            mention.kind, mention.word = kind, sent.tokens[after].lower
        elif " ".join(t.lower for t in sent.tokens[after : after + 3]).replace(" 's", "'s") == "people's republic":
            mention.last, mention.kind, mention.word = after + 2, "region", "republic"
    before = mention.first - 1
    if not mention.kind and before >= 1 and sent.tokens[before].lower == "of" and before - 1 > previous:
        kind = kind_of(sent.tokens[before - 1].lower)
        own_name = (
            before >= 2 and is_name(sent.tokens[before - 2]) and kind == "district"
        )  # "the Old Port district of X"
        if kind and kind != "facility" and not own_name:
            mention.kind, mention.word = kind, sent.tokens[before - 1].lower
            mention.cues.append("of")


def _opens_of(sent: Sent, i: int) -> bool:
    """Whether a type word opens "region of X", so that it belongs to the name after it."""
    return i + 2 < len(sent.tokens) and sent.tokens[i + 1].lower == "of" and is_name(sent.tokens[i + 2])


def kind_of(word: str) -> str:
    """What a type word says a name is: region, district, settlement, nature, facility, or "" for other words."""
    return next((k for k in ("region", "district", "settlement", "nature", "facility") if word in words(k)), "")


def _share_plural(found: list[Mention]) -> None:
    """Gives a plural type word to all names it stands for: "Kharkiv, Sumy and Poltava regions"."""
    for n in range(len(found) - 1, 0, -1):
        right, left = found[n], found[n - 1]
        if right.word.endswith("s") and right.kind and not left.kind and _is_listed(left, right):
            left.kind, left.word = right.kind, right.word
    for left, right in pairwise(found):
        if left.word.endswith("s") and "of" in left.cues and not right.kind and _is_listed(left, right):
            right.kind, right.word, right.cues = left.kind, left.word, [*right.cues, "of"]


def _is_listed(left: Mention, right: Mention) -> bool:
    """Whether only commas and "and" part two names."""
    gap = {t.text for t in right.sent.tokens[left.last + 1 : right.first]}
    return bool(gap) and gap <= {",", "and", "or", "&"}


def _weigh(mention: Mention, surnames: frozenset[str]) -> None:
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
    if not mention.kind and _names_site(sent, last):
        mention.evidence -= 3.0
    if mention.name.lower() in capitals():
        mention.evidence += 1.0


def _names_site(sent: Sent, last: int) -> bool:
    """Whether the name is that of a site told to be elsewhere: "the Westwood mall in X"."""
    for i in range(last + 1, min(last + 5, len(sent.tokens) - 2)):
        token = sent.tokens[i]
        if token.lower in words("facility") and not is_name(token):
            return sent.tokens[i + 1].lower in ("in", "near", "outside") and is_name(sent.tokens[i + 2])
        if token.pos not in ("ADJ", "NOUN") or is_name(token):
            return False
    return False


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
    """Whether "a town", "the region's second city" or the like follows."""
    nouns = sent.tokens[i : i + 6]
    if not nouns or nouns[0].lower not in ("a", "an", "the", "one", "its", "his"):
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
