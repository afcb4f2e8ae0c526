"""Counts the record, without reading it."""

from sqlalchemy import Connection, Select, func, select

from onrecord.records.tally import Tally
from onrecord.store.schema import arranged, attribution, event, facet, incident
from onrecord.store.schema_linking import control


def tally_of(connection: Connection) -> Tally:
    """How much the record holds, as it was last linked."""
    a, f = arranged.c, facet.c
    rows = select(func.count())
    contested = select(func.count(f.num.distinct())).where(f.kind == "standing", f.value == "contested")
    questions: dict[str, Select[int]] = {
        "stories": rows.select_from(arranged),
        "copies": rows.select_from(arranged).where(a.copy_of.is_not(None)),
        "replaced": rows.select_from(arranged).where(a.replaced_by.is_not(None)),
        "killed": rows.select_from(arranged).where(a.killed == 1),
        "attributions": rows.select_from(attribution.join(arranged, a.story == attribution.c.story)),
        "events": rows.select_from(event.join(arranged, a.story == event.c.story)),
        "incidents": rows.select_from(incident),
        "contested": contested,
        "unplaced": rows.select_from(incident).where(incident.c.lat.is_(None)),
        "control": rows.select_from(control),
    }
    return Tally.model_validate({name: connection.scalar(question) for name, question in questions.items()})
