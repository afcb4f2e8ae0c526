"""How far two tellings look like one happening: a score made of named parts, in the manner of log-odds.

Parts above nought speak for one happening, parts below against; the sum decides at nought. The weights are set by
hand and explained beside them; `explain` prints them.
"""

import math
from dataclasses import dataclass

from rapidfuzz import fuzz

from onrecord.link.facts import Facts
from onrecord.link.kinds import TypeLine, types
from onrecord.records.where import Place

RULE = "link.compare/2"
NEVER = -9.0
Part = tuple[str, float]


@dataclass(frozen=True, slots=True)
class Score:
    """The parts of a comparison, and their sum."""

    parts: tuple[Part, ...]

    @property
    def total(self) -> float:
        """The sum of the parts; above nought: one happening."""
        return sum(value for _, value in self.parts)


def compare(left: Facts, right: Facts) -> Score:
    """The score of two tellings, the same whichever comes first."""
    line, kinship = _kinship(left, right)
    if line is None:
        return Score((("type", NEVER),))
    parts = (
        ("type", kinship),
        ("place", place_part(left, right, line)),
        ("time", time_part(left, right, line)),
        ("parties", _parties(left, right, line)),
        ("manner", _manner(left, right)),
        ("words", _words(left, right, line)),
        ("numbers", _numbers(left, right)),
        ("status", _status(left, right)),
        ("trigger", _trigger(left, right, line)),
        ("prior", _PRIOR[line.place] if line.prior is None else line.prior),
    )
    return Score(tuple((name, round(value, 3)) for name, value in parts if value))


# what two happenings of one family need to overcome: a little where a place and a day tell them apart, more where only
# words and parties do
_PRIOR = {"strict": -2.0, "loose": -2.0, "weak": -2.6, "none": 0.0}


def _kinship(left: Facts, right: Facts) -> tuple[TypeLine | None, float]:
    """The lexicon line by which the two are compared, and what their types say; no line: never the same."""
    kinds = types()
    if same := left.types & right.types:
        return kinds[min(same)], 0.5
    if left.families & right.families:
        means_differ = "strike" in left.families and "attack" not in left.types | right.types
        return kinds[min(left.types | right.types)], -0.5 if means_differ else 0.3
    near = [t for t in sorted(left.types) if any(t in kinds[o].near for o in right.types)]
    denied = (left.statuses == _DENIED) != (right.statuses == _DENIED)
    if not near or not (denied or left.manners | right.manners >= _MOVES_IN):
        return None, NEVER
    return kinds[near[0]], -0.8


_DENIED = frozenset({"negated"})
_MOVES_IN = frozenset({"take", "enter"})


def kilometres(left: Facts, right: Facts) -> float | None:
    """The distance of two placed tellings in kilometres, or None."""
    return kilometres_between(left.place, right.place)


def kilometres_between(one: Place | None, two: Place | None) -> float | None:
    """The distance of two places in kilometres, or None where one has no point."""
    if not (one and two) or one.lat is None or one.lon is None or two.lat is None or two.lon is None:
        return None
    north = math.radians(one.lat - two.lat)
    east = math.radians((one.lon - two.lon + 180) % 360 - 180) * math.cos(math.radians((one.lat + two.lat) / 2))
    return 6371.0 * math.hypot(north, east)


def same_place(left: Facts, right: Facts) -> bool:
    """Whether both name one place of the gazetteer, or one name in one spot."""
    one, two = left.place, right.place
    if not (one and two):
        return False
    if one.geonameid and one.geonameid == two.geonameid and one.precision == two.precision:
        return True
    if one.point_of or two.point_of:
        return _one_name(one, two)
    far = kilometres(left, right)
    wide = (_RANK[one.precision] < _WIDE) == (_RANK[two.precision] < _WIDE)  # a town is not the region of its name
    return wide and one.name.lower() == two.name.lower() and (far is None or far < 5)


def _one_name(one: Place, two: Place) -> bool:
    """Whether two places, of which the gazetteer lacks one, bear one name: transliterations differ in a few letters."""
    far = kilometres_between(one, two)
    alike = fuzz.ratio(one.name.lower(), two.name.lower()) >= _ONE_NAME
    return alike and (far is None or far < _BORROWED_KM)


_ONE_NAME = 82.0  # of 100; "Maloryivka" and "Malaryovka" are one, "Novo Selo" and "Staro Selo" are not
_BORROWED_KM = 60.0  # a point borrowed from a place told beside it is no nearer than that


def place_part(left: Facts, right: Facts, line: TypeLine) -> float:
    """What the places say; a wide place neither joins nor parts happenings within it."""
    one, two = left.place, right.place
    if line.place == "none":
        return 0.0
    if not (one and two):
        return 0.0
    weight = 0.4 if line.place == "weak" else 1.0
    if same_place(left, right):
        return weight * (2.0 if left.placed or one.precision == "region" or one.point_of else -0.8)
    if one.point_of or two.point_of:
        return weight * (-2.5 if line.place == "strict" or _RANK[one.precision] == _RANK[two.precision] else -0.8)
    far = kilometres(left, right)
    if one.country and two.country and one.country != two.country and (far is None or far > 40):
        return weight * -3.0
    if not (left.placed and right.placed):
        return weight * _wide(left, right, line, far)
    assert far is not None
    if line.place == "strict":
        return weight * (0.0 if far < 1 else -2.5 if far < 6 else -4.0)
    part = one.name in two.name or two.name in one.name
    if part or one.name.rpartition(", ")[2] == two.name.rpartition(", ")[2]:
        return weight * (1.3 if far < 12 else -0.8 if far < 25 else -3.5)
    if _RANK[one.precision] != _RANK[two.precision]:  # a plant or a district, and a town near it
        return weight * (1.3 if far < 4 else 0.0 if far < 6 else -3.5)
    return weight * (1.0 if far < 1.5 else 0.5 if far < 3 else -3.5)


