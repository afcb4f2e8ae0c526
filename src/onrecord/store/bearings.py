"""What happenings have to do with one another, and who holds which place: rows of the cache, looked up by name."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection, delete, func, select, tuple_

from onrecord.records.incident import PlaceStatus
from onrecord.store.batches import Row, chunks, insert_rows
from onrecord.store.schema import claim, incident_claim
from onrecord.store.schema_linking import control, enmity, ground, position, scene

Scene = tuple[str, int]
Pair = tuple[str, str]
_PART = 200  # pairs in one question


class Bearings:
    """The tables that tell what bears on what, within an open record; `lock` keeps other processes from writing."""

    def __init__(self, connection: Connection, lock: Callable[[], None]) -> None:
        self._connection = connection
        self._lock = lock

    def clear(self) -> None:
        """Forgets everything."""
        self._lock()
        for table in (scene, enmity, position, ground, control):
            self._connection.execute(delete(table))

    def scenes(self, happenings: Collection[str], *, gives: bool) -> set[Scene]:
        """The scenes of some happenings that bear on others, or on which others bear."""
        c = scene.c
        questions = (
            select(c.place, c.day).where(c.happening.in_(part), c.gives == int(gives)) for part in chunks(happenings)
        )
        return {(row.place, row.day) for question in questions for row in self._connection.execute(question)}

    def in_scenes(self, scenes: Collection[Scene], *, gives: bool) -> set[str]:
        """The happenings in any of these scenes that bear on others, or on which others bear."""
        c, found = scene.c, set[str]()
        for part in _parts(scenes):
            question = select(c.happening).where(tuple_(c.place, c.day).in_(part), c.gives == int(gives))
            found.update(self._connection.scalars(question))
        return found

    def set_scenes(self, scenes: Mapping[str, tuple[Collection[Scene], Collection[Scene]]]) -> None:
        """Keeps, by happening, the scenes in which it bears on others, and those in which others bear on it."""
        self._lock()
        for part in chunks(scenes.keys()):
            self._connection.execute(delete(scene).where(scene.c.happening.in_(part)))
        rows: list[Row] = [
            {"place": place, "day": day, "gives": gives, "happening": happening}
            for happening, (giving, receiving) in scenes.items()
            for gives, own in ((1, giving), (0, receiving))
            for place, day in sorted(own)
        ]
        insert_rows(self._connection, scene, rows)

    def hostilities(self, stories: Collection[str]) -> dict[str, set[Pair]]:
        """The pairs of sides of which each of some stories tells that they are enemies."""
        found: dict[str, set[Pair]] = {}
        for part in chunks(stories):
            for row in self._connection.execute(select(enmity).where(enmity.c.story.in_(part))):
                found.setdefault(row.story, set()).add((row.one, row.other))
        return found

    def set_hostilities(self, pairs: Mapping[str, Collection[Pair]]) -> None:
        """Keeps, by story, the pairs of sides of which it tells that they are enemies."""
        self._lock()
        for part in chunks(pairs.keys()):
            self._connection.execute(delete(enmity).where(enmity.c.story.in_(part)))
        rows: list[Row] = [
            {"one": one, "other": other, "story": story} for story, own in pairs.items() for one, other in sorted(own)
        ]
        insert_rows(self._connection, enmity, rows)

    def enemies(self, pairs: Collection[Pair]) -> set[Pair]:
        """Those of the pairs of which two stories at least tell that they are enemies."""
        e = enmity.c
        question = (select(e.story).where(e.one == one, e.other == other).limit(2) for one, other in sorted(pairs))
        told = (len(self._connection.scalars(q).all()) for q in question)
        return {pair for pair, count in zip(sorted(pairs), told, strict=True) if count > 1}

    def spoken_of_by(self, pair: Pair) -> set[str]:
        """The claims of one side in incidents of which both sides of a pair speak; looks through all claims."""
        of, found = incident_claim.c, set[str]()
        both = (
            select(of.num)
            .join(claim, claim.c.id == of.claim)
            .where(claim.c.side.in_(pair))
            .group_by(of.num)
            .having(func.count(claim.c.side.distinct()) > 1)
        )
        question = select(of.claim).join(claim, claim.c.id == of.claim)
        found.update(self._connection.scalars(question.where(of.num.in_(both), claim.c.side == pair[0])))
        return found

    def positions_of(self, incidents: Collection[str]) -> list[tuple[str, int, str, str]]:
        """The positions that some incidents give: incident, number, spot, body."""
        return self._positions(position.c.incident, incidents)

    def positions_in(self, spots: Collection[str]) -> list[tuple[str, int, str, str]]:
        """The positions in some spots, in the same form."""
        return self._positions(position.c.spot, spots)

    def _positions(self, column: object, names: Collection[str]) -> list[tuple[str, int, str, str]]:
        questions = (select(position).where(column.in_(part)) for part in chunks(names))  # type: ignore[attr-defined]
        return [tuple(row) for question in questions for row in self._connection.execute(question)]

    def spots_named(self, names: Collection[str]) -> set[str]:
        """The spots with a position that is kept under any of these names."""
        g, p, found = ground.c, position.c, set[str]()
        question = select(p.spot).distinct()
        question = question.join(ground, (g.incident == p.incident) & (g.number == p.number))
        for part in chunks(names):
            found.update(self._connection.scalars(question.where(g.name.in_(part))))
        return found

    def drop_positions(self, incidents: Collection[str]) -> None:
        """Forgets the positions that some incidents gave."""
        self._lock()
        for part in chunks(incidents):
            self._connection.execute(delete(position).where(position.c.incident.in_(part)))
            self._connection.execute(delete(ground).where(ground.c.incident.in_(part)))

    def add_positions(self, rows: Iterable[tuple[str, int, str, Collection[str]]]) -> None:
        """Keeps positions (incident, number, body, names), not yet in any spot."""
        self._lock()
        told = list(rows)
        kept: list[Row] = [{"incident": i, "number": n, "spot": "", "body": body} for i, n, body, _ in told]
        insert_rows(self._connection, position, kept)
        names: list[Row] = [{"name": name, "incident": i, "number": n} for i, n, _, own in told for name in sorted(own)]
        insert_rows(self._connection, ground, names)

    def set_spot(
        self, spot: str, members: Sequence[tuple[str, int]], rank: object, held: Iterable[PlaceStatus]
    ) -> None:
        """Keeps what positions make up a spot, and who holds it."""
        self._lock()
        p = position.c
        for start in range(0, len(members), _PART):
            part = members[start : start + _PART]
            self._connection.execute(
                position.update().where(tuple_(p.incident, p.number).in_(part), p.spot != spot).values(spot=spot)
            )
        told = json.dumps(rank, ensure_ascii=False)
        rows: list[Row] = [
            {"spot": spot, "number": n, "rank": told, "body": one.model_dump_json()} for n, one in enumerate(held)
        ]
        insert_rows(self._connection, control, rows)

    def drop_spots(self, spots: Collection[str]) -> None:
        """Forgets who holds some spots."""
        self._lock()
        for part in chunks(spots):
            self._connection.execute(delete(control).where(control.c.spot.in_(part)))

    def control(self) -> tuple[PlaceStatus, ...]:
        """Who holds which place, in order of place name and day."""
        rows = self._connection.execute(select(control.c.rank, control.c.number, control.c.body)).all()
        rows = sorted(rows, key=lambda row: (json.loads(row.rank), row.number))
        return tuple(PlaceStatus.model_validate_json(row.body) for row in rows)


def _parts(pairs: Collection[Scene]) -> Iterable[list[Scene]]:
    ordered = sorted(pairs)
    for start in range(0, len(ordered), _PART):
        yield ordered[start : start + _PART]
