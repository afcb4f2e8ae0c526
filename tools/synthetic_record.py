"""A synthetic record: seeded, invented incidents as like a real record's as a bench needs, as many as are asked.

Names, words and places are made of syllables; towns lie in clusters, and how often each town, type, claimant and word
comes follows a power law, as in real feeds.
"""

import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import get_args

from onrecord.records.event import EventType
from onrecord.records.incident import Incident

_SYLLABLES = "ba ko ri mu sel tan vo gra pe lin dor ash ev ny zu mar ith ol que fen".split()  # noqa: SIM905
_TYPES = get_args(EventType)
_STANDINGS = ("single-source", "corroborated", "contested", "conceded", "unverified")
FIRST, DAYS = date(2014, 1, 1), 4000


class Weighted:
    """Things of which the first comes most often: the n-th as often as 1/n to the power given."""

    def __init__(self, things: Sequence[str], power: float = 1.0) -> None:
        self.things = things
        self._sums = list(accumulate(1 / (n + 1) ** power for n in range(len(things))))

    def some(self, rng: random.Random, count: int) -> list[str]:
        """So many of them, each as often as it comes."""
        return rng.choices(self.things, cum_weights=self._sums, k=count)

    def pick(self, rng: random.Random) -> str:
        """One of them."""
        return self.things[min(bisect(self._sums, rng.random() * self._sums[-1]), len(self.things) - 1)]


@dataclass(frozen=True)
class Town:
    """An invented town."""

    name: str
    country: str
    lat: float
    lon: float


class World:
    """All that incidents are made of, from a seed."""

    def __init__(self, seed: int = 8) -> None:
        rng = random.Random(seed)
        words = list(dict.fromkeys("".join(rng.choices(_SYLLABLES, k=rng.randint(2, 4))) for _ in range(40_000)))
        self.words = Weighted(words[:20_000], 1.05)
        self.claimants = Weighted([f"{w.title()} {v}" for w, v in zip(words[:600], words[600:1200], strict=True)], 0.9)
        self.actors = Weighted([w.title() for w in words[2000:2400]])
        self.types = Weighted(rng.sample(_TYPES, len(_TYPES)))
        names = [w.title() for w in words[5000:11_000]]
        self.towns = {town.name: town for town in _towns(names, rng)}
        self.places = Weighted(list(self.towns), 0.8)


def _towns(names: Sequence[str], rng: random.Random) -> Iterator[Town]:
    countries = ["".join(rng.sample("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 2)) for _ in range(40)]
    centres = [(c, rng.uniform(-50, 60), rng.uniform(-120, 140)) for c in countries]
    for name in names:
        country, lat, lon = rng.choice(centres)
        yield Town(name, country, round(lat + rng.gauss(0, 2), 5), round(lon + rng.gauss(0, 3), 5))


def incidents(count: int, *, seed: int = 8) -> Iterator[Incident]:
    """So many incidents, in an order of no meaning; the same for the same seed."""
    world, rng = World(seed), random.Random(seed + 1)
    for number in range(count):
        yield _incident(number, world, rng)


def _incident(number: int, world: World, rng: random.Random) -> Incident:
    town = world.towns[world.places.pick(rng)]
    kind = world.types.pick(rng)
    day = FIRST + timedelta(days=int(DAYS * rng.random() ** 0.7))
    last = (day + timedelta(days=rng.choice((0, 0, 0, 0, 1, 2, 30)))).isoformat()
    told = [_claim(f"s{number:09x}-{n}", kind, town, day, world, rng) for n in range(rng.choice((1, 1, 1, 2, 3)))]
    placed, dated = rng.random() < 0.9, rng.random() < 0.95
    published = [str(claim["published"]) for claim in told]
    reason = {"standing": rng.choice(_STANDINGS), "rule": "synthetic", "claims": (told[0]["id"],)}
    # the whole at once: checked in one go, which is ten times as fast as record by record
    return Incident.model_validate({
        "id": f"inc-{number:09x}", "type": kind, "title": f"{kind.title()} in {town.name}", "place": town.name,
        "lat": town.lat if placed else None, "lon": town.lon if placed else None, "country": town.country,
        "precision": "town", "start": day.isoformat() if dated else None, "end": last if dated else None,
        "status": "actual", "claims": [{"claim": claim, "standings": ()} for claim in told], "standings": [reason],
        "first_seen": min(published), "changed": max(published),
    })  # fmt: skip


def _claim(  # noqa: PLR0913, PLR0917 (what a claim is made of)
    story: str, kind: str, town: Town, day: date, world: World, rng: random.Random
) -> dict[str, object]:
    clause = " ".join(world.words.some(rng, 18)) + f" in {town.name}"
    published = f"{day + timedelta(days=rng.choice((0, 0, 1, 2)))}T{rng.randrange(24):02}:00:00Z"
    actor, target = world.actors.some(rng, 2)
    claimant = world.claimants.pick(rng)
    event = {
        "id": "e1", "type": kind, "trigger": _span(clause, 0, clause.index(" ")),
        "clause": _span(clause, 0, len(clause)), "rule": "synthetic",
        "actor": {"span": None, "name": actor, "country": town.country, "kind": "military"},
        "target": {"span": None, "name": target, "country": town.country, "kind": "civilian"},
        "place": {
            "span": _span(clause, len(clause) - len(town.name), len(clause)), "name": town.name, "lat": town.lat,
            "lon": town.lon, "country": town.country, "rule": "synthetic",
        },
        "time": {"start": day.isoformat(), "end": day.isoformat()},
    }  # fmt: skip
    return {
        "id": f"{story}/e1", "story": story, "event": event, "attribution": None, "claimant": claimant, "side": None,
        "originator": claimant, "voice": "narrator", "stance": "assert", "checked": None, "published": published,
        "said_on": None,
    }  # fmt: skip


def _span(text: str, start: int, end: int) -> dict[str, object]:
    return {"start": start, "end": end, "text": text[start:end]}
