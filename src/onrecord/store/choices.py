"""What there is to ask for, counted: kept beside the incidents, so that a form is drawn without reading them all."""

from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, bindparam, delete, func, insert, literal, select, update

from onrecord.store.batches import Row, chunks, insert_rows
from onrecord.store.schema import choice, facet, incident

Key = tuple[str, str]  # kind, folded name
_COLUMNS = ("kind", "value", "name", "count")
_PLAIN = ("type", "status")  # columns of the incident itself


class Choices:
    """The counts of names within an open record."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def best(self, limit: int | None) -> dict[str, tuple[tuple[str, int], ...]]:
        """By kind: the names with how many incidents have each, most frequent first."""
        c = choice.c
        kinds = self._connection.scalars(select(c.kind).distinct().order_by(c.kind)).all()
        first = select(c.name, c.count).order_by(c.count.desc(), c.value).limit(limit)
        return {
            kind: tuple((name, count) for name, count in self._connection.execute(first.where(c.kind == kind)))
            for kind in kinds
        }

    def count_all(self) -> None:
        """Counts everything anew."""
        f, c = facet.c, incident.c
        self._connection.execute(delete(choice))
        named = select(f.kind, f.value, func.min(f.name), func.count()).group_by(f.kind, f.value)
        self._connection.execute(insert(choice).from_select(_COLUMNS, named))
        for kind in _PLAIN:
            plain = select(literal(kind), c[kind], c[kind], func.count()).group_by(c[kind])
            self._connection.execute(insert(choice).from_select(_COLUMNS, plain))

    def counted(self, nums: Sequence[int]) -> Counter[Key]:
        """The names that some incidents have, counted."""
        f, c = facet.c, incident.c
        counts: Counter[Key] = Counter()
        named = select(f.kind, f.value, func.count()).where(f.num.in_(nums)).group_by(f.kind, f.value)
        for kind, value, count in self._connection.execute(named):
            counts[kind, value] = count
        for kind in _PLAIN:
            plain = select(c[kind], func.count()).where(c.num.in_(nums)).group_by(c[kind])
            for value, count in self._connection.execute(plain):
                counts[kind, value] = count
        return counts

    def take(self, counts: Counter[Key]) -> None:
        """Counts so many fewer."""
        self.add(Counter({key: -count for key, count in counts.items()}), {})

    def add(self, counts: Mapping[Key, int], names: Mapping[Key, str]) -> None:
        """Counts so many more, under the names as they are written; what nothing has any more goes."""
        for kind in sorted({kind for kind, _ in counts}):
            self._add(kind, {value: n for (of, value), n in counts.items() if of == kind}, names)
        self._connection.execute(delete(choice).where(choice.c.count <= 0))

    def _add(self, kind: str, counts: Mapping[str, int], names: Mapping[Key, str]) -> None:
        c = choice.c
        known: dict[str, str] = {}
        for part in chunks(counts.keys()):
            rows = self._connection.execute(select(c.value, c.name).where(c.kind == kind, c.value.in_(part)))
            known.update((value, name) for value, name in rows)
        changes: list[Row] = [
            {"of_value": value, "least": min(name, names.get((kind, value), name)), "more": counts[value]}
            for value, name in known.items()
        ]
        if changes:
            here = (c.kind == kind, c.value == bindparam("of_value"))
            more = {"count": c.count + bindparam("more"), "name": bindparam("least")}
            self._connection.execute(update(choice).where(*here).values(more), changes)
        new = [value for value in counts if value not in known]
        insert_rows(
            self._connection,
            choice,
            [{"kind": kind, "value": v, "name": names.get((kind, v), v), "count": counts[v]} for v in new],
        )
