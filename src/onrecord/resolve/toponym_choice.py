"""Chooses which of the places that bear a name is meant: containment first, then the story's context, then size.

Every name votes for the countries and first-level divisions its bearers lie in, the fewer the stronger; names bound
by containment ("X in the Y region", "X, Texas") are settled first and vote with their whole weight.
"""

import math
from collections import defaultdict
from dataclasses import dataclass, field

from onrecord.resolve.gazetteer import Entry, Gazetteer, Hit, km
from onrecord.resolve.place_words import demonyms, words
from onrecord.resolve.toponym_mention import Mention
from onrecord.resolve.transliteration import fold

_CANDIDATES = 40
_SMALL, _FAR_KM = 20_000, 800  # people; a village that far from all other places is another of its name
_WELL_KNOWN = 300_000  # people: a city of this size is meant wherever the story plays
_NO_SUPPORT, _CLEAR_THEATRE = 0.3, 3.0  # votes for a country by other names
_TOLD = 2.7  # evidence of a name that the text itself frames as a place
_AREAS = frozenset({"region", "district", "country"})
_POINTS = frozenset({"settlement", "district", "facility", "island"})


@dataclass(slots=True)
class Name:
    """All mentions of one name with one kind in a story, and the places it may be."""

    key: str
    mentions: list[Mention]
    candidates: list[Hit]
    weights: list[float] = field(default_factory=list)
    close: set[int] = field(default_factory=set)  # candidates near another name's place
    rule: str = ""

    @property
    def best(self) -> Hit | None:
        """The likeliest candidate, or null where there is none."""
        if not self.candidates:
            return None
        return self.candidates[max(range(len(self.candidates)), key=lambda n: self.weights[n])]


@dataclass(slots=True)
class Votes:
    """How much the story's names speak for each country and division; by name, so that none votes for itself."""

    country: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    admin1: dict[str, float] = field(default_factory=lambda: defaultdict(float))


def choose(mentions: list[Mention], gazetteer: Gazetteer, national: dict[str, float]) -> list[Name]:
    """The names of a story with their candidates weighed; `national` holds votes for countries by adjectives."""
    contained = _containment(mentions)
    names = _names(mentions, gazetteer, contained)
    for name in names:
        name.weights = [_base(h, name) for h in name.candidates]
    for turn in range(2):
        shares = [_shares(name) for name in names]
        votes = _count(names, shares, national)
        for name, share in zip(names, shares, strict=True):
            _weigh(name, share, votes)
        if turn == 0:
            _draw_together(names)
    best = [name.best.entry for name in names if name.best]
    points = [e for e in best if e.kind in _POINTS | {"region"} and e.lat is not None]
    for name in names:
        _refuse(name, votes, points)
        name.rule = name.rule or ("context" if len(name.candidates) > 1 else "only")
    return names


def _draw_together(names: list[Name]) -> None:
    """Marks candidates that lie close to the likeliest place of another name: towns of one area, parts of a city."""
    cells: dict[tuple[int, int], list[tuple[Name, Entry]]] = defaultdict(list)
    for name in names:
        if name.best and name.best.entry.kind in _POINTS and (cell := _cell(name.best.entry)):
            cells[cell].append((name, name.best.entry))
    for name in names:
        if len(name.candidates) > 1:
            for n, hit in enumerate(name.candidates):
                if hit.entry.kind in _POINTS and _has_neighbour(name, hit.entry, cells):
                    name.close.add(n)


def _cell(entry: Entry) -> tuple[int, int] | None:
    return None if entry.lat is None or entry.lon is None else (math.floor(entry.lat), math.floor(entry.lon))


def _has_neighbour(name: Name, entry: Entry, cells: dict[tuple[int, int], list[tuple[Name, Entry]]]) -> bool:
    """Whether another name's place lies within 60 km, in the same country."""
    if (cell := _cell(entry)) is None:
        return False
    around = ((cell[0] + i, cell[1] + j) for i in (-1, 0, 1) for j in (-1, 0, 1))
    return any(
        other is not name and e.country == entry.country and _km(entry, e) < 60
        for c in around if c in cells for other, e in cells[c]
    )  # fmt: skip


def _km(left: Entry, right: Entry) -> float:
    return km(left.lat or 0.0, left.lon or 0.0, right.lat or 0.0, right.lon or 0.0)


