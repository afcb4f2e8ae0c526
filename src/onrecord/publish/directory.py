"""Who and what the record names, with where it names them: gathered in one pass, for the pages of names and days."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypedDict

from onrecord.publish.paths import actor_path, key_of, place_path, source_path
from onrecord.publish.wording import capital, country, label
from onrecord.records.actor import Actor
from onrecord.records.incident import Claim, Incident, StandingClaim
from onrecord.records.moment import utc
from onrecord.records.reading import Reading

PATHS = {"place": place_path, "actor": actor_path, "source": source_path}


@dataclass(slots=True)
class Named:
    """A name of the record, and what the record says of it, counted.

    `spellings` are those that stories use; `incidents` the ids of those that name it, newest first; `wrote` and
    `carried` the stories of an agency and of a carrier, oldest first. `first` and `last` are the ISO days on which
    claims named it. `standings` and `types` count claims; `others` the names beside it: for a place or an actor who
    tells of it, for a source whom its claims contradict; `through` the agencies whose stories name it.
    """

    key: str
    kind: str
    spellings: Counter[str] = field(default_factory=Counter)
    claims: int = 0
    incidents: list[str] = field(default_factory=list)
    wrote: list[str] = field(default_factory=list)
    carried: list[str] = field(default_factory=list)
    first: str = ""
    last: str = ""
    standings: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)
    through: Counter[str] = field(default_factory=Counter)

    @property
    def name(self) -> str:
        """The spelling that is used most."""
        return min(self.spellings, key=lambda s: (-self.spellings[s], s), default=self.key)

    @property
    def path(self) -> str:
        """Its page."""
        return PATHS[self.kind](self.key)


@dataclass(frozen=True, slots=True)
class _Mention:
    """That a claim names something."""

    kind: str
    name: str
    spelling: str


class Told(TypedDict):
    """What a note has of a claim; `names` are kind, name and spelling; `speaker` is null for a private person."""

    story: str
    day: str
    type: str
    speaker: str | None
    standings: list[str]
    names: list[tuple[str, str, str]]


class Note(TypedDict):
    """What the directory needs of an incident; `against` are pairs of claimants that contradict each other."""

    type: str
    claims: list[Told]
    against: list[tuple[str, str]]


class Directory:
    """All names by kind and key, and for each ISO day the incidents that a story of that day tells."""

    def __init__(self) -> None:
        self.names: dict[str, dict[str, Named]] = {kind: {} for kind in PATHS}
        self.types: dict[str, list[str]] = {}
        self.days: dict[str, list[str]] = {}
        self._agency: dict[str, str] = {}

    @classmethod
    def of(cls, read: Reading, mark: str = "") -> "Directory":
        """The directory of a record; `mark` names the software, for what a store has kept of an earlier pass."""
        made = cls()
        for byline in read.bylines():
            made._agency[byline.story] = byline.originator
            made.named("source", byline.originator).wrote.append(byline.story)
            if byline.carrier and key_of(byline.carrier) != key_of(byline.originator):
                made.named("source", byline.carrier).carried.append(byline.story)
        for incident, note in read.notes(note_of, mark):
            made._file(incident, json.loads(note))
        made.names = {kind: dict(sorted(names.items())) for kind, names in made.names.items()}
        made.days = dict(sorted(made.days.items()))
        return made

    def first_told(self, place: str) -> str:
        """The ISO day on which a claim first named the place, "" where none does."""
        found = self.names["place"].get(key_of(place))
        return found.first if found else ""

    def named(self, kind: str, name: str) -> Named:
        """The name, taken up where it is new."""
        key = key_of(name)
        found = self.names[kind].get(key)
        if found is None:
            found = self.names[kind][key] = Named(key, kind, Counter({name: 0}))
        return found

    def _file(self, incident: str, note: Note) -> None:
        if note["claims"]:
            self.types.setdefault(note["type"], []).append(incident)
        for told in note["claims"]:
            day = self.days.setdefault(told["day"], [])
            if not day or day[-1] != incident:
                day.append(incident)
            for kind, name, spelling in told["names"]:
                self._take(self.named(kind, name), spelling, told, incident)
        for claimant, other in note["against"]:
            self.named("source", claimant).others[other] += 1

    def _take(self, found: Named, spelling: str, told: Told, incident: str) -> None:
        found.spellings[spelling] += 1
        found.claims += 1
        found.first = min(found.first or told["day"], told["day"])
        found.last = max(found.last, told["day"])
        found.standings.update(told["standings"])
        found.types[told["type"]] += 1
        if agency := self._agency.get(told["story"]):
            found.through[agency] += 1
        if found.kind != "source" and told["speaker"] is not None:
            found.others[told["speaker"]] += 1
        if not found.incidents or found.incidents[-1] != incident:
            found.incidents.append(incident)


def note_of(incident: Incident) -> str:
    """What the directory needs of an incident, as JSON: its live claims with the names that they name."""
    live = {s.claim.id: s for s in incident.claims if not s.claim.withdrawn}
    against: list[tuple[str, str]] = []
    for item in incident.contradictions:
        if all(c in live and not is_private(live[c].claim) for c in item.claims):
            left, right = (live[c].claim.claimant for c in item.claims)
            against += [(left, right), (right, left)]
    note: Note = {"type": incident.type, "claims": [_told(one) for one in live.values()], "against": against}
    return json.dumps(note)


def _told(one: StandingClaim) -> Told:
    claim = one.claim
    return {
        "story": claim.story,
        "day": day_of(claim.published),
        "type": claim.event.type,
        "speaker": None if is_private(claim) else claim.claimant,
        "standings": [reason.standing for reason in one.standings],
        "names": [(m.kind, m.name, m.spelling) for m in _mentions(claim)],
    }


def day_of(published: str) -> str:
    """The day, in UTC, of an ISO day or date-time."""
    return utc(published)[:10]


def is_private(claim: Claim) -> bool:
    """Whether the claimant is a private person, of whom no page gathers what was said here and there."""
    return claim.attribution is not None and claim.attribution.source_kind == "civilian"


def parties(claim: Claim) -> tuple[tuple[str, Actor], ...]:
    """Who acted and who was acted on, as far as the claim tells a side; each with its role."""
    event = claim.event
    roles = (("acts", event.actor), ("is acted on", event.target))
    return tuple((role, actor) for role, actor in roles if actor and (actor.country or actor.side))


def party_name(actor: Actor) -> str:
    """What a party is called on its page: its side, and what of that side it is: "Ukraine: military"."""
    side = capital(country(actor.side or actor.country))
    return f"{side}: {label(actor.kind)}" if actor.kind and actor.kind != "unknown" else side


def _mentions(claim: Claim) -> Iterator[_Mention]:
    place = claim.event.place
    if place:
        yield _Mention("place", place.name, place.name)
    if not is_private(claim):
        yield _Mention("source", claim.claimant, claim.claimant)
    for name in dict.fromkeys(party_name(actor) for _, actor in parties(claim)):
        yield _Mention("actor", name, name)
