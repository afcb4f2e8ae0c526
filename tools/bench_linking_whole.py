"""What a new story costs from its entry to incidents, control and pages' tables: `bench_linking_whole.py [SIZE ...]`.

A seeded stretch of 80 days is coded, made up, and linked by the pipeline. A record of any size is that stretch again
and again, each later than the one before (rows copied, names and days moved on): the world is not denser, the record
longer; its towns stay the same. New stories are then entered at random days and linked one by one, by a process of
its own, which tells the CPU time of each and its peak of memory. Wars, one incident told by ever more stories, are left
out.
"""

import argparse
import hashlib
import json
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from sqlalchemy import Table, select

import bench_linking
from onrecord import pipeline
from onrecord.records.coded import CodedStory, Versions
from onrecord.records.event import Attribution
from onrecord.records.incident import Claim
from onrecord.records.story import Agency, Item, Paragraph, Story
from onrecord.records.where import Place
from onrecord.store import schema
from onrecord.store import schema_linking as linking
from onrecord.store.record import Store

STEP = bench_linking.STRETCH + bench_linking.GAP
VERSIONS = Versions(software="0", model="made", gazetteer="made", lexicon="made")
TABLES = (
    schema.story, schema.attribution, schema.event, schema.claim, schema.arranged, schema.telling, schema.node,
    schema.block, schema.likeness, schema.linked, schema.incident, schema.incident_text, schema.incident_claim,
    schema.facet, schema.incident_id, linking.sketch, linking.trace, linking.shingle, linking.correction, linking.scene,
    linking.enmity, linking.position, linking.ground, linking.control,
)  # fmt: skip
Row = tuple[object, ...]
_MOVED = re.compile(r"\b(?:(\d{4}-\d\d-\d\d)|((?:s|new)\d+-\d+)|(inc-[0-9a-f]{10}))")


def coded(draw: random.Random, own: list[Claim]) -> CodedStory:
    """The story that tells these claims, in some hundred and fifty words of its own; half of them by a speaker."""
    own = [c for c in own if c.event.type != "invasion"]
    name, published = own[0].story if own else f"empty{draw.random()}", own[0].published if own else "1990-01-01"
    words = " ".join(f"{draw.choice(bench_linking.WORDS)}{draw.randrange(400)}" for _ in range(150))
    text = f"{'. '.join(c.event.clause.text for c in own)}\n\n{words}"
    head = text.index("\n")
    story = Story(
        id=name, item=Item(origin=name, sha256=f"{draw.randrange(2**60):064x}", format="made"), guid=name,
        headline=text[:60], text=text, published=published, carrier=draw.choice(["Post", "Herald", "Echo"]),
        agency=Agency(name=draw.choice(["Wire", "Press"]), how="credit"),
        paragraphs=(
            Paragraph(start=0, end=head, kind="headline"), Paragraph(start=head + 2, end=len(text), kind="body"),
        ),
    )  # fmt: skip
    voice = Attribution(
        id="a1", source=None, source_name="An army", source_kind="military",
        source_country=draw.choice(["XN", "XS"]), cue=None, content=(story.span(0, 5),), rule="made",
    )  # fmt: skip
    events = tuple(
        c.event.model_copy(update={"attribution": "a1", "voice": "attributed"} if n % 2 else {})
        for n, c in enumerate(own)
    )
    return CodedStory(story=story, attributions=(voice,), events=events, versions=VERSIONS)


