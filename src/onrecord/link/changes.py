"""When an incident last changed: a claim came, was replaced, or was withdrawn."""

from collections.abc import Iterable, Sequence

from onrecord.records.incident import Incident
from onrecord.records.moment import utc
from onrecord.records.snapshot import Correction


def date_changes(incidents: Iterable[Incident], corrections: Sequence[Correction]) -> tuple[Incident, ...]:
    """The incidents, `changed` moved to when a story of theirs was killed, corrected or replaced.

    Only a claim that this withdrew or that the newer version no longer makes counts; others stand as they did.
    """
    moments: dict[str, str] = {}
    for correction in corrections:
        moments[correction.replaces] = max(moments.get(correction.replaces, ""), correction.at, key=utc)
    return tuple(_dated(incident, moments) for incident in incidents)


def _dated(incident: Incident, moments: dict[str, str]) -> Incident:
    touched = [s.claim.story for s in incident.claims if s.claim.withdrawn or s.claim.replaced_by]
    changed = max((incident.changed, *(moments[story] for story in touched if story in moments)), key=utc)
    return incident if changed == incident.changed else incident.model_copy(update={"changed": changed})