def _refuse(name: Name, votes: Votes, points: list[Entry]) -> None:
    """Leaves a name unplaced where the evidence is thin.

    A name found by a like spelling only is placed in a country that the story is about, or not at all; a small place
    in a country of which nothing else speaks is not placed where the story clearly plays in another.
    """
    best = name.best
    apart = best is not None and (
        _is_far(best, votes, _often(name))
        or _is_outlier(name, best.entry, points)
        or _is_of_site(name, best.entry, points)
    )
    if apart and name.rule != "containment":
        name.candidates, name.weights, name.rule = [], [], "far-from-story"
        return
    if name.candidates and all(m.rough for m in name.mentions) and name.rule != "containment":
        told = any(m.evidence >= _TOLD for m in name.mentions)
        pairs = zip(name.candidates, name.weights, strict=True)
        at_home = [(h, w) for h, w in pairs if told and votes.country[h.entry.country] >= 1.2]
        name.candidates, name.weights = [h for h, _ in at_home], [w for _, w in at_home]
        name.rule = "like-spelling" if at_home else "unplaced"


def _is_outlier(name: Name, entry: Entry, points: list[Entry]) -> bool:
    """Whether a small place lies far from every other place of a story that names several."""
    others = [p for p in points if p.row != entry.row]
    if entry.kind != "settlement" or entry.population >= _SMALL or len(others) < 4 or name.close:
        return False
    return all(_km(entry, other) > _FAR_KM for other in others)


def _is_of_site(name: Name, entry: Entry, points: list[Entry]) -> bool:
    """Whether a name is told only as that of a plant or the like, and its town lies far from all other places."""
    others = [p for p in points if p.row != entry.row]
    if entry.kind not in ("settlement", "district") or not others or not all(m.site for m in name.mentions):
        return False
    return entry.population < _WELL_KNOWN and all(_km(entry, other) > _FAR_KM for other in others)


def _is_far(hit: Hit, votes: Votes, own: float) -> bool:
    if hit.entry.kind not in ("settlement", "district") or hit.entry.population >= _WELL_KNOWN:
        return False
    most = max((v for c, v in votes.country.items() if c != hit.entry.country), default=0.0)
    variant = not hit.own and hit.entry.population < _SMALL  # a village by one of its other names: easily another's
    return votes.country[hit.entry.country] - own < _NO_SUPPORT and most >= (1.0 if variant else _CLEAR_THEATRE)


def _names(mentions: list[Mention], gazetteer: Gazetteer, contained: dict[int, Hit]) -> list[Name]:
    """Mentions grouped by folded name and kind; candidates narrowed by kind, then by what contains them."""
    groups: dict[tuple[str, str], Name] = {}
    for n, mention in enumerate(mentions):
        kind = mention.kind if mention.kind in ("region", "district", "settlement") else ""
        kind = mention.kind if mention.kind in ("nature", "facility") else kind
        key = (fold(mention.name), kind)
        if key not in groups:
            groups[key] = Name(key[0], [], of_kind(mention, gazetteer))
        name = groups[key]
        name.mentions.append(mention)
        if inside := _narrow(name.candidates, contained.get(n), mention.country):
            name.candidates, name.rule = inside, "containment"
    _one_sense(groups)
    _defined_regions(groups)
    return list(groups.values())


def _one_sense(groups: dict[tuple[str, str], Name]) -> None:
    """A name settled by containment once is settled for the story: bare mentions take the same place."""
    for (key, kind), name in groups.items():
        if kind in ("", "settlement"):
            other = groups.get((key, "settlement" if kind == "" else ""))
            if other and other.rule == "containment" and name.rule != "containment":
                rows = {h.entry.row for h in other.candidates}
                kept = [h for h in name.candidates if h.entry.row in rows]
                if kept:
                    name.candidates, name.rule = kept, "containment"


def _defined_regions(groups: dict[tuple[str, str], Name]) -> None:
    """A story that says "X and Y provinces" means the province by a bare X too, unless it also says "the city of X"."""
    for (key, kind), name in groups.items():
        region = groups.get((key, "region"))
        if kind == "" and region and (key, "settlement") not in groups:
            defined = any(m.word in words("defined-region") for m in region.mentions)
            if defined:
                name.candidates, name.rule = list(region.candidates), "defined-region"


