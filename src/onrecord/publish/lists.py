"""The tables of the site: stories, days, corrections, what was left out; each in pages that stay light."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from onrecord.publish import wording
from onrecord.publish.change_list import changes_of
from onrecord.publish.front import Neighbours
from onrecord.publish.lookup import Lookup
from onrecord.publish.paths import day_path, published_path, story_path
from onrecord.publish.press import Press
from onrecord.records.coded import CodedStory
from onrecord.records.part import Page

T = TypeVar("T")

ROWS = 500  # of a table on one page


@dataclass(frozen=True)
class Listed:
    """A story as the list of stories shows it; `href` is relative to the site's root."""

    when: str
    headline: str
    href: str
    source: str
    claims: int
    state: str


@dataclass(frozen=True)
class Day:
    """A day of the record: how many incidents were first reported and how many stories published on it."""

    text: str
    incidents: int
    incidents_href: str
    stories: int
    stories_href: str


def newest_stories(press: Press, stories: Sequence[CodedStory], older: str) -> Page:
    """The list of the newest stories, newest first; `older` is the day that goes on where it ends."""
    near = Neighbours("", published_path(older) if older else "")
    rows = [_listed(c, press.lookup) for c in stories]
    return press.page("stories.html", "stories.html", rows=rows, count=press.lookup.read.counts.stories, near=near)


def stories_of_day(press: Press, day: str, stories: Sequence[CodedStory], near: Neighbours) -> Page:
    """The stories published on a day, newest first."""
    rows = [_listed(c, press.lookup) for c in stories]
    as_of = max((c.story.published for c in stories), default="")
    values = {"rows": rows, "count": len(rows), "near": near, "day": day}
    return press.page(published_path(day), "stories.html", as_of=as_of, **values)


def days(press: Press, incidents: dict[str, int], stories: dict[str, int]) -> Page:
    """The days of the record, newest first, each with its incidents and stories."""
    rows = [
        Day(
            wording.day(day) if day[:1].isdigit() else "Day not told",
            incidents.get(day, 0),
            day_path(day),
            stories.get(day, 0),
            published_path(day),
        )
        for day in sorted(incidents.keys() | stories.keys(), reverse=True)
    ]
    return press.page("days.html", "days.html", rows=rows)


def corrections(press: Press) -> Iterator[Page]:
    """Every change that reached what was published, newest first."""
    rows = changes_of(press.lookup)
    for path, part, near in _pages("corrections", rows):
        yield press.page(path, "corrections.html", rows=part, near=near, count=len(rows))


def left_out(press: Press) -> Iterator[Page]:
    """What did not enter the record, with the reasons."""
    rows = press.lookup.read.ignored
    for path, part, near in _pages("ignored", rows):
        yield press.page(path, "ignored.html", rows=part, near=near, count=len(rows))


def _pages(name: str, newest_first: Sequence[T]) -> Iterator[tuple[str, Sequence[T], Neighbours]]:
    """The rows in pages; they are numbered from the oldest, so that a full page stays as it is."""
    whole = max(len(newest_first) - 1, 0) // ROWS  # full pages besides the newest
    cut = len(newest_first) - whole * ROWS
    pages = [(f"{name}.html", newest_first[:cut])]
    for number in range(whole, 0, -1):
        start = cut + (whole - number) * ROWS
        pages.append((f"{name}/{number}.html", newest_first[start : start + ROWS]))
    for i, (path, rows) in enumerate(pages):
        newer = pages[i - 1][0] if i else ""
        older = pages[i + 1][0] if i + 1 < len(pages) else ""
        yield path, rows, Neighbours(newer, older)


def _listed(coded: CodedStory, lookup: Lookup) -> Listed:
    story, read = coded.story, lookup.read
    state = ""
    if lookup.withheld(story.id):
        state = "Withdrawn"
    elif story.id in read.replaced:
        state = "Replaced"
    elif story.id in read.copies:
        state = "Copy"
    source = story.carrier if story.carrier == story.originator else f"{story.originator}, by {story.carrier}"
    return Listed(
        wording.moment(story.published),
        lookup.title(story.id),
        story_path(story.id),
        source or story.originator,
        read.claims_in(story.id),
        state,
    )
