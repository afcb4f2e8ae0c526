"""The record in one SQLite file: records in, records out."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, Table, create_engine, delete, event, insert, select, text, update
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from onrecord.errors import InputError
from onrecord.records.coded import CodedStory, Versions
from onrecord.records.event import Attribution, Event
from onrecord.records.feed import Feed
from onrecord.records.incident import Claim, Judgement
from onrecord.records.story import Ignored, Outcome, StoryHead
from onrecord.store import schema
from onrecord.store.linking import LinkIndex
from onrecord.store.migrations import migrate

_PATIENCE = 60  # seconds to wait for another process that is writing


class Store:
    """A record on disk; use it as a context manager.

    Everything written within one `with` block is one transaction: an exception leaves the record as it was.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine = _engine(path)
        self._connection: Connection | None = None

    def __enter__(self) -> Self:
        try:
            self._connection = self._engine.connect()
            self._connection.begin()
            migrate(self._connection)
        except (DatabaseError, OperationalError) as error:
            self._engine.dispose()
            raise InputError("R110", f"{self.path} is not a record that onrecord can open: {error.args[0]}") from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        connection = self._open
        connection.commit() if kind is None else connection.rollback()
        connection.close()
        self._engine.dispose()

    def commit(self) -> None:
        """Makes what has been written so far permanent, and goes on."""
        self._open.commit()

    def add_ignored(self, ignored: Ignored) -> None:
        """Keeps an item that did not enter, once per origin and content."""
        key = f"{ignored.item.origin} {ignored.item.sha256}"
        self._open.execute(delete(schema.ignored).where(schema.ignored.c.key == key))
        row = {"key": key, "outcome": ignored.outcome, "reason": ignored.reason, "body": ignored.model_dump_json()}
        self._open.execute(insert(schema.ignored).values(row))

    def ignored(self) -> tuple[Ignored, ...]:
        """The items that did not enter, by origin."""
        rows = self._open.scalars(select(schema.ignored.c.body).order_by(schema.ignored.c.key))
        return tuple(Ignored.model_validate_json(body) for body in rows)

    def add(self, coded: CodedStory) -> None:
        """Keeps a coded story in place of an older coding of the same story, if any."""
        story_id = coded.story.id
        self._open.execute(delete(schema.story).where(schema.story.c.id == story_id))
        self._open.execute(insert(schema.story).values(_story_row(coded)))
        self._insert(schema.attribution, [_attribution_row(story_id, n, a) for n, a in enumerate(coded.attributions)])
        self._insert(schema.event, [_event_row(story_id, n, e) for n, e in enumerate(coded.events)])

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
        order = (schema.story.c.published, schema.story.c.id)
        bodies = self._open.execute(select(schema.story.c.id, schema.story.c.body).order_by(*order)).all()
        attributions = self._rows(schema.attribution, Attribution)
        events = self._rows(schema.event, Event)
        return tuple(
            CodedStory.model_validate(
                {
                    **json.loads(row.body),
                    "attributions": attributions.get(row.id, ()),
                    "events": events.get(row.id, ()),
                }
            )
            for row in bodies
        )

    def set_claims(self, claims: Iterable[Claim]) -> None:
        """Replaces the claims of the record by these, which cover all its stories."""
        self._open.execute(delete(schema.claim))
        self._insert(schema.claim, [_claim_row(claim) for claim in claims])

    def claims(self) -> tuple[Claim, ...]:
        """All claims, by id."""
        rows = self._open.scalars(select(schema.claim.c.body).order_by(schema.claim.c.id))
        return tuple(Claim.model_validate_json(body) for body in rows)

    def add_judgement(self, judgement: Judgement) -> None:
        """Keeps a judgement; the same pair judged again by the same hand at the same time is overwritten."""
        j = schema.judgement.c
        same = (j.left == judgement.left, j.right == judgement.right, j.at == judgement.at, j.by == judgement.by)
        self._open.execute(delete(schema.judgement).where(*same))
        keys = ("left", "right", "at", "by", "verdict", "undone")
        row = {**{k: getattr(judgement, k) for k in keys}, "body": judgement.model_dump_json()}
        self._open.execute(insert(schema.judgement).values(row))

    def judgements(self) -> tuple[Judgement, ...]:
        """All judgements, undone ones too, oldest first."""
        j = schema.judgement.c
        rows = self._open.scalars(select(j.body).order_by(j.at, j.left, j.right))
        return tuple(Judgement.model_validate_json(body) for body in rows)

    @property
    def linking(self) -> LinkIndex:
        """What linking keeps between runs, within this transaction."""
        return LinkIndex(self._open)

    def feeds(self) -> tuple[Feed, ...]:
        """The feeds on the list, by address."""
        rows = self._open.execute(select(schema.feed).order_by(schema.feed.c.url)).mappings()
        return tuple(Feed.model_validate(dict(row)) for row in rows)

    def set_feed(self, feed: Feed) -> None:
        """Keeps a feed in place of what was known of it; the entries seen in it stay."""
        row = feed.model_dump()
        changed = update(schema.feed).where(schema.feed.c.url == feed.url).values(row)
        if not self._open.execute(changed).rowcount:
            self._open.execute(insert(schema.feed).values(row))

    def remove_feed(self, url: str) -> None:
        """Takes a feed off the list; its stories stay in the record."""
        self._open.execute(delete(schema.feed).where(schema.feed.c.url == url))

    def seen(self, url: str) -> frozenset[str]:
        """The hashes of the entries that were dealt with in the feed."""
        return frozenset(self._open.scalars(select(schema.seen.c.sha256).where(schema.seen.c.feed == url)))

    def mark_seen(self, url: str, sha256: str, *, at: str, outcome: Outcome) -> None:
        """Keeps that an entry of the feed was dealt with; the first time counts."""
        row = {"feed": url, "sha256": sha256, "at": at, "outcome": outcome}
        self._open.execute(insert(schema.seen).prefix_with("OR IGNORE").values(row))

    def faults(self) -> tuple[str, ...]:
        """What SQLite finds wrong with the file; nothing where it is sound."""
        damage = [str(said) for said in self._open.scalars(text("PRAGMA quick_check")) if said != "ok"]
        loose = self._open.execute(text("PRAGMA foreign_key_check")).all()
        return (*damage, *(f"a row of {row[0]} that belongs to no row of {row[2]}" for row in loose))

    @property
    def _open(self) -> Connection:
        if self._connection is None:
            raise InputError("R111", "the record is not open: use `with Store(path) as store`")
        return self._connection

    def _insert(self, table: Table, rows: list[dict[str, object]]) -> None:
        if rows:
            self._open.execute(insert(table), rows)

    def _rows(self, table: Table, model: type[Attribution | Event]) -> dict[str, list[Attribution | Event]]:
        found: dict[str, list[Attribution | Event]] = {}
        for row in self._open.execute(select(table.c.story, table.c.body).order_by(table.c.story, table.c.position)):
            found.setdefault(row.story, []).append(model.model_validate_json(row.body))
        return found


