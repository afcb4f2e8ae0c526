"""The record read from its store as it was last linked: by id, or one after another, in memory that does not grow."""

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from sqlalchemy import and_, bindparam, delete, func, literal, select

from onrecord.records.coded import CodedStory, Versions
from onrecord.records.filter import Filter
from onrecord.records.incident import Incident
from onrecord.records.reading import Byline, Counts, Filed, Noting, Sign, in_text
from onrecord.records.story import Story
from onrecord.store import schema
from onrecord.store.batches import batches, insert_rows
from onrecord.store.incidents import ORDER
from onrecord.store.record import Store

_KEPT = 1000  # incidents that stay in memory for the pages that follow, and a quarter as many stories
_AT_ONCE = 1000  # rows in memory while all are read
_NEWEST = tuple(column.desc() for column in ORDER)
_BODY = (
    select(schema.incident_text.c.body)
    .join(schema.incident, schema.incident.c.num == schema.incident_text.c.num)
    .where(schema.incident.c.id == bindparam("wanted"))
)


class StoreReading:
    """A record that is read while its store is open; what it says stands until the store is linked again.

    Only how the stories stand to one another, the corrections and who holds what are held in memory. With `keeps`, what
    is worked out of the incidents is written to the store for the next reading. The `recent` incidents asked for last
    stay in memory, and a quarter as many stories.
    """

    def __init__(self, store: Store, *, keeps: bool = False, recent: int = _KEPT) -> None:
        self._store = store
        self._keeps = keeps
        self._most = recent
        self._standings = {row.story: row for row in store.arranged.standings()}
        self.replaced = {s.story: s.replaced_by for s in self._standings.values() if s.replaced_by}
        self.copies = {s.story: s.copy_of for s in self._standings.values() if s.copy_of}
        self.killed = frozenset(s.story for s in self._standings.values() if s.killed)
        self.corrections = store.arranged.corrections()
        self.control = store.bearings.control()
        self.ignored = store.ignored()
        self.judgements = store.judgements()
        self.amendments = store.review.amendments()
        self.ratings = store.review.ratings()
        self.counts = self._counts()
        self.latest = max((row.at for row in self._standings.values()), default="")
        self.versions = self._versions()
        self._recent: dict[str, Filed] = {}  # a page asks for the claims of the incident that it shows
        self._told = self._claims_told()
        self.incident = lru_cache(recent)(self._incident)
        self.coded_story = lru_cache(recent // 4)(self._coded_story)

    def incidents(self) -> Iterator[Incident]:
        """All incidents, newest first."""
        return self._store.incidents.each(Filter())

    def coded(self) -> Iterator[CodedStory]:
        """All coded stories, oldest first."""
        return (self._standing(c) for c in self._store.each_story() if c.story.id in self._standings)

    def incident_signs(self) -> Iterator[Sign]:
        """The signs of all incidents, in their order."""
        i, of, c = schema.incident.c, schema.incident_claim.c, schema.claim.c
        question = select(i.id, i.seen, i.digest, c.story).join(of_table := schema.incident_claim, of.num == i.num)
        question = question.join(schema.claim, c.id == of_table.c.claim).order_by(*_NEWEST, c.id)
        rows = self._store.connection.execute(question)
        for (incident_id, day, digest), told in groupby(rows, key=lambda row: (row.id, row.seen, row.digest)):
            yield Sign(incident_id, day, digest, tuple(dict.fromkeys(row.story for row in told)))

    def story_signs(self) -> Iterator[Sign]:
        """The signs of all coded stories, in their order."""
        c = schema.story.c
        known = (c.fingerprint, *(c[k] for k in Versions.model_fields))
        for row in self._store.connection.execute(select(c.id, c.published, *known).order_by(c.published, c.id)):
            standing = self._standings.get(row.id)
            if standing:
                yield Sign(row.id, row.published[:10], " ".join((*row[2:], standing.agency or "")))

    def story(self, story_id: str) -> Story | None:
        """The story of that id."""
        coded = self.coded_story(story_id)
        return coded.story if coded else None

    def filed(self, claim_id: str) -> Filed | None:
        """The claim of that id with its incident."""
        if known := self._recent.get(claim_id):
            return known
        i, of = schema.incident.c, schema.incident_claim.c
        question = select(i.id).join(schema.incident_claim, of.num == i.num).where(of.claim == claim_id)
        found = self._store.connection.scalar(question)
        incident = self.incident(found) if found else None
        return next((Filed(incident, s) for s in incident.claims if s.claim.id == claim_id), None) if incident else None

    def filed_in(self, story_id: str) -> Sequence[Filed]:
        """The claims of a story, in the order of its text."""
        i, of, c = schema.incident.c, schema.incident_claim.c, schema.claim.c
        question = select(i.id).join(schema.incident_claim, of.num == i.num).join(schema.claim, c.id == of.claim)
        ids = self._store.connection.scalars(question.where(c.story == story_id).distinct().order_by(i.id))
        incidents = [incident for incident in map(self.incident, ids) if incident]
        filed = [Filed(incident, s) for incident in incidents for s in incident.claims if s.claim.story == story_id]
        return sorted(filed, key=in_text)

    def claims_in(self, story_id: str) -> int:
        """How many claims of a story are filed under incidents."""
        return self._told.get(story_id, 0)

    def bylines(self) -> Iterator[Byline]:
        """Who wrote and brought each story that was not withdrawn."""
        c = schema.story.c
        for row in self._store.connection.execute(select(c.id, c.status, c.carrier).order_by(c.published, c.id)):
            standing = self._standings.get(row.id)
            if standing and not standing.killed and row.status != "canceled":
                agency = json.loads(standing.agency)["name"] if standing.agency else None
                yield Byline(row.id, agency or row.carrier or "unknown", row.carrier)

    def notes(self, noting: Noting, mark: str) -> Iterator[tuple[str, str]]:
        """For each incident its id and what `noting` says of it; kept where this reading may write."""
        known = schema.note.c
        i = schema.incident.c
        kept = and_(known.incident == i.id, known.digest == literal(mark + " ") + i.digest)
        question = select(i.id, i.digest, known.body).join(schema.note, kept, isouter=True).order_by(*_NEWEST)
        fresh: list[dict[str, object]] = []
        for row in self._store.connection.execute(question.execution_options(yield_per=_AT_ONCE)):
            body = row.body
            if body is None:
                incident = self.incident(row.id)
                body = noting(incident) if incident else "null"
                fresh.append({"incident": row.id, "digest": f"{mark} {row.digest}", "body": body})
            yield row.id, body
        if fresh and self._keeps:
            self._keep(fresh)

    def _keep(self, notes: list[dict[str, object]]) -> None:
        with self._store.writing() as store:
            gone = select(schema.incident.c.id)
            store.connection.execute(delete(schema.note).where(schema.note.c.incident.not_in(gone)))
            for part in batches(notes):
                ids = [note["incident"] for note in part]
                store.connection.execute(delete(schema.note).where(schema.note.c.incident.in_(ids)))
                insert_rows(store.connection, schema.note, part)

    def _incident(self, incident_id: str) -> Incident | None:
        body = self._store.connection.scalar(_BODY, {"wanted": incident_id})
        if body is None:
            return None
        found = Incident.model_validate_json(body)
        if len(self._recent) > self._most * 5:
            self._recent.clear()
        self._recent.update((s.claim.id, Filed(found, s)) for s in found.claims)
        return found

    def _coded_story(self, story_id: str) -> CodedStory | None:
        found = self._store.story(story_id) if story_id in self._standings else None
        return self._standing(found) if found else None

    def _standing(self, coded: CodedStory) -> CodedStory:
        return coded.model_copy(update={"story": self._standings[coded.story.id].on(coded.story)})

    def _claims_told(self) -> dict[str, int]:
        c, of = schema.claim.c, schema.incident_claim.c
        question = select(c.story, func.count().label("told")).join(schema.incident_claim, of.claim == c.id)
        return {row.story: row.told for row in self._store.connection.execute(question.group_by(c.story))}

    def _counts(self) -> Counts:
        contested = self._store.incidents.count(Filter(standing=("contested",)))
        claims = self._store.connection.scalar(select(func.count()).select_from(schema.incident_claim)) or 0
        return Counts(self._store.incidents.count(Filter()), claims, contested, len(self._standings))

    def _versions(self) -> Versions | None:
        c = schema.story.c
        names = tuple(Versions.model_fields)
        for row in self._store.connection.execute(
            select(c.id, *(c[k] for k in names)).order_by(c.published.desc(), c.id.desc())
        ).mappings():
            if row["id"] in self._standings:
                return Versions.model_validate({k: row[k] for k in names})
        return None
