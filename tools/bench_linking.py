"""What linking one new story costs as the record grows: `python tools/bench_linking.py [SMALL LARGE]` (incidents).

A seeded stream of wire stories is linked for a stretch of 80 days by the linker itself. A record of any size is that
stretch again and again, each later than the one before: the world does not get denser, the record only longer. New
stories are then linked into it at random days, each with its own transaction, and taken out again.
"""

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Connection

from onrecord.link.block import kept_under
from onrecord.link.facts import Facts, facts_from_json
from onrecord.link.incremental import link_all, relink
from onrecord.records.actor import Actor
from onrecord.records.event import Event
from onrecord.records.incident import Claim
from onrecord.records.linking import LinkNode
from onrecord.records.span import Span
from onrecord.records.when import When
from onrecord.records.where import Place
from onrecord.store.linking import LinkIndex
from onrecord.store.record import Store

SEED = 20220626
STRETCH = 80  # days; a multiple of the days of a block, so that a later stretch lies in blocks of its own
GAP = 24
PER_DAY = 60
FIRST = date(1990, 1, 4)
TYPES = ("shelling", "shelling", "air_strike", "attack", "clash", "seizure", "arrest", "meeting", "threat", "invasion")
WORDS = "mill depot bridge market school convoy station harbour bakery tunnel orchard ferry chapel quarry".split()  # noqa: SIM905


def towns(draw: random.Random) -> list[Place]:
    """Towns of two invented countries, some 25 km apart."""
    return [
        Place(span=None, name=f"Town {n}", lat=40 + draw.random() * 3, lon=20 + draw.random() * 4, country="XS")
        for n in range(120)
    ]


