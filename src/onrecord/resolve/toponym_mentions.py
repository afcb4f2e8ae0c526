"""Finds what may be a place name in a sentence, and what speaks for and against it.

Names are found by the gazetteer over capitalised words, longest first; the tagger's entities are one piece of
evidence among others, since it misses half of the places of war copy (it takes villages for persons).
"""

from itertools import pairwise

from onrecord.records.sentence import Sent
from onrecord.resolve.gazetteer import Gazetteer, Hit
from onrecord.resolve.place_words import abbreviations, demonyms, words
from onrecord.resolve.toponym_evidence import weigh
from onrecord.resolve.toponym_mention import Mention, is_name, kind_of

_LONGEST = 7  # tokens, hyphens counted
_SEPARATORS = frozenset({",", "and", "or", "&"})


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
        weigh(mention, surnames)
    return found


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
        ) or _is_listed_with(sent, i)
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


def _is_listed_with(sent: Sent, i: int) -> bool:
    """Whether a name goes on with a list that a plural type word opens: "the villages of A, B and X"."""
    at = i - 1
    if at < 0 or sent.tokens[at].text not in _SEPARATORS:
        return False
    while at > 1 and (sent.tokens[at].text in _SEPARATORS or is_name(sent.tokens[at])):
        at -= 1
    plural = sent.tokens[at - 1].lower if at else ""
    return sent.tokens[at].lower == "of" and plural.endswith("s") and kind_of(plural) in ("settlement", "district")


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
    return bool(gap) and gap <= _SEPARATORS
