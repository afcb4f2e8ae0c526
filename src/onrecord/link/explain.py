"""Why claims are together or apart, as judgements with their score's parts: what a person can read and undo."""

from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest

from onrecord.link.cluster import score_of, scores_of
from onrecord.link.compare import RULE, Score, compare
from onrecord.link.judgements import Pair, in_force, pair_of
from onrecord.link.tellings import Node, nodes_of, telling_facts, tellings_of
from onrecord.records.incident import Claim, Doubt, Incident, Judgement

_NEAR = -1.5  # pairs kept apart by more than this are no doubt


def links_of(incident: Incident, judgements: Iterable[Judgement] = ()) -> tuple[Judgement, ...]:
    """For each story's telling in an incident its best match among the tellings before it, with the score's parts.

    Before them come the people's judgements in force on its claims, and what they keep apart from it.
    """
    claims = [s.claim for s in incident.claims]
    facts = telling_facts(claims)
    published = {c.id: c.published for c in claims}
    keys = [c.id for c in claims if c.id in facts]
    found = [j for pair, j in in_force(judgements).items() if not published.keys().isdisjoint(pair)]
    for at, key in enumerate(keys):
        scored = [(compare(facts[other], facts[key]), other) for other in keys[:at]]
        if scored:
            score, other = max(scored, key=lambda pair: (pair[0].total, pair[1]))
            found.append(_judgement(other, key, score, at=published[key], apart=False))
    return tuple(found)


def pair_score(left: Claim, right: Claim) -> Score:
    """The explained score of two claims, each taken by itself."""
    facts = {key: f for claim in (left, right) for key, f in telling_facts([claim]).items()}
    return compare(facts[left.id], facts[right.id])


def doubts_of(
    incidents: Sequence[Incident], judgements: Iterable[Judgement] = (), *, limit: int = 50
) -> tuple[Doubt, ...]:
    """The pairs put together or kept apart by least, the most doubtful first: what a person should look at.

    Of two incidents only the pair that is nearest counts; pairs that a person has judged are left out.
    """
    claims = {s.claim.id: s.claim for i in incidents for s in i.claims if not s.claim.withdrawn}
    home = {s.claim.id: i.id for i in incidents for s in i.claims}
    tellings = tellings_of(claims.values())
    nodes = nodes_of(tellings, tellings)  # each telling by itself, wars too
    judged = _judged(tellings, judgements)
    nearest: dict[Pair, tuple[float, Pair]] = {}
    for pair, score in scores_of(n for n in nodes.values() if "invasion" not in n.facts.types).items():
        one, two = home[pair[0]], home[pair[1]]
        if one != two and score > _NEAR and pair not in judged:
            nearest[pair_of(one, two)] = max(nearest.get(pair_of(one, two), (score, pair)), (score, pair))
    doubtful = [(-score, pair, True) for score, pair in nearest.values()]
    for incident in incidents:
        doubtful += [(score, pair, False) for score, pair in _links(incident, nodes) if pair not in judged]
    return tuple(_doubt(pair, nodes, claims, apart=apart) for _, pair, apart in nsmallest(limit, doubtful))


def _links(incident: Incident, nodes: Mapping[str, Node]) -> list[tuple[float, Pair]]:
    """What holds an incident together: each telling's best match among those before it."""
    keys = [s.claim.id for s in incident.claims if s.claim.id in nodes]
    found = []
    for at, key in enumerate(keys[1:], start=1):
        score, other = max((score_of(nodes[other], nodes[key]), other) for other in keys[:at])
        found.append((score, pair_of(other, key)))
    return [] if incident.type == "invasion" else found


def _judged(tellings: Mapping[str, list[Claim]], judgements: Iterable[Judgement]) -> set[Pair]:
    """The pairs of tellings on which a person's judgement is in force."""
    key_of = {claim.id: key for key, group in tellings.items() for claim in group}
    return {pair_of(key_of.get(a, a), key_of.get(b, b)) for a, b in in_force(judgements)}


def _doubt(pair: Pair, nodes: Mapping[str, Node], claims: Mapping[str, Claim], *, apart: bool) -> Doubt:
    left, right = (claims[key] for key in pair)
    score = compare(nodes[pair[0]].facts, nodes[pair[1]].facts)
    if nodes[pair[0]].story == nodes[pair[1]].story:
        score = Score((*score.parts, ("siblings", round(score_of(nodes[pair[0]], nodes[pair[1]]) - score.total, 3))))
    at = max(left.published, right.published)
    return Doubt(judgement=_judgement(*pair, score, at=at, apart=apart), left=left, right=right, apart=apart)


def _judgement(left: str, right: str, score: Score, *, at: str, apart: bool) -> Judgement:
    record = {
        "left": left,
        "right": right,
        "verdict": "different" if apart else "same",
        "score": round(score.total, 3),
        "parts": score.parts,
        "by": RULE,
        "at": at,
    }
    return Judgement.model_validate(record)