class Stretch:
    """The rows of one linked stretch, to be laid down again at later days."""

    def __init__(self, store: Store) -> None:
        read = store.connection
        self.rows = {t: [tuple(row) for row in read.execute(select(t))] for t in TABLES}
        blocks = bench_linking.Stretch.__new__(bench_linking.Stretch)
        stories = [row[0] for row in self.rows[schema.story]]
        blocks.tellings = list(store.linking.tellings(stories))
        blocks.nodes = store.linking.nodes({t.node for t in blocks.tellings})
        blocks.facts = {n.key: bench_linking.facts_from_json(n.facts) for n in blocks.nodes}
        self.blocks = blocks
        self.texts = {n.key: json.loads(n.facts) for n in blocks.nodes}
        self.made_from = {row[0]: row[1] for row in self.rows[schema.incident_id]}
        self.incidents = len(self.rows[schema.incident])

    def lay(self, store: Store, number: int) -> None:
        """Writes the stretch's rows with all days and names moved on."""
        mark, later = f"{number}x", number * STEP

        @cache
        def moved(found: str) -> str:
            if found.startswith("inc-"):
                claim = _MOVED.sub(lambda m: moved(m[0]), self.made_from[found])
                return "inc-" + hashlib.sha256(claim.encode()).hexdigest()[:10]
            if found[0].isdigit():
                return (date.fromisoformat(found) + timedelta(days=later)).isoformat()
            kind, rest = re.match(r"([a-z]+)(.*)", found).groups()  # type: ignore[union-attr]
            return f"{kind}{mark}{rest}"

        for table, rows in self.rows.items():
            if table in {schema.block, schema.node}:
                continue
            self._write(store, table, [self._row(table, row, moved, number) for row in rows])
        facts = {n.key: self.blocks._moved(n.key, "", later) for n in self.blocks.nodes}  # noqa: SLF001
        nodes, blocks = [], []
        for n in self.blocks.nodes:
            key, of = _MOVED.sub(lambda m: moved(m[0]), n.key), facts[n.key]
            days = {"key": key, "start": of.start, "end": of.end, "said": of.said}
            told = _MOVED.sub(lambda m: moved(m[0]), n.story or ""), _MOVED.sub(lambda m: moved(m[0]), n.happening)
            nodes.append((key, *told, json.dumps({**self.texts[n.key], **days})))
            blocks += [(name, key) for name in bench_linking.kept_under(of)]
        self._write(store, schema.node, nodes)
        self._write(store, schema.block, sorted(blocks))

    def _row(self, table: Table, row: Row, moved: Callable[[str], str], number: int) -> Row:
        by = {"at": number * STEP * 86400, "day": number * STEP, "num": number * self.incidents}
        return tuple(
            _MOVED.sub(lambda m: moved(m[0]), value) if isinstance(value, str)
            else value + by[column.name] if column.name in by
            else value
            for column, value in zip(table.columns, row, strict=True)
        )  # fmt: skip

    @staticmethod
    def _write(store: Store, table: Table, rows: list[Row]) -> None:
        if rows:
            names = ", ".join(f'"{c.name}"' for c in table.columns)
            marks = ", ".join("?" * len(table.columns))
            store.connection.exec_driver_sql(f'INSERT OR REPLACE INTO "{table.name}" ({names}) VALUES ({marks})', rows)


def told(draw: random.Random, places: list[Place], *, first: int, days: int, name: str) -> Iterator[CodedStory]:
    """The stories of some days."""
    for own in bench_linking.stories(draw, places, first=first, days=days, name=name):
        yield coded(draw, own)


def make(path: Path, size: int) -> tuple[int, int]:
    """A linked record of at least so many incidents; tells how many, and in how many stretches."""
    draw = random.Random(bench_linking.SEED)
    places = bench_linking.towns(draw)
    with Store(path) as store:
        for one in told(draw, places, first=0, days=bench_linking.STRETCH, name="s"):
            if one.events:
                store.add(one)
        pipeline.link(store)
        store.commit()
        stretch = Stretch(store)
        copies = max(1, round(size / stretch.incidents))
        store.lock()
        dialect = store._source.dialect  # noqa: SLF001 (a bench may look inside)
        dialect.drop_indexes(store.connection)
        for number in range(1, copies):
            stretch.lay(store, number)
            store.commit()
        store.lock()
        dialect.make_indexes(store.connection)
        store.connection.exec_driver_sql(f"UPDATE choice SET count = count * {copies}")
        dialect.tidy(store.connection)
        made = len(store.connection.execute(select(schema.incident.c.num)).all())
    return made, copies


def measure(path: Path, copies: int, count: int) -> None:
    """Prints, as JSON, the CPU milliseconds of each new story and the peak of memory in MB."""
    draw = random.Random(bench_linking.SEED + 1)
    places = bench_linking.towns(random.Random(bench_linking.SEED))
    took = []
    with Store(path) as store:
        for n in range(count + 10):
            first = draw.randrange(copies) * STEP + draw.randrange(8, bench_linking.STRETCH - 8)
            one = next(told(draw, places, first=first, days=1, name=f"new{n}"))
            begun = time.process_time()
            store.add(one)
            pipeline.link_changed(store)
            store.commit()
            took.append(1000 * (time.process_time() - begun))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"took": took[10:], "peak": peak}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000], help="incidents in the record")
    parser.add_argument("--stories", type=int, default=100, help="new stories to link at each size")
    parser.add_argument("--folder", type=Path, help="where the records are written; a temporary folder")
    parser.add_argument("--measure", nargs=2, metavar=("RECORD", "STRETCHES"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.measure:
        measure(Path(args.measure[0]), int(args.measure[1]), args.stories)
        return
    base: float | None = None
    for size in args.sizes:
        with tempfile.TemporaryDirectory(dir=args.folder) as folder:
            path = Path(folder) / "record.sqlite"
            made, copies = make(path, size)
            command = [sys.executable, __file__, "--measure", str(path), str(copies), "--stories", str(args.stories)]
            said = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            mean = statistics.mean(said["took"])
            base = base or mean
            print(
                f"{made:>9} incidents: {mean:6.1f} ms of CPU a story (median {statistics.median(said['took']):.1f}), "
                f"{mean / base:.2f} x; peak {said['peak']:.0f} MB",
                flush=True,
            )


if __name__ == "__main__":
    main()
