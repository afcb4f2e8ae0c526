"""Decides which story replaces which, which are killed, and which are copies (design.md, section 6).

Pure: it looks at all stories at once, so that the order of their arrival changes nothing.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from onrecord.ingest.dates import instant
from onrecord.ingest.slugs import Slug, read_slug
from onrecord.ingest.syndication import find_copies, with_agencies
from onrecord.records.arrangement import Arrangement
from onrecord.records.moment import utc
from onrecord.records.snapshot import Correction
from onrecord.records.story import Story

LEAD_WINDOW = timedelta(hours=48)  # slugs such as BC-NORLAND come again every day; a lead follows within two
_CORRECTS = re.compile(r"\b(correct(s|ed|ion|ive|ing)|clarif(y|ies|ied|ication))\b", re.IGNORECASE)

Thread = list[Story]  # versions of one story, oldest first


def arrange(stories: Sequence[Story]) -> Arrangement:
    """Versions, kills and copies among the stories; shuffling them, or giving one twice, changes nothing."""
    distinct = _distinct(stories)
    usable = [s for s in distinct if s.status == "usable"]
    replaces, kills = versions_of(distinct)
    links = Links(replaces, {old: new for new, old in replaces.items()}, kills, find_copies(usable))
    return arrangement_of(distinct, links)


@dataclass(slots=True)
class Links:
    """How some stories stand to others: what each replaces, is replaced by, kills (of a notice) and copies."""

    replaces: dict[str, str]
    replaced: dict[str, str]
    kills: dict[str, str]
    copies: dict[str, str]
    killed: set[str] = field(default_factory=set)  # by notices that are not among the stories


def versions_of(distinct: Sequence[Story]) -> tuple[dict[str, str], dict[str, str]]:
    """What each story replaces, and what each notice kills; the stories in order of publication."""
    threads = _joined(by_guid(s for s in distinct if s.status == "usable"))
    replaces = {new.id: old.id for thread in threads for old, new in pairwise(thread)}
    return replaces, kills_of(threads, [s for s in distinct if s.status != "usable"])


def arrangement_of(distinct: Sequence[Story], links: Links) -> Arrangement:
    """The arrangement of stories of which it is known how they stand, in order of publication."""
    arranged = tuple(
        s.model_copy(update={"replaces": links.replaces.get(s.id), "copy_of": links.copies.get(s.id)})
        for s in distinct
        if s.status == "usable"
    )
    return Arrangement(
        stories=with_agencies(arranged, links.copies),
        replaced=links.replaced,
        killed=tuple(sorted({*links.kills.values(), *links.killed})),
        copies=links.copies,
        corrections=_corrections(distinct, links),
        notices=tuple(s for s in distinct if s.status != "usable"),
    )


def in_order(stories: Iterable[Story]) -> list[Story]:
    """The stories in order of publication."""
    return sorted(stories, key=lambda s: (instant(s.published), s.id))


def _distinct(stories: Iterable[Story]) -> list[Story]:
    """One story under each id, the latest where there are several, in order of publication."""
    latest: dict[str, Story] = {}
    for story in stories:
        known = latest.get(story.id)
        if known is None or (_age(known), known.model_dump_json()) < (_age(story), story.model_dump_json()):
            latest[story.id] = story
    return in_order(latest.values())


def _age(story: Story) -> tuple[int, datetime, str]:
    return story.version, instant(story.updated or story.published), story.item.sha256


def by_guid(stories: Iterable[Story]) -> list[Thread]:
    """Versions under one guid and carrier, by version number, then by time."""
    threads: dict[tuple[str, str | None], Thread] = {}
    for story in stories:
        threads.setdefault((story.guid, story.carrier), []).append(story)
    return [sorted(t, key=lambda s: (*_age(s), s.id)) for t in threads.values()]


def _joined(threads: list[Thread]) -> list[Thread]:
    """The threads, those joined of which one opens with a lead that replaces a story of the other."""
    by_slug: dict[tuple[str, str], list[tuple[int, Slug]]] = {}
    for number, thread in enumerate(threads):
        slug = read_slug(thread[0].slug)
        if slug:
            by_slug.setdefault((slug.root, thread[0].originator), []).append((number, slug))
    root = list(range(len(threads)))
    for group in by_slug.values():
        for number, slug in group:
            before = replaced_by(number, slug, group, threads) if slug.replaces else None
            if before is not None:
                root[number] = before
    merged: dict[int, list[Thread]] = {}
    for number, thread in enumerate(threads):
        merged.setdefault(_first(root, number), []).append(thread)
    return [_in_order(m) for m in merged.values()]


def replaced_by(number: int, slug: Slug, group: list[tuple[int, Slug]], threads: list[Thread]) -> int | None:
    """The thread whose story the lead at `number` replaces: the latest before it of a lower lead, within two days."""
    lead = threads[number][0]
    found = [
        (instant(story.published), earlier, other)
        for other, earlier_slug in group
        if other != number and _goes_before(earlier_slug, slug)
        for earlier, story in enumerate(threads[other])
        if timedelta(0) <= instant(lead.published) - instant(story.published) <= LEAD_WINDOW
        and (story.published, story.id) != (lead.published, lead.id)
    ]
    return max(found)[2] if found else None


def _goes_before(earlier: Slug, later: Slug) -> bool:
    return earlier.number < later.number or ("correction" in later.roles and "correction" not in earlier.roles)


def _first(root: list[int], number: int) -> int:
    """The thread at the start; a circle of leads at one moment ends at its lowest."""
    seen = {number}
    while root[number] != number:
        number = root[number]
        if number in seen:
            return min(seen)
        seen.add(number)
    return number


def _in_order(threads: list[Thread]) -> Thread:
    """The stories of all threads by time, those of one thread never out of their own order."""
    keyed: list[tuple[datetime, int, int, str, Story]] = []
    for thread in threads:
        latest = instant("")
        for place, story in enumerate(thread):
            latest = max(latest, instant(story.published))
            slug = read_slug(story.slug)
            keyed.append((latest, slug.number if slug else 0, place, story.id, story))
    return [row[-1] for row in sorted(keyed, key=lambda row: row[:-1])]


def kills_of(threads: list[Thread], notices: Iterable[Story]) -> dict[str, str]:
    """Which story each kill withdraws: the latest before it under its guid, else under its slug and agency."""
    kills: dict[str, str] = {}
    for notice in notices:
        victims = [s for t in threads for s in t if _kills_by_guid(notice, s)]
        victims = victims or [s for t in threads for s in t if _kills_by_slug(notice, s)]
        if victims:
            kills[notice.id] = max(victims, key=lambda s: (*_age(s), s.id)).id
    return kills


def _kills_by_guid(notice: Story, story: Story) -> bool:
    if (notice.guid, notice.carrier) != (story.guid, story.carrier):
        return False
    later = instant(notice.published or "9999-12-31") >= instant(story.published)
    return story.version < notice.version or (story.version == notice.version and later)


def _kills_by_slug(notice: Story, story: Story) -> bool:
    slug, other = read_slug(notice.slug), read_slug(story.slug)
    if slug is None or other is None or "kill" not in slug.roles or slug.root != other.root:
        return False
    age = instant(notice.published) - instant(story.published)
    return notice.originator == story.originator and timedelta(0) <= age <= LEAD_WINDOW


def _corrections(stories: Sequence[Story], links: Links) -> tuple[Correction, ...]:
    replaces, kills, copies = links.replaces, links.kills, links.copies
    found: list[Correction] = []
    for story in stories:
        note = story.editors_note or story.headline
        if story.id in kills:
            found.append(
                _correction("kill" if story.status == "canceled" else "withheld", story, kills[story.id], note)
            )
        if story.id in replaces:
            found.append(_correction("correction" if _corrects(story) else "update", story, replaces[story.id], note))
        if story.id in copies:
            found.append(
                _correction("copy", story, copies[story.id], f"carried by {story.carrier or 'another outlet'}")
            )
    return tuple(sorted(found, key=lambda c: (utc(c.at), c.story, c.kind)))


def _correction(kind: str, story: Story, replaces: str, note: str) -> Correction:
    return Correction(kind=kind, story=story.id, replaces=replaces, at=story.updated or story.published, note=note)


def _corrects(story: Story) -> bool:
    slug = read_slug(story.slug)
    return bool(slug and "correction" in slug.roles) or bool(_CORRECTS.search(story.editors_note or ""))
