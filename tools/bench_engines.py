"""Prints what several workers take of one's time: `python tools/bench_engines.py [--stories N] [--workers N]`.

The same stories are coded in this process and by so many workers, turn by turn in one run, and the bytes compared; the
ratio of the sums is what the project promises to keep at or below 0.6 for two workers on two cores. Workers' starts are
told apart: they are the same however many stories there are. On a machine that is busy with other things the times show
nothing; processor time tells what they would be on free cores.
"""

import argparse
import os
from collections.abc import Iterable
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter

from onrecord.engines.local import Workers
from onrecord.ingest.read import read_paths
from onrecord.pipeline import CodeMany, code_each
from onrecord.records.story import Story

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 0.6


def stories(path: Path, count: int) -> list[Story]:
    """So many stories of a file or folder, again and again where it has less."""
    found = [s for s in read_paths([path]) if isinstance(s, Story)]
    return list(islice(cycle(found), count))


def timed(code_many: CodeMany, told: Iterable[Story]) -> tuple[float, list[str]]:
    """Seconds that coding takes, and what comes out."""
    start = perf_counter()
    coded = [one.model_dump_json() for one in code_many(told)]
    return perf_counter() - start, coded


def cpu(pids: Iterable[int]) -> float:
    """Seconds of processor time that this process and the others have used so far."""
    ticks = 0
    for pid in (os.getpid(), *pids):
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    usual = ROOT.parent / "shared" / "stories" / "syria_fakes.jsonl"
    parser.add_argument("path", nargs="?", type=Path, default=usual if usual.exists() else ROOT / "src/onrecord/sample")
    parser.add_argument("--stories", type=int, default=200)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    told = stories(args.path, args.stories)
    list(code_each(told[:5]))  # lexicons, gazetteer and model are loaded
    print(f"{len(told)} stories of {args.path.name}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    one = many = start = one_cpu = many_cpu = 0.0
    for turn in range(args.rounds):
        used = cpu(())
        alone, expected = timed(code_each, told)
        one_cpu += cpu(()) - used
        begun = perf_counter()
        with Workers(args.workers) as workers:
            list(workers(told[: 4 * args.workers]))  # the same is loaded there
            loaded, used = perf_counter() - begun, cpu(workers.pids)
            together, coded = timed(workers, told)
            many_cpu += cpu(workers.pids) - used
        if coded != expected:
            raise SystemExit("the workers coded something else")
        times = f"alone {alone:.1f} s, {args.workers} workers {together:.1f} s (start {loaded:.1f} s)"
        print(f"  round {turn + 1}: {times}, ratio {together / alone:.2f}, load {os.getloadavg()[0]:.1f}", flush=True)
        one, many, start = one + alone, many + together, start + loaded
    words = args.rounds * sum(len(s.text.split()) for s in told)
    print(f"one process {words / one:.0f} words/s, {args.workers} workers {words / many:.0f} words/s")
    share = many_cpu / args.workers / one_cpu
    print(f"processor time: alone {one_cpu:.1f} s, in all {many_cpu:.1f} s, which on free cores makes {share:.2f}")
    print(f"ratio {many / one:.2f} (limit {LIMIT} for two), with the start {(many + start) / one:.2f}; the same bytes")


if __name__ == "__main__":
    main()
