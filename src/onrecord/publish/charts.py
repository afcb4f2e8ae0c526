"""The geometry of the site's charts, in numbers for the templates to draw."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.publish.lookup import Lookup
from onrecord.publish.wording import bounds, day, label
from onrecord.records.incident import Incident, Toll

_MOST_BARS = 90


@dataclass(frozen=True)
class Bar:
    """A stretch of days on the timeline: ISO days, `end` inclusive; x, width and height in per cent."""

    start: str
    end: str
    count: int
    x: float
    width: float
    height: float
    text: str


@dataclass(frozen=True)
class Timeline:
    """Bars from the first day to the last; the first bar holds everything earlier where `folded`."""

    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]
    folded: bool
    most: int


def timeline(starts: Iterable[str | None]) -> Timeline:
    """Counts of ISO days in bars; where a few lie long before the rest, the first bar folds them together."""
    found = sorted(d for d in map(_date, starts) if d)
    if not found:
        return Timeline((), (), folded=False, most=0)
    first, last = found[0], found[-1]
    core = found[len(found) // 5]
    folded = (last - first).days > 2 * max((last - core).days, 13)
    if folded:
        first = core
    length = (last - first).days
    step = -(-(length + 1) // _MOST_BARS)
    offsets = range(0, length + 1, step)
    stretches = [(first + timedelta(n), first + timedelta(min(n + step - 1, length))) for n in offsets]
    if folded:
        stretches.insert(0, (found[0], first - timedelta(1)))
    counts = [bisect_right(found, b) - bisect_left(found, a) for a, b in stretches]
    most, wide = max(counts), 100 / len(stretches)
    bars = tuple(
        Bar(
            a.isoformat(), b.isoformat(), n, round(i * wide, 3), round(wide, 3), round(100 * n / most, 1),
            f"{'before ' + day(first.isoformat()) if folded and i == 0 else day(a.isoformat())}: {n}",
        )
        for i, ((a, b), n) in enumerate(zip(stretches, counts, strict=True))
    )  # fmt: skip
    return Timeline(bars, _ticks(bars, folded=folded), folded=folded, most=most)


def _ticks(bars: tuple[Bar, ...], *, folded: bool) -> tuple[tuple[float, str], ...]:
    every = max(1, -(-len(bars) // 6))
    ticks = [(0.0, "earlier")] if folded else []
    for i in range(every if folded and every > 2 else int(folded), len(bars), every):
        at = date.fromisoformat(bars[i].start)
        ticks.append((bars[i].x, f"{at.day} {at:%b}"))
    return tuple(ticks)


def _date(iso: str | None) -> date | None:
    try:
        return date.fromisoformat(iso[:10]) if iso else None
    except ValueError:
        return None


@dataclass(frozen=True)
class Row:
    """One claimant's number: ends in per cent of the axis, null where that end is open."""

    claim: str
    claimant: str
    day: str
    text: str
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Dumbbells:
    """The numbers of one kind, this event's or running totals, never both; ticks as (per cent, text)."""

    title: str
    rows: tuple[Row, ...]
    ticks: tuple[tuple[float, str], ...]


def dumbbells(incident: Incident, lookup: Lookup) -> tuple[Dumbbells, ...]:
    """One chart for each kind of number that the incident's claims give."""
    groups: dict[tuple[bool, str], list[Toll]] = {}
    for toll in incident.tolls:
        if toll.kind in {"other", "money"}:
            continue  # numbers of no one kind or unit: they do not share an axis
        groups.setdefault((toll.total, toll.kind), []).append(toll)
    return tuple(_chart(kind, tolls, lookup, total=total) for (total, kind), tolls in sorted(groups.items()))


def _chart(kind: str, tolls: list[Toll], lookup: Lookup, *, total: bool) -> Dumbbells:
    largest = max((n for t in tolls for n in (t.min, t.max) if n is not None), default=1) or 1
    step = _nice(largest / 4)
    span = step * (int(largest / step) + 1)
    ticks = [(round(100 * n * step / span, 2), f"{n * step:,g}") for n in range(int(span / step) + 1)]
    seen: dict[tuple[object, ...], Row] = {}
    for toll in sorted(tolls, key=lambda t: (_said(t, lookup), t.claimant, t.claim)):
        row = Row(
            toll.claim,
            toll.claimant,
            day(_said(toll, lookup)),
            bounds(toll.min, toll.max),
            None if toll.min is None else round(100 * toll.min / span, 2),
            None if toll.max is None else round(100 * toll.max / span, 2),
        )
        seen.setdefault((row.claimant, row.day, row.low, row.high), row)
    title = f"{label(kind)}, running total" if total else label(kind)
    return Dumbbells(title, tuple(seen.values()), tuple(ticks))


def _said(toll: Toll, lookup: Lookup) -> str:
    filed = lookup.read.filed(toll.claim)
    return (filed.claim.said_on or filed.claim.published)[:10] if filed else ""


def _nice(rough: float) -> float:
    power = 10.0 ** (len(str(int(max(rough, 1)))) - 1)
    return next((n * power for n in (1, 2, 5, 10) if n * power >= rough), 10 * power)
