"""The spots of a story: every phrase that can be where something happened, named or pointed at ("the city", "there").

A named spot is a toponym with its tokens; a pointing one ("the village", "the plant") is given the most salient
place of its class that the story has named so far. Datelines and governments ("Moscow said") are no spots.
"""

import re
from dataclasses import dataclass

from onrecord.records.sentence import Parsed, Sent
from onrecord.records.where import Toponym
from onrecord.resolve.place_words import words
from onrecord.resolve.pointing import Named, part_of, pointed_at

_DATELINE = re.compile(r"[^.!?\n]{0,80}?(\([A-Za-z /]{2,30}\)|/[A-Z]{2,8}/|[A-Z][a-z]+ \d{1,2}\.?)?\s*(—|–|--| - )\s")
_MEMORY = 150  # mentions that a reader, and a long text's coding time, can bear in mind
_LABEL = re.compile(r"[A-Z][A-Z' \-]{2,40}:\s")


@dataclass(frozen=True, slots=True)
class Spot:
    """A phrase for a place: tokens `first` to `last` of `sent`, headed by `head`, meaning `place`.

    `pointing` is true for "the city" and the like; `reference` where the place only helps to find another
    ("southeast of X").
    """

    sent: Sent
    first: int
    last: int
    head: int
    place: Toponym
    pointing: bool = False
    reference: bool = False


@dataclass(frozen=True, slots=True)
class Spots:
    """The spots of each sentence by its index, the place that a label ("KYIV: ...") gives a paragraph, all names."""

    by_sent: dict[int, list[Spot]]
    labels: dict[int, Toponym]
    toponyms: tuple[Toponym, ...]


def find_spots(parsed: Parsed, toponyms: tuple[Toponym, ...]) -> Spots:
    """The spots of a story, in order."""
    found: dict[int, list[Spot]] = {}
    labels: dict[int, Toponym] = {}
    named: list[Named] = []
    for sent in parsed.sents:
        inside = [t for t in toponyms if sent.start <= t.span.start < sent.end]
        head_end = _heading_end(parsed, sent)
        for toponym in inside:
            if toponym.span.start < head_end and _LABEL.match(parsed.story.text, sent.start):
                labels.setdefault(sent.paragraph, toponym)
                named.append(Named(sent.paragraph, toponym))
        inside = [t for t in inside if t.span.start >= head_end]
        found[sent.index] = _spots(sent, inside, named)
    return Spots(found, labels, toponyms)


def _heading_end(parsed: Parsed, sent: Sent) -> int:
    """Where a dateline or label at the start of a paragraph ends; the sentence's start where there is none."""
    paragraph = parsed.story.paragraphs[sent.paragraph]
    if paragraph.kind == "headline" or sent.start != paragraph.start:
        return sent.start
    text = parsed.story.text
    match = _LABEL.match(text, sent.start)
    if match is None and (match := _DATELINE.match(text, sent.start)):
        opening = text[sent.start : match.end()].split()
        capitals = opening and opening[0].strip(",").isupper()
        match = match if capitals or match.group(1) else None
    return match.end() if match else sent.start


def _spots(sent: Sent, toponyms: list[Toponym], named: list[Named]) -> list[Spot]:
    here: list[Spot] = []
    starts = {t.span.start: t for t in toponyms}
    for i, token in enumerate(sent.tokens):
        toponym = starts.get(token.start)
        if toponym is not None:
            spot = _named(sent, i, toponym)
            named.append(Named(sent.paragraph, toponym, _weight(spot)))
            if toponym.kind != "metonymy" and not _says_where(spot, here):
                here.append(spot)
        elif (place := pointed_at(sent, i, named[-_MEMORY:], toponyms)) is not None:
            first = i - 1 if i and sent.tokens[i - 1].head == i else i
            here.append(Spot(sent, first, i, i, place, pointing=True, reference=_is_reference(sent, first)))
            named.append(Named(sent.paragraph, place, 0.5))
    return here


def _says_where(spot: Spot, here: list[Spot]) -> bool:
    """Whether a town only says where the site before it is: "the Norvik mill in Arvena"; the site is more exact."""
    site = here[-1] if here else None
    if site is None or site.place.kind != "facility" or site.pointing or spot.place.kind != "settlement":
        return False
    between = spot.sent.tokens[site.last + 1 : spot.first]
    return [t.lower for t in between] == ["in"] and site.place.lat is not None


def _weight(spot: Spot) -> float:
    """How far a mention brings a place to mind: the ends of a way and mere references do so less."""
    preposition = spot.sent.tokens[spot.sent.tokens[spot.head].head]
    return 0.5 if spot.reference or preposition.lower in ("from", "to", "towards") else 1.0


def _named(sent: Sent, first: int, toponym: Toponym) -> Spot:
    last = max((i for i in range(first, len(sent.tokens)) if sent.tokens[i].end <= toponym.span.end), default=first)
    inside = range(first, last + 1)
    head = next((i for i in inside if sent.tokens[i].head not in inside), last)
    place = _part(sent, first, toponym)
    return Spot(sent, first, last, head, place, reference=_is_reference(sent, first))


def _part(sent: Sent, first: int, toponym: Toponym) -> Toponym:
    """The part of a country that directions before it mean: "eastern Ukraine", "central and western Ukraine"."""
    if toponym.kind != "country":
        return toponym
    directions: list[str] = []
    i = first - 1
    while i >= 0 and (
        sent.tokens[i].lower in words("direction") or (directions and sent.tokens[i].lower in ("and", ",", "or"))
    ):
        if sent.tokens[i].lower in words("direction"):
            directions.insert(0, sent.tokens[i].lower)
        i -= 1
    return part_of(toponym, directions) or toponym


def _is_reference(sent: Sent, first: int) -> bool:
    """Whether the words before a spot are a direction from it: "southeast of X", "west of the capital"."""
    i = first - 1
    while i >= 0 and sent.tokens[i].pos in ("DET", "ADJ"):
        i -= 1
    if i < 1 or sent.tokens[i].lower not in ("of", "from"):
        return False
    before = sent.tokens[i - 1]
    return before.lower in words("direction") or before.lower in ("km", "kilometres", "kilometers", "miles", "river")
