"""Codes a folder of gold stories and prints the figures: `python tools/evaluate.py GOLD [--errors] [--out DIR]`.

GOLD holds ID.txt, ID.meta.json and ID.gold.json. With --out the coded stories are written there as ID.json, in
the form that the annotators' score.py takes.
"""

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "eval"))

from scorer import Counts, score_story

from onrecord.ingest.plain_text import story_from_text
from onrecord.pipeline import code
from onrecord.publish.coded_story import coded_story_json


def gold_ids(folder: Path) -> list[str]:
    return [f.name[: -len(".gold.json")] for f in sorted(folder.glob("*.gold.json")) if _text(folder, f).exists()]


def _text(folder: Path, gold: Path) -> Path:
    return folder / gold.name.replace(".gold.json", ".txt")


def predict(folder: Path, story_id: str) -> str:
    meta = json.loads((folder / f"{story_id}.meta.json").read_text(encoding="utf-8"))
    text = (folder / f"{story_id}.txt").read_text(encoding="utf-8")
    return coded_story_json(code(story_from_text(text, story_id=story_id, published=meta["published"])), indent=1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--errors", action="store_true", help="list every error, story by story")
    parser.add_argument("--out", type=Path, help="write the coded stories here")
    parser.add_argument("--ids", help="only these stories, parted by commas")
    args = parser.parse_args()
    counts = Counts()
    for story_id in args.ids.split(",") if args.ids else gold_ids(args.gold):
        coded = predict(args.gold, story_id)
        if args.out:
            args.out.mkdir(parents=True, exist_ok=True)
            (args.out / f"{story_id}.json").write_text(coded, encoding="utf-8")
        gold = json.loads((args.gold / f"{story_id}.gold.json").read_text(encoding="utf-8"))
        errors = score_story(gold, json.loads(coded), counts)
        if args.errors:
            print(f"== {story_id}", *errors, sep="\n  ")
    for figure, value in counts.f1().items():
        right, gold, predicted = counts.table[figure]
        print(f"{figure:16} {value:5.1f}   right {right:4} gold {gold:4} predicted {predicted:4}")


if __name__ == "__main__":
    main()
