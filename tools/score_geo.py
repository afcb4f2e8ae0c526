"""Runs the coder's toponyms on a geographic gold set and prints the scorer's figures.

`python tools/score_geo.py lgl|geovirus [--gold DIR] [--limit N] [--out FILE] [--errors]`
The texts are read in place. LGL takes some minutes, most of them for the parse.
"""

import argparse
import importlib.util
import json
import sys
import time
from pathlib import Path
from types import ModuleType

from onrecord.ingest.plain_text import story_from_text
from onrecord.language.parse import parse
from onrecord.records.sentence import Parsed
from onrecord.resolve.places import find_toponyms

GOLD = Path(__file__).parent.parent.parent / "shared" / "gold" / "geo"


def parsed(doc: dict) -> Parsed:
    day = str(doc.get("pub", "2010-01-01"))[:10]
    return parse(story_from_text(doc["text"], story_id=str(doc["doc_id"]), published=day))


def predict(parsed: Parsed, doc: dict) -> dict:
    found = find_toponyms(parsed)
    return {
        "doc_id": doc["doc_id"],
        "toponyms": [
            {
                "start": t.span.start,
                "end": t.span.end,
                "name": t.span.text,
                "lat": t.lat,
                "lon": t.lon,
                "geonameid": t.geonameid,
                "kind": t.kind,
                "rule": t.rule,
                "country": t.country,
                "admin1": t.admin1,
            }
            for t in found
        ],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", choices=("lgl", "geovirus"))
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--errors", action="store_true", help="list the gold names missed or misplaced")
    args = parser.parse_args()
    docs = [
        json.loads(line)
        for line in (args.gold / args.set / "docs.jsonl").read_text(encoding="utf-8").split("\n")
        if line
    ][: args.limit]
    read = [parsed(doc) for doc in docs]
    find_toponyms(read[0])
    started = time.perf_counter()
    predicted = [predict(p, d) for p, d in zip(read, docs, strict=True)]
    took = time.perf_counter() - started
    spec = importlib.util.spec_from_file_location("score_geo_shared", args.gold / "score_geo.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    gold, pred = ({str(d["doc_id"]): d for d in rows} for rows in (docs, predicted))
    result = scorer.score(gold, pred)
    json.dump(result, sys.stdout, indent=1)
    print(f"\n{took:.2f} s for {sum(len(d['text']) for d in docs) / 1000:.0f} kB")
    if args.out:
        args.out.write_text("\n".join(json.dumps(p) for p in predicted), encoding="utf-8")
    if args.errors:
        list_errors(docs, predicted, scorer)


def list_errors(docs: list[dict], predicted: list[dict], scorer: ModuleType) -> None:
    for doc, guess in zip(docs, predicted, strict=True):
        pairs = {i: j for i, j, _ in scorer.match(doc["toponyms"], guess["toponyms"])}
        for i, t in enumerate(doc["toponyms"]):
            if t["lat"] is None:
                continue
            p = guess["toponyms"][pairs[i]] if i in pairs else None
            around = doc["text"][max(0, t["start"] - 40) : t["end"] + 25].replace("\n", " ")
            if p is None:
                print(f"MISSED {doc['doc_id']} {t['name']!r} | {around}")
            elif p["lat"] is None:
                print(f"UNPLACED {doc['doc_id']} {t['name']!r} {p['kind']} {p['rule']} | {around}")
            elif (far := scorer.hav(t["lat"], t["lon"], p["lat"], p["lon"])) > 161:
                wanted = (t.get("admin1"), t.get("country"), t.get("fcode"))
                got = (p["name"], p["kind"], p["admin1"], p["country"], p["rule"])
                print(f"FAR {far:.0f} {doc['doc_id']} {t['name']!r} gold {wanted} got {got} | {around}")


if __name__ == "__main__":
    main()
