"""Claims, and the incidents they are about; judgements; who holds which place."""

from typing import Literal

from onrecord.records.event import Attribution, Checked, Event, Stance, Voice
from onrecord.records.span import Frozen, Span

Standing = Literal[
    "witnessed", "conceded", "agreed", "corroborated", "single-source", "unverified", "contested", "superseded",
    "withdrawn",
]  # fmt: skip


class Reason(Frozen):
    """Why a standing was given: the rule, and the claims it rests on."""

    standing: Standing
    rule: str
    claims: tuple[str, ...] = ()


class Claim(Frozen):
    """One attribution (or narration, or own sight) of one event: the unit of the record.

    `id` is `STORY/EVENT`. `claimant` is the speaker's resolved name, or the agency for narration and sight;
    `side` the belligerent (or country) the claimant speaks for, null for a neutral agency. `originator` is
    what counts as one source: copies of an agency story have the agency's. `published` dates the statement.
    `copies` lists the stories that carry the same claim as copies; `replaced_by` is the later version of the story
    that no longer says so. A denial around another's claim is `STORY/EVENT@ATTRIBUTION`.
    """

    id: str
    story: str
    event: Event
    attribution: Attribution | None
    claimant: str
    side: str | None
    originator: str
    voice: Voice
    stance: Stance
    checked: Checked | None
    published: str
    said_on: str | None
    withdrawn: bool = False
    copies: tuple[str, ...] = ()
    replaced_by: str | None = None


class StandingClaim(Frozen):
    """A claim as it stands in its incident, with the reasons."""

    claim: Claim
    standings: tuple[Reason, ...]


class Toll(Frozen):
    """One claimant's number for one kind of loss; running totals and this event's are never mixed."""

    kind: str
    min: float | None
    max: float | None
    total: bool
    claim: str
    claimant: str


class Contradiction(Frozen):
    """Two claims of one incident that cannot both be true, and what about (whether it happened, number, ...)."""

    about: Literal["happened", "number", "place", "actor", "cause"]
    claims: tuple[str, str]


class Incident(Frozen):
    """Claims judged to be about one happening; derived on reading, never stored as a merged value.

    `id` is made from the earliest claim, so that it does not hang on the order of arrival. `lat`/`lon` are
    null for an unplaced incident, `start`/`end` for an undated one. Withdrawn claims give it nothing; one whose
    every claim is withdrawn is a tombstone: status `withdrawn`, no place, days or numbers, a title without names.
    `changed` is when a claim last came to it, was replaced or was withdrawn: the moment of that story's publication.
    """

    id: str
    type: str
    title: str
    place: str | None
    lat: float | None
    lon: float | None
    country: str | None
    precision: str | None
    start: str | None
    end: str | None
    status: str
    claims: tuple[StandingClaim, ...]
    standings: tuple[Reason, ...]
    tolls: tuple[Toll, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    first_seen: str = ""
    changed: str = ""


class Judgement(Frozen):
    """A signed, reversible decision that two claims are, or are not, about one happening.

    `parts` are the named parts of the score; `by` a rule with its version, or a person; `undone` the ISO date-time at
    which it was taken back, or null, `undone_by` and `undone_reason` who did and why. `left_span` and `right_span` are
    the triggers of the two claims, by which they are found again when their stories are coded anew or get a later
    version.
    """

    left: str
    right: str
    verdict: Literal["same", "different"]
    score: float
    parts: tuple[tuple[str, float], ...]
    by: str
    at: str
    undone: str | None = None
    reason: str | None = None
    undone_by: str | None = None
    undone_reason: str | None = None
    left_span: Span | None = None
    right_span: Span | None = None


class Doubt(Frozen):
    """A pair that linking put together or kept apart by little, for a person to look at; with both claims' words.

    `apart` tells what linking did; the judgement's score and parts why.
    """

    judgement: Judgement
    left: Claim
    right: Claim
    apart: bool


class PlaceStatus(Frozen):
    """Who holds a place, from a day on, by whose word; `holder` null where contested or held by nobody known.

    Where the sides differ there is one line for each version. `start` and `end` are ISO days, `end` null while it
    lasts; `status` is the holder's country code or `contested`.
    """

    place: str
    lat: float | None
    lon: float | None
    geonameid: int | None
    start: str | None
    end: str | None
    status: str
    standings: tuple[Standing, ...]
    claims: tuple[str, ...]
