"""The sketches of stories within an open record, looked up by name and by shingle; and what waits to be linked."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping

from sqlalchemy import Connection, delete, insert, select, tuple_

from onrecord.records.sketch import Sketch, names_of, unpacked
from onrecord.records.story import Story
from onrecord.store.arranged import ArrangedRows, Standing
from onrecord.store.batches import Row, batches, chunks, insert_rows
from onrecord.store.schema_linking import LINKING, linkage, shingle, sketch, trace, waiting


class Sketches:
    """What a link of a few stories looks up; every question costs what it finds."""

    def __init__(self, connection: Connection, lock: Callable[[], None]) -> None:
        self._connection = connection
        self._lock = lock
        self._arranged = ArrangedRows(connection, lock)

    def waiting(self) -> tuple[str, ...]:
        """The stories that the next link has to look at, by id."""
        return tuple(self._connection.scalars(select(waiting.c.story).order_by(waiting.c.story)))

    def wait(self, stories: Collection[str]) -> None:
        """Has the next link look at stories."""
        self._lock()
        self._forget_waiting(stories)
        insert_rows(self._connection, waiting, [{"story": story} for story in sorted(stories)])

    def linked(self, stories: Collection[str]) -> None:
        """Notes that stories have been linked."""
        self._lock()
        self._forget_waiting(stories)

    def _forget_waiting(self, stories: Collection[str]) -> None:
        for part in chunks(stories):
            self._connection.execute(delete(waiting).where(waiting.c.story.in_(part)))

    @property
    def made_by(self) -> str | None:
        """By what the whole record was linked; null where it has to be linked whole."""
        return self._connection.scalar(select(linkage.c.made_by))

    def linked_whole(self, made_by: str) -> None:
        """Notes that the whole record was linked, and by what; nothing waits any more."""
        self._lock()
        for table in (linkage, waiting):
            self._connection.execute(delete(table))
        self._connection.execute(insert(linkage).values(made_by=made_by))

    def clear(self) -> None:
        """Forgets all sketches."""
        self._lock()
        for table in (linkage, sketch, trace, shingle):
            self._connection.execute(delete(table))

    def sketches(self, ids: Collection[str]) -> dict[str, Sketch]:
        """The sketches of some stories."""
        found: dict[str, Sketch] = {}
        for part in chunks(ids):
            for row in self._connection.execute(select(sketch).where(sketch.c.story.in_(part))):
                story = Story.model_validate_json(row.body)
                found[row.story] = Sketch(story, unpacked(row.shingles), row.at, names_of(row.names))
        return found

    def named(self, names: Collection[str], first: int | None = None, last: int | None = None) -> set[str]:
        """The stories under any of these names, published between two seconds."""
        c = trace.c
        found: set[str] = set()
        for part in chunks(names):
            question = select(c.story).where(c.name.in_(part))
            if first is not None and last is not None:
                question = question.where(c.at.between(first, last))
            found.update(self._connection.scalars(question))
        return found

    def holding(self, hashes: Collection[int], first: int, last: int) -> set[str]:
        """The stories with any of these shingles, published between two seconds."""
        c = shingle.c
        found: set[str] = set()
        for part in chunks(hashes):
            question = select(c.story).where(c.hash.in_(part), c.at.between(first, last)).distinct()
            found.update(self._connection.scalars(question))
        return found

    def put(self, sketches: Iterable[Sketch]) -> None:
        """Keeps sketches in place of those of the same stories."""
        self._lock()
        for part in batches(sketches):
            self._drop(self.sketches([s.story.id for s in part]).values())
            insert_rows(self._connection, sketch, [_row(s) for s in part])
            traces: list[Row] = [{"name": n, "at": s.at, "story": s.story.id} for s in part for n in s.names]
            insert_rows(self._connection, trace, traces)
            told: list[Row] = [{"hash": h, "at": s.at, "story": s.story.id} for s in part for h in sorted(s.sampled)]
            insert_rows(self._connection, shingle, told)

    def _drop(self, sketches: Iterable[Sketch]) -> None:
        for one in sketches:
            known, at = one.story.id, one.at
            names = [(n, at, known) for n in one.names]
            t, h = trace.c, shingle.c
            self._connection.execute(delete(trace).where(tuple_(t.name, t.at, t.story).in_(names)))
            for part in chunks(one.sampled):
                told = [(n, at, known) for n in part]
                self._connection.execute(delete(shingle).where(tuple_(h.hash, h.at, h.story).in_(told)))
            self._connection.execute(delete(sketch).where(sketch.c.story == known))

    def standings(self, ids: Collection[str]) -> Mapping[str, Standing]:
        """How some stories stood when they were last linked."""
        return self._arranged.of(ids)

    def copies_of(self, originals: Collection[str]) -> dict[str, str]:
        """The copies of some stories when they were last linked, each with its original."""
        return self._arranged.copies_of(originals)

    def kills(self, *, victims: Collection[str] = (), notices: Collection[str] = ()) -> dict[str, str]:
        """The notices that killed some stories, and those of some ids, each with what it killed."""
        return self._arranged.kills(victims=victims, notices=notices)


def _row(one: Sketch) -> Row:
    return {
        "story": one.story.id,
        "at": one.at,
        "names": json.dumps(one.names),
        "body": one.story.model_dump_json(),
        "shingles": one.packed(),
    }


def make_tables(connection: Connection) -> None:
    """Makes the tables that linking looks things up in."""
    for table in LINKING:
        table.create(connection, checkfirst=True)
