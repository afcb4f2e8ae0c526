"""The stories that exported rows cite: who wrote, carried and coded them, by id."""

from dataclasses import dataclass

from onrecord.publish.decisions import Decisions
from onrecord.publish.exports.people import Mask, private_names
from onrecord.publish.paths import public_origin, web_link
from onrecord.records.coded import Versions
from onrecord.records.incident import Incident
from onrecord.records.reading import Reading

_KEPT = 4096  # stories held at a time: rows of one story come close together


@dataclass(frozen=True, slots=True)
class Cited:
    """What a row says of its story; `withheld` stories were killed, so that none of their words may be shown.

    `url` is the story's web address, `origin` where onrecord got it, without folders of this machine; `private` are the
    names of private people in it that are not to go out: the headline is without them.
    """

    id: str
    headline: str | None = None
    carrier: str | None = None
    agency: str | None = None
    originator: str | None = None
    url: str | None = None
    origin: str | None = None
    published: str | None = None
    language: str | None = None
    sha256: str | None = None
    terms: str | None = None
    versions: Versions | None = None
    withheld: bool = False
    replaced_by: str | None = None
    replaces: str | None = None
    copy_of: str | None = None
    private: tuple[str, ...] = ()


class Stories:
    """The stories of a record by id, a bounded number of them in memory; with `names`, private people by name."""

    def __init__(self, read: Reading, *, names: bool = False) -> None:
        self._read = read
        self._names = names
        self._decisions = Decisions(read)
        self._kept: dict[str, Cited] = {}

    def cited(self, story_id: str) -> Cited:
        """What rows say of a story; of one that the record does not know, its id alone."""
        if story_id not in self._kept:
            if len(self._kept) >= _KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[story_id] = self._found(story_id)
        return self._kept[story_id]

    def decided(self, incident: Incident) -> dict[str, list[dict[str, str]]]:
        """What people decided of the incident and its claims, as data; private people unnamed as in all else."""
        private = [name for s in incident.claims for name in self.cited(s.claim.story).private]
        return self._decisions.on(incident).told(dict.fromkeys(private))

    def _found(self, story_id: str) -> Cited:
        coded = self._read.coded_story(story_id)
        if coded is None:
            return Cited(story_id)
        story, killed = coded.story, story_id in self._read.killed or coded.story.status == "canceled"
        private = () if self._names else private_names(coded)
        return Cited(
            id=story.id,
            headline=None if killed else Mask(private).text(story.headline),
            carrier=story.carrier,
            agency=story.agency.name if story.agency else None,
            originator=story.originator,
            url=web_link(story.url),
            origin=public_origin(story.item.origin),
            published=story.published,
            language=story.language,
            sha256=story.item.sha256,
            terms=story.usage_terms,
            versions=coded.versions,
            withheld=killed,
            replaced_by=self._read.replaced.get(story_id),
            replaces=story.replaces,
            copy_of=self._read.copies.get(story_id),
            private=private,
        )
