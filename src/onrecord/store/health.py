"""Whether the cache of incidents is whole: what `check` asks of it."""

from collections.abc import Iterator

from sqlalchemy import Connection, Select, exists, func, select

from onrecord.store.schema import choice, claim, facet, incident, incident_claim, incident_text
from onrecord.store.schema_linking import waiting

_REMEDY = "the cache is not whole; with the table `linkage` emptied, the next run that links makes it anew"


def cache_faults(connection: Connection) -> Iterator[str]:
    """What does not fit together in the cache; an empty one is whole, and what waits to be linked is no fault."""
    for what, question in _questions().items():
        if count := connection.scalar(question):
            yield f"{count} {what}: {_REMEDY}"


def _questions() -> dict[str, Select[tuple[int]]]:
    i, t, f = incident.c, incident_text.c, facet.c
    bare = select(func.count()).select_from(incident.outerjoin(incident_text, t.num == i.num)).where(t.num.is_(None))
    lost = select(func.count()).select_from(incident_claim.outerjoin(claim, claim.c.id == incident_claim.c.claim))
    begins = func.substr(incident_claim.c.claim, 1, func.length(waiting.c.story) + 1) == waiting.c.story + "/"
    lost = lost.where(claim.c.id.is_(None), ~exists().where(begins))
    counted = select(func.count()).select_from(choice).where(choice.c.kind == "type")
    types = select(func.count(func.distinct(i.type))).scalar_subquery()
    of = {"kind": f.kind, "value": f.value}
    named = select(*of.values(), func.count().label("n")).group_by(*of.values()).subquery()
    differing = named.outerjoin(
        choice, (choice.c.kind == named.c.kind) & (choice.c.value == named.c.value) & (choice.c.count == named.c.n)
    )
    return {
        "incidents without their record": bare,
        "claims of incidents that the record does not make": lost,
        "counts of types wrong": select(func.abs(counted.scalar_subquery() - types)),
        "counts of names wrong": select(func.count()).select_from(differing).where(choice.c.kind.is_(None)),
    }
