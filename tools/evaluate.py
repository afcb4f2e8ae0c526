"""Scores the coder against a folder of gold stories: `python tools/evaluate.py GOLD [--errors] [--out DIR] [--pin]`.

GOLD holds ID.txt, ID.meta.json and ID.gold.json. With --out the coded stories are written there as ID.json, in
the form that the annotators' score.py takes. With --pin the figures become the floors of the accuracy gate
(tests/eval/floors.json), which only ever go up.
"""

import argparse
import hashlib
import json
from pathlib import Path

from onrecord.ingest.plain_text import story_from_text
from onrecord.pipeline import code
from onrecord.publish.coded_story import coded_story_json
from scorer import Counts, score_story

SAMPLE = Path(__file__).parent.parent / "src" / "onrecord" / "sample"
FLOORS = Path(__file__).parent.parent / "tests" / "eval" / "floors.json"


def gold_ids(folder: Path) -> list[str]:
    """Ids of the stories in `folder` that have both a text and a gold annotation."""
    names = [f.name.removesuffix(".gold.json") for f in sorted(folder.glob("*.gold.json"))]
    return [name for name in names if (folder / f"{name}.txt").exists()]


def predict(folder: Path, story_id: str) -> str:
    """The coded story, as JSON, of one text of the folder; its sidecar gives the date."""
    meta = json.loads((folder / f"{story_id}.meta.json").read_text(encoding="utf-8"))
    text = (folder / f"{story_id}.txt").read_text(encoding="utf-8")
    return coded_story_json(code(story_from_text(text, story_id=story_id, published=meta["published"])), indent=1)


def fingerprint(folder: Path) -> str:
    """A hash of the gold and its texts, so that a floor is known to belong to this corpus."""
    digest = hashlib.sha256()
    for story_id in gold_ids(folder):
        for suffix in (".txt", ".gold.json"):
            digest.update((folder / f"{story_id}{suffix}").read_bytes())
    return digest.hexdigest()[:16]


def score_folder(folder: Path, ids: list[str], *, out: Path | None = None, show_errors: bool = False) -> Counts:
    """Codes and scores the stories; writes each coded story to `out` and prints each error where asked."""
    counts = Counts()
    for story_id in ids:
        coded = predict(folder, story_id)
        if out:
            out.mkdir(parents=True, exist_ok=True)
            (out / f"{story_id}.json").write_text(coded, encoding="utf-8")
        gold = json.loads((folder / f"{story_id}.gold.json").read_text(encoding="utf-8"))
        errors = score_story(gold, json.loads(coded), counts)
        if show_errors:
            print(f"== {story_id}", *errors, sep="\n  ")
    return counts


# Floating point differs a little between processors, and with it a parse here and there: a floor leaves that room.
ROOM = 1.0


def pin(folder: Path, figures: dict[str, float]) -> None:
    """Raises each floor to its figure less the room, if that is higher; refuses where a figure is below its floor."""
    corpus = fingerprint(folder)
    old = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {"corpus": corpus, "floors": {}}
    below = {k: (floor, figures.get(k, 0.0)) for k, floor in old["floors"].items() if figures.get(k, 0.0) < floor}
    if below:
        raise SystemExit(f"not pinned, these are below their floors: {below}")
    raised = {name: max(round(value - ROOM, 1), old["floors"].get(name, 0.0)) for name, value in figures.items()}
    FLOORS.write_text(json.dumps({"corpus": corpus, "floors": raised}, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--errors", action="store_true", help="list every error, story by story")
    parser.add_argument("--out", type=Path, help="write the coded stories here")
    parser.add_argument("--ids", help="only these stories, parted by commas")
    parser.add_argument("--pin", action="store_true", help="make the figures the floors of the accuracy gate")
    args = parser.parse_args()
    ids = args.ids.split(",") if args.ids else gold_ids(args.gold)
    if not ids:
        raise SystemExit(f"no ID.txt with ID.gold.json in {args.gold}")
    counts = score_folder(args.gold, ids, out=args.out, show_errors=args.errors)
    for figure, value in counts.f1().items():
        right, gold, predicted = counts.table[figure]
        print(f"{figure:16} {value:5.1f}   right {right:4} gold {gold:4} predicted {predicted:4}")
    if args.pin:
        pin(args.gold, counts.f1())


if __name__ == "__main__":
    main()
