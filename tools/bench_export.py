"""Measures how much memory exports take: a seeded, synthetic record streamed through each form, one process a form.

    .venv/bin/python tools/bench_export.py --incidents 1000000 [--forms csv,parquet] [--most-mb 300]

With --record PATH the incidents are those of a record that tools/bench_store.py filled. Exits 1 above --most-mb.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from onrecord.publish.exports.cited import Stories
from onrecord.publish.exports.forms import FORMS, TABLES, Form, write_timemap
from onrecord.publish.exports.terms import Terms, released
from onrecord.records.filter import Filter
from onrecord.records.incident import Incident
from onrecord.records.reading import Reading, SnapshotReading
from onrecord.records.snapshot import Snapshot
from onrecord.store.reading import StoreReading
from onrecord.store.record import Store
from synthetic_record import incidents as synthetic


def wrote(form: Form, table: str, incidents: Iterable[Incident], stories: Stories) -> int:
    """How many bytes the form takes, all of them written nowhere but where its readers would need a file."""
    if form.write is not None:
        return sum(len(chunk) for chunk in form.write(TABLES[table], incidents, stories))
    with TemporaryDirectory() as folder:
        write_timemap(Path(folder), incidents, stories)
        return sum(path.stat().st_size for path in Path(folder).iterdir())


def one(name: str, table: str, count: int, record: Path | None) -> dict[str, object]:
    with ExitStack() as stack:
        read: Reading
        if record:
            store = stack.enter_context(Store(record))
            read, incidents = StoreReading(store), store.incidents.each(Filter())
        else:
            read, incidents = SnapshotReading(Snapshot(coded=(), incidents=(), control=())), synthetic(count)
        stories, begun = Stories(read), time.perf_counter()
        size = wrote(FORMS[name], table, released(incidents, stories, Terms()), stories)
        took = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"form": name, "table": table, "peak_mb": round(peak), "seconds": round(took), "mb": round(size / 1e6)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--incidents", type=int, default=1_000_000)
    parser.add_argument("--forms", default=",".join(FORMS))
    parser.add_argument("--table", help="incidents where not given, claims for forms that hold them")
    parser.add_argument("--record", type=Path)
    parser.add_argument("--most-mb", type=float, default=300)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        print(json.dumps(one(args.one, args.table, args.incidents, args.record)))
        return 0
    worst = 0.0
    for name in args.forms.split(","):
        table = args.table or ("claims" if "claims" in FORMS[name].tables else "incidents")
        asked = [sys.executable, __file__, "--one", name, "--table", table, "--incidents", str(args.incidents)]
        asked += ["--record", str(args.record)] if args.record else []
        told = json.loads(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)
        worst = max(worst, told["peak_mb"])
        print(f"{told['form']:11} {told['table']:10} {told['peak_mb']:5} MB at most   {told['seconds']:5} s   "
              f"{told['mb']:6} MB written", flush=True)  # fmt: skip
    return 0 if worst <= args.most_mb else 1


if __name__ == "__main__":
    sys.exit(main())
