"""Tellings → clusters of tellings about one happening; the same whatever the order of arrival."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import chain, combinations, product

from onrecord.link.block import blocks_of, by_parties
from onrecord.link.compare import compare
from onrecord.link.judgements import Pair
from onrecord.link.tellings import Node

SAME, DIFFERENT = 999.0, -99999.0
_APART = -3.0  # tellings that meet in no block
_SIBLINGS = -1.5  # two tellings of one story were already judged apart by the reading of that story


def scores_of(nodes: Iterable[Node]) -> dict[Pair, float]:
    """The score of every pair of nodes that meets in a block."""
    found = {node.key: node for node in nodes}
    blocks: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for key in sorted(found):
        for block in blocks_of(found[key].facts):
            blocks[block][0 if found[key].facts.placed else 1].append(key)
    scores: dict[Pair, float] = {}
    for name, (placed, unplaced) in blocks.items():
        both_placed = () if by_parties(name) else combinations(placed, 2)
        for one, two in chain(product(unplaced, placed), both_placed, combinations(unplaced, 2)):
            pair = (one, two) if one < two else (two, one)
            if pair not in scores:
                scores[pair] = score_of(found[one], found[two])
    return scores


def score_of(one: Node, two: Node) -> float:
    """The score of a pair of nodes."""
    siblings = one.story is not None and one.story == two.story
    return compare(one.facts, two.facts).total + (_SIBLINGS if siblings else 0.0)


def ties_of(scores: Mapping[Pair, float]) -> set[Pair]:
    """The pairs strong enough to join by: not much weaker than what either of the two is best like.

    A vague telling is a little like many happenings. Without this, such likenesses would chain all of a war into one
    web, and a new story would have to be weighed against all of it.
    """
    best: dict[str, float] = defaultdict(float)
    for pair, score in scores.items():
        if score < SAME:
            for key in pair:
                best[key] = max(best[key], score)
    return {pair for pair, score in scores.items() if is_tie(score, best[pair[0]], best[pair[1]])}


def is_tie(score: float, *best: float) -> bool:
    """Whether a pair of this score joins, given the best likenesses of both; what a person judged always does."""
    return score >= SAME or (score > 0 and score >= _SHARE * max(best))


_SHARE = 0.45


def cluster(keys: Iterable[str], scores: Mapping[Pair, float], ties: Collection[Pair]) -> tuple[tuple[str, ...], ...]:
    """Groups in which each two parts belong together on average; the strongest ties first, equals by key."""
    member = {key: key for key in keys}
    groups = {key: [key] for key in sorted(member)}
    cross: dict[str, dict[str, float]] = {key: {} for key in groups}
    for (left, right), score in scores.items():
        cross[left][right] = cross[right][left] = score
    for left, right in sorted(ties, key=lambda pair: (-scores[pair], pair)):
        one, two = sorted((member[left], member[right]))
        if one != two and cross[one].get(two, 0.0) > 0:
            _merge(one, two, groups=groups, cross=cross, member=member)
    return tuple(tuple(sorted(group)) for _, group in sorted(groups.items()))


def _merge(
    one: str, two: str, *, groups: dict[str, list[str]], cross: dict[str, dict[str, float]], member: dict[str, str]
) -> None:
    """Puts group `two` into `one`; the score between groups is the mean of the pairs that were compared."""
    for key in groups[two]:
        member[key] = one
    ones, twos = len(groups[one]), len(groups[two])
    groups[one] += groups.pop(two)
    others = sorted((cross[one].keys() | cross[two].keys()) - {one, two})
    for other in others:
        first, second = cross[one].get(other, _APART), cross[two].get(other, _APART)
        cross[one][other] = cross[other][one] = _mean(first * ones, second * twos, ones + twos)
        cross[other].pop(two, None)
    del cross[two], cross[one][two]


def _mean(first: float, second: float, count: int) -> float:
    """The mean score; a judgement in it outweighs everything, apart more than together."""
    mean = (first + second) / count
    if min(first, second) <= DIFFERENT:
        return DIFFERENT
    return SAME if max(first, second) >= SAME else mean
