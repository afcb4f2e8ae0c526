"""Arranges what a few new stories bear on, as arranging all stories at once would, by look-ups."""

import heapq
from collections.abc import Collection, Iterable, Mapping

from onrecord.ingest.sketching import (
    Shelf,
    guid_name,
    seconds,
    slug_name,
    take_up,
    thread_name,
    threads_of,
)  # fmt: skip
from onrecord.ingest.slugs import Slug, read_slug
from onrecord.ingest.syndication import WINDOW, Entry, original_among
from onrecord.ingest.versions import (
    LEAD_WINDOW,
    Links,
    Thread,
    arrangement_of,
    in_order,
    kills_of,
    replaced_by,
    versions_of,
)  # fmt: skip
from onrecord.records.arrangement import Arrangement
from onrecord.records.sketch import Sketch
from onrecord.records.story import Story

_LEAD, _COPY = seconds(LEAD_WINDOW), seconds(WINDOW)


def arrange_around(shelf: Shelf, changed: Collection[Story]) -> Arrangement:
    """The arrangement of the changed stories and of all on which they bear; their sketches go on the shelf.

    Of each story in it all is told that arranging all stories would tell of it, and of no other anything.
    """
    before = take_up(shelf, changed)
    ids = {s.id for s in changed}
    near = _Versions(shelf).around(ids)
    copies = _Copies(shelf, before).anew(ids)
    about = near | _copy_groups(shelf, copies, near | copies.keys())
    sketches = shelf.sketches(about)
    standings = shelf.standings(about)
    replaces, kills = versions_of(in_order(sketches[i].story for i in near))
    replaced = {old: new for new, old in replaces.items()}
    killed: set[str] = set()
    copied: dict[str, str | None] = {}
    for story_id in about:
        known = standings.get(story_id)
        copied[story_id] = copies.get(story_id, known.copy_of if known else None)
        if known and story_id not in near:
            replaces |= {story_id: known.replaces} if known.replaces else {}
            replaced |= {story_id: known.replaced_by} if known.replaced_by else {}
            killed |= {story_id} if known.killed else set()
    links = Links(replaces, replaced, kills, {i: of for i, of in copied.items() if of}, killed)
    return arrangement_of(in_order(s.story for s in sketches.values()), links)


def _copy_groups(shelf: Shelf, copies: Mapping[str, str | None], about: Collection[str]) -> set[str]:
    """The copies with their originals, those from which they went and to which they came."""
    known = shelf.standings(about)
    groups = {of for i in about if (of := known[i].copy_of if i in known else None)}
    groups |= {of for of in copies.values() if of} | set(about)
    members = {i for i in shelf.copies_of(groups) if i not in copies}
    others = shelf.standings(groups - set(about))
    return {i for i in groups if i in about or not others[i].copy_of} | members


