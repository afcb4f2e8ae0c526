"""What a release holds, counted, and whether that can be: sanity limits that stop one that went wrong."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from onrecord.publish.exports.cited import Stories
from onrecord.publish.exports.seen import Seen
from onrecord.records.incident import Incident
from onrecord.records.span import Frozen

NAMES = ("empty", "incidents", "sources", "types", "unplaced", "undated")


class Census(Frozen):
    """Counts: `sources` stories by who wrote them, `types` incidents by type; tombstones count in none of these."""

    incidents: int
    claims: int
    stories: int
    unplaced: int
    undated: int
    withdrawn: int
    sources: dict[str, int]
    types: dict[str, int]


@dataclass(frozen=True, slots=True)
class Limits:
    """Where a release stops: shares of all incidents, and factors against the last release.

    A source or type is compared where it had at least `enough` before. `worse` is how far a share may rise.
    """

    unplaced: float = 0.5
    undated: float = 0.5
    worse: float = 0.1
    fewer: float = 0.8
    more: float = 5.0
    enough: int = 10


@dataclass(frozen=True, slots=True)
class Breach:
    """A limit that does not hold, by the name under which it can be overridden."""

    name: str
    what: str


def count(incidents: Iterable[Incident], stories: Stories) -> Census:
    """Counts the record in one pass."""
    told = Seen()
    sources: Counter[str] = Counter()
    types: Counter[str] = Counter()
    tally: Counter[str] = Counter()
    for incident in incidents:
        tally["claims"] += len(incident.claims)
        for story in filter(told.first, {s.claim.story for s in incident.claims}):
            sources[stories.cited(story).originator or "unknown"] += 1
        if incident.status == "withdrawn":
            tally["withdrawn"] += 1
            continue
        tally["incidents"] += 1
        types[incident.type] += 1
        tally["unplaced"] += incident.place is None
        tally["undated"] += incident.start is None and incident.end is None
    return Census(
        **{name: tally[name] for name in ("incidents", "claims", "unplaced", "undated", "withdrawn")},
        stories=sum(sources.values()),
        sources=dict(sorted(sources.items())),
        types=dict(sorted(types.items())),
    )


def breaches(now: Census, last: Census | None, limits: Limits, *, allowed: Collection[str] = ()) -> tuple[Breach, ...]:
    """The limits that do not hold, less those allowed by name; without a last release only the shares are looked at."""
    found = [*_shares(now, last, limits), *_counts(now, last, limits)]
    return tuple(breach for breach in found if breach.name not in allowed)


def _shares(now: Census, last: Census | None, limits: Limits) -> Iterator[Breach]:
    if not now.incidents:
        yield Breach("empty", "the record has no incidents")
        return
    for name, most in (("unplaced", limits.unplaced), ("undated", limits.undated)):
        share = getattr(now, name) / now.incidents
        before = getattr(last, name) / last.incidents if last and last.incidents else None
        if share > most:
            yield Breach(name, f"{share:.0%} of the incidents are {name}; at most {most:.0%} may be")
        elif before is not None and share - before > limits.worse:
            yield Breach(name, f"{share:.0%} of the incidents are {name}, {before:.0%} were in the last release")


def _counts(now: Census, last: Census | None, limits: Limits) -> Iterator[Breach]:
    if last is None:
        return
    yield from _compared("incidents", "incidents", {"all": now.incidents}, {"all": last.incidents}, limits)
    yield from _compared("sources", "stories of", now.sources, last.sources, limits)
    yield from _compared("types", "incidents of type", now.types, last.types, limits)


def _compared(
    name: str, what: str, now: Mapping[str, int], last: Mapping[str, int], limits: Limits
) -> Iterator[Breach]:
    for key, before in last.items():
        then = now.get(key, 0)
        if before >= limits.enough and not limits.fewer * before <= then <= limits.more * before:
            yield Breach(name, f"{then} {what}{'' if key == 'all' else ' ' + key}; the last release had {before}")
