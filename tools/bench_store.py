"""Times what a reader asks of a large synthetic record: map, text, lists, counts; on SQLite or PostgreSQL.

    .venv/bin/python tools/bench_store.py /tmp/bench.sqlite --incidents 1000000
    .venv/bin/python tools/bench_store.py postgresql://user@host/empty_database --incidents 1000000

A record that holds incidents already is asked as it is. Exits 1 where the map or text queries' 95th percentile is above
--map-ms or --text-ms.
"""

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

from onrecord import store
from onrecord.records.filter import Filter
from onrecord.store.protocol import IncidentCache
from synthetic_record import DAYS, FIRST, World, incidents

Words = list[tuple[str, str]]


def box(world: World, rng: random.Random) -> tuple[str, str]:
    """A box about a town, from a district's size to a continent's."""
    town = world.towns[world.places.pick(rng)]
    half = rng.choice((0.2, 0.5, 1, 2, 5, 10, 20))
    sides = (max(-180, town.lon - half), max(-90, town.lat - half), min(180, town.lon + half), min(90, town.lat + half))
    return "bbox", ",".join(f"{side:.3f}" for side in sides)


def days(rng: random.Random) -> Words:
    """A span of days, from one to three years."""
    first = FIRST + timedelta(days=rng.randrange(DAYS))
    last = first + timedelta(days=rng.choice((1, 7, 30, 90, 365, 1000)))
    return [("from", first.isoformat()), ("to", last.isoformat())]


def map_query(world: World, rng: random.Random) -> Words:
    return [box(world, rng), ("type", world.types.pick(rng)), *days(rng)]


def map_query_of_all_types(world: World, rng: random.Random) -> Words:
    return [box(world, rng), *days(rng)]


def text_query(world: World, rng: random.Random) -> Words:
    return [("q", " ".join(world.words.pick(rng) for _ in range(rng.choice((1, 1, 2, 3)))))]


def text_on_map(world: World, rng: random.Random) -> Words:
    return [*text_query(world, rng), box(world, rng)]


def claimant_query(world: World, rng: random.Random) -> Words:
    return [("claimant", world.claimants.pick(rng)), ("type", world.types.pick(rng))]


def country_query(world: World, rng: random.Random) -> Words:
    return [("country", world.towns[world.places.pick(rng)].country), *days(rng), ("standing", "contested")]


QUERIES: dict[str, Callable[[World, random.Random], Words]] = {
    "map (box, date, type)": map_query,
    "map of all types": map_query_of_all_types,
    "text": text_query,
    "text on the map": text_on_map,
    "claimant and type": claimant_query,
    "country, dates, contested": country_query,
}


def times(
    cache: IncidentCache, make: Callable[[], Words], ask: str, rounds: int
) -> Iterator[tuple[float, float, Words]]:
    """For each of so many questions the milliseconds it took, those of this process alone, and what was asked."""
    for _ in range(rounds):
        words = make()
        wanted = Filter.of(words)
        begun, busy = time.perf_counter(), time.process_time()
        if ask == "find":
            cache.find(wanted, limit=100)
        else:
            cache.count(wanted)
        yield (time.perf_counter() - begun) * 1000, (time.process_time() - busy) * 1000, words


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def fill(record: store.Record, count: int) -> None:
    begun = time.perf_counter()
    done = record.incidents.fill(incidents(count))
    record.commit()
    took = time.perf_counter() - begun
    print(f"filled {done} incidents in {took:.0f} s ({done / took:.0f} a second, making them included)")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("where", help="path or postgresql:// address of a record for the bench alone")
    parser.add_argument("--incidents", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--map-ms", type=float, default=100)
    parser.add_argument("--text-ms", type=float, default=150)
    parser.add_argument("--worst", action="store_true", help="print the slowest query of each kind")
    args = parser.parse_args()
    world, p95 = World(), {}
    with store.open(args.where) as record:
        if not record.incidents.find(Filter(), limit=1)[0]:
            fill(record, args.incidents)
        cache = record.incidents
        for ask in ("find", "count"):
            for name, make in QUERIES.items():
                rng = random.Random(name)
                taken = list(times(cache, lambda make=make, rng=rng: make(world, rng), ask, args.rounds))
                took, busy = [t for t, _, _ in taken], [b for _, b, _ in taken]
                p95[ask, name] = percentile(took, 0.95)
                print(
                    f"{ask:5} {name:26} median {statistics.median(took):7.1f} ms   p95 {p95[ask, name]:7.1f} ms   "
                    f"most {max(took):7.1f} ms   of this process's own time: p95 {percentile(busy, 0.95):7.1f} ms"
                )
                if args.worst:
                    print("     ", max(taken)[2])
    good = p95["find", "map (box, date, type)"] <= args.map_ms and p95["find", "text"] <= args.text_ms
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