def stories(draw: random.Random, places: list[Place], *, first: int, days: int, name: str) -> Iterator[list[Claim]]:
    """Stories of three happenings each; a third of the happenings is told by a second or third story."""
    for day in range(first, first + days):
        happenings = [(draw.choice(TYPES), draw.choice(places), draw.sample(WORDS, 4)) for _ in range(PER_DAY)]
        told = happenings + draw.choices(happenings, k=PER_DAY // 2)
        draw.shuffle(told)
        for number in range(0, len(told), 3):
            story = f"{name}{day}-{number}"
            yield [claim(draw, story, n, what, day) for n, what in enumerate(told[number : number + 3], start=1)]


def claim(draw: random.Random, story: str, number: int, what: tuple[str, Place, list[str]], day: int) -> Claim:
    """One claim in words drawn from those of its happening; a tenth is dated to nothing."""
    kind, place, words = what
    text = f"{kind} near the {' and the '.join(draw.sample(words, 3))} of {place.name}"
    when = FIRST + timedelta(days=day)
    dated = draw.random() > 0.1
    made = {
        "id": f"e{number}",
        "incident": f"i{number}",
        "type": kind,
        "trigger": Span(start=0, end=len(kind), text=kind),
        "clause": Span(start=0, end=len(text), text=text),
        "actor": Actor(span=None, name=None, country=draw.choice(["XN", "XS"])),
        "place": None if draw.random() < 0.1 else place,
        "time": When(start=when.isoformat(), end=when.isoformat()) if dated else None,
        "rule": "made",
    }
    return Claim(
        id=f"{story}/e{number}", story=story, event=Event.model_validate(made), attribution=None, claimant="Wire",
        side=None, originator="Wire", voice="narrator", stance="assert", checked=None,
        published=f"{when + timedelta(days=1)}T12:00:00Z", said_on=None,
    )  # fmt: skip


class Stretch:
    """One linked stretch of the stream, to be laid down again at later days; less its wars, of which there are few."""

    def __init__(self, index: LinkIndex, claims: list[Claim]) -> None:
        link_all(index, claims, ())
        self.tellings = [t for t in index.tellings({c.story for c in claims}) if not t.node.startswith("war/")]
        self.nodes = index.nodes({t.node for t in self.tellings})
        self.likenesses = index.near({n.key for n in self.nodes})
        self.facts = {n.key: facts_from_json(n.facts) for n in self.nodes}
        self.texts = {n.key: json.loads(n.facts) for n in self.nodes}
        self.incidents = len({n.happening for n in self.nodes})
        index.clear()

    def lay(self, connection: Connection, number: int) -> None:
        """Writes the stretch's rows with all days and names moved on; past the store's own methods, for speed."""
        mark, later = f"{number}.", number * (STRETCH + GAP)
        tellings = [
            (mark + t.key, mark + t.story, mark + t.node, json.dumps([mark + c for c in t.claims]))
            for t in self.tellings
        ]
        nodes, blocks = [], []
        for n in self.nodes:
            facts = self._moved(n.key, mark, later)
            days = {"key": facts.key, "start": facts.start, "end": facts.end, "said": facts.said}
            nodes.append((facts.key, f"{mark}{n.story}", mark + n.happening, json.dumps({**self.texts[n.key], **days})))
            blocks += [(name, facts.key) for name in kept_under(facts)]
        likenesses = [(mark + one.left, mark + one.right, one.score) for one in self.likenesses]
        _insert(connection, "telling (key, story, node, claims)", tellings)
        _insert(connection, "node (key, story, happening, facts)", nodes)
        _insert(connection, "block (name, node)", sorted(blocks))
        _insert(connection, "likeness (left, right, score)", sorted(likenesses))

    def _moved(self, key: str, mark: str, later: int) -> Facts:
        facts = self.facts[key]
        start = None if facts.start is None else facts.start + later
        end = None if facts.end is None else facts.end + later
        return replace(facts, key=mark + facts.key, start=start, end=end, said=facts.said + later)


def _insert(connection: Connection, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    marks = ", ".join("?" * len(rows[0]))
    names = table.replace("(", '("').replace(", ", '", "').replace(")", '")')
    connection.exec_driver_sql(f"INSERT INTO {names} VALUES ({marks})", list(rows))


def tell_wars(store: Store, copies: int, places: list[Place]) -> None:
    """Has each quarter's stories tell of the wars, which go on all the time."""
    draw = random.Random(SEED + 2)
    for number in range(copies):
        day = number * (STRETCH + GAP)
        own = [
            claim(draw, f"w{day}-{n}", n, ("invasion", draw.choice(places), WORDS[:4]), day + STRETCH // 2)
            for n in range(12)
        ]
        relink(store.linking, {c.story: [c] for c in own}, ())
    store.commit()


class Counted(LinkIndex):
    """An index that counts the nodes it hands out: what one story's linking holds in memory."""

    loaded = 0

    def nodes(self, keys: frozenset[str]) -> tuple[LinkNode, ...]:  # type: ignore[override]
        """Some nodes, counted."""
        found = super().nodes(keys)
        self.loaded += len(found)
        return found


def measure(store: Store, copies: int, places: list[Place], count: int) -> tuple[list[float], list[int]]:
    """Milliseconds, and nodes loaded, for each of `count` new stories at random days of the record."""
    draw = random.Random(SEED + 1)
    took: list[float] = []
    loaded: list[int] = []
    for n in range(count):
        day = draw.randrange(copies) * (STRETCH + GAP) + draw.randrange(8, STRETCH - 8)
        own = next(stories(draw, places, first=day, days=1, name=f"new{n}-"))
        index = Counted(store.linking._connection)  # noqa: SLF001 (a bench may look inside)
        begun = time.perf_counter()
        relink(index, {own[0].story: own}, ())
        store.commit()
        took.append(1000 * (time.perf_counter() - begun))
        loaded.append(index.loaded)
        relink(store.linking, {own[0].story: []}, ())
        store.commit()
    return took, loaded


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000, 1_000_000], help="incidents in the record")
    parser.add_argument("--stories", type=int, default=200, help="new stories to link at each size")
    parser.add_argument("--folder", type=Path, help="where the records are written; a temporary folder")
    args = parser.parse_args()
    draw = random.Random(SEED)
    places = towns(draw)
    claims = [c for own in stories(draw, places, first=0, days=STRETCH, name="s") for c in own]
    base: float | None = None
    for size in args.sizes:
        with (
            tempfile.TemporaryDirectory(dir=args.folder) as folder,
            Store(Path(folder) / "record.sqlite") as store,
        ):
            stretch = Stretch(store.linking, claims)
            copies = max(1, round(size / stretch.incidents))
            connection = store.linking._connection  # noqa: SLF001 (a bench may look inside)
            connection.exec_driver_sql("PRAGMA cache_size = -400000")
            for number in range(copies):
                stretch.lay(connection, number)
                store.commit()
            connection.exec_driver_sql("PRAGMA cache_size = -2000")  # as it comes
            tell_wars(store, copies, places)
            measure(store, copies, places, 20)  # warms caches
            took, loaded = measure(store, copies, places, args.stories)
            mean = statistics.mean(took)
            base = base or mean
            print(
                f"{copies * stretch.incidents:>9} incidents: {mean:6.2f} ms a story (median "
                f"{statistics.median(took):.2f}), {mean / base:.2f} x; nodes loaded {statistics.mean(loaded):.0f} a "
                f"story, at most {max(loaded)}",
                flush=True,
            )


if __name__ == "__main__":
    sys.exit(main())
