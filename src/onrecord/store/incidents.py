"""The cache of incidents, asked: what linking made of the claims, by any filter, in constant memory."""

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, Connection, func, select, tuple_

from onrecord.records.cursor import cursor_of, place_of
from onrecord.records.filter import Filter
from onrecord.records.incident import Incident
from onrecord.store.choices import Choices
from onrecord.store.dialect import Dialect
from onrecord.store.incident_ids import IncidentIds
from onrecord.store.plan import planned
from onrecord.store.schema import incident, incident_claim, incident_text

ORDER = (incident.c.seen, incident.c.told, incident.c.first, incident.c.id)
_BATCH = 500  # incidents in memory at once while all are read

Page = tuple[tuple[Incident, ...], str | None]


class IncidentReader:
    """The incidents of an open record, to be asked; in the one order of lists (records/cursor.py), newest first."""

    def __init__(self, connection: Connection, dialect: Dialect) -> None:
        self._connection = connection
        self._dialect = dialect
        self._choices = Choices(connection)
        self._ids = IncidentIds(connection)

    def find(self, wanted: Filter, *, after: str | None = None, limit: int = 100) -> Page:
        """The first `limit` incidents that the filter admits, and the cursor of those after them; null at the end.

        Pages stay whole while incidents come and go: the cursor names a place in the order, not a number of rows.
        Raises InputError (R121) where `after` is no cursor.
        """
        plan = planned(wanted, self._connection, self._dialect)
        if after is not None:
            plan.where.append(tuple_(*ORDER) < tuple_(*place_of(after)))
        newest = select(incident.c.num, *ORDER).where(*plan.where)
        if plan.fetched:
            # kept from PostgreSQL, which would walk through the lists instead
            newest = select(newest.cte("fetched").prefix_with("MATERIALIZED", dialect="postgresql"))
        newest = newest.order_by(*(newest.selected_columns[c.key].desc() for c in ORDER))
        rows = self._connection.execute(newest.limit(limit + 1)).all()
        bodies = self._bodies([row.num for row in rows[:limit]])
        last = rows[limit - 1] if len(rows) > limit > 0 else None
        following = cursor_of((last.seen, last.told, last.first, last.id)) if last else None
        return tuple(bodies[row.num] for row in rows[:limit]), following

    def each(self, wanted: Filter) -> Iterator[Incident]:
        """All incidents that the filter admits, newest first; memory does not grow with them."""
        after: str | None = None
        while True:
            found, after = self.find(wanted, after=after, limit=_BATCH)
            yield from found
            if after is None:
                return

    def count(self, wanted: Filter) -> int:
        """How many incidents the filter admits."""
        where = planned(wanted, self._connection, self._dialect, every=True).where
        return self._connection.scalar(select(func.count()).select_from(incident).where(*where)) or 0

    def days(self, wanted: Filter) -> tuple[tuple[str, int], ...]:
        """How many dated incidents that the filter admits began on each ISO day, oldest first."""
        start = incident.c.start
        where = (start.is_not(None), *planned(wanted, self._connection, self._dialect, every=True).where)
        rows = self._connection.execute(select(start, func.count()).where(*where).group_by(start).order_by(start))
        return tuple((day, count) for day, count in rows)

    def choices(self, *, limit: int | None = None) -> dict[str, tuple[tuple[str, int], ...]]:
        """By kind (type, status, place, country, actor, claimant, standing): the names there are, most frequent first.

        `limit` names at most are given of each kind, with the number of incidents that each admits.
        """
        return self._choices.best(limit)

    def get(self, wanted: str) -> Incident | None:
        """The incident of that id, or the one that an id which went leads to; its own `id` tells which."""
        found = self._ids.current(wanted)
        return self._one(incident.c.id == found) if found else None

    def current_id(self, wanted: str) -> str | None:
        """The id under which an incident is now found: its own, or where it leads to; null for one never given."""
        return self._ids.current(wanted)

    def about(self, claim_id: str) -> Incident | None:
        """The incident under which a claim is filed."""
        num = select(incident_claim.c.num).where(incident_claim.c.claim == claim_id)
        return self._one(incident.c.num == num.scalar_subquery())

    def _one(self, condition: ColumnElement[bool]) -> Incident | None:
        question = select(incident_text.c.body).join(incident, incident.c.num == incident_text.c.num)
        body = self._connection.scalar(question.where(condition))
        return Incident.model_validate_json(body) if body else None

    def _bodies(self, nums: Sequence[int]) -> dict[int, Incident]:
        c = incident_text.c
        found: dict[int, Incident] = {}
        for start in range(0, len(nums), _BATCH):
            rows = self._connection.execute(select(c.num, c.body).where(c.num.in_(nums[start : start + _BATCH])))
            found.update((num, Incident.model_validate_json(body)) for num, body in rows)
        return found
