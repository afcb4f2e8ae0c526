"""The situation report: what claims of the record told between two cut-offs, every sentence with its sources."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.publish import sitrep_control, sitrep_parts
from onrecord.publish.directory import Directory
from onrecord.publish.lookup import Lookup
from onrecord.publish.paths import story_path, web_link
from onrecord.publish.report_words import Notes, Sentence
from onrecord.publish.sitrep_parts import Told
from onrecord.publish.wording import moment, plural
from onrecord.records.filter import Filter
from onrecord.records.incident import Incident


@dataclass(frozen=True)
class Section:
    """A part of the report: groups of sentences under their own headings ("" for none)."""

    anchor: str
    title: str
    groups: tuple[tuple[str, tuple[Sentence, ...]], ...]

    @property
    def count(self) -> int:
        """How many sentences it has."""
        return sum(len(sentences) for _, sentences in self.groups)


@dataclass(frozen=True)
class Source:
    """A numbered source: a story, who wrote and carried it, and what became of it since."""

    number: int
    by: str
    headline: str
    when: str
    href: str
    upstream: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """The report of a day; `day` and `since` are ISO days, both cut off at their end, in UTC.

    `scope` is the filter in words, `read` the moment of the newest story that the record held when it was made.
    """

    day: str
    since: str
    scope: tuple[tuple[str, str], ...]
    stories: int
    claims: int
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    read: str


def report_days(directory: Directory) -> tuple[str, ...]:
    """The ISO days that have a report, oldest first: those of which the record has a story with claims."""
    return tuple(day for day in directory.days if _is_day(day))


def day_before(directory: Directory, day: str) -> str:
    """The day of the last report before `day`, or the day before where there is none."""
    earlier = [d for d in report_days(directory) if d < day]
    return earlier[-1] if earlier else (date.fromisoformat(day) - timedelta(1)).isoformat()


def situation(
    lookup: Lookup, directory: Directory, day: str, *, since: str | None = None, wanted: Filter | None = None
) -> Report:
    """The report of an ISO day: what came after the cut-off of the day `since` (the last one's where none is given)."""
    after = since or day_before(directory, day)
    found = _incidents(lookup, directory, after, day, wanted)
    told = Told.of(found, lookup, after, day)
    notes = Notes()
    sections = _sections(told, lookup, directory, notes)
    return Report(
        day,
        after,
        wanted.words() if wanted else (),
        len({c.story for c in told.new}),
        len(told.new),
        sections,
        tuple(_source(number, story, lookup) for story, number in notes.numbers.items()),
        lookup.read.latest,
    )


def _incidents(
    lookup: Lookup, directory: Directory, after: str, day: str, wanted: Filter | None
) -> tuple[Incident, ...]:
    ids = dict.fromkeys(i for d, told in directory.days.items() if after < d <= day for i in told)
    found = [incident for incident in map(lookup.read.incident, ids) if incident]
    return tuple(i for i in found if wanted is None or wanted.admits(i))


def _sections(told: Told, lookup: Lookup, directory: Directory, notes: Notes) -> tuple[Section, ...]:
    control = sitrep_control.control(told, lookup, notes)
    made = (
        Section("control", "Control of places", control.groups),
        Section("tolls", "Tolls, as ranges", ungrouped(sitrep_parts.tolls(told, notes))),
        Section("disputed", "Disputed", ungrouped(sitrep_parts.disputed(told, notes))),
        Section("events", "Other happenings", sitrep_parts.happenings(told, notes, control.claims)),
        Section("places", "Places named for the first time", ungrouped(sitrep_parts.places(told, directory, notes))),
        Section("corrections", "Corrections and withdrawals", ungrouped(sitrep_parts.corrections(told, lookup, notes))),
    )
    return tuple(section for section in made if section.groups)


def ungrouped(sentences: Iterable[Sentence]) -> tuple[tuple[str, tuple[Sentence, ...]], ...]:
    """Sentences without headings; nothing at all where there are none."""
    found = tuple(sentences)
    return (("", found),) if found else ()


def _source(number: int, story_id: str, lookup: Lookup) -> Source:
    story = lookup.story(story_id)
    if story is None:
        return Source(number, "", story_id, "", "", "", ())
    gone = lookup.withheld(story_id)
    carrier = story.carrier if story.carrier and story.carrier != story.originator else ""
    by = f"{story.originator}, carried by {carrier}" if carrier else story.originator
    return Source(
        number,
        by,
        lookup.title(story_id),
        moment(story.published),
        story_path(story_id),
        "" if gone else web_link(story.url) or "",
        tuple(_since(story_id, lookup)),
    )


def _since(story_id: str, lookup: Lookup) -> Iterable[str]:
    """What became of a story after it was published."""
    if lookup.withheld(story_id):
        yield "withdrawn by its source"
    elif successor := lookup.successor(story_id):
        newer = lookup.story(successor)
        yield f"replaced by the version of {moment(newer.published)}" if newer else "replaced by a newer version"
    if copies := lookup.copies_of(story_id):
        yield plural(len(copies), "copy", "copies")


def _is_day(day: str) -> bool:
    try:
        return bool(date.fromisoformat(day))
    except ValueError:
        return False
