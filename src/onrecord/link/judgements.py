"""Judgements on pairs of claims: which are in force, and which claims they mean when stories have changed since."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from onrecord.link.compare import Score
from onrecord.records.incident import Claim, Judgement
from onrecord.records.span import Span

Pair = tuple[str, str]


def pair_of(left: str, right: str) -> Pair:
    """The two in order, so that a pair has one name."""
    return (left, right) if left <= right else (right, left)


def in_force(judgements: Iterable[Judgement]) -> dict[Pair, Judgement]:
    """The judgement on each pair that is not taken back; of several the latest counts."""
    found: dict[Pair, Judgement] = {}
    for judgement in sorted(judgements, key=lambda j: (j.at, j.left, j.right, j.verdict)):
        if not judgement.undone:
            found[pair_of(judgement.left, judgement.right)] = judgement
    return found


@dataclass(frozen=True, slots=True)
class Signature:
    """Who judges, when (UTC), and why."""

    by: str
    at: datetime
    reason: str = ""

    @property
    def moment(self) -> str:
        """When, as an ISO date-time."""
        return self.at.isoformat(timespec="microseconds")


def judge(left: Claim, right: Claim, score: Score, *, verdict: str, signed: Signature) -> Judgement:
    """A person's judgement on two claims, with the score that the rules gave the pair at the time."""
    first, second = sorted((left, right), key=lambda c: c.id)
    record = {
        "left": first.id,
        "right": second.id,
        "verdict": verdict,
        "score": round(score.total, 3),
        "parts": score.parts,
        "by": signed.by,
        "at": signed.moment,
        "reason": signed.reason or None,
        "left_span": first.event.trigger,
        "right_span": second.event.trigger,
    }
    return Judgement.model_validate(record)


def taken_back(judgement: Judgement, signed: Signature) -> Judgement:
    """The judgement as undone; it is kept."""
    return judgement.model_copy(update=_undone(signed))


def _undone(signed: Signature) -> dict[str, str | None]:
    return {"undone": signed.moment, "undone_by": signed.by, "undone_reason": signed.reason or None}


def latest_on(
    pair: Pair, judgements: Iterable[Judgement], claims: Iterable[Claim], heirs: Mapping[str, str]
) -> Judgement | None:
    """The judgement in force on a pair as it is stored, whether named by the ids of then or of now."""
    wanted, told = pair_of(*pair), tuple(claims)
    found = None
    for judgement in sorted((j for j in judgements if not j.undone), key=lambda j: (j.at, j.left, j.right)):
        now = [pair_of(j.left, j.right) for j in settle([judgement], told, heirs)]
        if wanted in {pair_of(judgement.left, judgement.right), *now}:
            found = judgement
    return found


def settle(judgements: Iterable[Judgement], claims: Iterable[Claim], heirs: Mapping[str, str]) -> tuple[Judgement, ...]:
    """The judgements on the claims as they now are: found by their words where ids have changed.

    `heirs` maps a story to the one that now speaks for it: its later version, or the original of a copy. A judgement
    one of whose claims is told nowhere any more is left out: it comes back with the claim.
    """
    stories: dict[str, list[Claim]] = {}
    for claim in claims:
        stories.setdefault(claim.story, []).append(claim)
    found = []
    for judgement in judgements:
        left = _now(judgement.left, judgement.left_span, stories, heirs)
        right = _now(judgement.right, judgement.right_span, stories, heirs)
        if left and right and left != right:
            first, second = pair_of(left, right)
            spans = (judgement.left_span, judgement.right_span)
            one, two = spans if first == left else spans[::-1]
            update = {"left": first, "right": second, "left_span": one, "right_span": two}
            found.append(judgement.model_copy(update=update))
    return tuple(found)


def _now(claim_id: str, span: Span | None, stories: Mapping[str, list[Claim]], heirs: Mapping[str, str]) -> str | None:
    """The id under which a claim judged then stands now, or None."""
    story = claim_id.rpartition("/")[0]
    told = stories.get(story, [])
    if span is None:
        return claim_id if any(c.id == claim_id for c in told) else None
    denial = "@" in claim_id
    fits = [c for c in told if c.event.trigger.overlaps(span) and ("@" in c.id) == denial]
    for heir in _chain(story, heirs):
        if not fits:
            akin = [c for c in stories.get(heir, []) if ("@" in c.id) == denial]
            fits = [c for c in akin if c.event.trigger.text.casefold() == span.text.casefold()]
    best = min(fits, key=lambda c: (c.id != claim_id, abs(c.event.trigger.start - span.start), c.id), default=None)
    return best.id if best else None


def _chain(story: str, heirs: Mapping[str, str]) -> Iterator[str]:
    seen = {story}
    while (story := heirs.get(story, "")) and story not in seen:
        seen.add(story)
        yield story
