"""The corrections as pages list them: what changed after it was published."""

from dataclasses import dataclass

from onrecord.publish.lookup import Lookup
from onrecord.publish.paths import story_path
from onrecord.records.snapshot import Correction


@dataclass(frozen=True)
class Change:
    """A correction in a reader's words; links are relative to the site's root, "" where there is no page."""

    kind: str
    at: str
    note: str
    headline: str
    href: str
    old: str
    old_href: str


def changes_of(lookup: Lookup, most: int | None = None) -> tuple[Change, ...]:
    """The newest changes first; at most `most` of them."""
    newest = sorted(lookup.read.corrections, key=lambda c: (c.at, c.story), reverse=True)
    return tuple(_change(change, lookup) for change in newest[:most])


def _change(change: Correction, lookup: Lookup) -> Change:
    now, old = lookup.story(change.story), lookup.story(change.replaces)
    known = now or old
    return Change(
        change.kind,
        change.at,
        change.note,
        lookup.title(known.id) if known else change.story,
        story_path(known.id) if known else "",
        lookup.title(change.replaces),
        story_path(old.id) if old else "",
    )
