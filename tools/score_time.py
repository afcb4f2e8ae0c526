"""Scores time expressions on WikiWars, and the dating of gold events: `score_time.py [--errors] [--events DIR]`.

WikiWars is read in place from ../shared/gold/time and scored by the scorer beside it; the two TIMEX conventions in
which it differs from TIMEX3 are mapped here. With --events the gold events of DIR, their times taken out, are dated
and compared, so that dating is measured apart from extraction.
"""

import argparse
import importlib.util
import json
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "eval"))

from from_gold import coded_from_gold, gold_ids  # noqa: E402

from onrecord.ingest.plain_text import story_from_text  # noqa: E402
from onrecord.language.parse import parse  # noqa: E402
from onrecord.records.when import Timex  # noqa: E402
from onrecord.resolve.dating import date_events  # noqa: E402
from onrecord.resolve.times import find_timexes  # noqa: E402

GOLD = ROOT.parent / "shared" / "gold" / "time"
# TIMEX2, which WikiWars follows, gives sets by their granule where TIMEX3 gives the period.
SETS = {"P1D": "XXXX-XX-XX", "P1W": "XXXX-WXX", "P1M": "XXXX-XX", "P1Y": "XXXX"}
Json = dict[str, Any]


def wikiwars_form(timex: Timex) -> Json:
    """One timex in the form and the conventions of WikiWars."""
    value = SETS.get(timex.value, timex.value) if timex.type == "SET" else timex.value
    return {"start": timex.span.start, "end": timex.span.end, "value": value, "type": timex.type}


def code_wikiwars() -> tuple[dict[str, list[Json]], dict[str, list[Json]], dict[str, str], tuple[float, float]]:
    """Gold and found timexes and text by document, and the seconds for parsing and for finding times."""
    gold, found, texts, parsing, finding = {}, {}, {}, 0.0, 0.0
    for row in (GOLD / "wikiwars" / "docs.jsonl").read_text(encoding="utf-8").splitlines():
        doc = json.loads(row)
        began = time.perf_counter()
        parsed = parse(story_from_text(doc["text"], story_id=doc["doc_id"], published=doc["dct"]))
        parsing += time.perf_counter() - began
        began = time.perf_counter()
        timexes = find_timexes(parsed)
        finding += time.perf_counter() - began
        gold[doc["doc_id"]], texts[doc["doc_id"]] = doc["timexes"], doc["text"]
        found[doc["doc_id"]] = [wikiwars_form(t) for t in timexes]
    return gold, found, texts, (parsing, finding)


def show_errors(gold: dict[str, list[Json]], found: dict[str, list[Json]], texts: dict[str, str]) -> None:
    """Prints what was missed, extra, wrong in span or in value."""
    for doc, wanted in gold.items():
        text = texts[doc]
        for g in wanted:
            best = max(found[doc], key=lambda p: min(g["end"], p["end"]) - max(g["start"], p["start"]), default=None)
            around = text[max(0, g["start"] - 40) : g["end"] + 30].replace("\n", " ")
            told = text[g["start"] : g["end"]]
            if best is None or min(g["end"], best["end"]) <= max(g["start"], best["start"]):
                print(f"MISS\t{told}\t{g['value']}\t{around}")
                continue
            mine = text[best["start"] : best["end"]]
            kind = ("SPAN " if mine != told else "") + ("VALUE" if g["value"] != best["value"] else "")
            if kind:
                print(f"{kind}\t{told}\t{mine}\t{g['value']}\t{best['value']}\t{around}")
        for p in found[doc]:
            if not any(min(g["end"], p["end"]) > max(g["start"], p["start"]) for g in wanted):
                around = text[max(0, p["start"] - 40) : p["end"] + 30].replace("\n", " ")
                print(f"EXTRA\t{text[p['start'] : p['end']]}\t{p['value']}\t{around}")


def score_events(folder: Path, *, errors: bool) -> None:
    """Dates the gold events of a folder and prints how many days are right."""
    right = total = 0
    for story_id in gold_ids(folder):
        coded = coded_from_gold(folder, story_id)
        parsed = parse(coded.story)
        blank = tuple(e.model_copy(update={"time": None}) for e in coded.events)
        dated = date_events(parsed, blank, coded.attributions, find_timexes(parsed))
        for wanted, got in zip(coded.events, dated, strict=True):
            w, g = ((e.time.start, e.time.end) if e.time else (None, None) for e in (wanted, got))
            total += 1
            right += w == g
            if errors and w != g:
                s = wanted.trigger
                text = coded.story.text
                around = text[max(0, s.start - 90) : s.start] + f"[[{s.text}]]" + text[s.end : s.end + 60]
                rule = got.time.rule if got.time else "-"
                print(f"{coded.story.day} {wanted.status[:4]} gold {w} got {g} {rule}\n    {' '.join(around.split())}")
    print(f"{folder}: {right} of {total} events dated right, {100 * right / max(total, 1):.1f} %")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--errors", action="store_true", help="print every error")
    options.add_argument("--events", type=Path, action="append", default=[], help="date the gold events of this folder")
    args = options.parse_args()
    for folder in args.events:
        score_events(folder, errors=args.errors)
    if args.events:
        return
    spec = importlib.util.spec_from_file_location("gold_score_time", GOLD / "score_time.py")
    assert spec
    assert spec.loader
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    gold, found, texts, (parsing, finding) = code_wikiwars()
    if args.errors:
        show_errors(gold, found, texts)
    print(json.dumps(scorer.score(gold, found), indent=1))
    print(f"parse {parsing:.1f} s, times {finding:.1f} s: {100 * finding / parsing:.1f} %")


if __name__ == "__main__":
    main()
