"""What cannot be true together within one happening, and what about: whether it happened, number, place, cause."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from onrecord.link.claimants import unit_of
from onrecord.link.compare import kilometres_between
from onrecord.link.facts import side_of
from onrecord.link.kinds import types
from onrecord.records.event import Quantity
from onrecord.records.incident import Claim, Contradiction, Toll

_COUNTED = {"killed", "injured", "casualties", "missing", "captured", "released", "evacuated"}


def contradictions_of(pro: Sequence[Claim], contra: Sequence[Claim]) -> tuple[Contradiction, ...]:
    """The contradictions among standing claims, one for each pair of originators and each matter."""
    found: dict[tuple[str, str, str], Contradiction] = {}
    for about, one, two in (*_denials(pro, contra), *_differences(pro)):
        first, second = sorted((unit_of(one), unit_of(two)))
        found.setdefault(
            (about, first, second), Contradiction.model_validate({"about": about, "claims": (one.id, two.id)})
        )
    return tuple(found.values())


def _denials(pro: Sequence[Claim], contra: Sequence[Claim]) -> Iterator[tuple[str, Claim, Claim]]:
    for against in contra:
        for claim in pro:
            if unit_of(claim) != unit_of(against):
                yield "happened", claim, against
                break


def _differences(pro: Sequence[Claim]) -> Iterator[tuple[str, Claim, Claim]]:
    for one, two in combinations(pro, 2):
        if not (one.side and two.side) or one.side == two.side:
            if _shifts_blame(one, two) or _shifts_blame(two, one):
                yield "cause", one, two
            continue
        if _shifts_blame(one, two) or _shifts_blame(two, one):
            yield "cause", one, two
        if _other_place(one, two):
            yield "place", one, two
        if _other_number(one, two):
            yield "number", one, two


def _shifts_blame(one: Claim, two: Claim) -> bool:
    """Whether `one` says that the side on whose ground it happened did it itself, and `two` is not of one's side."""
    event = one.event
    if types()[event.type].family not in {"strike", "damage"} or unit_of(one) == unit_of(two) or one.side is None:
        return False
    ground = side_of(event.target) or (event.place.country if event.place else None)
    return ground is not None and side_of(event.actor) == ground != one.side and side_of(two.event.actor) != ground


def _other_place(one: Claim, two: Claim) -> bool:
    """Whether two sides name two spots of one town: each says that something else was hit."""
    here, there = one.event.place, two.event.place
    if not here or not there or types()[one.event.type].place != "loose":
        return False
    far = kilometres_between(here, there)
    names = here.name.lower(), there.name.lower()
    named_apart = far is not None and far > 0.5 and not any(n in m for n, m in (names, names[::-1]))
    return named_apart and here.span is not None and there.span is not None


def _other_number(one: Claim, two: Claim) -> bool:
    return any(
        a.kind == b.kind and a.kind in _COUNTED and a.total == b.total and disjoint(a, b)
        for a in one.event.quantities
        for b in two.event.quantities
    )


def disjoint(one: Quantity, two: Quantity) -> bool:
    """Whether no number fits both."""
    low = max(q.min for q in (one, two) if q.min is not None) if (one.min, two.min) != (None, None) else None
    high = min(q.max for q in (one, two) if q.max is not None) if (one.max, two.max) != (None, None) else None
    return low is not None and high is not None and low > high


def tolls_of(claims: Sequence[Claim]) -> tuple[Toll, ...]:
    """Each claimant's numbers of people, as said: bounds are kept, totals and this event's apart."""
    tolls: dict[tuple[str, str, float | None, float | None, bool], Toll] = {}
    for claim in claims:
        if claim.stance != "assert":
            continue
        for q in claim.event.quantities:
            key = (claim.claimant, q.kind, q.min, q.max, q.total)
            toll = Toll(kind=q.kind, min=q.min, max=q.max, total=q.total, claim=claim.id, claimant=claim.claimant)
            tolls.setdefault(key, toll)
    return tuple(tolls.values())
