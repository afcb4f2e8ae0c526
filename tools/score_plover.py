"""Scores the coder on PLOVER's gold records: `python tools/score_plover.py [FOLDER] [--errors] [--type TYPE]`.

FOLDER holds plover_gsr.json (default ../shared/gold/plover_gsr; read in place, its licence is CC BY-SA 4.0). Each
record is one sentence with one event; records of one sentence are taken together. A sentence's predicted types are
those of its events, mapped by the codebook's crosswalk. Prints
  type            micro P, R, F1 over (sentence, type) pairs, all predicted events counted
  main type       the same, with only the sentence's main event: the one highest in the tree of clauses
  source country  share of sentences, with the right type found, whose event has the gold source's country
The records' types are of PLOVER's first draft: FIGHT is scored as ASSAULT, DEMAND as REQUEST, DISAPPROVE and
INVESTIGATE as ACCUSE, COOPERATE as AGREE, and RETREAT as CONCEDE, as in later drafts.
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path

from onrecord.ingest.plain_text import story_from_text
from onrecord.pipeline import code
from onrecord.records.coded import CodedStory
from onrecord.records.event import Event

DEFAULT = Path(__file__).parent.parent.parent / "shared" / "gold" / "plover_gsr"
SAME = {
    "FIGHT": "ASSAULT", "DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "COOPERATE": "AGREE",
    "RETREAT": "CONCEDE",
}  # fmt: skip


def gold_sentences(folder: Path) -> dict[str, dict[str, set[str]]]:
    """For each sentence its types, and for each type the source countries (ISO 3166 alpha-3)."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for record in json.loads((folder / "plover_gsr.json").read_text(encoding="utf-8")):
        if record.get("event") in (None, "DOCUMENT") or not record.get("text"):
            continue
        kind = SAME.get(record["event"], record["event"])
        found[record["text"]][kind] |= {a.get("code", "") for a in record.get("source") or [] if isinstance(a, dict)}
    return found


def plover(event: Event) -> str:
    kind = (event.plover or "").split("/")[0]
    return SAME.get(kind, kind)


def main_event(coded: CodedStory) -> Event | None:
    """The event of the widest clause; of two, one with an actor, then the earlier one."""
    named = [e for e in coded.events if e.plover]
    return max(
        named,
        key=lambda e: (e.clause.end - e.clause.start, e.actor is not None, -e.trigger.start),
        default=None,
    )


def has_country(event: Event, countries: set[str]) -> bool:
    code3 = (event.actor.code or "")[:3] if event.actor else ""
    return code3 in countries


def report(name: str, pairs: list[tuple[set[str], set[str]]]) -> None:
    right = sum(len(gold & said) for gold, said in pairs)
    gold_total, said_total = sum(len(g) for g, _ in pairs), sum(len(s) for _, s in pairs)
    precision, recall = right / max(1, said_total), right / max(1, gold_total)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"{name:15} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}   gold {gold_total} predicted {said_total}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=DEFAULT)
    parser.add_argument("--errors", action="store_true", help="print the sentences whose type was not found")
    parser.add_argument("--type", help="with --errors: only sentences of this type")
    args = parser.parse_args()
    every, mains, source = [], [], [0, 0]
    for n, (text, types) in enumerate(sorted(gold_sentences(args.folder).items())):
        coded = code(story_from_text(f"News\n\n{text}", story_id=f"p{n}", published="2000-01-01"))
        said = {plover(e) for e in coded.events} - {""}
        top = main_event(coded)
        every.append((set(types), said))
        mains.append((set(types), {plover(top)} if top else set()))
        for kind, countries in types.items():
            wanted = {c for c in countries if len(c) == 3 and c not in ("IGO", "NGO", "MNC", "***")}
            events = [e for e in coded.events if plover(e) == kind]
            if wanted and events:
                source[1] += 1
                source[0] += any(has_country(e, wanted) for e in events)
        if args.errors and (set(types) - said) and (not args.type or args.type in types):
            found = [(e.type, e.trigger.text, e.actor.code if e.actor else None) for e in coded.events]
            print(sorted(types), text, found, sep=" | ")
    report("type", every)
    report("main type", mains)
    print(f"source country  {source[0] / max(1, source[1]):.3f}   of {source[1]}")


if __name__ == "__main__":
    main()
