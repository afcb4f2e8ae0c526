"""Codes all stories of a record again with newer versions; the old codings stay in force until all are there."""

from collections.abc import Iterator, Sequence

from onrecord.pipeline import CodeMany, code_each, versions
from onrecord.publish.run_changes import changes_of
from onrecord.records.coded import CodedStory
from onrecord.records.run import Run, StoryChange
from onrecord.records.story import Ignored, Story
from onrecord.store.record import Store


def to_recode(store: Store) -> tuple[str, ...]:
    """The stories that stand as other versions coded them, and are not yet coded by those of this process."""
    now, kept = versions(), store.runs.kept(versions())
    return tuple(
        story_id
        for story_id, (head, made_by) in sorted(store.heads().items())
        if made_by != now and kept.get(story_id) != head.fingerprint
    )


def recode(store: Store, code_many: CodeMany = code_each) -> Iterator[CodedStory | Ignored]:
    """Codes what `to_recode` lists, each committed for itself, then puts all the new codings in force at once.

    Ended before that, it goes on where it was, and nobody sees any of it. The old codings are kept. A story on which
    the coder fails stays as it was coded; it is given as Ignored.
    """
    store.runs.begin(versions())
    store.commit()
    failed: set[str] = set()
    while True:
        store.lock()  # else others could take in stories between the last look and the change
        todo = [story_id for story_id in to_recode(store) if story_id not in failed]
        if not todo:
            break
        store.commit()
        for story_id, coded in zip(todo, code_many(_stories(store, todo)), strict=True):
            if isinstance(coded, CodedStory):
                store.runs.keep(coded)
                store.runs.note(coded.versions)
                store.commit()
            else:
                failed.add(story_id)
            yield coded
    _put_in_force(store)
    store.commit()


def diff(store: Store, old: Run, new: Run) -> Iterator[StoryChange]:
    """What changed in each story that either run coded, by id; stories in which nothing did are left out."""
    kept = {**store.runs.kept(old.versions), **store.runs.kept(new.versions)}
    for story_id in sorted(store.heads().keys() | kept.keys()):
        now = store.story(story_id)
        before, after = (
            now if now and now.versions == r.versions else store.runs.coding(r.versions, story_id) for r in (old, new)
        )
        if before and after:
            changes = changes_of(before, after)
            if changes:
                yield StoryChange(story=story_id, headline=after.story.headline, changes=changes)
        elif one := before or after:
            yield StoryChange(story=story_id, headline=one.story.headline, only=(old if before else new).id)


def _stories(store: Store, ids: Sequence[str]) -> Iterator[Story]:
    return (coded.story for coded in map(store.story, ids) if coded)


def _put_in_force(store: Store) -> None:
    heads, kept = store.heads(), store.runs.kept(versions())
    for story_id, fingerprint in sorted(kept.items()):
        head, made_by = heads.get(story_id, (None, None))
        coded = store.runs.coding(versions(), story_id)
        if coded and head and head.fingerprint == fingerprint and made_by != versions():
            store.add(coded)
    store.runs.complete(versions())