_RANK = {"exact": 0, "town": 1, "district": 0, "region": 3, "country": 4}
_WIDE = 3


def _wide(left: Facts, right: Facts, line: TypeLine, far: float | None) -> float:
    """What a region or country says: less than a point; two regions of other names are two places."""
    if far is None:
        return 0.0 if line.place == "weak" else -0.8
    if not left.placed and not right.placed:
        return -2.5
    return -2.5 if line.place == "strict" or far > 150 else -0.8


def time_part(left: Facts, right: Facts, line: TypeLine) -> float:
    """What the days say; an undated telling is held against the day it was published."""
    gap = day_gap(left, right)
    if line.place == "none":
        return -2.5 if gap and gap > _OTHER_WAR else 0.0
    if gap is None:
        undated = 0.0 if line.days or _interval(left) == _interval(right) else -0.3
        return undated - 0.1 * min(20.0, max(0, abs(left.said - right.said) - line.days))
    if gap > 0:
        late = max(0, gap - line.days)
        return (0.6 if not late else 0.0) - 1.3 * min(4, late)
    narrow = _narrow(left) and _narrow(right)
    return 1.4 if narrow else 0.9


def day_gap(left: Facts, right: Facts) -> int | None:
    """Days between the two intervals, nought where they overlap, None where one is undated."""
    one, two = _interval(left), _interval(right)
    if one is None or two is None:
        return None
    return max(0, one[0] - two[1], two[0] - one[1])


def _interval(facts: Facts) -> tuple[int, int] | None:
    if facts.start is None and facts.end is None:
        return None
    start = facts.start if facts.start is not None else facts.end
    end = facts.end if facts.end is not None else max(facts.said, facts.start or 0)
    assert start is not None
    return min(start, end), max(start, end)


def _narrow(facts: Facts) -> bool:
    return facts.start is not None and facts.end is not None and facts.end - facts.start <= 1


def _holders(left: frozenset[str], right: frozenset[str]) -> float:
    """Whether one side holds the place by both tellings; who does not hold it (`!`) agrees with all others."""
    named = [{h for h in held if not h.startswith("!")} for held in (left, right)]
    if all(named):
        return 0.6 if named[0] & named[1] else -4.0
    barred = {h[1:] for h in left | right if h.startswith("!")}
    return -4.0 if barred & (named[0] | named[1]) else 0.3


_OTHER_WAR = 300  # days between two dated wars of the same countries


def _parties(left: Facts, right: Facts, line: TypeLine) -> float:
    """What the parties say; who holds a place decides between two holdings of it."""
    if line.place == "none":
        shared = len(left.countries & right.countries)
        return 0.5 * min(2, shared) if shared or not (left.countries and right.countries) else NEVER
    value = 0.0
    if left.holders and right.holders:
        value += _holders(left.holders, right.holders)
    elif left.actors and right.actors:
        value += (0.3 if left.actors & right.actors else -0.6) * line.parties
    if left.targets and right.targets:
        value += (0.2 if left.targets & right.targets else -0.4) * line.parties
    return value


def _manner(left: Facts, right: Facts) -> float:
    if not (left.manners and right.manners):
        return 0.0
    if left.manners | right.manners <= _MOVES_IN and not left.types & right.types:
        return 0.0
    return 0.5 if left.manners & right.manners else -3.2


def _trigger(left: Facts, right: Facts, line: TypeLine) -> float:
    """The same word for it: something where only parties and words tell happenings apart, little elsewhere."""
    if not left.triggers & right.triggers:
        return 0.0
    return 0.9 if line.place == "weak" else 0.2


def _words(left: Facts, right: Facts, line: TypeLine) -> float:
    """Shared telling words, counted against the shorter text; more where hardly anything else tells them apart."""
    least = min(len(left.words), len(right.words))
    if not least:
        return 0.0
    shared = len(left.words & right.words)
    value = min(1.5, 0.25 * shared) * min(1.0, 2.5 * shared / least)
    return value * (1.6 if line.place == "weak" else 1.0)


def _numbers(left: Facts, right: Facts) -> float:
    """Equal numbers that are not small speak for one happening; growing ones hardly against."""
    value = 0.0
    other = {kind: (low, high) for kind, low, high in right.numbers}
    for kind, low, high in left.numbers:
        if kind not in other:
            continue
        if (low, high) == other[kind] or (kind, low, high) in right.numbers:
            value = max(value, 1.2 if (low or high or 0) >= 5 else 0.5)
        elif not {low, high, *other[kind]} - {None} - {high or low}:  # "80", "up to 80", "at least 80"
            value = max(value, 0.9 if (low or high or 0) >= 5 else 0.3)
        elif value <= 0:
            value = min(value, -0.2)
    return value


def _status(left: Facts, right: Facts) -> float:
    """What is to come and what is: near for an order carried out, far for a place that may fall and one that fell."""
    ahead = {"future", "hypothetical"}
    if (left.statuses <= ahead) == (right.statuses <= ahead):
        return 0.0
    return -1.5 if "hold" in left.families & right.families else -0.4
