"""Claims → incidents: the claims judged to be about one happening, seen together, nothing of them merged."""

from collections.abc import Iterable, Mapping

from onrecord.link.block import bundle_of
from onrecord.link.cluster import DIFFERENT, SAME, Pair, cluster, scores_of
from onrecord.link.facts import Facts, facts_of
from onrecord.link.related import relate
from onrecord.link.standing import conclude, stand
from onrecord.link.view import assemble, order
from onrecord.records.event import Event
from onrecord.records.incident import Claim, Incident, Judgement


def find_incidents(claims: Iterable[Claim], judgements: Iterable[Judgement] = ()) -> tuple[Incident, ...]:
    """The incidents of a set of claims, in order of their days; the order of the claims does not matter."""
    ordered = sorted({c.id: c for c in claims}.values(), key=order)
    stood = relate([stand(group) for group in group_claims(ordered, tuple(judgements))])
    incidents = [assemble(conclude(s)) for s in stood]
    return tuple(sorted(incidents, key=lambda i: (i.start or i.end or i.first_seen[:10], i.id)))


def group_claims(claims: list[Claim], judgements: tuple[Judgement, ...]) -> list[tuple[Claim, ...]]:
    """The claims put together by happening."""
    verdicts = _in_force(judgements)
    tellings = _tellings(claims, verdicts)
    judged = _judged(tellings, verdicts)
    facts = {key: _facts(key, group) for key, group in tellings.items()}
    bundles = _bundles(facts, {key for pair in judged for key in pair})
    stories = {key: group[0].story for key, group in tellings.items()}
    scores = scores_of({key: facts[key] for key in bundles}, stories)
    scores.update(judged)
    found = []
    for keys in cluster(bundles, scores):
        members = [member for key in keys for member in bundles[key]]
        found.append(tuple(sorted((c for key in members for c in tellings[key]), key=order)))
    return found


def _bundles(facts: Mapping[str, Facts], judged: set[str]) -> dict[str, list[str]]:
    """The tellings to compare, each with those that are the same without comparing; judged ones stand alone."""
    first: dict[str, str] = {}
    bundles: dict[str, list[str]] = {}
    for key in sorted(facts):
        name = None if key in judged else bundle_of(facts[key])
        home = first.setdefault(name, key) if name else key
        bundles.setdefault(home, []).append(key)
    return bundles


def telling_facts(claims: Iterable[Claim]) -> dict[str, Facts]:
    """The facts of each telling (one story's claims on one happening), by the id of its first claim."""
    return {key: _facts(key, group) for key, group in _tellings(sorted(claims, key=order), {}).items()}


def _facts(key: str, group: list[Claim]) -> Facts:
    events: list[Event] = list({claim.event.id: claim.event for claim in group}.values())
    return facts_of(key, events, group[0].published)


def _in_force(judgements: tuple[Judgement, ...]) -> dict[Pair, str]:
    """The verdict on each pair that is not taken back; the latest counts."""
    verdicts: dict[Pair, str] = {}
    for judgement in sorted(judgements, key=lambda j: (j.at, j.left, j.right, j.verdict)):
        if not judgement.undone:
            verdicts[_pair(judgement.left, judgement.right)] = judgement.verdict
    return verdicts


def _tellings(claims: list[Claim], verdicts: Mapping[Pair, str]) -> dict[str, list[Claim]]:
    """Claims by story and happening within it, keyed by the first claim; those judged apart stand alone."""
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        group = groups.setdefault((claim.story, claim.event.incident or claim.event.id), [])
        apart = any(verdicts.get(_pair(claim.id, other.id)) == "different" for other in group)
        (groups.setdefault((claim.story, claim.id), []) if apart else group).append(claim)
    return {group[0].id: group for group in groups.values()}


def _pair(left: str, right: str) -> Pair:
    return (left, right) if left <= right else (right, left)


def _judged(tellings: Mapping[str, list[Claim]], verdicts: Mapping[Pair, str]) -> dict[Pair, float]:
    """The scores that judgements set, by telling; apart wins over together."""
    key_of = {claim.id: key for key, group in tellings.items() for claim in group}
    scores: dict[Pair, float] = {}
    for (left, right), verdict in verdicts.items():
        if left in key_of and right in key_of and key_of[left] != key_of[right]:
            pair = _pair(key_of[left], key_of[right])
            value = SAME if verdict == "same" else DIFFERENT
            scores[pair] = min(value, scores.get(pair, value))
    return scores
