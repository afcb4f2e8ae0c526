"""The spots of a story: every phrase that can be where something happened, named or pointed at ("the city", "there").

A named spot is a toponym with its tokens; a pointing one ("the village", "the plant") is given the most salient
place of its class that the story has named so far.
"""

from dataclasses import dataclass

from onrecord.records.sentence import Parsed, Sent
from onrecord.records.where import Toponym
from onrecord.resolve.gazetteer import Entry, gazetteer
from onrecord.resolve.place_words import capitals, demonyms, words

_FADE = 0.7  # what a mention keeps of its salience with each paragraph
_CLASSES = {
    "settlement": ("city", "town", "village", "settlement", "hub", "port", "suburb", "hamlet", "enclave", "city-centre",
                   "city-center", "centre", "outskirts", "downtown", "stronghold", "municipality"),
    "island": ("island", "outcrop", "islet"),
    "facility": ("plant", "factory", "complex", "refinery", "steelworks", "works", "dam", "airport", "base", "camp",
                 "airfield", "airbase", "hospital", "prison", "bridge", "depot"),
    "region": ("region", "province", "oblast", "governorate", "district", "state", "territory"),
    "country": ("country", "nation"),
}  # fmt: skip
_KINDS = {
    "settlement": frozenset({"settlement"}),
    "island": frozenset({"island"}),
    "facility": frozenset({"facility"}),
    "region": frozenset({"region", "district", "macroregion"}),
    "country": frozenset({"country"}),
}
_POINTERS = frozenset({"the", "this", "that", "these", "those", "both", "its", "their", "his", "her"})


@dataclass(frozen=True, slots=True)
class Spot:
    """A phrase for a place: tokens `first` to `last` of `sent`, headed by `head`, meaning `place`.

    `pointing` is true for "the city" and the like; `facility` is the noun of a building or site that lies at the place
    ("a factory in X"), for which the point is the place's.
    """

    sent: Sent
    first: int
    last: int
    head: int
    place: Toponym
    pointing: bool = False


def find_spots(parsed: Parsed, toponyms: tuple[Toponym, ...]) -> dict[int, list[Spot]]:
    """The spots of each sentence, by its index, in order."""
    queue = [t for t in toponyms if t.kind != "metonymy"]
    found: dict[int, list[Spot]] = {}
    named: list[tuple[int, Toponym]] = []
    for sent in parsed.sents:
        here: list[Spot] = []
        inside = [t for t in queue if sent.start <= t.span.start < sent.end]
        for i in range(len(sent.tokens)):
            starting = next((t for t in inside if t.span.start == sent.tokens[i].start), None)
            if starting:
                here.append(_named(sent, i, starting))
                named.append((sent.paragraph, here[-1].place))
            elif spot := _pointing(sent, i, named, inside):
                here.append(spot)
        found[sent.index] = here
    return found


def _named(sent: Sent, first: int, toponym: Toponym) -> Spot:
    last = max((i for i in range(first, len(sent.tokens)) if sent.tokens[i].end <= toponym.span.end), default=first)
    inside = range(first, last + 1)
    head = next((i for i in inside if sent.tokens[i].head not in inside), last)
    return Spot(sent, first, last, head, part_of_country(sent, first, toponym))


def part_of_country(sent: Sent, first: int, toponym: Toponym) -> Toponym:
    """"eastern Ukraine": the part of a country that a direction before its name means, as a region."""
    if toponym.kind != "country" or first == 0:
        return toponym
    word = sent.tokens[first - 1].lower.replace("-", "")
    if word not in words("direction"):
        return toponym
    return part(word, toponym) or toponym


def part(direction: str, country: Toponym) -> Toponym | None:
    """The gazetteer's entry for a part of a country, or null where it has none."""
    direction = direction if direction.endswith(("ern", "central")) else direction + "ern"
    entry = next((h.entry for h in gazetteer().lookup(f"{direction} {country.modern}")), None)
    return as_toponym(entry, country, f"{direction} {country.modern}") if entry else None


def as_toponym(entry: Entry, like: Toponym, name: str) -> Toponym:
    """A toponym for an entry, evidenced by the span of `like`."""
    return Toponym(
        span=like.span, name=name, modern=entry.name, geonameid=entry.ident, lat=entry.lat, lon=entry.lon,
        country=entry.country or like.country, kind=entry.kind, rule="part",
    )  # fmt: skip


