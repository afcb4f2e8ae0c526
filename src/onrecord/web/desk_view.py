"""What the pages of the review desk show, worked out from the record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import quote

from onrecord.errors import NotInRecordError
from onrecord.link.amendments import value_of
from onrecord.link.explain import doubts_of
from onrecord.publish.incident_page import number, office, words
from onrecord.publish.lookup import Lookup
from onrecord.publish.paths import claim_anchor, incident_path, story_path
from onrecord.publish.wording import capital, days, family, label
from onrecord.records.incident import Claim, Doubt, Judgement
from onrecord.records.review import CORRECTABLE, CREDIBILITY, PROOF, RELIABILITY, Amendment, Rating
from onrecord.reviewing import Doubtful, unplaced, weakly_attributed
from onrecord.store.record import Store
from onrecord.web.analyst import analyst_of
from onrecord.web.live import Moment

_PAIRS, _ROWS = 25, 40  # doubtful pairs and rows of a section on the page
_LOOKED = 2000  # incidents, the newest, among which they are looked for
_HINTS = {"place": "Lysivka @48.53,37.12 UA", "days": "2022-06-25/2022-06-26", "event": "no", "side": "UA"}


@dataclass(frozen=True)
class ClaimView:
    """A claim as the desk shows it; `before`, `trigger` and `after` are its words, "" of a story that was killed."""

    id: str
    claimant: str
    office: str
    what: str
    family: str
    where: str
    when: str
    said: str
    numbers: str
    before: str
    trigger: str
    after: str
    story: str
    story_href: str
    incident_href: str
    claim_href: str


@dataclass(frozen=True)
class PairView:
    """Two claims that linking put together (`together`) or kept apart by little, with the parts of the score."""

    left: ClaimView
    right: ClaimView
    together: bool
    score: str
    parts: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class DoubtView:
    """A claim in a section of the queue, and why it is there."""

    claim: ClaimView
    why: str


def claim_view(claim: Claim, lookup: Lookup) -> ClaimView:
    """A claim as the desk shows it."""
    event, gone = claim.event, lookup.withheld(claim.story)
    text = "" if gone else words(claim)
    at = text.find(event.trigger.text) if text else -1
    cut = (text[:at], text[at : at + len(event.trigger.text)], text[at + len(event.trigger.text) :])
    before, trigger, after = cut if at >= 0 else (text, "", "")
    filed = lookup.read.filed(claim.id)
    return ClaimView(
        claim.id,
        claim.claimant,
        office(claim),
        capital(label(event.type)),
        family(event.type),
        event.place.name if event.place else "place not told",
        days(event.time.start, event.time.end) if event.time else "undated",
        (claim.said_on or claim.published)[:10],
        "" if gone else ", ".join(map(number, event.quantities)),
        before,
        trigger,
        after,
        lookup.title(claim.story),
        f"{story_path(claim.story)}#{event.id}",
        f"{incident_path(filed.incident.id)}#{claim_anchor(claim.id)}" if filed else "",
        f"review/claim?id={quote(claim.id, safe='')}",
    )


@dataclass(frozen=True)
class Queue:
    """What a person should look at, of the newest incidents: doubtful pairs, unplaced and weakly attributed claims."""

    doubts: tuple[Doubt, ...]
    nowhere: tuple[Doubtful, ...]
    weak: tuple[Doubtful, ...]


def _queue(moment: Moment) -> Queue:
    newest = tuple(islice(moment.read.incidents(), _LOOKED))
    doubts = doubts_of(newest, moment.read.judgements, limit=_PAIRS)
    return Queue(doubts, unplaced(newest), weakly_attributed(newest))


def desk_values(moment: Moment, store: Store) -> Mapping[str, object]:
    """What the desk's first page shows: the queue in its sections, then what was decided."""
    lookup = moment.lookup
    queue: Queue = moment.kept("queue", lambda: _queue(moment))
    pairs = [
        PairView(
            claim_view(doubt.left, lookup),
            claim_view(doubt.right, lookup),
            not doubt.apart,
            f"{doubt.judgement.score:+.2f}",
            [(name, f"{value:+.2f}") for name, value in doubt.judgement.parts],
        )
        for doubt in queue.doubts
    ]
    return {
        "pairs": pairs,
        "looked": _LOOKED if moment.read.counts.incidents > _LOOKED else None,
        "unplaced": _shown(queue.nowhere, lookup),
        "unplaced_count": len(queue.nowhere),
        "weak": _shown(queue.weak, lookup),
        "weak_count": len(queue.weak),
        "judgements": _newest(store.judgements()),
        "amendments": sorted(store.review.amendments(), key=lambda a: -a.number),
        "ratings": sorted(store.review.ratings(), key=lambda r: -r.number),
    }


def claim_values(moment: Moment, store: Store, claim_id: str) -> Mapping[str, object]:
    """What the page of one claim shows: its words, each value with its form, its codes, what was decided of it.

    Raises NotInRecordError (R303).
    """
    filed = moment.read.filed(claim_id)
    if filed is None:
        raise NotInRecordError("R303", f"the record has no claim {claim_id[:80]}")
    claim = filed.claim
    story = moment.read.story(claim.story)
    stories = {claim.story: story} if story else {}
    analyst = analyst_of(filed.incident, store.review.ratings(), stories)
    amendments = [a for a in store.review.amendments() if a.claim == claim_id]
    subjects = {claim_id, claim.claimant, filed.incident.id}
    return {
        "claim": claim_view(claim, moment.lookup),
        "incident": filed.incident,
        "fields": [(what, about, value_of(claim, what), _HINTS.get(what, "")) for what, about in CORRECTABLE.items()],
        "codes": (
            ("reliability", claim.claimant, analyst.reliability[claim.claimant], RELIABILITY),
            ("credibility", claim_id, analyst.credibility[claim_id], CREDIBILITY),
            ("proof", filed.incident.id, analyst.proof, dict.fromkeys(PROOF, "")),
        ),
        "amendments": _by_number(amendments),
        "ratings": _by_number([r for r in store.review.ratings() if r.subject in subjects]),
    }


def _shown(doubtful: Sequence[Doubtful], lookup: Lookup) -> list[DoubtView]:
    return [DoubtView(claim_view(d.claim, lookup), d.why) for d in doubtful[:_ROWS]]


def _newest(judgements: Sequence[Judgement]) -> list[Judgement]:
    return sorted(judgements, key=lambda j: j.at, reverse=True)[:200]


def _by_number(decided: Sequence[Amendment] | Sequence[Rating]) -> list[Amendment | Rating]:
    return sorted(decided, key=lambda one: -one.number)