class _Versions:
    """Finds the stories whose versions and kills hang on some stories."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._known: dict[str, Sketch] = {}

    def around(self, ids: Collection[str]) -> set[str]:
        """All that stood, or now stands, with the stories in one line of versions, or kills one of them."""
        found, edge = set[str](), set(ids)
        while edge:
            found |= edge
            more = self._kept(edge) | self._shelf.named({guid_name(s.story) for s in self._get(edge)})
            for sketch in self._get(edge):
                more |= self._led(sketch, found) if sketch.story.status == "usable" else self._victim(sketch)
                more |= self._notices(sketch, found)
            edge = more - found
        return found

    def _get(self, ids: Collection[str]) -> list[Sketch]:
        self._known |= self._shelf.sketches(set(ids) - self._known.keys())
        return [self._known[i] for i in sorted(ids)]

    def _kept(self, ids: Collection[str]) -> set[str]:
        found = {i for s in self._shelf.standings(ids).values() for i in (s.replaces, s.replaced_by) if i}
        kills = self._shelf.kills(victims=ids, notices=ids)
        return found | kills.keys() | set(kills.values())

    def _led(self, sketch: Sketch, found: Collection[str]) -> set[str]:
        """The leads that take the place of a story of what was found, and the stories whose place its own takes."""
        name = thread_name(sketch)
        if name is None:
            return set()
        more: set[str] = set()
        for lead in self._get(self._shelf.named({name}, sketch.at - 1, sketch.at + _LEAD)):
            slug = read_slug(lead.story.slug)
            if slug and slug.replaces:
                taken = self._taken_by(lead, name)
                if lead.story.id in found or not taken.isdisjoint(found):
                    more |= taken | ({lead.story.id} if taken else set())
        return more

    def _taken_by(self, lead: Sketch, name: str) -> set[str]:
        """The thread whose place the thread takes that opens with a lead; none where the story opens none."""
        candidates = self._shelf.named({name}, lead.at - _LEAD, lead.at + 1) | {lead.story.id}
        threads = self._threads(candidates)
        number = next((n for n, t in enumerate(threads) if t[0].id == lead.story.id), None)
        group = [(n, slug) for n, t in enumerate(threads) if (slug := self._slug(t, name))]
        own = next((slug for n, slug in group if n == number), None)
        if number is None or own is None or not own.replaces:
            return set()
        taken = replaced_by(number, own, group, threads)
        return {s.id for s in threads[taken]} if taken is not None else set()

    def _slug(self, thread: Thread, name: str) -> Slug | None:
        return read_slug(thread[0].slug) if thread_name(self._known[thread[0].id]) == name else None

    def _threads(self, ids: Collection[str]) -> list[Thread]:
        """The whole threads of some stories."""
        guids = {guid_name(s.story) for s in self._get(ids)}
        return threads_of(self._get(self._shelf.named(guids)))

    def _notices(self, sketch: Sketch, found: Collection[str]) -> set[str]:
        """The notices that kill, by its slug, a story of what was found."""
        name = slug_name(sketch)
        if name is None or sketch.story.status != "usable":
            return set()
        notices = self._get(self._shelf.named({name}, sketch.at - 1, sketch.at + _LEAD))
        told = [n for n in notices if n.story.status != "usable"]
        return {n.story.id for n in told if not self._victim(n).isdisjoint(found)}

    def _victim(self, notice: Sketch) -> set[str]:
        name = slug_name(notice)
        ids = self._shelf.named({guid_name(notice.story)})
        if name:
            ids = ids | self._shelf.named({name}, notice.at - _LEAD, notice.at + 1)
        stories = [s.story for s in self._get(ids) if s.story.status == "usable"]
        return set(kills_of([[s] for s in stories], [notice.story]).values())


class _Copies:
    """Finds anew of what stories are copies, those first that are senior."""

    def __init__(self, shelf: Shelf, before: Mapping[str, Sketch]) -> None:
        self._shelf = shelf
        self._before = before
        self._entries: dict[str, tuple[Entry, Sketch]] = {}
        self._settled: dict[str, str | None] = {}

    def anew(self, changed: Collection[str]) -> dict[str, str | None]:
        """For the changed stories, and all others for which it may be another now, the original; null for none."""
        queue: list[tuple[tuple[object, ...], str]] = []
        before = [self._entry_of(s) for i, s in self._before.items() if i in changed]
        for entry, sketch in (*self._get(changed), *before):
            if entry.story.id in changed:
                queue += [(e.seniority, e.story.id) for e in self._juniors(entry, sketch)]
        queue += [(entry.seniority, entry.story.id) for entry, _ in self._get(changed)]
        heapq.heapify(queue)
        while queue:
            story_id = heapq.heappop(queue)[1]
            if story_id not in self._settled:
                for junior in self._settle(story_id):
                    heapq.heappush(queue, (junior.seniority, junior.story.id))
        return self._settled

    def _settle(self, story_id: str) -> list[Entry]:
        """Finds the original of one story; gives those that hang on it, where it is another."""
        ((entry, sketch),) = self._get([story_id])
        known = self._shelf.standings([story_id]).get(story_id)
        self._settled[story_id] = original = self._original(entry, sketch)
        changed = original != (known.copy_of if known else None)
        return self._juniors(entry, sketch) if changed else []

    def _original(self, entry: Entry, sketch: Sketch) -> str | None:
        if entry.story.status != "usable":
            return None
        ids = self._shelf.holding(sketch.sampled, sketch.at - _COPY, sketch.at + 1) - {entry.story.id}
        found = original_among(entry, [e for e, _ in self._get(ids)])
        if found is None:
            return None
        if found in self._settled:
            first = self._settled[found]
        else:
            known = self._shelf.standings([found]).get(found)
            first = known.copy_of if known else None
        if first is None:
            return found
        return entry.root(self._one(found), self._one(first))

    def _juniors(self, entry: Entry, sketch: Sketch) -> list[Entry]:
        if entry.story.status != "usable":
            return []
        ids = self._shelf.holding(sketch.sampled, sketch.at - 1, sketch.at + _COPY) - {entry.story.id}
        return [e for e, _ in self._get(ids) if entry.may_be_copied_by(e)]

    def _one(self, story_id: str) -> Entry:
        return next(iter(self._get([story_id])))[0]

    def _get(self, ids: Collection[str]) -> list[tuple[Entry, Sketch]]:
        fresh: Iterable[Sketch] = self._shelf.sketches(set(ids) - self._entries.keys()).values()
        self._entries |= {s.story.id: self._entry_of(s) for s in fresh}
        return [self._entries[i] for i in sorted(ids)]

    @staticmethod
    def _entry_of(sketch: Sketch) -> tuple[Entry, Sketch]:
        return Entry.of_sketch(sketch), sketch
