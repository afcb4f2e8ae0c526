"""Works out which place a phrase without a name points at: "the city", "there", "the capital", "the country's east"."""

from dataclasses import dataclass

from onrecord.records.sentence import Sent
from onrecord.records.where import Toponym
from onrecord.resolve.gazetteer import Entry, gazetteer
from onrecord.resolve.place_words import capitals, demonyms, words

_FADE = 0.7  # what a mention keeps of its salience with each paragraph
_SAME_PARAGRAPH = 2.0
# Nouns that point, the kinds of place they can mean, and the largest and least population that fits.
_SETTLEMENT, _ISLAND = frozenset({"settlement"}), frozenset({"island"})
_FACILITY, _COUNTRY = frozenset({"facility"}), frozenset({"country"})
_REGION = frozenset({"region", "district", "macroregion"})
_NOUNS: dict[str, tuple[frozenset[str], int, int]] = {
    **dict.fromkeys(("city", "cities", "city-centre", "downtown", "metropolis"), (_SETTLEMENT, 8_000, 10**9)),
    **dict.fromkeys(("town", "towns", "enclave", "stronghold", "outskirts", "hub"), (_SETTLEMENT, 0, 600_000)),
    **dict.fromkeys(("village", "villages", "hamlet", "settlement", "suburb"), (_SETTLEMENT, 0, 60_000)),
    **dict.fromkeys(("centre", "center", "port", "downtown"), (_SETTLEMENT, 0, 10**9)),
    **dict.fromkeys(("island", "outcrop", "islet"), (_ISLAND, 0, 10**9)),
    **dict.fromkeys(
        ("plant", "factory", "complex", "refinery", "steelworks", "works", "dam", "airport", "base", "camp", "airfield",
         "airbase", "hospital", "prison", "bridge", "depot", "facility", "compound"), (_FACILITY, 0, 10**9),
    ),
    **dict.fromkeys(("region", "province", "oblast", "governorate", "district", "state"), (_REGION, 0, 10**9)),
    **dict.fromkeys(("country", "nation"), (_COUNTRY, 0, 10**12)),
}  # fmt: skip
_WORKS = ("plant", "factory", "complex", "works", "steelworks", "facility", "compound")
_UNKNOWN_SIZE = 1_000  # people: what the packages lack is a village
_PLACES = _SETTLEMENT | _ISLAND | _FACILITY
_POINTERS = frozenset({"the", "this", "that", "these", "those", "both", "its", "their"})
_SIDES = frozenset(
    {"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "centre", "center"}
)


@dataclass(frozen=True, slots=True)
class Named:
    """A place as the story has named it, and in which paragraph."""

    paragraph: int
    place: Toponym
    weight: float = 1.0  # less for the ends of a way ("from X to Y")


def pointed_at(sent: Sent, i: int, named: list[Named], toponyms: list[Toponym]) -> Toponym | None:
    """The place that token `i` points at, as head of a phrase without a name of its own, or null."""
    token = sent.tokens[i]
    if token.lower == "there":
        return salient(named, sent.paragraph, _PLACES) if token.dep == "advmod" else None
    if token.pos not in ("NOUN", "PROPN", "ADJ"):
        return None
    if token.lower in _SIDES and (place := _side(sent, i, named)):
        return place
    if token.lower == "capital":
        return _capital(sent, i, named, toponyms)
    if token.lower in words("direction") and token.dep == "amod" and token.lower.endswith(("ern", "central")):
        return _directed_noun(sent, i, named)
    if token.lower not in _NOUNS or not _points(sent, i) or _names_itself(sent, i, toponyms):
        return None
    kinds, least, most = _NOUNS[token.lower]
    if kinds is _FACILITY:
        named = [n for n in named if _is_such(n.place, token.lower)]
    return salient(named, sent.paragraph, kinds, least, most)


def _is_such(place: Toponym, noun: str) -> bool:
    """Whether a named site is what the noun says: a works may be called a plant, a refinery only a refinery."""
    known = f"{place.name} {place.span.text} {place.modern or ''}".lower()
    return noun in known or (noun in _WORKS and (any(w in known for w in _WORKS) or " " not in known.strip()))


def _points(sent: Sent, i: int) -> bool:
    if sent.tokens[i].lower in ("city-centre", "downtown", "outskirts"):
        return True
    return any(k.lower in _POINTERS for k in sent.kids(i, "det", "poss", "predet", "nmod", "amod"))


def _names_itself(sent: Sent, i: int, toponyms: list[Toponym]) -> bool:
    """Whether a name hangs on the noun ("the city of X", "Kyiv's port", "the city, X"): then it does not point."""
    under = [k.i for k in sent.kids(i, "prep", "appos", "compound", "poss", "nmod")]
    inside = {j for k in under for j in sent.subtree(k)} | {i}
    named = [t for t in toponyms if t.kind != "sea"]  # "the Black Sea island" is not the sea
    return any(sent.tokens[j].start <= t.span.start < sent.tokens[j].end for j in inside for t in named)


def salient(
    named: list[Named], paragraph: int, kinds: frozenset[str], least: int = 0, most: int = 10**12
) -> Toponym | None:
    """The place of one of `kinds` and fitting size that the story has in mind: named most and last, older ones fade."""
    scores: dict[tuple[str, str | None], float] = {}
    latest: dict[tuple[str, str | None], Toponym] = {}
    for item in named:
        place = item.place
        if place.kind in kinds and least <= _population(place, least) <= most:
            key = (place.modern or place.name, place.admin1)
            age = paragraph - item.paragraph
            scores[key] = scores.get(key, 0.0) + item.weight * (_FADE**age if age > 0 else _SAME_PARAGRAPH)
            latest[key] = place
    order = list(scores)
    return latest[max(order, key=lambda k: (round(scores[k], 6), order.index(k)))] if order else None


def _population(place: Toponym, otherwise: int) -> int:
    if place.kind != "settlement":
        return otherwise
    if place.geonameid is None:
        return _UNKNOWN_SIZE
    sizes = [
        h.entry.population for h in gazetteer().lookup(place.modern or place.name) if h.entry.ident == place.geonameid
    ]
    return sizes[0] or otherwise if sizes else otherwise


def story_country(named: list[Named]) -> Toponym | None:
    """The country that most of the story's places lie in, as a toponym without a point."""
    votes: dict[str, float] = {}
    for item in named:
        if item.place.country and item.place.kind != "metonymy":
            weight = 0.5 if item.place.kind == "country" else 1.0
            votes[item.place.country] = votes.get(item.place.country, 0.0) + weight
    code = max(votes, key=lambda c: votes[c], default=None)
    hits = gazetteer().coded(code) if code else ()
    return _toponym(hits[0].entry, named[-1].place) if hits else None


def part_of(country: Toponym, directions: list[str]) -> Toponym | None:
    """The part of a country that one or two directions mean; of two, the middle; null where the gazetteer has none."""
    found = []
    for word in directions[:2]:
        name = word.replace("-", "").replace("centre", "central").replace("center", "central")
        name = name if name.endswith(("ern", "central")) else name + "ern"
        hits = [
            h.entry for h in gazetteer().lookup(f"{name} {country.modern or country.name}") if h.entry.lat is not None
        ]
        if not hits:
            return None
        found.append(max(hits, key=lambda e: e.population))
    if not found:
        return None
    part = _toponym(found[0], country)
    if len(found) == 1:
        return part
    lat, lon = (((found[0].lat or 0) + (found[1].lat or 0)) / 2, ((found[0].lon or 0) + (found[1].lon or 0)) / 2)
    name = f"{directions[0]} and {directions[1]} {country.modern or country.name}"
    return part.model_copy(update={"lat": lat, "lon": lon, "modern": name})


def _toponym(entry: Entry, like: Toponym) -> Toponym:
    return Toponym(
        span=like.span, name=entry.name, modern=entry.name, geonameid=entry.ident, lat=entry.lat, lon=entry.lon,
        country=entry.country or like.country, kind=entry.kind, rule="part",
    )  # fmt: skip


def _side(sent: Sent, i: int, named: list[Named]) -> Toponym | None:
    """The part of the story's country in "the east of the country", "the centre and west of the country"."""
    if sent.tokens[i].dep == "conj" and sent.tokens[sent.tokens[i].head].lower in _SIDES:
        return None
    of = [k for k in sent.kids(i, "prep") if k.lower == "of"]
    sides = [sent.tokens[i].lower] + [k.lower for k in sent.kids(i, "conj") if k.lower in _SIDES]
    of = of or [k for c in sent.kids(i, "conj") for k in sent.kids(c.i, "prep") if k.lower == "of"]
    country = any(n.lower in ("country", "nation") for k in of for n in sent.kids(k.i, "pobj"))
    home = story_country(named)
    return part_of(home, sides) if country and home else None


def _directed_noun(sent: Sent, i: int, named: list[Named]) -> Toponym | None:
    """The part of the story's country where an act goes on: "its eastern offensive", "the eastern battles"."""
    noun = sent.tokens[sent.tokens[i].head]
    acts = ("offensive", "battle", "battles", "front", "campaign", "assault", "push", "frontline", "advance")
    home = story_country(named)
    return part_of(home, [sent.tokens[i].lower]) if noun.lower in acts and home else None


def _capital(sent: Sent, i: int, named: list[Named], toponyms: list[Toponym]) -> Toponym | None:
    """The capital of the country named before the word ("the Syrian capital"), else of the story's."""
    if not sent.kids(i, "det", "poss") or _names_itself(sent, i, toponyms):
        return None
    codes = [demonyms()[k.lower] for k in sent.kids(i, "amod", "compound") if k.lower in demonyms()]
    home = story_country(named)
    code = codes[0] if codes else home.country if home else None
    name = next((n for n, c in capitals().items() if c == code), "")
    hits = (
        [h.entry for h in gazetteer().lookup(name) if h.entry.country == code and h.entry.kind == "settlement"]
        if name
        else []
    )
    if not hits:
        return None
    entry = max(hits, key=lambda e: e.population)
    return _toponym(entry, Toponym(span=sent.span(i, i), name=name, rule="capital"))
