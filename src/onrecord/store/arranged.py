"""How the stories stand to one another, and who holds what, as linking saw it last: a cache, like the incidents."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete, select

from onrecord.records.arrangement import Arrangement
from onrecord.records.incident import PlaceStatus
from onrecord.records.snapshot import Correction
from onrecord.records.story import Agency, Story
from onrecord.store.batches import Row, chunks, insert_rows
from onrecord.store.schema import arranged, derived


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

    def replace(self, arrangement: Arrangement, held: Sequence[PlaceStatus]) -> None:
        """Keeps how all stories stand, the corrections, and who holds which place; writes only what changed."""
        self._lock()
        known = {row.story: row for row in self.standings()}
        given = {row.story: row for row in _standings(arrangement)}
        changed = [row for row in given.values() if known.get(row.story) != row]
        for part in chunks({*(known.keys() - given.keys()), *(row.story for row in changed)}):
            self._connection.execute(delete(arranged).where(arranged.c.story.in_(part)))
        insert_rows(self._connection, arranged, [_row(row) for row in changed])
        self._set("correction", [c.model_dump_json() for c in arrangement.corrections])
        self._set("control", [p.model_dump_json() for p in held])

    def standings(self) -> Iterator[Standing]:
        """How each story of the record stands, by id."""
        for row in self._connection.execute(select(arranged).order_by(arranged.c.story)):
            yield Standing(row.story, row.at, row.replaces, row.replaced_by, row.copy_of, bool(row.killed), row.agency)

    def corrections(self) -> tuple[Correction, ...]:
        """What changed after it was published, oldest first."""
        return tuple(map(Correction.model_validate_json, self._bodies("correction")))

    def control(self) -> tuple[PlaceStatus, ...]:
        """Who holds which place."""
        return tuple(map(PlaceStatus.model_validate_json, self._bodies("control")))

    def _bodies(self, kind: str) -> Iterable[str]:
        c = derived.c
        return self._connection.scalars(select(c.body).where(c.kind == kind).order_by(c.number))

    def _set(self, kind: str, bodies: Sequence[str]) -> None:
        if list(self._bodies(kind)) != list(bodies):
            self._connection.execute(delete(derived).where(derived.c.kind == kind))
            rows: list[Row] = [{"kind": kind, "number": n, "body": body} for n, body in enumerate(bodies)]
            insert_rows(self._connection, derived, rows)


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
