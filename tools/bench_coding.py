"""Prints what coding costs against the bare spaCy parse of the same texts: `python tools/bench_coding.py [GOLD...]`.

Each text is parsed alone by the model, then coded by the whole pipeline, turn by turn in one run; the ratio of the
two sums is what the project promises to keep at or below 1.4.
"""

import argparse
import cProfile
import json
import pstats
from pathlib import Path
from time import perf_counter

from onrecord.ingest.plain_text import story_from_text
from onrecord.language.parse import model
from onrecord.pipeline import code
from onrecord.records.story import Story

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 1.4


def stories(folder: Path) -> list[Story]:
    """The stories of a folder of ID.txt files with their ID.meta.json."""
    found = []
    for path in sorted(folder.glob("*.txt")):
        meta = json.loads(path.with_suffix("").with_suffix(".meta.json").read_text(encoding="utf-8"))
        text = path.read_text(encoding="utf-8")
        found.append(story_from_text(text, story_id=path.stem, published=meta["published"]))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    usual = [ROOT.parent / "shared" / "gold" / "dev", ROOT / "src" / "onrecord" / "sample"]
    parser.add_argument("folders", nargs="*", type=Path, default=usual)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--profile", action="store_true", help="show where coding spends its time")
    args = parser.parse_args()
    found = [story for folder in args.folders if folder.is_dir() for story in stories(folder)]
    for story in found:  # lexicons, gazetteer and model are loaded once and are not what is measured
        code(story)
    bare = coded = 0.0
    profile = cProfile.Profile()
    for _ in range(args.rounds):
        for story in found:
            start = perf_counter()
            model()(story.text)
            middle = perf_counter()
            if args.profile:
                profile.enable()
            code(story)
            profile.disable()
            bare += middle - start
            coded += perf_counter() - middle
    words = args.rounds * sum(len(story.text.split()) for story in found)
    print(f"{len(found)} stories, {words} words in {args.rounds} rounds")
    print(f"bare parse {bare:.2f} s ({words / bare:.0f} words/s), coding {coded:.2f} s ({words / coded:.0f} words/s)")
    print(f"ratio {coded / bare:.2f} (limit {LIMIT})")
    if args.profile:
        pstats.Stats(profile).sort_stats("tottime").print_stats(35)


if __name__ == "__main__":
    main()
