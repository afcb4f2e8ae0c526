"""What one happening says about another: who leaves a place concedes it, who is not in it does not fight in it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import product

from onrecord.link.claimants import fighting_pair, is_authority, is_hostile, same_claimant
from onrecord.link.facts import holder_of, ordinal, side_of
from onrecord.link.judgements import Pair
from onrecord.link.kinds import words_of
from onrecord.link.standing import Stood, is_against, is_for
from onrecord.link.view import order
from onrecord.records.incident import Claim, Reason

Scene = tuple[str, int]  # a place's name and the number of a day


def relate(stood: Sequence[Stood], beside: Sequence[Stood] = ()) -> None:
    """Carries concessions and denials over between happenings of one place and one or two days.

    `beside` are further happenings, told after nothing themselves but bearing on the others.
    """
    everything = sorted((*stood, *beside), key=lambda one: order(one.group[0]))
    giving: dict[Scene, list[tuple[int, Stood]]] = defaultdict(list)
    for number, one in enumerate(everything):
        if gives(one.group):
            for scene in scenes_of(one.group):
                giving[scene].append((number, one))
    for one in stood:
        if giving and receives(one.group):
            others = dict(found for scene in scenes_of(one.group) for found in giving.get(scene, ()))
            for _, other in sorted(others.items(), key=lambda found: found[0]):
                if other is not one:
                    _withdrawal_concedes(one, other)
                    _denied_entry_contests(one, other)


def scenes_of(group: Sequence[Claim]) -> set[Scene]:
    """The places of a happening, each with the numbers of its days and of those after them."""
    live = [c.event for c in group if not c.withdrawn]
    names = {e.place.name for e in live if e.place}
    days = {d for e in live if e.time for text in (e.time.start, e.time.end) if (d := ordinal(text)) is not None}
    return set(product(names, days | {d + 1 for d in days}))


def gives(group: Sequence[Claim]) -> bool:
    """Whether a happening may bear on others: a side leaves, or an entry is denied."""
    return any(_tells_own_withdrawal(c) or _denies_entry(c) for c in group)


def receives(group: Sequence[Claim]) -> bool:
    """Whether others may bear on a happening: a place is taken, or fought over in its streets."""
    return any(_tells_taking(c) or _tells_inside(c) for c in group)


def hostile_pairs(claims: Iterable[Claim]) -> set[Pair]:
    """The pairs of sides of which claims tell that one uses force against the other, as an enemy; each in order."""
    found = {pair for c in claims if not c.withdrawn and is_hostile(c) and (pair := fighting_pair(c))}
    return {(min(pair), max(pair)) for pair in found}


def enemies_in(claims: Iterable[Claim]) -> frozenset[frozenset[str]]:
    """The pairs of sides of which two stories at least tell that one uses force against the other, as an enemy."""
    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        told[claim.story].append(claim)
    counts = Counter(pair for own in told.values() for pair in hostile_pairs(own))
    return frozenset(frozenset(pair) for pair, count in counts.items() if count > 1)


def _withdrawal_concedes(seizure: Stood, withdrawal: Stood) -> None:
    """A side that says it left a place concedes that the other took it, and takes back its denial."""
    takings = [c for c in seizure.group if _tells_taking(c)]
    holders = {h for c in takings if (h := holder_of(c.event))}
    leaving = [c for c in withdrawal.group if _tells_own_withdrawal(c) and c.side not in holders]
    if not holders or not leaving:
        return
    for claim in seizure.group:
        later = next((w for w in leaving if w.published >= claim.published and same_claimant(w, claim)), None)
        if later and is_against(claim):
            rule = "the same claimant later said that its forces had left"
            seizure.note(claim, Reason(standing="superseded", rule=rule, claims=(later.id,)))
    parties = [c for c in takings if c.side in holders]
    ids = tuple(w.id for w in leaving)
    seizure.shared.append(Reason(standing="conceded", rule="the other side says that its forces left", claims=ids))
    if parties:
        both = tuple(c.id for c in (*parties, *leaving))
        seizure.shared.append(
            Reason(standing="agreed", rule="one side says it took it, the other that it left", claims=both)
        )


def _tells_own_withdrawal(claim: Claim) -> bool:
    event = claim.event
    own = claim.side is not None and side_of(event.actor) == claim.side
    done = event.status in {"actual", "ongoing"}
    return event.type == "withdrawal" and done and own and is_for(claim) and is_authority(claim) and not claim.withdrawn


def _denied_entry_contests(fighting: Stood, entry: Stood) -> None:
    """Fighting in the streets of a place cannot be true where it is true that nobody has entered it."""
    inside = [c for c in fighting.group if _tells_inside(c)]
    denials = [c for c in entry.group if _denies_entry(c)]
    denials = [c for c in denials if any(c.side != f.side for f in inside)]
    if inside and denials:
        ids = tuple(c.id for c in (inside[0], denials[0]))
        rule = "another originator denies that they are in the place"
        fighting.shared.append(Reason(standing="contested", rule=rule, claims=ids))


def _tells_taking(claim: Claim) -> bool:
    return claim.event.type == "seizure" and is_for(claim) and not claim.withdrawn


def _tells_inside(claim: Claim) -> bool:
    text = claim.event.clause.text.lower()
    return claim.event.type == "clash" and is_for(claim) and any(w in text for w in words_of("holding", "inside"))


def _denies_entry(claim: Claim) -> bool:
    return claim.event.type == "advance" and is_against(claim) and not claim.withdrawn
