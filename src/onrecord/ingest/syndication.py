"""Finds copies: near-duplicate text under another carrier, by shared five-word shingles."""

import re
import zlib
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from onrecord.ingest.dates import instant
from onrecord.records.sketch import Sketch, sampled
from onrecord.records.story import Agency, Story

WINDOW = timedelta(days=21)  # archives date late; carriers of a live feed copy within hours
_WORDS = 5  # of a shingle
_FEWEST = 8  # shingles; a shorter text is not enough to call a copy
_MOSTLY = 0.7  # share of the later text that comes from the earlier one
_WHOLLY, _NO_DIGEST = 0.8, 0.4  # or: share of the earlier text taken over, and how much of the later one it makes
_KIN = 0.3  # share a copy must have in common with the original it is grouped under
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = str.maketrans("", "", "'’ʼ`")


def shingles(story: Story) -> frozenset[int]:
    """Hashes of the five-word shingles of the story's body, case and punctuation apart; the same in every run."""
    text = " ".join(story.text[p.start : p.end] for p in story.paragraphs if p.kind == "body")
    words = _WORD.findall(text.lower().translate(_APOSTROPHES))
    return frozenset(zlib.crc32(" ".join(words[n : n + _WORDS]).encode()) for n in range(len(words) - _WORDS + 1))


@dataclass(frozen=True, slots=True)
class Entry:
    """A story by its shingles, with its place in the order of who may copy whom."""

    story: Story
    shingles: frozenset[int]
    at: datetime
    seniority: tuple[object, ...]

    @staticmethod
    def of(story: Story) -> "Entry":
        """The entry of a story."""
        return Entry(story, shingles(story), instant(story.published), _seniority(story))

    @staticmethod
    def of_sketch(sketch: Sketch) -> "Entry":
        """The entry of a story of which only the sketch is at hand."""
        return Entry(sketch.story, sketch.shingles, instant(sketch.story.published), _seniority(sketch.story))

    def may_be_copied_by(self, later: "Entry") -> bool:
        """Whether the later one counts as its copy, by words, carriers and time."""
        return _copies(later.shingles, self.shingles) and _may_copy(later, self)

    def root(self, found: "Entry", first: "Entry") -> str:
        """The id under which this copy of `found` goes: `first`, of which `found` is a copy, if that is near."""
        near = self.at - first.at <= WINDOW
        return first.story.id if near and _share(self.shingles, first.shingles) >= _KIN else found.story.id


class CopyIndex:
    """Stories by their shingles, for finding what a new one copies without comparing it with all of them.

    Cost per story hangs on its length and on how many stories share its wording, not on how many there are.
    """

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._holders: dict[int, set[str]] = {}
        self._order: deque[str] = deque()

    def add(self, story: Story) -> None:
        """Take the story in; one under the same id is replaced."""
        self._drop(story.id)
        entry = Entry.of(story)
        self._entries[story.id] = entry
        self._order.append(story.id)
        for shingle in sampled(entry.shingles):
            self._holders.setdefault(shingle, set()).add(story.id)

    def forget_before(self, published: str) -> None:
        """Drop, from the first added on, the stories out of the window of one published then."""
        while self._order and (
            self._order[0] not in self._entries or instant(published) - self._entries[self._order[0]].at > WINDOW
        ):
            self._drop(self._order.popleft())

    def original_of(self, story: Story) -> str | None:
        """The id of the earliest story that this one copies: of another carrier, within the window; else null.

        Of several versions of that story, the one it has most in common with.
        """
        own = Entry.of(story)
        shared = {i for s in sampled(own.shingles) for i in self._holders.get(s, ())}
        return original_among(own, [self._entries[i] for i in sorted(shared)])

    def share(self, left: str, right: str) -> float:
        """The share of the shorter story's shingles that both hold; 0 where one of them is not here."""
        if left not in self._entries or right not in self._entries:
            return 0.0
        return _share(self._entries[left].shingles, self._entries[right].shingles)

    def _drop(self, story_id: str) -> None:
        entry = self._entries.pop(story_id, None)
        for shingle in sampled(entry.shingles) if entry else ():
            holders = self._holders[shingle]
            holders.discard(story_id)
            if not holders:
                del self._holders[shingle]


def original_among(own: Entry, entries: Iterable[Entry]) -> str | None:
    """Which of the entries, those that share a sampled shingle with it, a story copies; see `CopyIndex.original_of`."""
    mine = own.shingles
    if len(mine) < _FEWEST:
        return None
    found = [e for e in entries if e.may_be_copied_by(own)]
    if not found:
        return None
    first = min(found, key=lambda e: e.seniority).story
    versions = [e for e in found if (e.story.guid, e.story.carrier) == (first.guid, first.carrier)]
    return max(versions, key=lambda e: (len(mine & e.shingles) / len(mine | e.shingles), e.story.id)).story.id


def find_copies(stories: Iterable[Story]) -> dict[str, str]:
    """Which stories are copies, each with the earliest story it copies; the order of `stories` changes nothing."""
    index = CopyIndex()
    copies: dict[str, str] = {}
    for story in sorted(stories, key=_seniority):
        index.forget_before(story.published)
        found = index.original_of(story)
        index.add(story)
        if found is None:
            continue
        # a copy of a copy goes under the first, where it still has enough in common with that
        root = copies.get(found, found)
        copies[story.id] = root if index.share(story.id, root) >= _KIN else found
    return copies


def with_agencies(stories: Sequence[Story], copies: dict[str, str]) -> tuple[Story, ...]:
    """The stories, each copy and original without a known agency under the one that its group shows, if only one."""
    shown: dict[str, set[str]] = {}
    for story in stories:
        if story.agency:
            shown.setdefault(copies.get(story.id, story.id), set()).add(story.agency.name)
    return tuple(_with_agency(story, shown.get(copies.get(story.id, story.id), set())) for story in stories)


def _with_agency(story: Story, shown: set[str]) -> Story:
    if story.agency or len(shown) != 1:
        return story
    return story.model_copy(update={"agency": Agency(name=next(iter(shown)), how="copy")})


def _seniority(story: Story) -> tuple[object, ...]:
    """Earliest first; at the same moment an agency's own copy before a carrier's."""
    own = story.agency is not None and story.agency.name == story.carrier
    return instant(story.published), not own, instant(story.item.received or story.published), story.id


def _may_copy(own: Entry, earlier: Entry) -> bool:
    """Another carrier's (two unknown carriers may be two), another item, and not too long before or after."""
    story, other = own.story, earlier.story
    if story.id == other.id or story.guid == other.guid or own.seniority < earlier.seniority:
        return False
    if story.carrier is not None and story.carrier == other.carrier:
        return False
    return own.at - earlier.at <= WINDOW


def _share(one: frozenset[int], two: frozenset[int]) -> float:
    return len(one & two) / max(1, min(len(one), len(two)))


def _copies(later: frozenset[int], earlier: frozenset[int]) -> bool:
    """Mostly taken from the earlier text (cut, lightly rewritten), or holding nearly all of it with something added.

    A digest that holds a short alert word for word is no copy of it.
    """
    if len(earlier) < _FEWEST:
        return False
    shared = len(later & earlier)
    if shared >= _MOSTLY * len(later):
        return True
    return shared >= _WHOLLY * len(earlier) and len(earlier) >= _NO_DIGEST * len(later)
