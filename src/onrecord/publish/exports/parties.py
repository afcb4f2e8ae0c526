"""Who acts and who is acted on in an incident, as most of its claims tell."""

from collections import Counter
from typing import Literal

from onrecord.publish.exports.people import side_words_quoted
from onrecord.publish.exports.tolls import gone
from onrecord.publish.wording import country
from onrecord.records.actor import Actor
from onrecord.records.incident import Claim, Incident

Role = Literal["actor", "target"]
ARMED = frozenset({"government", "military", "armed_group"})
_STATE = frozenset({"government", "military", "official"})


def standing_claims(incident: Incident) -> list[Claim]:
    """The claims that assert what happened and still stand."""
    return [s.claim for s in incident.claims if not gone(s) and s.claim.stance == "assert"]


def party(incident: Incident, role: Role) -> Actor | None:
    """The party that most standing claims name in that role; of equals, the one named first."""
    told = [p for p in (p_of(c, role) for c in standing_claims(incident)) if p is not None]
    if not told:
        return None
    counts = Counter(label(p) for p in told)
    return max(told, key=lambda p: counts[label(p)])  # of equals, max keeps the first


def p_of(claim: Claim, role: Role) -> Actor | None:
    """The party of a claim in that role, null where neither name nor country is told."""
    found = claim.event.actor if role == "actor" else claim.event.target
    return found if found and (found.name or found.country) else None


def label(actor: Actor | None) -> str | None:
    """The name of a party, or of its country where only that is known; side words in quotation marks."""
    if actor is None:
        return None
    return side_words_quoted(actor.name) or (country(actor.country) if actor.country else None)


def labels(incident: Incident, role: Role) -> list[str | None]:
    """Every name that standing claims give the party in that role."""
    return [label(p_of(c, role)) for c in standing_claims(incident)]


def side_name(actor: Actor | None) -> str | None:
    """A party as UCDP names sides: "Government of Ukraine" for a state's organs, else its name."""
    if actor and actor.country and actor.kind in _STATE:
        return f"Government of {country(actor.country)}"
    return label(actor)


def violence(actor: Actor | None, target: Actor | None) -> int | None:
    """UCDP's type_of_violence: 1 a state's forces fight others, 2 armed groups fight, 3 civilians are the target.

    Null where the parties' kinds do not tell.
    """
    if target is not None and target.kind == "civilian":
        return 3
    kinds = {p.kind for p in (actor, target) if p is not None and p.kind}
    if actor is None or target is None or not kinds <= ARMED or not actor.kind or not target.kind:
        return None
    return 2 if kinds == {"armed_group"} else 1
