"""Who is who among claimants: the same one in other words, one side, a party, an opponent."""

import re

from onrecord.link.facts import side_of
from onrecord.link.kinds import types, words_of
from onrecord.records.incident import Claim

AUTHORITIES = {"government", "military", "official", "armed_group"}


def same_claimant(one: Claim, two: Claim) -> bool:
    """Whether two claims are by one claimant: by name, by description, or by an office held for one place."""
    if one.claimant.lower() == two.claimant.lower():
        return one.side == two.side
    if one.side != two.side or is_agency(one) or is_agency(two):
        return False
    left, right = _telling_words(one), _telling_words(two)
    if not left or not right:
        return False
    if left & right & set(words_of("claimants", "office")):
        return _is_description(one) or _is_description(two)
    return len(left & right) / min(len(left), len(right)) > 0.6


def is_agency(claim: Claim) -> bool:
    """Whether the claim is told by the agency itself: narration or own sight."""
    return claim.voice in {"narrator", "witnessed"}


def unit_of(claim: Claim) -> str:
    """What counts as one originator: a side, or a name where it speaks for no side."""
    return f"side {claim.side}" if claim.side else claim.originator.lower()


def is_party(claim: Claim) -> bool:
    """Whether a speaker speaks for a side; an agency close to a side is none."""
    return claim.side is not None and not is_agency(claim)


def is_authority(claim: Claim) -> bool:
    """Whether a party's authorities speak, and not its people."""
    return is_party(claim) and claim.attribution is not None and claim.attribution.source_kind in AUTHORITIES


def fighting_pair(claim: Claim) -> frozenset[str] | None:
    """The two sides of which one is told to use force against the other, or on the other's ground."""
    event = claim.event
    actor = side_of(event.actor)
    ground = side_of(event.target) or (event.place.country if event.place else None)
    if types()[event.type].family not in _FORCE or not actor or not ground or actor == ground:
        return None
    return frozenset((actor, ground))


def is_hostile(claim: Claim) -> bool:
    """Whether a fighting pair is told to be enemies: by a word of invading, or with the other's forces as the target.

    Whoever strikes on another's ground may be its ally there, and armed groups of a country fight its own forces.
    """
    event = claim.event
    struck = side_of(event.target) is not None and event.target is not None and event.target.kind in _FORCES_OF_A_SIDE
    invaded = event.trigger.text.lower().startswith(words_of("holding", "invades"))
    return fighting_pair(claim) is not None and (struck or invaded)


_FORCES_OF_A_SIDE = {"government", "military", "official"}
_FORCE = {"strike", "fighting", "hold", "advance", "invasion", "siege"}


def _telling_words(claim: Claim) -> set[str]:
    source = claim.attribution.source if claim.attribution else None
    text = f"{claim.claimant} {source.text if source else ''}".lower().replace("’", "'")
    return {w for w in re.findall(r"[a-z][\w-]+", text) if w not in words_of("claimants", "generic")}


def _is_description(claim: Claim) -> bool:
    """Whether the claimant is told by what it is and not by its name."""
    return claim.claimant[:1].islower()
