"""What became of an incident over time, and which claims each of its values was read from."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from onrecord.publish.incident_page import Pointer, pointers
from onrecord.publish.lookup import Lookup
from onrecord.publish.paths import story_path
from onrecord.publish.wording import STATUSES, days, label, plural
from onrecord.records.incident import Claim, Incident
from onrecord.records.snapshot import Correction

_MOST = 6


@dataclass(frozen=True)
class Step:
    """A change of the incident: when, what, by whose claims, and the story (from the root of the site)."""

    at: str
    what: str
    claims: tuple[Pointer, ...]
    story: str
    href: str


@dataclass(frozen=True)
class Read:
    """A value of the incident and the claims that tell it, the first few; `more` counts the other claimants."""

    name: str
    value: str
    claims: tuple[Pointer, ...]
    more: int


def history(incident: Incident, lookup: Lookup) -> tuple[Step, ...]:
    """Every story that brought claims, and every correction, copy and withdrawal of one of them, oldest first."""
    by_story: dict[str, list[Claim]] = {}
    for one in incident.claims:
        by_story.setdefault(one.claim.story, []).append(one.claim)
    steps = [_told(story, claims, lookup) for story, claims in by_story.items()]
    changes = dict.fromkeys(c for story in by_story for c in lookup.changes_on(story))
    steps += [step for change in changes for step in _changed(change, by_story, lookup)]
    ordered = sorted(steps, key=lambda s: (s.at, s.story, s.what))
    if ordered:
        ordered[0] = Step(ordered[0].at, f"First seen: {ordered[0].what}", *_rest(ordered[0]))
    return tuple(ordered)


def _rest(step: Step) -> tuple[tuple[Pointer, ...], str, str]:
    return step.claims, step.story, step.href


def _told(story_id: str, claims: list[Claim], lookup: Lookup) -> Step:
    gone = [c for c in claims if c.withdrawn]
    dropped = [c for c in claims if c.replaced_by and not c.withdrawn]
    parts = [plural(len(claims), "claim")]
    parts += [f"{len(gone)} of them withdrawn since"] if gone else []
    parts += [f"{len(dropped)} of them no longer said in the newer version"] if dropped else []
    ids = tuple(c.id for c in claims)
    return Step(
        claims[0].published, ", ".join(parts), pointers(ids, lookup), lookup.title(story_id), story_path(story_id)
    )


def _changed(change: Correction, told: dict[str, list[Claim]], lookup: Lookup) -> Iterator[Step]:
    """A change of a story that told of the incident; a new version that tells of it itself is a step already."""
    words = {
        "kill": "Story withdrawn",
        "correction": "Story corrected",
        "copy": "Story copied",
        "update": "New version",
    }
    known = change.story if lookup.story(change.story) else change.replaces
    story = lookup.story(known)
    if change.kind == "update" and change.story in told:
        return
    note = "" if lookup.withheld(change.replaces) or not change.note else f": {change.note}"
    title, href = (lookup.title(known), story_path(known)) if story else (change.story, "")
    yield Step(change.at, f"{words.get(change.kind, change.kind)}{note}", (), title, href)


def values(incident: Incident, lookup: Lookup) -> tuple[Read, ...]:
    """Each value of the incident with the claims that tell it; the best-supported of several stands on the page."""
    live = [s.claim for s in incident.claims if not s.claim.withdrawn and not lookup.withheld(s.claim.story)]
    rows: list[tuple[str, str, Callable[[Claim], bool]]] = [
        ("Type", label(incident.type), lambda c: c.event.type == incident.type),
        ("Status", STATUSES.get(incident.status, incident.status), lambda c: _status(c) == incident.status),
    ]
    if incident.place:
        rows.append(("Place", incident.place, lambda c: bool(c.event.place and c.event.place.name == incident.place)))
    if incident.start or incident.end:
        rows.append(("Days", days(incident.start, incident.end), lambda c: _dates(c, incident)))
    found = ((name, value, pointers(tuple(c.id for c in live if tells(c)), lookup)) for name, value, tells in rows)
    return tuple(Read(name, value, by[:_MOST], len(by[_MOST:])) for name, value, by in found if by)


def _status(claim: Claim) -> str:
    return "negated" if claim.stance == "deny" else claim.event.status


def _dates(claim: Claim, incident: Incident) -> bool:
    time = claim.event.time
    return time is not None and bool({time.start, time.end} & {incident.start, incident.end} - {None})
