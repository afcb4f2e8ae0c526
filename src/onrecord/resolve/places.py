"""Finds place names and places them on the map, or refuses to."""

from collections import defaultdict

from onrecord.records.sentence import Parsed, Sent
from onrecord.records.where import Toponym
from onrecord.resolve.gazetteer import Entry, Gazetteer, Hit, gazetteer
from onrecord.resolve.metonymy import metonymy
from onrecord.resolve.place_words import demonyms
from onrecord.resolve.toponym_choice import Name, choose, national_votes
from onrecord.resolve.toponym_mention import Mention, is_name
from onrecord.resolve.toponym_mentions import find_mentions

_KINDS = {"nature": "river", "region": "region", "district": "district", "facility": "facility"}
_ENOUGH = 1.2  # evidence at which a name is taken for a place


def find_toponyms(parsed: Parsed) -> tuple[Toponym, ...]:
    """The place names of a story in order; metonymic ones ("Moscow said") carry no point."""
    places = gazetteer()
    surnames = _surnames(parsed.sents)
    mentions = [m for sent in parsed.sents for m in find_mentions(sent, places, surnames)]
    mentions = _accepted(mentions)
    adjectives = [t.lower for s in parsed.sents for t in s.tokens if t.text[0].isupper() and t.lower in demonyms()]
    names = choose(mentions, places, national_votes(mentions, adjectives))
    chosen = {id(m): name for name in names for m in name.mentions}
    found = [_toponym(m, chosen[id(m)], places) for m in mentions]
    return tuple(sorted(found, key=lambda t: t.span.start))


def _surnames(sents: tuple[Sent, ...]) -> frozenset[str]:
    """The last names of the persons that the story names in full."""
    found = set()
    for sent in sents:
        for entity in sent.entities:
            if entity.label == "PERSON" and entity.last > entity.first and is_name(sent.tokens[entity.last]):
                found.add(sent.tokens[entity.last].text)
    return frozenset(found)


def _accepted(mentions: list[Mention]) -> list[Mention]:
    """The mentions that are places by their own evidence, or by that of the same name elsewhere in the story."""
    best: dict[str, float] = defaultdict(float)
    for mention in mentions:
        best[mention.name] = max(best[mention.name], mention.evidence)
    sure = [m for m in mentions if m.evidence >= _ENOUGH]
    for _ in range(3):  # a list hands its evidence on from name to name
        theatre = _theatre(sure)
        heads = {(m.sent.index, i): "at" in m.cues for m in sure for i in range(m.first, m.last + 1)}
        more = [m for m in mentions if m.evidence + _support(m, best, theatre, heads) >= _ENOUGH]
        if len(more) == len(sure):
            break
        sure = more
    return sure


def _theatre(sure: list[Mention]) -> frozenset[str]:
    """The countries that the story names, or in which at least two of its surely named places lie."""
    names: dict[str, set[str]] = defaultdict(set)
    for mention in sure:
        countries = {h.entry.country for h in mention.hits if h.entry.country}
        if any(h.entry.kind == "country" for h in mention.hits):
            names[next(h.entry.country for h in mention.hits if h.entry.kind == "country")] |= {"", mention.name}
        elif len(countries) <= 3:
            for country in countries:
                names[country].add(mention.name)
    return frozenset(c for c, found in names.items() if len(found) >= 2)


def _support(
    mention: Mention, best: dict[str, float], theatre: frozenset[str], heads: dict[tuple[int, int], bool]
) -> float:
    """What the rest of the story adds to a name's evidence: the same name elsewhere, its theatre, the list it is in."""
    token = mention.sent.tokens[mention.head]
    again = 1.5 if best[mention.name] >= 2.5 and mention.evidence > -_ENOUGH else 0.0
    at_home = 1.0 if any(h.entry.country in theatre for h in mention.hits) and len(mention.name) > 4 else 0.0
    partners = [token.head] if token.dep == "conj" else []
    partners += [k.i for k in mention.sent.kids(token.i, "conj")]
    found = [heads[mention.sent.index, i] for i in partners if (mention.sent.index, i) in heads]
    listed = 2.3 if any(found) and _only_separated(mention) else 1.5 if found else 0.0  # "near A and B": near B too
    return max(again, at_home) + listed


def _only_separated(mention: Mention) -> bool:
    """Whether a name stands right after the "and" or comma of its list, without article, title or noun."""
    return mention.first > 0 and mention.sent.tokens[mention.first - 1].lower in ("and", ",", "or")


def _toponym(mention: Mention, name: Name, places: Gazetteer) -> Toponym:
    hit = name.best
    span = mention.sent.span(mention.first, mention.last)
    if hit is None:
        told = "told" if mention.kind in ("settlement", "district") else "unplaced"
        return Toponym(span=span, name=mention.name, kind=_KINDS.get(mention.kind, "settlement"), rule=told)
    entry = hit.entry
    if rule := metonymy(mention):
        return Toponym(
            span=span, name=mention.name, modern=entry.name, geonameid=entry.ident, country=entry.country,
            kind="metonymy", rule=rule,
        )  # fmt: skip
    return Toponym(
        span=span, name=mention.name, modern=entry.name, geonameid=entry.ident, lat=entry.lat, lon=entry.lon,
        country=entry.country or None, admin1=division_name(entry, places), rule=name.rule,
        kind="district" if (mention.kind, entry.kind) == ("district", "settlement") else entry.kind,
    )  # fmt: skip


def division_name(entry: Entry, places: Gazetteer) -> str | None:
    """The name of the first-level division that a place lies in, or null."""
    hits: tuple[Hit, ...] = places.coded(entry.admin1) if entry.admin1 else ()
    return hits[0].entry.name if hits else None
