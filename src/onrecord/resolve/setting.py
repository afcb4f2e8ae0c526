"""The countries a story is about: where it plays, where it was written, and who fights whom."""

import re
from collections import Counter
from dataclasses import dataclass, field

from onrecord.records.sentence import Parsed, Sent
from onrecord.records.span import Span
from onrecord.records.story import Story
from onrecord.records.where import Toponym
from onrecord.resolve.knowledge import Known, Nation, OrganisationLine, RoleLine, parties, parties_in
from onrecord.resolve.lookup import Hit, Word, words_of
from onrecord.resolve.mentions import read_mention

_DATELINE = re.compile(
    r"\A\s*([A-Z][A-Z'’.\- ]{2,40}[A-Z])\b[^—–/)]{0,60}[—–/)]|\A\s*([A-Z][A-Z'’.\- ]{2,40}[A-Z])\b,[^.]{0,30}"
)
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "PART", "X", "ADV"})
_BREATH = frozenset({"and", "troops", "forces", "soldiers", "army", "units", "allied", "pro", "local", "the"})
_CLEARLY = 3  # how many times more than all others together the forces of a rival are spoken of
_INSURGENT = ""  # under no country's code: armed groups of no state, counted among the armies
_CIVIL = 2  # mentions of such groups that make a war one within a country
_REACH = 7  # words before a group's noun that may describe it
_NEAR = 400  # characters to either side within which a place name may say where someone is


@dataclass(frozen=True)
class Body:
    """An institution that the story names together with its country."""

    span: Span
    country: str


@dataclass(frozen=True)
class Setting:
    """What the story as a whole tells of countries; alpha-2 codes, null where it tells nothing.

    `scene` is where most of its places are, `home` where its dateline is. `sides` gives, by role line, the
    belligerent for whom such a group fights; `bodies` the country of bodies named with one, by role line. `rival` is
    the one foreign country of whose forces the story speaks; `civil` says that armed groups which it gives to no
    other state fight there, so that a foreign force need not be the state's foe; `placed` that a place of the scene is
    told, not only its name or people.
    """

    scene: str | None
    home: str | None
    toponyms: tuple[Toponym, ...]
    sides: dict[str, str] = field(default_factory=dict)
    bodies: dict[str, tuple[Body, ...]] = field(default_factory=dict)
    rival: str | None = None
    civil: bool = False
    placed: bool = True
    quoted: tuple[tuple[int, int], ...] = ()

    def place_in(self, span: Span) -> str | None:
        """The country of the first town or region named inside a span."""
        inside = [t for t in self.toponyms if t.country and t.kind != "country" and span.covers(t.span)]
        return next((t.country for t in inside if not _is_nation(t.span.text)), None)

    def body(self, key: str, at: int) -> Body | None:
        """The body of a role line that the story names with its country: the last before a position, else the first."""
        known = self.bodies.get(key, ())
        earlier = [b for b in known if b.span.start < at]
        return earlier[-1] if earlier else next(iter(known), None)

    def _is_quoted(self, at: int) -> bool:
        return any(start <= at < end for start, end in self.quoted)

    def place_near(self, sent: Sent, at: int) -> str | None:
        """The country of the town or region named nearest to a position in its sentence.

        A place inside a quotation counts only where the story names its country's places more than once.
        """
        local = [t for t in self.toponyms if t.country and t.kind not in {"country", "metonymy"}]
        often = Counter(t.country for t in local)
        inside = [t for t in local if sent.start <= t.span.start < sent.end]
        inside = [t for t in inside if often[t.country] > 1 or not self._is_quoted(t.span.start)]
        nearest = min(inside, key=lambda t: abs(t.span.start - at), default=None)
        return nearest.country if nearest and abs(nearest.span.start - at) < _NEAR else None


def find_setting(parsed: Parsed, toponyms: tuple[Toponym, ...]) -> Setting:
    """The setting of a story, from its place names, its dateline and the groups it describes."""
    sides: dict[str, str] = {}
    bodies: dict[str, tuple[Body, ...]] = {}
    armies: Counter[str] = Counter()
    for sent in parsed.sents:
        _learn(sent, sides, bodies, armies)
    scene = _scene(parsed, toponyms)
    rival = _rival(armies, scene)
    civil = armies[_INSURGENT] >= _CIVIL and not sides
    quoted = tuple((q.start, q.end) for q in parsed.quotations)
    return Setting(
        scene, _home(parsed.story), toponyms, sides, bodies, rival, civil, _is_placed(parsed, toponyms, scene), quoted
    )


def _rival(armies: Counter[str], scene: str | None) -> str | None:
    """The one foreign country of whose forces the story speaks; null where it speaks of several alike."""
    foreign = [(n, c) for c, n in armies.items() if c not in {scene, _INSURGENT}]
    best = max(foreign, default=None)
    others = sum(n for n, c in foreign) - best[0] if best else 0
    return best[1] if best and best[0] >= _CLEARLY * others else None


def _is_nation(text: str) -> bool:
    words = words_of(text)
    return any(isinstance(h.value, Nation) and h.last == len(words) - 1 for h in parties().find(words))


def _scene(parsed: Parsed, toponyms: tuple[Toponym, ...]) -> str | None:
    """The country in which most of the story plays: its towns and regions tell more than capitals and countries.

    Capitals mostly stand for governments, and a country is often an actor: it counts where it is a location.
    """
    counts: Counter[str] = Counter()
    body = next((p.start for p in parsed.story.paragraphs if p.kind == "body"), 0)
    for toponym in toponyms:
        if toponym.country and toponym.kind != "metonymy":
            weight = (
                4 if not _is_nation(toponym.span.text) else 2 if _is_location(parsed.story.text, toponym.span) else 1
            )
            counts[toponym.country] += weight * (2 if toponym.span.start < body else 1)
    if not counts:
        for sent in parsed.sents:
            counts.update(_located(sent))
    return max(counts, key=lambda c: (counts[c], -list(counts).index(c))) if counts else None


