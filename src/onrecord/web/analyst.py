"""Analyst codes as they stand: what people set, and for all else the codes that say nobody has judged."""

from collections.abc import Iterable, Mapping

from onrecord.records.incident import Incident
from onrecord.records.review import UNJUDGED, Evidence, Rating, Scale
from onrecord.records.span import Frozen
from onrecord.records.story import Story


class Analyst(Frozen):
    """The codes of an incident: its standard of proof, by claim the credibility, by claimant the reliability."""

    proof: str
    credibility: dict[str, str]
    reliability: dict[str, str]


def analyst_of(incident: Incident, ratings: Iterable[Rating], stories: Mapping[str, Story] | None = None) -> Analyst:
    """The codes in force on an incident; given the stories, those on claims are found by their words too."""
    codes = _in_force(ratings)

    def code(scale: Scale, subject: str) -> str:
        found = codes.get((scale, subject))
        return found.value if found else UNJUDGED[scale]

    moved = [r for r in codes.values() if r.evidence]
    credibility: dict[str, str] = {}
    for claim in (s.claim for s in incident.claims):
        story = (stories or {}).get(claim.story)
        evidence = Evidence.of(story, claim.event) if story and moved else None
        near = [r for r in moved if evidence and r.evidence and r.evidence.meets(evidence)]
        last = max(near, key=lambda r: (r.at, r.number), default=None)
        credibility[claim.id] = last.value if last else code("credibility", claim.id)
    return Analyst(
        proof=code("proof", incident.id),
        credibility=credibility,
        reliability={s.claim.claimant: code("reliability", s.claim.claimant) for s in incident.claims},
    )


def _in_force(ratings: Iterable[Rating]) -> dict[tuple[Scale, str], Rating]:
    """The codes that are not taken back, by scale and subject; of several the latest counts."""
    found: dict[tuple[Scale, str], Rating] = {}
    for one in sorted(ratings, key=lambda r: (r.at, r.number)):
        if not one.undone:
            found[one.scale, one.subject] = one
    return found
