"""JSON Lines: the whole record of an incident, or of a claim, with its stories' names and versions; and back."""

import json
from collections.abc import Iterable, Iterator

from onrecord.errors import InputError
from onrecord.publish.exports.cited import Cited, Stories
from onrecord.records.incident import Incident

INCIDENT = "onrecord.incident/1"
CLAIM = "onrecord.claim/1"


def incident_lines(incidents: Iterable[Incident], stories: Stories) -> Iterator[bytes]:
    """One object a line: `schema`, `incident` (the record, whole), `stories` (what it cites, by id), `decided`."""
    for incident in incidents:
        cited = dict.fromkeys(s.claim.story for s in incident.claims)
        told = {story_id: _story(stories.cited(story_id)) for story_id in cited}
        whole = {"schema": INCIDENT, "incident": incident.model_dump(mode="json"), "stories": told}
        yield _line({**whole, "decided": stories.decided(incident)})


def claim_lines(incidents: Iterable[Incident], stories: Stories) -> Iterator[bytes]:
    """One object a line: `schema`, the `incident`'s id, `claim`, its `standings`, and its `story`."""
    for incident in incidents:
        for standing in incident.claims:
            told = standing.model_dump(mode="json")
            story = _story(stories.cited(standing.claim.story))
            yield _line({"schema": CLAIM, "incident": incident.id, **told, "story": story})


def read_incidents(lines: Iterable[str | bytes]) -> Iterator[Incident]:
    """The incidents that `incident_lines` wrote. Raises InputError (R130) on a line that is none."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            told = json.loads(line)
            if told["schema"] != INCIDENT:
                raise InputError("R130", f"line {number} is of form {told['schema']!r}, not {INCIDENT}")
            yield Incident.model_validate(told["incident"])
        except (ValueError, TypeError, KeyError) as error:
            raise InputError("R130", f"line {number} is no exported incident: {type(error).__name__}") from error


def _story(cited: Cited) -> dict[str, object]:
    told = {
        name: getattr(cited, name) for name in Cited.__dataclass_fields__ if name not in {"id", "versions", "private"}
    }
    versions = cited.versions.model_dump() if cited.versions else None
    return {"id": cited.id, **{k: v for k, v in told.items() if v not in (None, False)}, "versions": versions}


def _line(told: dict[str, object]) -> bytes:
    return (json.dumps(told, ensure_ascii=False) + "\n").encode("utf-8", "replace")