def of_kind(mention: Mention, gazetteer: Gazetteer) -> list[Hit]:
    """The bearers of a mention's name that are of the kind its type word asks for, else all of them."""
    hits = list(mention.hits)
    towns = [h for h in hits if h.entry.kind not in _AREAS]
    if mention.kind in ("region", "district"):
        wanted = [h for h in hits if h.entry.kind in (mention.kind, "macroregion")]
        pointed = [h for h in wanted if h.entry.lat is not None]
        hits = pointed or _of_towns(towns, gazetteer, mention.kind) or _boroughs(towns, mention) or wanted
        return hits[:_CANDIDATES] or list(mention.hits)[:_CANDIDATES]
    if mention.kind == "settlement" and any(h.own and h.entry.kind == "country" for h in hits):
        towns = [h for h in towns if h.own]  # "30 cities of Ukraine": no town that only once took the country's name
        hits = towns or [h for h in hits if h.entry.kind == "country"]
    elif mention.kind == "settlement":
        hits = [h for h in towns if h.entry.kind in ("settlement", "facility")] or towns or hits
    if mention.kind == "nature":
        natural = [h for h in hits if h.entry.kind in ("river", "sea", "island", "macroregion")]
        return natural or ([] if mention.word in ("river", "sea", "lake", "canal", "reservoir") else hits)
    if mention.kind == "facility":
        return hits
    cities = {(h.entry.admin1, fold(h.entry.name)) for h in towns if h.own}
    # a region is not its city: a bare name that both bear is the city's
    hits = [h for h in hits if h.entry.kind not in ("region", "district") or not _has_city(h, cities, mention)]
    hits.sort(key=lambda h: (h.entry.kind not in ("country", "region"), -h.entry.population * (1 if h.own else 0.2)))
    return hits[:_CANDIDATES]


def _has_city(hit: Hit, cities: set[tuple[str, str]], mention: Mention) -> bool:
    return any(admin1 == hit.entry.admin1 and fold(mention.name) == name for admin1, name in cities) or (
        hit.entry.kind == "district" and any(admin1.split(".")[0] == hit.entry.country for admin1, _ in cities)
    )


def _boroughs(towns: list[Hit], mention: Mention) -> list[Hit]:
    """Parts of cities that the packages list among settlements, for "the X district"."""
    return towns if mention.kind == "district" else []


def _of_towns(towns: list[Hit], gazetteer: Gazetteer, kind: str) -> list[Hit]:
    """The divisions named after these towns: "Chernigiv region" when only the town has that spelling."""
    found: list[Hit] = []
    if kind != "region":
        return found
    for hit in towns:
        found += [h for h in gazetteer.coded(hit.entry.admin1) if fold(hit.entry.name)[:4] == fold(h.entry.name)[:4]]
    return found


def _narrow(candidates: list[Hit], container: Hit | None, country: str | None) -> list[Hit]:
    if container:
        return [h for h in candidates if lies_in(h.entry, container.entry)]
    if country:
        return [h for h in candidates if h.entry.country == country]
    return []


def lies_in(entry: Entry, area: Entry) -> bool:
    """Whether a place lies in an area by division codes; in a town or a macro-region, by distance."""
    if entry.row == area.row:
        return False
    if area.kind == "country":
        return entry.country == area.country
    if area.kind == "region":
        return entry.admin1 == area.admin1 and entry.kind != "country"
    if area.kind == "district":
        return bool(area.admin2) and entry.admin2 == area.admin2
    if None in (entry.lat, entry.lon, area.lat, area.lon):
        return False
    reach = 30 if area.kind == "settlement" else 400
    return km(entry.lat or 0, entry.lon or 0, area.lat or 0, area.lon or 0) <= reach


def _containment(mentions: list[Mention]) -> dict[int, Hit]:
    """By number of mention, the place that the text says contains it."""
    found: dict[int, Hit] = {}
    for n in range(len(mentions) - 1):
        left, right = mentions[n], mentions[n + 1]
        how = _link(left, right) if left.sent is right.sent else None
        if how is None:
            continue
        inner, outer = (n, right) if how == "inside" else (n + 1, left)
        by_comma = how == "inside" and "in" not in _gap(left, right)
        container = _container(mentions[inner].hits, outer.hits, towns=not by_comma)
        if container:
            found[inner] = container
            if how == "inside":
                _take_region_sense(
                    outer, container, [h for h in mentions[inner].hits if lies_in(h.entry, container.entry)]
                )
    return found


