"""Measures the coder on every corpus at hand and writes docs/figures.json, which the docs quote.

`python tools/measure.py --date YYYY-MM-DD` takes a few minutes. Corpora in ../shared are read in place; where it is
absent only the sample feed is measured.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docs_lexicons import FIGURES
from evaluate import SAMPLE, gold_ids, score_folder

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "gold"
TOPICS = {
    "attribution": ("attribution", "source", "source_name", "source_country", "style", "stance", "said_on", "checked"),
    "events": ("event", "typed", "status", "voice", "linked", "actor_country", "target_country", "place", "time",
               "quantity", "record"),
}  # fmt: skip
Row = dict[str, str | float]


def coded_rows(corpus: str, folder: Path, ids: list[str]) -> Iterator[Row]:
    """F1 (or accuracy of a slot) on gold stories."""
    figures = score_folder(folder, ids).f1()
    for topic, names in TOPICS.items():
        for name in names:
            yield {"topic": topic, "corpus": corpus, "figure": name, "value": figures.get(name, 0.0)}


def polnear_rows() -> Iterator[Row]:
    """Relation half F1 and exact content, over all attributions and over reporting acts."""
    gold = SHARED / "polnear-dev" / "dev.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        predicted, out = Path(folder, "predicted.jsonl"), Path(folder, "scores.json")
        _run(ROOT / "tools" / "score_polnear.py", "--out", predicted)
        for name, extra in (("all attributions", []), ("reporting acts", ["--speech"])):
            scorer = SHARED / "attribution" / "score.py"
            _run(scorer, "--gold", gold, "--pred", predicted, "--json", out, *extra)
            scores = json.loads(out.read_text(encoding="utf-8"))
            for figure, value in (
                ("relation half", scores["relation"]["half"]),
                ("content", scores["content"]["exact"]),
            ):
                label = "relation half F1" if figure.startswith("relation") else "content exact F1"
                row: Row = {"topic": "attribution", "corpus": "PolNeAR dev", "figure": f"{label}, {name}"}
                yield {**row, "value": round(100 * value["f1"], 1)}


def printed_rows() -> Iterator[Row]:
    """Times on WikiWars, places on LGL and GeoVirus: what the scoring tools print as JSON."""
    times = _printed("score_time.py")
    yield _row("times", "WikiWars", "value F1", times["value_f1"])
    yield _row("times", "WikiWars", "strict span F1", times["strict"]["f1"])
    for corpus in ("lgl", "geovirus"):
        places = _printed("score_geo.py", corpus)
        yield _row("places", corpus, "within 161 km, end to end", places["end2end"]["acc161"])
        if places.get("id_acc"):
            yield _row("places", corpus, "GeoNames id, of those found", places["id_acc"])


def _row(topic: str, corpus: str, figure: str, share: float) -> Row:
    return {"topic": topic, "corpus": corpus, "figure": figure, "value": round(100 * share, 1)}


def _printed(tool: str, *args: str) -> dict[str, Any]:
    command = [sys.executable, str(ROOT / "tools" / tool), *args]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found: dict[str, Any] = json.JSONDecoder().raw_decode(out[out.index("{") :])[0]
    return found


def _run(script: Path, *args: str | Path) -> None:
    subprocess.run([sys.executable, str(script), *map(str, args)], check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--date", required=True, help="the day of the measurement, as the docs will say it")
    args = parser.parse_args()
    rows = list(coded_rows("sample feed (ours)", SAMPLE, gold_ids(SAMPLE)))
    if SHARED.is_dir():
        dev = SHARED / "dev"
        rows += coded_rows("six real stories (development)", dev, gold_ids(dev))
        rows += coded_rows("the reference story", dev, ["seed-26jun"])
        rows += polnear_rows()
        rows += printed_rows()
    figures = {"on": args.date, "by": "tools/measure.py", "figures": rows}
    FIGURES.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
