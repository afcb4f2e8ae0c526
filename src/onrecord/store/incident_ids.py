"""Ids of incidents are permanent: one that went leads to where its claims are now."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection, bindparam, delete, select, update

from onrecord.records.incident import Incident
from onrecord.store.batches import Row, batches, chunks, insert_rows
from onrecord.store.dialect import Dialect
from onrecord.store.schema import incident, incident_claim, incident_id

_LEAPS = 100  # redirects followed at most: more is a circle


class IncidentIds:
    """Every id ever given to an incident, within an open record."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def current(self, wanted: str) -> str | None:
        """The id under which an incident is now found: its own, or where that leads; null for one that was never given.

        Null also for one whose claims nobody makes any more.
        """
        for _ in range(_LEAPS):
            if self._connection.scalar(select(incident.c.num).where(incident.c.id == wanted)) is not None:
                return wanted
            later = self._connection.scalar(select(incident_id.c.now).where(incident_id.c.id == wanted))
            if later is None:
                return None
            wanted = later
        return None

    def standing(self) -> frozenset[str]:
        """The ids that lead nowhere else."""
        return frozenset(self._connection.scalars(select(incident_id.c.id).where(incident_id.c.now.is_(None))))

    def lost(self, stories: Collection[str]) -> set[str]:
        """The ids made from claims of some stories that lead nowhere else."""
        c, found = incident_id.c, set[str]()
        for story in sorted(stories):
            question = select(c.id).where(c.claim > f"{story}/", c.claim < f"{story}0", c.now.is_(None))
            found.update(self._connection.scalars(question))
        return found

    def keep(self, incidents: Iterable[Incident]) -> None:
        """Keeps ids for ever; one that comes back leads nowhere else any more."""
        c = incident_id.c
        for part in batches(incidents):
            known = set(self._connection.scalars(select(c.id).where(c.id.in_([one.id for one in part]))))
            rows = [_row(one) for one in part]
            insert_rows(self._connection, incident_id, [row for row in rows if row["id"] not in known])
            if known:
                again = update(incident_id).where(c.id == bindparam("of_id"))
                told = ("type", "place", "now")
                here = [{"of_id": r["id"], **{k: r[k] for k in told}} for r in rows if r["id"] in known]
                self._connection.execute(again.values({k: bindparam(k) for k in told}), here)

    def load(self, incidents: Iterable[Incident], dialect: Dialect) -> None:
        """Keeps ids of which most are new, in one go."""
        c = incident_id.c
        rows = {one.id: _row(one) for one in incidents}
        for part in chunks(rows.keys()):
            self._connection.execute(delete(incident_id).where(c.id.in_(part)))
        dialect.load(self._connection, incident_id, list(rows.values()))

    def claims(self, ids: Collection[str]) -> dict[str, list[str]]:
        """For each id the claim it was made from, and after it the others that are filed under it."""
        found: dict[str, list[str]] = {}
        filed = select(incident.c.id, incident_claim.c.claim).join(incident, incident.c.num == incident_claim.c.num)
        for part in chunks(ids):
            for row in self._connection.execute(select(incident_id).where(incident_id.c.id.in_(part))):
                found[row.id] = [row.claim]
            for row in self._connection.execute(filed.where(incident.c.id.in_(part)).order_by(incident_claim.c.claim)):
                found[row.id].append(row.claim)
        return found

    def lead_on(self, gone: Mapping[str, Sequence[str]], heirs: Mapping[str, str]) -> None:
        """Keeps where ids lead that went, told by their claims: to the incident that has the first of them, or most.

        Where none is made any more: to that of a later version of the story (`heirs`) of the same type and place.
        """
        now = self._filed({claim for claims in gone.values() for claim in claims})
        for old, claims in gone.items():
            found = Counter(now[claim] for claim in claims if claim in now)
            best = now.get(claims[0]) or (min(found, key=lambda i: (-found[i], i)) if found else None)
            best = best or self._heir(old, claims[0].rpartition("/")[0], heirs)
            if best is not None:
                self._connection.execute(update(incident_id).where(incident_id.c.id == old).values(now=best))

    def _heir(self, old: str, story: str, heirs: Mapping[str, str]) -> str | None:
        """The incident of the same type and place that the next later version of a story tells of."""
        own = self._connection.execute(select(incident_id.c.type, incident_id.c.place).where(incident_id.c.id == old))
        what = own.one_or_none()
        c = incident_claim.c
        for _ in range(_LEAPS):
            later = heirs.get(story)
            if later is None or what is None:
                return None
            like = (incident.c.type == what.type.casefold(), incident.c.place.is_not_distinct_from(what.place))
            told = (
                select(incident.c.id)
                .join(incident_claim, c.num == incident.c.num)
                .where(c.claim > f"{later}/", c.claim < f"{later}0", *like)
            )
            if found := self._connection.scalar(told.order_by(incident.c.id).limit(1)):
                return str(found)
            story = later
        return None

    def _filed(self, claims: Collection[str]) -> dict[str, str]:
        """The incident's id for each of the claims that is filed."""
        found: dict[str, str] = {}
        filed = select(incident_claim.c.claim, incident.c.id).join(incident, incident.c.num == incident_claim.c.num)
        for part in chunks(claims):
            found.update((c, i) for c, i in self._connection.execute(filed.where(incident_claim.c.claim.in_(part))))
        return found


def _row(one: Incident) -> Row:
    claim = one.claims[0].claim.id if one.claims else ""
    return {"id": one.id, "claim": claim, "type": one.type, "place": one.place, "now": None}
