"""Tolls as ranges over claimants: what stands, never mixing running totals with this event's figures."""

from dataclasses import dataclass
from statistics import median_low

from onrecord.records.incident import Incident, StandingClaim, Toll

_GONE = {"superseded", "withdrawn"}


@dataclass(frozen=True, slots=True)
class Range:
    """Lowest lower bound told, the middle one, highest upper bound told; each null where nobody tells it.

    `middle` is the lower of the two middle lower bounds of the claimants' latest figures: nobody's word is preferred.
    """

    low: float | None = None
    middle: float | None = None
    high: float | None = None


def gone(standing: StandingClaim) -> bool:
    """Whether a claim was withdrawn or its claimant later said otherwise."""
    return standing.claim.withdrawn or any(r.standing in _GONE for r in standing.standings)


def toll(incident: Incident, kind: str, *, total: bool = False) -> Range:
    """The range of one kind of loss over the claims that stand; with `total`, of running totals instead."""
    figures = _latest(incident, kind, total=total)
    lows = sorted(t.min for t in figures if t.min is not None)
    highs = [t.max for t in figures if t.max is not None]
    return Range(lows[0] if lows else None, median_low(lows) if lows else None, max(highs) if highs else None)


def _latest(incident: Incident, kind: str, *, total: bool) -> list[Toll]:
    """Each claimant's latest figure."""
    told = {s.claim.id: s.claim.published for s in incident.claims if not gone(s)}
    last: dict[str, Toll] = {}
    for one in sorted(
        (t for t in incident.tolls if t.kind == kind and t.total == total and t.claim in told),
        key=lambda t: (told[t.claim], t.claim),
    ):
        last[one.claimant] = one
    return list(last.values())
