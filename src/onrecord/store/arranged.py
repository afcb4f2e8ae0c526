"""How the stories stand to one another, as linking saw it last: a cache, like the incidents."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy import Row as SqlRow

from onrecord.records.arrangement import Arrangement
from onrecord.records.moment import utc
from onrecord.records.snapshot import Correction
from onrecord.records.story import Agency, Story
from onrecord.store.batches import Row, chunks, insert_rows
from onrecord.store.schema import arranged
from onrecord.store.schema_linking import correction


@dataclass(frozen=True, slots=True)
class Standing:
    """How a story stands to others: what it replaces and is replaced by, copies, whether it was killed; its agency.

    `at` is when it was published or last updated.
    """

    story: str
    at: str
    replaces: str | None
    replaced_by: str | None
    copy_of: str | None
    killed: bool
    agency: str | None

    def on(self, story: Story) -> Story:
        """The story, standing so."""
        agency = Agency.model_validate_json(self.agency) if self.agency else None
        return story.model_copy(update={"replaces": self.replaces, "copy_of": self.copy_of, "agency": agency})


class ArrangedRows:
    """The arrangement of an open record; `lock` keeps other processes from writing."""

    def __init__(self, connection: Connection, lock: Callable[[], None]) -> None:
        self._connection = connection
        self._lock = lock

    def replace(self, arrangement: Arrangement) -> None:
        """Keeps how all stories stand, and the corrections; writes only what changed."""
        self._lock()
        known = {row.story: row for row in self.standings()}
        given = {row.story: row for row in _standings(arrangement)}
        changed = [row for row in given.values() if known.get(row.story) != row]
        self._drop({*(known.keys() - given.keys()), *(row.story for row in changed)})
        insert_rows(self._connection, arranged, [_row(row) for row in changed])
        if self.corrections() != arrangement.corrections:
            self._connection.execute(delete(correction))
            insert_rows(self._connection, correction, [_correction_row(c) for c in arrangement.corrections])

    def put(self, arrangement: Arrangement) -> None:
        """Keeps how the stories and notices of a part of the record stand, and their corrections."""
        self._lock()
        about = {s.id for s in (*arrangement.stories, *arrangement.notices)}
        self._drop(about)
        for part in chunks(about):
            self._connection.execute(delete(correction).where(correction.c.story.in_(part)))
        insert_rows(self._connection, arranged, [_row(row) for row in _standings(arrangement)])
        insert_rows(self._connection, correction, [_correction_row(c) for c in arrangement.corrections])

    def standings(self) -> Iterator[Standing]:
        """How each story of the record stands, by id."""
        for row in self._connection.execute(select(arranged).order_by(arranged.c.story)):
            yield _standing(row)

    def of(self, stories: Collection[str]) -> dict[str, Standing]:
        """How some stories stand."""
        c = arranged.c
        return {
            row.story: _standing(row)
            for part in chunks(stories)
            for row in self._connection.execute(select(arranged).where(c.story.in_(part)))
        }

    def copies_of(self, originals: Collection[str]) -> dict[str, str]:
        """The copies of some stories, each with its original."""
        c = arranged.c
        questions = (select(c.story, c.copy_of).where(c.copy_of.in_(part)) for part in chunks(originals))
        return {row.story: row.copy_of for question in questions for row in self._connection.execute(question)}

    def corrections(self) -> tuple[Correction, ...]:
        """What changed after it was published, oldest first."""
        return _in_order(self._connection.scalars(select(correction.c.body)))

    def corrections_of(self, stories: Collection[str]) -> tuple[Correction, ...]:
        """What changed some stories after they were published, oldest first."""
        c = correction.c
        questions = (select(c.body).where(c.replaces.in_(part)) for part in chunks(stories))
        return _in_order(body for question in questions for body in self._connection.scalars(question))

    def kills(self, *, victims: Collection[str] = (), notices: Collection[str] = ()) -> dict[str, str]:
        """The notices that killed some stories, and those of some ids, each with what it killed."""
        c = correction.c
        question = select(c.story, c.replaces).where(c.kind.in_(("kill", "withheld")))
        questions = [question.where(c.replaces.in_(part)) for part in chunks(victims)]
        questions += [question.where(c.story.in_(part)) for part in chunks(notices)]
        return {row.story: row.replaces for one in questions for row in self._connection.execute(one)}

    def _drop(self, stories: Collection[str]) -> None:
        for part in chunks(stories):
            self._connection.execute(delete(arranged).where(arranged.c.story.in_(part)))


def _in_order(bodies: Iterable[str]) -> tuple[Correction, ...]:
    return tuple(sorted(map(Correction.model_validate_json, bodies), key=lambda c: (utc(c.at), c.story, c.kind)))


def _correction_row(one: Correction) -> Row:
    return {"story": one.story, "kind": one.kind, "replaces": one.replaces, "body": one.model_dump_json()}


def _standing(row: SqlRow[Any]) -> Standing:
    return Standing(row.story, row.at, row.replaces, row.replaced_by, row.copy_of, bool(row.killed), row.agency)


def _standings(arrangement: Arrangement) -> Iterator[Standing]:
    killed = set(arrangement.killed)
    for s in arrangement.stories:
        agency = json.dumps(s.agency.model_dump(), sort_keys=True) if s.agency else None
        yield Standing(
            s.id,
            s.updated or s.published,
            s.replaces,
            arrangement.replaced.get(s.id),
            s.copy_of,
            s.id in killed,
            agency,
        )


def _row(row: Standing) -> Row:
    return {**asdict(row), "killed": int(row.killed)}
