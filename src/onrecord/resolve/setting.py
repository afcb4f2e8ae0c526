"""The countries a story is about: where it plays, where it was written, and who fights whom."""

import re
from collections import Counter
from dataclasses import dataclass, field

from onrecord.records.sentence import Parsed, Sent
from onrecord.records.span import Span
from onrecord.records.story import Story
from onrecord.records.where import Toponym
from onrecord.resolve.knowledge import Nation, RoleLine, parties
from onrecord.resolve.lookup import words_of
from onrecord.resolve.mentions import read_mention

_DATELINE = re.compile(
    r"\A\s*([A-Z][A-Z'’.\- ]{2,40}[A-Z])\b[^—–/)]{0,60}[—–/)]|\A\s*([A-Z][A-Z'’.\- ]{2,40}[A-Z])\b,[^.]{0,30}"
)
_REACH = 7  # words before a group's noun that may describe it
_NEAR = 400  # characters to either side within which a place name may say where someone is


@dataclass(frozen=True)
class Setting:
    """What the story as a whole tells of countries; alpha-2 codes, null where it tells nothing.

    `scene` is where most of its places are, `home` where its dateline is. `sides` gives, by role line, the
    belligerent for whom such a group fights; `bodies` the country of bodies named with one, by role line.
    """

    scene: str | None
    home: str | None
    toponyms: tuple[Toponym, ...]
    sides: dict[str, str] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)

    def place_in(self, span: Span) -> str | None:
        """The country of the last place named inside a span."""
        return next((t.country for t in self.toponyms if t.country and span.covers(t.span)), None)

    def place_near(self, sent: Sent, at: int) -> str | None:
        """The country of the town or region named nearest to a position in its sentence."""
        inside = [
            t for t in self.toponyms if t.country and t.kind != "country" and sent.start <= t.span.start < sent.end
        ]
        nearest = min(inside, key=lambda t: abs(t.span.start - at), default=None)
        return nearest.country if nearest and abs(nearest.span.start - at) < _NEAR else None


def find_setting(parsed: Parsed, toponyms: tuple[Toponym, ...]) -> Setting:
    """The setting of a story, from its place names, its dateline and the groups it describes."""
    sides: dict[str, str] = {}
    bodies: dict[str, str] = {}
    for sent in parsed.sents:
        _learn(sent, sides, bodies)
    return Setting(_scene(parsed, toponyms), _home(parsed.story), toponyms, sides, bodies)


def _scene(parsed: Parsed, toponyms: tuple[Toponym, ...]) -> str | None:
    """The country of most of the story's places: towns and regions count double, countries once."""
    counts: Counter[str] = Counter()
    for toponym in toponyms:
        if toponym.country and toponym.kind != "metonymy":
            counts[toponym.country] += 1 if toponym.kind == "country" else 2
    if not counts:
        for sent in parsed.sents:
            counts.update(_located(sent))
    return max(counts, key=lambda c: (counts[c], -list(counts).index(c))) if counts else None


def _located(sent: Sent) -> list[str]:
    """Countries that a sentence names as a location ("in Peru"), and each capital or country once more."""
    words = words_of(sent.text, sent.start, sent.end)
    found: list[str] = []
    for hit in parties().find(words):
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


def _learn(sent: Sent, sides: dict[str, str], bodies: dict[str, str]) -> None:
    """Takes from a sentence which groups fight for whom and whose the bodies are."""
    words = words_of(sent.text, sent.start, sent.end)
    for hit in parties().find(words):
        role = hit.value
        if not isinstance(role, RoleLine) or role.sort not in {"group", "body"}:
            continue
        first = max(0, hit.first - _REACH)
        for n in range(hit.first - 1, first - 1, -1):
            if not re.fullmatch(r"[\s'’\-–]*", sent.text[words[n].end : words[n + 1].start]):
                first = n + 1
                break
        reading = read_mention(sent.text, Span.of(sent.text, words[first].start, words[hit.last].end))
        if reading.side and role.kind == "armed_group":
            sides.setdefault(role.key, reading.side)
        if reading.country and role.sort == "body":
            bodies.setdefault(role.key, reading.country)