def _pointing(sent: Sent, i: int, named: list[tuple[int, Toponym]], inside: list[Toponym]) -> Spot | None:
    """The spot of a definite noun at token `i` that names no place itself."""
    token = sent.tokens[i]
    kind = next((k for k, nouns in _CLASSES.items() if token.lower in nouns), None)
    if token.lower == "there" and token.dep == "advmod" and token.pos == "ADV":
        return _salient_spot(sent, i, i, named, ("settlement", "island", "facility"))
    if token.lower == "capital" and (spot := _capital(sent, i, named)):
        return spot
    if kind is None or token.pos != "NOUN" or any(t.span.start <= token.start < t.span.end for t in inside):
        return None
    first = min(sent.subtree(i)[0], i)
    determined = [k for k in sent.kids(i, "det", "poss", "predet") if k.lower in _POINTERS or k.text == "the"]
    if not determined and token.lower not in ("city-centre", "downtown", "outskirts"):
        return None
    if any(s.start <= t.span.start < s.end for t in inside for s in [_reach(sent, i)]):
        return None
    return _salient_spot(sent, max(first, i - 3), i, named, (kind,))


@dataclass(frozen=True, slots=True)
class _Reach:
    start: int
    end: int


def _reach(sent: Sent, i: int) -> _Reach:
    """The characters of a noun phrase with what hangs on it by prepositions: "the city of X" names its city itself."""
    under = [k.i for k in sent.kids(i, "prep", "appos", "compound", "poss", "nmod", "amod")]
    tokens = [sent.tokens[j] for k in under for j in sent.subtree(k)] or [sent.tokens[i]]
    return _Reach(min(t.start for t in tokens), max(t.end for t in tokens))


def _salient_spot(
    sent: Sent, first: int, i: int, named: list[tuple[int, Toponym]], classes: tuple[str, ...]
) -> Spot | None:
    kinds = frozenset(k for c in classes for k in _KINDS[c])
    place = salient(named, sent.paragraph, kinds)
    return Spot(sent, first, i, i, place, pointing=True) if place else None


def salient(named: list[tuple[int, Toponym]], paragraph: int, kinds: frozenset[str]) -> Toponym | None:
    """The place of one of `kinds` that the story has in mind: named most and last, older paragraphs fading."""
    scores: dict[tuple[str, str | None], float] = {}
    latest: dict[tuple[str, str | None], Toponym] = {}
    for at, toponym in named:
        if toponym.kind in kinds:
            key = (toponym.modern or toponym.name, toponym.admin1)
            scores[key] = scores.get(key, 0.0) + _FADE ** max(0, paragraph - at)
            latest[key] = toponym
    if not scores:
        return None
    order = list(scores)
    return latest[max(order, key=lambda k: (scores[k], order.index(k)))]


def _capital(sent: Sent, i: int, named: list[tuple[int, Toponym]]) -> Spot | None:
    """"the capital": that of the country named before it ("the Syrian capital"), else of the story's."""
    if sent.kids(i, "appos") or not sent.kids(i, "det", "poss"):
        return None
    codes = [demonyms()[k.lower] for k in sent.kids(i, "amod", "compound") if k.lower in demonyms()]
    votes: dict[str, int] = {}
    for _, toponym in named:
        if toponym.country:
            votes[toponym.country] = votes.get(toponym.country, 0) + 1
    code = codes[0] if codes else max(votes, key=lambda c: votes[c], default=None)
    name = next((n for n, c in capitals().items() if c == code), None)
    hits = [h.entry for h in gazetteer().lookup(name) if h.entry.country == code and h.entry.kind == "settlement"] if name else []
    if not hits:
        return None
    entry = max(hits, key=lambda e: e.population)
    span = sent.span(i, i)
    place = Toponym(
        span=span, name=span.text, modern=entry.name, geonameid=entry.ident, lat=entry.lat, lon=entry.lon,
        country=entry.country, kind="settlement", rule="capital",
    )  # fmt: skip
    return Spot(sent, max(0, i - 1), i, i, place, pointing=True)
