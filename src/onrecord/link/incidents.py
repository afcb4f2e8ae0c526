"""Claims → incidents: the claims judged to be about one happening, seen together, nothing of them merged."""

from collections.abc import Collection, Iterable, Mapping

from onrecord.link.cluster import DIFFERENT, SAME, cluster, scores_of, ties_of
from onrecord.link.judgements import Pair, in_force, pair_of
from onrecord.link.related import enemies_in, relate
from onrecord.link.standing import Stood, conclude, stand
from onrecord.link.tellings import nodes_of, tellings_of
from onrecord.link.view import assemble, order
from onrecord.records.incident import Claim, Incident, Judgement


def find_incidents(claims: Iterable[Claim], judgements: Iterable[Judgement] = ()) -> tuple[Incident, ...]:
    """The incidents of a set of claims, in order of their days; the order of the claims does not matter."""
    return incidents_of(group_claims({c.id: c for c in claims}.values(), judgements))


def incidents_of(
    groups: Iterable[Collection[Claim]],
    beside: Iterable[Collection[Claim]] = (),
    enemies: frozenset[frozenset[str]] | None = None,
) -> tuple[Incident, ...]:
    """The incidents of groups of claims, each about one happening; all groups that bear on them are needed.

    `beside` are groups that bear on them but whose own incidents are not asked for; `enemies` the sides told to be each
    other's, where the groups are not all of the record.
    """
    stood = [stand(sorted(group, key=order)) for group in groups]
    if enemies is None:
        enemies = enemies_in(c for one in stood for c in one.group)
    for one in stood:
        one.enemies = enemies
    relate(stood, [Stood(tuple(sorted(group, key=order))) for group in beside])
    incidents = [assemble(conclude(s)) for s in stood]
    return tuple(sorted(incidents, key=lambda i: (i.start or i.end or i.first_seen[:10], i.id)))


def group_claims(claims: Iterable[Claim], judgements: Iterable[Judgement] = ()) -> list[tuple[Claim, ...]]:
    """The claims put together by happening."""
    verdicts = verdicts_of(judgements)
    tellings = tellings_of(claims, apart_in(verdicts))
    judged = judged_scores(tellings, verdicts)
    nodes = nodes_of(tellings, {key for pair in judged for key in pair})
    scores = scores_of(nodes.values())
    scores.update(judged)
    found = []
    for keys in cluster(nodes, scores, ties_of(scores)):
        members = [telling for key in keys for telling in nodes[key].tellings]
        found.append(tuple(sorted((c for key in members for c in tellings[key]), key=order)))
    return found


def verdicts_of(judgements: Iterable[Judgement]) -> dict[Pair, str]:
    """The verdict in force on each pair of claims."""
    return {pair: judgement.verdict for pair, judgement in in_force(judgements).items()}


def apart_in(verdicts: Mapping[Pair, str]) -> set[Pair]:
    """The pairs that are judged different."""
    return {pair for pair, verdict in verdicts.items() if verdict == "different"}


def judged_scores(tellings: Mapping[str, list[Claim]], verdicts: Mapping[Pair, str]) -> dict[Pair, float]:
    """The scores that judgements set, by telling; apart wins over together."""
    key_of = {claim.id: key for key, group in tellings.items() for claim in group}
    scores: dict[Pair, float] = {}
    for (left, right), verdict in verdicts.items():
        if left in key_of and right in key_of and key_of[left] != key_of[right]:
            pair = pair_of(key_of[left], key_of[right])
            value = SAME if verdict == "same" else DIFFERENT
            scores[pair] = min(value, scores.get(pair, value))
    return scores
