"""Stories as sketches: what tells their versions, kills and copies, and the names under which those are looked up."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Protocol

from onrecord.ingest.dates import instant
from onrecord.ingest.slugs import read_slug
from onrecord.ingest.syndication import shingles
from onrecord.ingest.versions import Thread, by_guid, in_order
from onrecord.records.sketch import Sketch
from onrecord.records.story import Story

_LESS: dict[str, object] = {"text": "", "paragraphs": (), "notes": (), "disclosure": None, "dateline": None}


class Stands(Protocol):
    """How a story stands to others, as it was last linked; the store's `Standing` is one."""

    @property
    def replaces(self) -> str | None:
        """The story that it took the place of."""

    @property
    def replaced_by(self) -> str | None:
        """The story that took its place."""

    @property
    def copy_of(self) -> str | None:
        """Its original."""

    @property
    def killed(self) -> bool:
        """Whether it was withdrawn."""


class Shelf(Protocol):
    """Where sketches and what was last made of them are looked up; the store's `Sketches` is one."""

    def sketches(self, ids: Collection[str]) -> dict[str, Sketch]:
        """The sketches of some stories."""

    def named(self, names: Collection[str], first: int | None = None, last: int | None = None) -> set[str]:
        """The stories under any of these names, published between two seconds."""

    def holding(self, hashes: Collection[int], first: int, last: int) -> set[str]:
        """The stories with any of these shingles, published between two seconds."""

    def put(self, sketches: Iterable[Sketch]) -> None:
        """Keeps sketches in place of those of the same stories."""

    def standings(self, ids: Collection[str]) -> Mapping[str, Stands]:
        """How some stories stood when they were last linked."""

    def copies_of(self, originals: Collection[str]) -> dict[str, str]:
        """The copies of some stories when they were last linked, each with its original."""

    def kills(self, *, victims: Collection[str] = (), notices: Collection[str] = ()) -> dict[str, str]:
        """The notices that killed some stories, and those of some ids, each with what it killed."""


def sketch_of(story: Story) -> Sketch:
    """The sketch of a story, named by its feed's id and its slug."""
    slug = read_slug(story.slug)
    names = [guid_name(story)]
    if slug:
        names.append(f"s\t{slug.root}\t{story.originator}")
    told = shingles(story) if story.status == "usable" else frozenset[int]()
    at = int(instant(story.published).timestamp())
    return Sketch(story.model_copy(update=_LESS), told, at, tuple(names))


def guid_name(story: Story) -> str:
    """The name that the versions of a story share in a feed."""
    return f"g\t{story.guid}"


def slug_name(sketch: Sketch) -> str | None:
    """The name that stories share under whose slugs one kills another; null where it has no slug."""
    return next((n for n in sketch.names if n.startswith("s\t")), None)


def thread_name(sketch: Sketch) -> str | None:
    """The name that threads share of which one may go on where another ends; null where it has no slug."""
    return next((n for n in sketch.names if n.startswith("t\t")), None)


def take_up(shelf: Shelf, stories: Iterable[Story]) -> dict[str, Sketch]:
    """Puts the sketches of stories on the shelf, and names anew the threads they lie in; gives those before."""
    new = {s.id: sketch_of(s) for s in stories}
    before = shelf.sketches(new)
    guids = {guid_name(s.story) for s in (*new.values(), *before.values())}
    mates = shelf.sketches(shelf.named(guids) - new.keys()) | new
    named: dict[str, Sketch] = {}
    for thread in threads_of(mates.values()):
        name = _thread_name(thread)
        for story in thread:
            sketch = mates[story.id]
            own = tuple(n for n in sketch.names if not n.startswith("t\t"))
            named[story.id] = replace(sketch, names=(*own, name) if name else own)
    shelf.put(s for i, s in (mates | named).items() if i in new or s.names != mates[i].names)
    return before


def threads_of(sketches: Iterable[Sketch]) -> list[Thread]:
    """The usable ones among some stories by guid and carrier, in the order in which all stories are arranged."""
    return by_guid(in_order(s.story for s in sketches if s.story.status == "usable"))


def _thread_name(thread: Thread) -> str | None:
    slug = read_slug(thread[0].slug)
    return f"t\t{slug.root}\t{thread[0].originator}" if slug else None


def seconds(window: timedelta) -> int:
    """A window in whole seconds, one more for what was rounded."""
    return int(window.total_seconds()) + 1