def _engine(path: Path) -> Engine:
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": _PATIENCE})

    @event.listens_for(engine, "connect")
    def _pragmas(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.close()

    return engine


def _story_row(coded: CodedStory) -> dict[str, object]:
    story = coded.story
    keys = ("status", "published", "headline", "carrier")
    return {
        **{k: getattr(story, k) for k in keys},
        "agency": story.agency.name if story.agency else None,
        **story.head.model_dump(),
        **coded.versions.model_dump(),
        "body": coded.model_dump_json(exclude={"attributions", "events"}),
    }


def _attribution_row(story_id: str, position: int, attribution: Attribution) -> dict[str, object]:
    keys = ("id", "source_name", "source_kind", "source_country", "stance", "checked", "rule")
    return {
        **{k: getattr(attribution, k) for k in keys},
        "story": story_id,
        "position": position,
        "cue": attribution.cue_lemma,
        "body": attribution.model_dump_json(),
    }


def _event_row(story_id: str, position: int, event: Event) -> dict[str, object]:
    keys = ("id", "type", "status", "voice", "rule")
    return {
        **{k: getattr(event, k) for k in keys},
        "story": story_id,
        "position": position,
        "place": event.place.name if event.place else None,
        "lat": event.place.lat if event.place else None,
        "lon": event.place.lon if event.place else None,
        "start": event.time.start if event.time else None,
        "end": event.time.end if event.time else None,
        "body": event.model_dump_json(),
    }


def _claim_row(claim: Claim) -> dict[str, object]:
    keys = ("id", "story", "claimant", "side", "stance")
    return {
        **{k: getattr(claim, k) for k in keys},
        "type": claim.event.type,
        "withdrawn": int(claim.withdrawn),
        "body": claim.model_dump_json(),
    }
