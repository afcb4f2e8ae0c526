"""Cuts a story's text at the edges of its evidence, so that overlapping and nested spans can all be shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from onrecord.records.coded import CodedStory
from onrecord.records.event import Attribution
from onrecord.records.span import Span

COLOURS = 8


@dataclass(frozen=True)
class Mark:
    """A span, what it is evidence of (content, source, cue, checked, trigger, place, time, number, actor) and whose."""

    start: int
    end: int
    what: str
    owner: str


@dataclass(frozen=True)
class Piece:
    """A stretch of text that the same marks cover from end to end.

    `kinds` say what it is evidence of, `owners` the attributions and events; `colour` is the speaker's (0 for
    none); `triggers` are the events whose trigger it belongs to, `anchors` the ids that start here.
    """

    text: str
    kinds: tuple[str, ...]
    owners: tuple[str, ...]
    colour: int
    triggers: tuple[str, ...]
    anchors: tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """A paragraph of the story, or (`gap`) what stands between two, as pieces; `lead` is its dateline."""

    kind: str
    pieces: tuple[Piece, ...]
    lead: tuple[Piece, ...] = ()


def speakers(coded: CodedStory) -> dict[str, str]:
    """Each attribution's speaker, as one name for all the attributions of one speaker."""
    spoken = (*coded.attributions, *coded.refusals)
    return {a.id: a.source_name or (a.source.text if a.source else "nobody named") for a in spoken}


def colours(coded: CodedStory) -> dict[str, int]:
    """A colour number from 1 for each attribution, the same for the same speaker."""
    order: dict[str, int] = {}
    for name in speakers(coded).values():
        order.setdefault(name, len(order) % COLOURS + 1)
    return {a: order[name] for a, name in speakers(coded).items()}


def marks(coded: CodedStory) -> tuple[Mark, ...]:
    """Every evidence span of the story as a mark, in order of the text."""
    found = [m for a in coded.attributions for m in _of_attribution(a)]
    found += [m for r in coded.refusals for m in _marks([(r.source, "source"), (r.cue, "refusal")], r.id)]
    for event in coded.events:
        spans: list[tuple[Span | None, str]] = [(event.trigger, "trigger")]
        spans += [(actor.span, "actor") for actor in (event.actor, event.target) if actor]
        spans += [(event.place.span, "place")] if event.place else []
        spans += [(event.time.span, "time")] if event.time else []
        spans += [(q.span, "number") for q in event.quantities]
        found += _marks(spans, event.id)
    return tuple(sorted(found, key=lambda m: (m.start, -m.end, m.what, m.owner)))


def _of_attribution(attribution: Attribution) -> list[Mark]:
    spans: list[tuple[Span | None, str]] = [(s, "content") for s in attribution.content]
    spans += [(attribution.source, "source"), (attribution.cue, "cue"), (attribution.checked_evidence, "checked")]
    return _marks(spans, attribution.id)


def _marks(spans: list[tuple[Span | None, str]], owner: str) -> list[Mark]:
    return [Mark(s.start, s.end, what, owner) for s, what in spans if s and s.end > s.start]


def blocks(coded: CodedStory) -> Iterator[Block]:
    """The whole text in order: each paragraph, and any text that stands between paragraphs."""
    text, cutter = coded.story.text, Cutter.of(coded)
    at = 0
    for paragraph in coded.story.paragraphs:
        own_line = text.rfind("\n", at, paragraph.start) + 1 or at
        if text[at:own_line].strip():
            yield Block("gap", cutter.pieces(at, own_line))
        lead = cutter.pieces(own_line, paragraph.start) if text[own_line : paragraph.start].strip() else ()
        yield Block(paragraph.kind, cutter.pieces(paragraph.start, paragraph.end), lead)
        at = paragraph.end
    if text[at:].strip():
        yield Block("gap", cutter.pieces(at, len(text)))


class Cutter:
    """Cuts stretches of one text; each anchor is given once, where its mark first shows (`given` are those so far)."""

    def __init__(self, text: str, found: tuple[Mark, ...], shades: dict[str, int]) -> None:
        self.text, self.found, self.shades = text, found, shades
        self.given: set[str] = set()

    @classmethod
    def of(cls, coded: CodedStory) -> "Cutter":
        """The cutter of a story's text."""
        return cls(coded.story.text, marks(coded), colours(coded))

    def pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        """The text from `start` to `end`, cut at the edges of the marks."""
        here = [m for m in self.found if m.start < end and start < m.end]
        edges = {start, end} | {e for m in here for e in (m.start, m.end) if start < e < end}
        cuts = sorted(edges)
        return tuple(self._piece(a, b, here) for a, b in pairwise(cuts))

    def _piece(self, start: int, end: int, here: list[Mark]) -> Piece:
        over = [m for m in here if m.start <= start and end <= m.end]
        spoken = sorted((m for m in over if m.owner in self.shades), key=lambda m: (m.end - m.start, m.owner))
        triggers = tuple(dict.fromkeys(m.owner for m in over if m.what == "trigger"))
        named = [m.owner for m in over if m.what in {"trigger", "content", "refusal"} and m.owner not in self.given]
        anchors = tuple(dict.fromkeys(named))
        self.given.update(anchors)
        return Piece(
            self.text[start:end],
            tuple(sorted({m.what for m in over})),
            tuple(dict.fromkeys(m.owner for m in over)),
            self.shades[spoken[0].owner] if spoken else 0,
            triggers,
            anchors,
        )
