"""Why claims are together: the scored pairs that hold an incident, as judgements a person can read and undo."""

from collections.abc import Iterable

from onrecord.link.compare import RULE, Score, compare
from onrecord.link.incidents import telling_facts
from onrecord.records.incident import Claim, Incident, Judgement


def links_of(incident: Incident) -> tuple[Judgement, ...]:
    """For each story's telling in an incident its best match among the tellings before it, with the score's parts."""
    claims = [s.claim for s in incident.claims]
    facts = telling_facts(claims)
    published = {c.id: c.published for c in claims}
    keys = [c.id for c in claims if c.id in facts]
    found: list[Judgement] = []
    for at, key in enumerate(keys):
        scored = [(compare(facts[other], facts[key]), other) for other in keys[:at]]
        if scored:
            score, other = max(scored, key=lambda pair: (pair[0].total, pair[1]))
            found.append(_judgement(other, key, score, published[key]))
    return tuple(found)


def pair_score(left: Claim, right: Claim) -> Score:
    """The explained score of two claims, each taken by itself."""
    facts = {key: f for claim in (left, right) for key, f in telling_facts([claim]).items()}
    return compare(facts[left.id], facts[right.id])


def doubtful(incidents: Iterable[Incident], *, limit: int = 50) -> tuple[Judgement, ...]:
    """The links that hold by least, weakest first: what a person should look at before all else."""
    links = [link for incident in incidents for link in links_of(incident)]
    return tuple(sorted(links, key=lambda j: (j.score, j.left, j.right))[:limit])


def _judgement(left: str, right: str, score: Score, at: str) -> Judgement:
    total = round(score.total, 3)
    verdict = "same" if total > 0 else "different"
    record = {
        "left": left,
        "right": right,
        "verdict": verdict,
        "score": total,
        "parts": score.parts,
        "by": RULE,
        "at": at,
    }
    return Judgement.model_validate(record)
