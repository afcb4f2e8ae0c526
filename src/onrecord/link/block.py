"""Which tellings are compared at all: those that share a block of type family, place cell and days.

A new story looks up only the blocks of its own tellings, so that its cost does not grow with the record.
"""

from collections.abc import Iterator
from itertools import product

from onrecord.link.facts import Facts
from onrecord.link.kinds import types

_CELL = 0.3  # degrees: some 30 km, the reach within which places can be the same
_DAYS = 8
_SLACK = 3
_BACK = 10  # how far back an undated telling may reach, in days before it was published


def blocks_of(facts: Facts) -> frozenset[str]:
    """The names of the blocks a telling lies in."""
    families = _families(facts)
    if "invasion" in families:
        return frozenset(f"invasion/{country}" for country in _parties(facts) or [""])
    where = list(_cells(facts))
    where += [f"p{party}" for party in _parties(facts) or ["-"]]
    return frozenset("/".join(key) for key in product(sorted(families), where, _spans(facts)))


def worth_comparing(left: Facts, right: Facts) -> bool:
    """Whether a pair that meets only by its parties is compared: one of the two must lack a point."""
    return not (left.placed and right.placed) or _near(left, right)


def _families(facts: Facts) -> frozenset[str]:
    """Its type families and those near to it, named by the first, so that both sides meet."""
    kinds = types()
    near = {kinds[n].family for t in facts.types for n in kinds[t].near}
    return facts.families | frozenset(near)


def _parties(facts: Facts) -> list[str]:
    """Countries concerned; who acts and who is acted on are told so differently that either is enough."""
    country = {facts.place.country} if facts.place and facts.place.country else set()
    return sorted(facts.targets | facts.actors | country)


def _cells(facts: Facts) -> Iterator[str]:
    place = facts.place
    if place is None or place.lat is None or place.lon is None or not facts.placed:
        return
    half = _CELL / 2
    lats = {int((place.lat + d) // _CELL) for d in (-half, half)}
    lons = {int(((place.lon + d + 180) % 360) // _CELL) for d in (-half, half)}
    yield from sorted(f"c{a}:{b}" for a, b in product(lats, lons))


def _spans(facts: Facts) -> list[str]:
    """The stretches of days it lies in; of a long interval only the ends and the day it was told."""
    if facts.start is None and facts.end is None:
        days = {facts.said - _BACK, facts.said - _BACK // 2, facts.said, facts.said + _SLACK}
    else:
        ends = {d for d in (facts.start, facts.end) if d is not None}
        days = {d + s for d in ends for s in (-_SLACK, _SLACK)} | {facts.said}
    return sorted({f"d{d // _DAYS}" for d in days})


def _near(left: Facts, right: Facts) -> bool:
    one, two = left.place, right.place
    if not one or not two or one.lat is None or two.lat is None or one.lon is None or two.lon is None:
        return True
    return abs(one.lat - two.lat) < _CELL and abs((one.lon - two.lon + 180) % 360 - 180) < 2 * _CELL