def _container(inner: tuple[Hit, ...], outer: tuple[Hit, ...], *, towns: bool) -> Hit | None:
    """The largest place of the outer name that holds one of the inner name; a town only where `towns`."""
    for hit in sorted(outer, key=lambda h: -h.entry.population):
        if (towns or hit.entry.kind != "settlement") and any(lies_in(h.entry, hit.entry) for h in inner):
            return hit
    return None


def _take_region_sense(outer: Mention, container: Hit, inner: list[Hit]) -> None:
    """Takes the region for its town in "X in Y", where X lies far from the town Y."""
    if outer.kind or container.entry.kind != "region":
        return
    towns = [
        h.entry
        for h in outer.hits
        if h.entry.kind == "settlement" and h.entry.admin1 == container.entry.admin1 and h.own
    ]
    best = max(inner, key=lambda h: h.entry.population).entry
    if towns and all(km(t.lat or 0, t.lon or 0, best.lat or 0, best.lon or 0) > 30 for t in towns):
        outer.kind = "region"


def _gap(left: Mention, right: Mention) -> list[str]:
    return [t.lower for t in left.sent.tokens[left.last + 1 : right.first]]


def _link(left: Mention, right: Mention) -> str | None:
    """How the words between two names bind them: "inside" (X in Y; X, Y), "owner" (Y's X), or not at all."""
    gap = _gap(left, right)
    if gap in ([","], ["("]):
        return "inside"
    if len(gap) > 7 or not gap:
        return None
    tokens = left.sent.tokens[left.last + 1 : right.first]
    if gap[0] in ("'s", "’s", "'") and all(t.pos in ("ADJ", "DET", "NOUN", "PART", "ADP", "ADV") for t in tokens):
        return "owner"
    light = all(t.pos in ("ADJ", "DET", "ADP", "PUNCT", "NUM") or _is_type(t.lower) for t in tokens)
    if light and "in" in gap:
        return "inside"
    return None


def _is_type(word: str) -> bool:
    return (
        word in words("settlement")
        or word in words("region")
        or word in words("direction")
        or word in words("district")
    )


def _base(hit: Hit, name: Name) -> float:
    """What a place weighs without its story: size, whether the name is its own, and kind."""
    entry = hit.entry
    weight = math.log10(entry.population + 300) + (0.0 if hit.own else -1.0)
    if entry.kind == "country":
        return weight + 2.5
    if entry.kind == "region":
        return weight - (0.3 if name.mentions[0].kind != "region" else 0.0)
    if entry.kind == "district":
        return weight - (2.0 if name.mentions[0].kind != "district" else 0.0)
    return weight + (0.0 if entry.kind == "settlement" else 1.5)


def _shares(name: Name) -> list[float]:
    """How the name's one vote divides among its candidates."""
    if not name.weights:
        return []
    top = max(name.weights)
    raw = [math.exp(1.3 * (w - top)) for w in name.weights]
    total = sum(raw)
    return [r / total for r in raw]


def _count(names: list[Name], shares: list[list[float]], national: dict[str, float]) -> Votes:
    votes = Votes()
    for code, weight in national.items():
        votes.country[code] += weight
    for name, share in zip(names, shares, strict=True):
        often = _often(name)
        for hit, part in zip(name.candidates, share, strict=True):
            votes.country[hit.entry.country] += part * often
            if hit.entry.admin1:
                votes.admin1[hit.entry.admin1] += part * often
    return votes


def _often(name: Name) -> float:
    return (1.0 + math.log(len(name.mentions))) * (1.5 if name.rule == "containment" else 1.0)


def _weigh(name: Name, share: list[float], votes: Votes) -> None:
    often = _often(name)
    for n, hit in enumerate(name.candidates):
        country = max(0.0, votes.country[hit.entry.country] - share[n] * often)
        admin1 = max(0.0, votes.admin1[hit.entry.admin1] - share[n] * often) if hit.entry.admin1 else 0.0
        near = 1.0 if n in name.close else 0.0
        name.weights[n] = near + _base(hit, name) + 1.0 * math.log2(1 + country) + 1.3 * math.log2(1 + admin1)


def national_votes(mentions: list[Mention], adjectives: list[str]) -> dict[str, float]:
    """Votes for countries by the adjectives of a story ("Syrian"), as by its mentions."""
    del mentions
    counts: dict[str, int] = defaultdict(int)
    for word in adjectives:
        counts[demonyms()[word]] += 1
    return {code: 0.7 * (1 + math.log(count)) for code, count in counts.items()}
