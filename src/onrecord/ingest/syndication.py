"""Finds copies: near-duplicate text under another carrier, by shared five-word shingles."""

import re
import zlib
from collections import Counter, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from onrecord.ingest.dates import instant
from onrecord.records.story import Agency, Story

WINDOW = timedelta(days=21)  # archives date late; carriers of a live feed copy within hours
_WORDS = 5  # of a shingle
_SAMPLED = 60  # shingles; from here on only every fourth is indexed: candidates are still found, at a quarter's cost
_SAMPLE = 4
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
class _Entry:
    story: Story
    shingles: frozenset[int]
    at: datetime
    seniority: tuple[object, ...]

    @staticmethod
    def of(story: Story) -> "_Entry":
        return _Entry(story, shingles(story), instant(story.published), _seniority(story))


class CopyIndex:
    """Stories by their shingles, for finding what a new one copies without comparing it with all of them.

    Cost per story hangs on its length and on how many stories share its wording, not on how many there are.
    """

    def __init__(self) -> None:
        self._entries: dict[str, _Entry] = {}
        self._holders: dict[int, set[str]] = {}
        self._order: deque[str] = deque()

    def add(self, story: Story) -> None:
        """Take the story in; one under the same id is replaced."""
        self._drop(story.id)
        entry = _Entry.of(story)
        self._entries[story.id] = entry
        self._order.append(story.id)
        for shingle in _sampled(entry.shingles):
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
        own = _Entry.of(story)
        mine = own.shingles
        if len(mine) < _FEWEST:
            return None
        shared = Counter(i for s in _sampled(mine) for i in self._holders.get(s, ()))
        entries = [self._entries[i] for i in sorted(shared)]
        found = [e for e in entries if _copies(mine, e.shingles) and _may_copy(own, e)]
        if not found:
            return None
        first = min(found, key=lambda e: e.seniority).story
        versions = [e for e in found if (e.story.guid, e.story.carrier) == (first.guid, first.carrier)]
        return max(versions, key=lambda e: (len(mine & e.shingles) / len(mine | e.shingles), e.story.id)).story.id

    def share(self, left: str, right: str) -> float:
        """The share of the shorter story's shingles that both hold; 0 where one of them is not here."""
        if left not in self._entries or right not in self._entries:
            return 0.0
        a, b = self._entries[left].shingles, self._entries[right].shingles
        return len(a & b) / max(1, min(len(a), len(b)))

    def _drop(self, story_id: str) -> None:
        entry = self._entries.pop(story_id, None)
        for shingle in _sampled(entry.shingles) if entry else ():
            holders = self._holders[shingle]
            holders.discard(story_id)
            if not holders:
                del self._holders[shingle]


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


def _may_copy(own: _Entry, earlier: _Entry) -> bool:
    """Another carrier's (two unknown carriers may be two), another item, and not too long before or after."""
    story, other = own.story, earlier.story
    if story.id == other.id or story.guid == other.guid or own.seniority < earlier.seniority:
        return False
    if story.carrier is not None and story.carrier == other.carrier:
        return False
    return own.at - earlier.at <= WINDOW


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


def _sampled(all_shingles: frozenset[int]) -> Iterable[int]:
    return all_shingles if len(all_shingles) < _SAMPLED else (s for s in all_shingles if s % _SAMPLE == 0)