def _is_placed(parsed: Parsed, toponyms: tuple[Toponym, ...], scene: str | None) -> bool:
    """Whether the story names a town or region of its scene, or tells the country as a location."""
    here = [t for t in toponyms if t.country == scene and t.kind != "metonymy"]
    return any(not _is_nation(t.span.text) or _is_location(parsed.story.text, t.span) for t in here)


def _is_location(text: str, span: Span) -> bool:
    return (
        re.search(
            r"\b(?:in|across|inside|into|throughout|near|of|eastern|western|northern|southern|central)\s+$",
            text[max(0, span.start - 14) : span.start],
        )
        is not None
    )


def _located(sent: Sent) -> list[str]:
    """Countries that a sentence names as a location ("in Peru"), and each capital or country once more."""
    words, hits = parties_in(sent.text, sent.start, sent.end)
    found: list[str] = []
    for hit in hits:
        if isinstance(hit.value, Nation) and hit.value.form in {"name", "capital", "adjective"}:
            located = hit.first > 0 and words[hit.first - 1].lower in {"in", "across", "inside", "near", "of"}
            found += [hit.value.line.key] * (3 if located else 1)
    return found


def _home(story: Story) -> str | None:
    """The country of the dateline's place, where the text or the feed gives one."""
    texts = [story.dateline_place or "", story.dateline.text if story.dateline else ""]
    body = next((p for p in story.paragraphs if p.kind == "body"), None)
    match = _DATELINE.match(story.text[body.start : body.start + 120]) if body else None
    texts.append(match.group() if match else "")
    for text in texts:
        hit = next((h for h in parties().find(words_of(text)) if isinstance(h.value, Nation)), None)
        if hit and isinstance(hit.value, Nation):
            return hit.value.line.key
    return None


def _learn(sent: Sent, sides: dict[str, str], bodies: dict[str, tuple[Body, ...]], armies: Counter[str]) -> None:
    """Takes from a sentence which groups fight for whom, whose the bodies are, and whose forces are spoken of."""
    words, hits = parties_in(sent.text, sent.start, sent.end)
    parts = {t.start: t.pos for t in sent.tokens}
    for hit in hits:
        value = hit.value
        if isinstance(value, OrganisationLine) and value.kind == "armed_group" and not (value.side or value.country):
            armies[_INSURGENT] += 1
        if isinstance(value, OrganisationLine) and value.side:
            key = next(
                (h.value.key for h in parties().find(words[hit.last : hit.last + 1]) if isinstance(h.value, RoleLine)),
                "",
            )
            sides.setdefault(key, value.side)
        if not isinstance(value, RoleLine) or value.sort not in {"group", "body", "light", "thing"}:
            continue
        first = _opening(sent.text, words, hit, parts)
        reading = read_mention(sent.text, Span.of(sent.text, words[first].start, words[hit.last].end))
        if value.kind == "armed_group" and (
            side := reading.side or _fellow(words, hits, hit) or _patron(words, hits, hit)
        ):
            sides.setdefault(value.key, side)
        elif value.kind == "armed_group" and not (value.stateless or reading.organisation):
            armies[_INSURGENT] += 1
        if reading.country and reading.nation and (value.sort == "body" or value.key == "official"):
            bodies[value.key] = (*bodies.get(value.key, ()), Body(reading.span, reading.country))
        elif value.sort == "body" and not reading.country and (owner := _owner(words, hits, first)):
            bodies[value.key] = (*bodies.get(value.key, ()), Body(reading.span, owner))
        if reading.country and reading.kind == "military":
            armies[reading.country] += 1


def _opening(text: str, words: tuple[Word, ...], hit: Hit[Known], parts: dict[int, str]) -> int:
    """The first word of the noun phrase that leads to a noun: no verb, preposition, article or comma within it."""
    first = hit.first
    while first > max(0, hit.first - _REACH):
        left = words[first - 1]
        gap = text[left.end : words[first].start]
        if parts.get(left.start, "NOUN") not in _NOMINAL or not re.fullmatch(r"[\s'’\-–]*", gap):
            break
        first -= 1
    return first


def _owner(words: tuple[Word, ...], hits: tuple[Hit[Known], ...], first: int) -> str | None:
    """The nation whose body "its ministry" is: the one that its sentence named last by its own name."""
    if not first or words[first - 1].lower != "its":
        return None
    before = [h.value for h in hits if h.last < first and isinstance(h.value, Nation)]
    return next((n.line.key for n in reversed(before) if n.form in {"name", "capital"}), None)


def _fellow(words: tuple[Word, ...], hits: tuple[Hit[Known], ...], group: Hit[Known]) -> str | None:
    """The nation whose forces are named in one breath with a group: "Peruvian troops and separatists"."""
    for hit in hits:
        low, high = (hit.last, group.first) if hit.last < group.first else (group.last, hit.first)
        between = {w.lower for w in words[low + 1 : high]}
        near = 0 < high - low <= 4 and "and" in between and between <= _BREATH
        if isinstance(hit.value, Nation) and hit.value.form == "adjective" and near:
            return hit.value.line.key
    return None


def _patron(words: tuple[Word, ...], hits: tuple[Hit[Known], ...], group: Hit[Known]) -> str | None:
    """The nation whose allies a group is called ("Peru said its troops and rebel allies"): the last before."""
    if group.last + 1 >= len(words) or words[group.last + 1].lower not in {"ally", "allies"}:
        return None
    before = [h.value for h in hits if h.last < group.first and isinstance(h.value, Nation)]
    return before[-1].line.key if before else None
