"""Which tellings are compared at all: those that share a block of type family, place cell and days.

A new story looks up only the blocks of its own tellings, so that its cost does not grow with the record.
"""

from collections.abc import Iterator
from datetime import date
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
    families_in_order = sorted(families)
    cells = product(families_in_order, _cells(facts), _spans(facts))
    parties = product(families_in_order, [f"p{party}" for party in _parties(facts) or ["-"]], _days(facts))
    return frozenset("/".join(key) for key in (*cells, *parties))


def by_parties(block: str) -> bool:
    """Whether a block is one of parties: two tellings that both have a point do not meet there but in a cell."""
    return "/p" in block


def kept_under(facts: Facts) -> frozenset[str]:
    """The names under which a telling is kept to be looked up: blocks of parties say whether it has a point."""
    mark = "+" if facts.placed else ""
    return frozenset(b + mark if by_parties(b) else b for b in blocks_of(facts))


def looked_up(facts: Facts) -> frozenset[str]:
    """The names under which those lie that it meets; the other side of `kept_under`."""
    blocks = blocks_of(facts)
    return blocks if facts.placed else blocks | {f"{b}+" for b in blocks if by_parties(b)}


def _families(facts: Facts) -> frozenset[str]:
    """Its type families and those near to it, named by the first, so that both sides meet."""
    kinds = types()
    near = {kinds[n].family for t in facts.types for n in kinds[t].near}
    return facts.families | frozenset(near)


def _parties(facts: Facts) -> list[str]:
    """Countries concerned; who acts and who is acted on are told so differently that either is enough."""
    return sorted(facts.countries)


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


def _days(facts: Facts) -> list[str]:
    """Single days: where only parties bring two tellings together, the days must agree closely."""
    days = {d for d in (facts.start, facts.end) if d is not None} or {facts.said - 1, facts.said}
    return sorted({f"d{d + s}" for d in days for s in (-1, 0)})


def bundle_of(facts: Facts) -> str | None:
    """What makes two tellings of a war one without comparing: countries, the year it began and the year it was over.

    None for all else. Wars are told in every story as background, so that a block of them would grow with the record.
    """
    if facts.families != {"invasion"} or not facts.countries:
        return None
    first, last = _years(facts)
    return f"war/{'+'.join(sorted(facts.countries))}/{first or ''}-{last or ''}"


def _years(facts: Facts) -> tuple[int | None, int | None]:
    """The years of a war's beginning and end; one told of within a year of its end is not over."""
    over = facts.end is not None and facts.end < facts.said - _YEAR
    first = date.fromordinal(facts.start).year if facts.start else None
    return first, date.fromordinal(facts.end).year if over and facts.end else None


def bundle_facts(name: str, facts: Facts) -> Facts:
    """What all tellings of a bundle have in common, whichever of them it is made from."""
    nothing: frozenset[str] = frozenset()
    first, last = _years(facts)
    return Facts(
        key=name,
        types=frozenset({"invasion"}),
        families=facts.families,
        statuses=nothing,
        place=None,
        start=date(first, 1, 1).toordinal() if first else None,
        end=date(last, 12, 31).toordinal() if last else None,
        said=_FOREVER,
        actors=facts.countries,
        targets=nothing,
        holders=nothing,
        manners=nothing,
        words=nothing,
        triggers=nothing,
        numbers=frozenset(),
    )


_FOREVER = 3_000_000  # a day after all days of any record
_YEAR = 365
