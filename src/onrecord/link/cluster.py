"""Tellings → clusters of tellings about one happening; the same whatever the order of arrival."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from onrecord.link.block import blocks_of, worth_comparing
from onrecord.link.compare import compare
from onrecord.link.facts import Facts

Pair = tuple[str, str]
SAME, DIFFERENT = 99.0, -9999.0
_SIBLINGS = -1.5  # two tellings of one story were already judged apart by the reading of that story


def scores_of(tellings: Mapping[str, Facts], story_of: Mapping[str, str]) -> dict[Pair, float]:
    """The score of every pair of tellings that meets in a block."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for key in sorted(tellings):
        for block in blocks_of(tellings[key]):
            blocks[block].append(key)
    scores: dict[Pair, float] = {}
    for keys in blocks.values():
        for at, left in enumerate(keys):
            for right in keys[at + 1 :]:
                if (left, right) not in scores and worth_comparing(tellings[left], tellings[right]):
                    same_story = story_of[left] == story_of[right]
                    total = compare(tellings[left], tellings[right]).total
                    scores[left, right] = total + (_SIBLINGS if same_story else 0.0)
    return scores


def cluster(keys: Iterable[str], scores: Mapping[Pair, float]) -> tuple[tuple[str, ...], ...]:
    """Groups in which each two parts belong together on average; the strongest pairs first, ties by key."""
    member = {key: key for key in keys}
    groups = {key: [key] for key in sorted(member)}
    cross: dict[str, dict[str, float]] = {key: {} for key in groups}
    for (left, right), score in scores.items():
        cross[left][right] = cross[right][left] = score
    for (left, right), score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if score <= 0:
            break
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
    for other, score in cross.pop(two).items():
        if other == one:
            continue
        del cross[other][two]
        held = cross[one].get(other)
        mean = score if held is None else (held * ones + score * twos) / (ones + twos)
        mean = min(mean, DIFFERENT / 2) if min(score, held or 0.0) <= DIFFERENT / 2 else mean
        mean = max(mean, SAME / 2) if mean > DIFFERENT / 2 and max(score, held or 0.0) >= SAME / 2 else mean
        cross[one][other] = cross[other][one] = mean
    del cross[one][two]
