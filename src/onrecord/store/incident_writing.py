"""The cache of incidents, written: only what changed, and where the ids that went lead to."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection, delete, func, select

from onrecord.records.incident import Incident
from onrecord.store.batches import batches, chunks, insert_rows
from onrecord.store.choices import Key
from onrecord.store.dialect import Dialect
from onrecord.store.incident_rows import digest_of, facets_of, rows_of
from onrecord.store.incidents import IncidentReader
from onrecord.store.schema import choice, facet, incident, incident_claim, incident_id, incident_text
from onrecord.store.schema_linking import linkage

_LOAD = 5000  # incidents in one batch of a load


class Incidents(IncidentReader):
    """The incidents of an open record, to be asked and to be replaced; `lock` keeps other processes from writing."""

    def __init__(self, connection: Connection, dialect: Dialect, lock: Callable[[], None]) -> None:
        super().__init__(connection, dialect)
        self._lock = lock

    def drop(self) -> None:
        """Empties the cache; where ids that went lead to is kept. The next `replace` fills it again."""
        self._lock()
        for table in (incident_claim, facet, incident_text, incident, choice, linkage):
            self._connection.execute(delete(table))

    def replace(self, incidents: Iterable[Incident], heirs: Mapping[str, str] | None = None) -> int:
        """Makes these the incidents of the record; writes only those that changed, and tells how many did or went.

        `heirs` maps a story to the one in its place: there the claims are found that only its newer version makes.
        """
        self._lock()
        rows = self._connection.execute(select(incident.c.id, incident.c.digest))
        known: dict[str, str] = {row.id: row.digest for row in rows}
        given = {i.id: i for i in incidents}
        changed = [i for i in given.values() if known.get(i.id) != digest_of(i.model_dump_json())]
        gone = (known.keys() | self._ids.standing()) - given.keys()
        self.put(changed, gone, heirs)
        return len(changed) + len(gone)

    def revise(
        self,
        incidents: Iterable[Incident],
        *,
        before: Collection[str],
        stories: Collection[str],
        heirs: Mapping[str, str],
    ) -> tuple[tuple[Incident, ...], frozenset[str]]:
        """Makes these the incidents of their claims; tells those that changed, and the ids of those that went.

        `before` are the ids of claims that may be theirs no more, `stories` those whose claims changed. All incidents
        that lost a claim to these, or by the change, must be among these or go.
        """
        self._lock()
        given = {i.id: i for i in incidents}
        claims = {s.claim.id for i in given.values() for s in i.claims}
        was = self._filed_under({*before, *claims})
        known = self._digests({*given, *was})
        changed = tuple(i for i in given.values() if known.get(i.id) != digest_of(i.model_dump_json()))
        gone = frozenset(was | (self._ids.lost(stories) - self._digests(self._ids.lost(stories)).keys())) - given.keys()
        if changed or gone:
            self.put(changed, gone, heirs)
        return changed, gone

    def _filed_under(self, claims: Collection[str]) -> set[str]:
        """The ids of the incidents under which some claims are filed."""
        of, found = incident_claim.c, set[str]()
        question = select(incident.c.id).join(incident_claim, of.num == incident.c.num)
        for part in chunks(claims):
            found.update(self._connection.scalars(question.where(of.claim.in_(part))))
        return found

    def _digests(self, ids: Collection[str]) -> dict[str, str]:
        c = incident.c
        questions = (select(c.id, c.digest).where(c.id.in_(part)) for part in chunks(ids))
        return {row.id: row.digest for question in questions for row in self._connection.execute(question)}

    def put(
        self, changed: Sequence[Incident], gone: Collection[str] = (), heirs: Mapping[str, str] | None = None
    ) -> None:
        """Writes incidents that are new or changed, and takes out those whose ids are gone.

        All that a change of the claims touches must be given at once: a claim lies in one incident only.
        """
        self._lock()
        before = self._ids.claims(gone)
        nums = self._take_out({*gone, *(i.id for i in changed)})
        free = max(self._connection.scalar(select(func.max(incident.c.num))) or 0, *nums.values(), 0) + 1
        for part in batches(changed):
            new = [i for i in part if i.id not in nums]
            nums.update((one.id, free + n) for n, one in enumerate(new))
            free += len(new)
            self._put_in([(nums[one.id], one) for one in part])
        self._ids.keep(changed)
        self._ids.lead_on(before, heirs or {})

    def fill(self, incidents: Iterable[Incident]) -> int:
        """Fills an empty cache with many incidents, its indexes made at the end; tells how many."""
        self._lock()
        self._dialect.begin_load(self._connection)
        self._dialect.drop_indexes(self._connection)
        indexes = [index for table in (incident, incident_claim, facet, incident_id) for index in table.indexes]
        for index in indexes:
            index.drop(self._connection)
        done = 0
        for part in batches(incidents, _LOAD):
            for table, rows in rows_of(enumerate(part, done + 1)).items():
                self._dialect.load(self._connection, table, rows)
            self._ids.load(part, self._dialect)
            done += len(part)
        for index in indexes:
            index.create(self._connection)
        self._choices.count_all()
        self._dialect.make_indexes(self._connection)
        self._dialect.tidy(self._connection)
        return done

    def _take_out(self, ids: Collection[str]) -> dict[str, int]:
        """Removes the rows of incidents; tells the numbers they had."""
        nums: dict[str, int] = {}
        c = incident.c
        for part in chunks(ids):
            rows = self._connection.execute(select(c.id, c.num).where(c.id.in_(part)))
            nums.update((row.id, row.num) for row in rows)
        for numbers in chunks(nums.values()):
            self._choices.take(self._choices.counted(numbers))
            for table in (incident_claim, facet, incident_text, incident):
                self._connection.execute(delete(table).where(table.c.num.in_(numbers)))
        return nums

    def _put_in(self, numbered: Sequence[tuple[int, Incident]]) -> None:
        """Adds the rows of incidents that are not there."""
        for table, rows in rows_of(numbered).items():
            insert_rows(self._connection, table, rows)
        names = [facets_of(one) for _, one in numbered]
        self._choices.add(Counter(key for one in names for key in one), _least(names))


def _least(all_names: Iterable[Mapping[Key, str]]) -> dict[Key, str]:
    """For each name, the first in the alphabet of the ways it is written."""
    found: dict[Key, str] = {}
    for names in all_names:
        for key, name in names.items():
            found[key] = min(name, found.get(key, name))
    return found
