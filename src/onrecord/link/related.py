"""What one happening says about another: who leaves a place concedes it, who is not in it does not fight in it."""

from collections import defaultdict
from itertools import permutations, product

from onrecord.link.claimants import fighting_pair, is_authority, is_hostile, same_claimant
from onrecord.link.facts import holder_of, ordinal, side_of
from onrecord.link.kinds import words_of
from onrecord.link.standing import Stood, is_against, is_for
from onrecord.records.incident import Claim, Reason


def relate(stood: list[Stood]) -> list[Stood]:
    """Carries concessions and denials over between happenings of one place and one or two days."""
    neighbours: dict[tuple[str, int], list[Stood]] = defaultdict(list)
    enemies = _enemies(stood)
    for one in stood:
        one.enemies = enemies
        names = sorted({c.event.place.name for c in one.group if c.event.place and not c.withdrawn})
        for name, day in product(names, _days(one)):
            neighbours[name, day].append(one)
    seen: set[tuple[int, int]] = set()
    for near in neighbours.values():
        for one, other in permutations(near, 2):
            if (id(one), id(other)) not in seen:
                seen.add((id(one), id(other)))
                _withdrawal_concedes(one, other)
                _denied_entry_contests(one, other)
    return stood


def _enemies(stood: list[Stood]) -> frozenset[frozenset[str]]:
    """The pairs of sides of which two stories at least tell that one uses force against the other, as an enemy."""
    stories: dict[frozenset[str], set[str]] = defaultdict(set)
    for claim in (c for one in stood for c in one.group if not c.withdrawn):
        pair = fighting_pair(claim)
        if pair and is_hostile(claim):
            stories[pair].add(claim.story)
    return frozenset(pair for pair, told in stories.items() if len(told) > 1)


def _withdrawal_concedes(seizure: Stood, withdrawal: Stood) -> None:
    """A side that says it left a place concedes that the other took it, and takes back its denial."""
    takings = [c for c in seizure.group if c.event.type == "seizure" and is_for(c) and not c.withdrawn]
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
    inside = [c for c in fighting.group if c.event.type == "clash" and is_for(c) and _inside(c)]
    denials = [c for c in entry.group if c.event.type == "advance" and is_against(c) and not c.withdrawn]
    denials = [c for c in denials if any(c.side != f.side for f in inside)]
    if inside and denials:
        ids = tuple(c.id for c in (inside[0], denials[0]))
        rule = "another originator denies that they are in the place"
        fighting.shared.append(Reason(standing="contested", rule=rule, claims=ids))


def _inside(claim: Claim) -> bool:
    text = claim.event.clause.text.lower()
    return any(word in text for word in words_of("holding", "inside"))


def _days(stood: Stood) -> list[int]:
    """The days it is dated to, each with the day after, so that neighbours of two days meet."""
    times = [c.event.time for c in stood.group if c.event.time and not c.withdrawn]
    days = {d for t in times for text in (t.start, t.end) if (d := ordinal(text)) is not None}
    return sorted(days | {d + 1 for d in days})
