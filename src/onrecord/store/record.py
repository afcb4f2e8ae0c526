"""The record in a database: records in, records out; the same for every database that is spoken here."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Row, Table, delete, insert, select, tuple_, update
from sqlalchemy.exc import SQLAlchemyError

from onrecord.errors import InputError
from onrecord.records.coded import CodedStory, Versions
from onrecord.records.event import Attribution, Event
from onrecord.records.feed import Feed
from onrecord.records.incident import Claim, Judgement
from onrecord.records.story import Ignored, Outcome, StoryHead
from onrecord.records.tally import Tally
from onrecord.store import schema
from onrecord.store.arranged import ArrangedRows
from onrecord.store.batches import chunks, insert_rows
from onrecord.store.bearings import Bearings
from onrecord.store.corrections import AlertRows, ReviewRows
from onrecord.store.errors_of import meaning, refusal
from onrecord.store.health import cache_faults
from onrecord.store.incident_writing import Incidents
from onrecord.store.linking import LinkIndex
from onrecord.store.migrations import migrate, pending
from onrecord.store.raw import RawRows
from onrecord.store.rows import attribution_row, claim_row, event_row, story_row
from onrecord.store.runs import RunRows
from onrecord.store.sketches import Sketches
from onrecord.store.source import Source
from onrecord.store.tallying import tally_of

_BATCH = 100  # stories in memory at once while all are read


class Store:
    """A record on disk or on a server; use it as a context manager.

    `where` is a path (SQLite) or a postgresql:// address, or a Source that is shared and stays open. Everything written
    between two commits is one transaction: an exception leaves the record as it was. One process writes at a time; the
    others wait.
    """

    def __init__(self, where: str | Path | Source) -> None:
        self._shared = isinstance(where, Source)
        self._source = where if isinstance(where, Source) else Source(where)
        self._connection: Connection | None = None
        self._locked = False

    @property
    def path(self) -> Path:
        """The path of the file, where it is one."""
        return Path(self._source.name)

    @property
    def name(self) -> str:
        """The path or address, without a password."""
        return self._source.name

    def __enter__(self) -> Self:
        try:
            self._connection = self._source.engine.connect()
            if pending(self._connection):
                self._connection.rollback()
                self._source.dialect.lock(self._connection)
                migrate(self._connection, self._source.dialect)
            self.commit()
        except SQLAlchemyError as error:
            self._leave()
            raise refusal(error, self.name) from error
        except BaseException:
            self._leave()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self.commit()
        except SQLAlchemyError as late:
            kind, error = type(late), late
        finally:
            self._leave()
        if isinstance(error, SQLAlchemyError):
            raise meaning(error, self.name) or error from error

    def commit(self) -> None:
        """Makes what has been written so far permanent, lets others write, and goes on."""
        self._open.commit()
        self._locked = False

    def lock(self) -> None:
        """Waits until nobody else writes and keeps it so until the next commit: what is read till then stays true."""
        if not self._locked:
            self._source.dialect.lock(self._open)
            self._open.execute(update(schema.revision).values(number=schema.revision.c.number + 1))
            self._locked = True

    @contextmanager
    def writing(self) -> Iterator["Store"]:
        """Where what can be worked out again may be written: here, nobody else writing."""
        self.lock()
        yield self

    @property
    def revision(self) -> int:
        """A number that is another one after each transaction, of whatever process, that wrote."""
        return self._open.scalar(select(schema.revision.c.number)) or 0

    def _leave(self) -> None:
        """Ends the connection; what was not committed is as if never written."""
        if self._connection is not None:
            self._connection.close()
            self._connection, self._locked = None, False
        if not self._shared:
            self._source.close()

    @property
    def incidents(self) -> Incidents:
        """What linking made of the claims, to be asked by filter: a cache that may be dropped."""
        return Incidents(self._open, self._source.dialect, self.lock)

    @property
    def arranged(self) -> ArrangedRows:
        """How the stories stand to one another, as linking saw it last."""
        return ArrangedRows(self._open, self.lock)

    @property
    def sketches(self) -> Sketches:
        """What tells versions, kills and copies of stories; and which stories wait to be linked."""
        return Sketches(self._open, self.lock)

    @property
    def bearings(self) -> Bearings:
        """What happenings have to do with one another, and who holds which place."""
        return Bearings(self._open, self.lock)

    @property
    def connection(self) -> Connection:
        """The open connection, for what reads across tables within this room."""
        return self._open

    def add_ignored(self, ignored: Ignored) -> None:
        """Keeps an item that did not enter, once per origin and content."""
        key = f"{ignored.item.origin} {ignored.item.sha256}"
        self._writing.execute(delete(schema.ignored).where(schema.ignored.c.key == key))
        row = {"key": key, "outcome": ignored.outcome, "reason": ignored.reason, "body": ignored.model_dump_json()}
        self._writing.execute(insert(schema.ignored).values(row))

    def ignored(self) -> tuple[Ignored, ...]:
        """The items that did not enter, by origin."""
        rows = self._open.scalars(select(schema.ignored.c.body).order_by(schema.ignored.c.key))
        return tuple(Ignored.model_validate_json(body) for body in rows)

    def add(self, coded: CodedStory) -> None:
        """Keeps a coded story in place of an older coding of the same story; one by another run is kept beside."""
        story_id = coded.story.id
        self._settle_runs(coded)
        self._writing.execute(delete(schema.story).where(schema.story.c.id == story_id))
        self._writing.execute(insert(schema.story).values(story_row(coded)))
        insert_rows(
            self._writing,
            schema.attribution,
            [attribution_row(story_id, n, a) for n, a in enumerate(coded.attributions)],
        )
        insert_rows(self._writing, schema.event, [event_row(story_id, n, e) for n, e in enumerate(coded.events)])
        self.sketches.wait([story_id])

    def heads(self) -> Mapping[str, tuple[StoryHead, Versions]]:
        """For every story, by id: what tells it from others, and the versions that coded it."""
        c = schema.story.c
        rows = self._open.execute(select(*(c[k] for k in (*StoryHead.model_fields, *Versions.model_fields)))).mappings()
        return {
            row["id"]: (
                StoryHead.model_validate({k: row[k] for k in StoryHead.model_fields}),
                Versions.model_validate({k: row[k] for k in Versions.model_fields}),
            )
            for row in rows
        }

    def coded(self) -> tuple[CodedStory, ...]:
        """All coded stories, killed and replaced ones too, by publication and id."""
        return tuple(self.each_story())

    def each_story(self) -> Iterator[CodedStory]:
        """The same, one after another: memory does not grow with them."""
        c = schema.story.c
        order = (c.published, c.id)
        question = select(c.published, c.id, c.body).order_by(*order).limit(_BATCH)
        rows: Sequence[Row[str, str, str]] = self._open.execute(question).all()
        while rows:
            yield from self._coded(rows)
            later = tuple_(*order) > tuple_(rows[-1].published, rows[-1].id)
            rows = self._open.execute(question.where(later)).all()

    def story(self, story_id: str) -> CodedStory | None:
        """The coded story of that id."""
        c = schema.story.c
        rows = self._open.execute(select(c.published, c.id, c.body).where(c.id == story_id)).all()
        return next(self._coded(rows), None)

    def stories(self, ids: Collection[str]) -> dict[str, CodedStory]:
        """Some coded stories, by id."""
        c = schema.story.c
        questions = (select(c.published, c.id, c.body).where(c.id.in_(part)) for part in chunks(ids))
        return {one.story.id: one for q in questions for one in self._coded(self._open.execute(q).all())}

    def claims_named(self, ids: Collection[str]) -> dict[str, Claim]:
        """Some claims, by id."""
        c = schema.claim.c
        questions = (select(c.body).where(c.id.in_(part)) for part in chunks(ids))
        told = (Claim.model_validate_json(body) for q in questions for body in self._open.scalars(q))
        return {claim.id: claim for claim in told}

    def claims_of(self, story_id: str) -> tuple[Claim, ...]:
        """The claims of a story, by id."""
        c = schema.claim.c
        bodies = self._open.scalars(select(c.body).where(c.story == story_id).order_by(c.id))
        return tuple(Claim.model_validate_json(body) for body in bodies)

    def _coded(self, rows: Sequence[Row[str, str, str]]) -> Iterator[CodedStory]:
        ids = [row.id for row in rows]
        attributions = self._parts(schema.attribution, Attribution, ids)
        events = self._parts(schema.event, Event, ids)
        for row in rows:
            parts = {"attributions": attributions.get(row.id, ()), "events": events.get(row.id, ())}
            yield CodedStory.model_validate({**json.loads(row.body), **parts})

    def set_claims(self, claims: Iterable[Claim]) -> None:
        """Replaces the claims of the record by these, which cover all its stories."""
        self._writing.execute(delete(schema.claim))
        insert_rows(self._writing, schema.claim, [claim_row(claim) for claim in claims])

    def set_claims_of(self, stories: Collection[str], claims: Iterable[Claim]) -> None:
        """Replaces the claims of some stories by these."""
        for part in chunks(stories):
            self._writing.execute(delete(schema.claim).where(schema.claim.c.story.in_(part)))
        insert_rows(self._writing, schema.claim, [claim_row(claim) for claim in claims])

    def claims(self) -> tuple[Claim, ...]:
        """All claims, by id."""
        rows = self._open.scalars(select(schema.claim.c.body).order_by(schema.claim.c.id))
        return tuple(Claim.model_validate_json(body) for body in rows)

    def add_judgement(self, judgement: Judgement) -> None:
        """Keeps a judgement; the same pair judged again by the same hand at the same time is overwritten."""
        j = schema.judgement.c
        same = (j.left == judgement.left, j.right == judgement.right, j.at == judgement.at, j.by == judgement.by)
        self._writing.execute(delete(schema.judgement).where(*same))
        keys = ("left", "right", "at", "by", "verdict", "undone")
        row = {**{k: getattr(judgement, k) for k in keys}, "body": judgement.model_dump_json()}
        self._writing.execute(insert(schema.judgement).values(row))
        self.sketches.wait({judgement.left.rpartition("/")[0], judgement.right.rpartition("/")[0]})

    def judgements(self) -> tuple[Judgement, ...]:
        """All judgements, undone ones too, oldest first."""
        j = schema.judgement.c
        rows = self._open.scalars(select(j.body).order_by(j.at, j.left, j.right))
        return tuple(Judgement.model_validate_json(body) for body in rows)

    def judgements_on(self, stories: Collection[str]) -> tuple[Judgement, ...]:
        """The judgements on claims of some stories, undone ones too, oldest first."""
        j = schema.judgement.c
        found: dict[str, None] = {}
        for story in sorted(stories):
            for end in (j.left, j.right):
                question = select(j.body).where(end > f"{story}/", end < f"{story}0")
                found |= dict.fromkeys(self._open.scalars(question))
        told = map(Judgement.model_validate_json, found)
        return tuple(sorted(told, key=lambda one: (one.at, one.left, one.right)))

    @property
    def linking(self) -> LinkIndex:
        """What linking keeps between runs, within this transaction."""
        return LinkIndex(self._writing)

    @property
    def runs(self) -> RunRows:
        """Which versions coded the record, and the codings that are not in force."""
        return RunRows(self._open, self.lock)

    @property
    def raw(self) -> RawRows:
        """What came in, as it came, by hash."""
        return RawRows(self._open, self.lock)

    @property
    def review(self) -> ReviewRows:
        """People's corrections and analyst codes."""
        return ReviewRows(self._open, self.lock)

    @property
    def alerts(self) -> AlertRows:
        """The saved filters, and what was sent of them."""
        return AlertRows(self._open, self.lock)

    def feeds(self) -> tuple[Feed, ...]:
        """The feeds on the list, by address."""
        rows = self._open.execute(select(schema.feed).order_by(schema.feed.c.url)).mappings()
        return tuple(Feed.model_validate(dict(row)) for row in rows)

    def set_feed(self, feed: Feed) -> None:
        """Keeps a feed in place of what was known of it; the entries seen in it stay."""
        row = feed.model_dump()
        changed = update(schema.feed).where(schema.feed.c.url == feed.url).values(row)
        if not self._writing.execute(changed).rowcount:
            self._writing.execute(insert(schema.feed).values(row))

    def remove_feed(self, url: str) -> None:
        """Takes a feed off the list; its stories stay in the record."""
        self._writing.execute(delete(schema.feed).where(schema.feed.c.url == url))

    def seen(self, url: str) -> frozenset[str]:
        """The hashes of the entries that were dealt with in the feed."""
        return frozenset(self._open.scalars(select(schema.seen.c.sha256).where(schema.seen.c.feed == url)))

    def mark_seen(self, url: str, sha256: str, *, at: str, outcome: Outcome) -> None:
        """Keeps that an entry of the feed was dealt with; the first time counts."""
        row = {"feed": url, "sha256": sha256, "at": at, "outcome": outcome}
        known = select(schema.seen.c.at).where(schema.seen.c.feed == url, schema.seen.c.sha256 == sha256)
        if self._writing.scalar(known) is None:
            self._writing.execute(insert(schema.seen).values(row))

    def tally(self) -> Tally:
        """How much the record holds, as it was last linked."""
        return tally_of(self._open)

    def faults(self) -> tuple[str, ...]:
        """What is wrong with the record: what the database finds, and where the cache is not what the claims say."""
        return (*self._source.dialect.faults(self._open), *cache_faults(self._open))

    @property
    def _open(self) -> Connection:
        if self._connection is None:
            raise InputError("R111", "the record is not open: use `with Store(path) as store`")
        return self._connection

    @property
    def _writing(self) -> Connection:
        """The connection, no other process writing."""
        self.lock()
        return self._open

    def _settle_runs(self, coded: CodedStory) -> None:
        """Keeps the coding that goes, where other versions made it, and notes who coded last."""
        c = schema.story.c
        row = self._writing.execute(
            select(*(c[k] for k in Versions.model_fields)).where(c.id == coded.story.id)
        ).first()
        old = self.story(coded.story.id) if row and Versions.model_validate(row._asdict()) != coded.versions else None
        if old:
            self.runs.keep(old)
        self.runs.drop(coded)
        self.runs.note(coded.versions)

    def _parts(
        self, table: Table, model: type[Attribution | Event], stories: Sequence[str]
    ) -> dict[str, list[Attribution | Event]]:
        found: dict[str, list[Attribution | Event]] = {}
        c = table.c
        ordered = select(c.story, c.body).where(c.story.in_(stories)).order_by(c.story, c.position)
        for row in self._open.execute(ordered):
            found.setdefault(row.story, []).append(model.model_validate_json(row.body))
        return found
