"""Scores linking on the sample feed: `python tools/score_incidents.py [--pipeline] [--errors] [--part PART]`.

within   incidents inside a story, from gold events whose incident was taken out
across   pairs of claims put together over the feed (micro F1), and the standings of each happening
control  who holds which place, line by line

With --pipeline the stories are coded by the ladder instead of taken from the gold annotations.
"""

import argparse
import json
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "eval"))

from from_gold import coded_from_gold, gold_ids, story_from_gold  # noqa: E402

from onrecord.link.control import place_statuses  # noqa: E402
from onrecord.link.facts import ordinal  # noqa: E402
from onrecord.link.incidents import find_incidents  # noqa: E402
from onrecord.link.versions import claims_of_record  # noqa: E402
from onrecord.link.within import join_mentions  # noqa: E402
from onrecord.pipeline import code  # noqa: E402
from onrecord.records.coded import CodedStory  # noqa: E402
from onrecord.records.event import Event  # noqa: E402
from onrecord.records.incident import Claim, Incident, PlaceStatus, StandingClaim  # noqa: E402

SAMPLE = ROOT / "src" / "onrecord" / "sample"
STANDINGS = (
    "contested superseded withdrawn agreed conceded corroborated single-source unverified witnessed".split()  # noqa: SIM905
)
Key = tuple[str, str, str]
Gold = list[dict[str, Any]]


def f1(right: int, gold: int, predicted: int) -> float:
    return 200.0 * right / (gold + predicted) if gold + predicted else 0.0


def gold_coded(folder: Path) -> dict[str, CodedStory]:
    """The coded stories of a gold folder, with the sides of separatist actors."""
    found = {}
    for story_id in gold_ids(folder):
        coded = coded_from_gold(folder, story_id)
        gold = json.loads((folder / f"{story_id}.gold.json").read_text(encoding="utf-8"))
        sides = {e["id"]: e.get("actor_side") for e in gold["events"]}
        events = tuple(_with_side(e, sides[e.id]) for e in coded.events)
        found[story_id] = coded.model_copy(update={"events": events})
    return found


def _with_side(event: Event, side: str | None) -> Event:
    return event.model_copy(update={"actor": event.actor.model_copy(update={"side": side})}) if event.actor else event


def pipeline_coded(folder: Path) -> dict[str, CodedStory]:
    return {i: code(story_from_gold(folder, i)) for i in gold_ids(folder)}


def changes(folder: Path) -> dict[str, Any]:
    """What the sample's meta files expect of versions, kills and copies."""
    replaced: dict[str, str] = {}
    copies: dict[str, str] = {}
    corrected: set[str] = set()
    killed: set[str] = set()
    for path in sorted(folder.glob("*.meta.json")):
        meta = json.loads(path.read_text(encoding="utf-8"))
        verb, _, other = meta["expect"].partition(":")
        if verb == "replaces":
            replaced[other] = meta["id"]
            if "correct" in (meta["editors_note"] or "").lower():
                corrected.add(other)
        elif verb == "kill":
            killed.add(other)
        elif verb == "copy_of":
            copies[meta["id"]] = other
    return {"replaced": replaced, "corrected": corrected, "killed": killed, "copies": copies}


def within(folder: Path, *, errors: bool, spoken: bool) -> float:
    """Pairs of mentions; with `spoken`, place and actor are left only where the sentence itself names them."""
    right = gold_pairs = predicted_pairs = 0
    slots = Counter[str]()
    for story_id, coded in gold_coded(folder).items():
        bare = tuple(_stripped(e, spoken=spoken) for e in coded.events)
        joined = {e.id: e for e in join_mentions(coded.story, bare, coded.attributions)}
        for event, before in zip(coded.events, bare, strict=True):
            for slot in ("place", "type", "actor"):
                slots[f"{slot} before"] += _slot(before, slot) == _slot(event, slot)
                slots[f"{slot} after"] += _slot(joined[event.id], slot) == _slot(event, slot)
        for one, two in combinations(coded.events, 2):
            same, found = one.incident == two.incident, joined[one.id].incident == joined[two.id].incident
            right, gold_pairs, predicted_pairs = right + (same and found), gold_pairs + same, predicted_pairs + found
            if errors and same != found:
                print(f"  {'missed' if same else 'wrong '} {story_id} {_show(one)} | {_show(two)}")
    score = f1(right, gold_pairs, predicted_pairs)
    name = f"within {folder.name} {'as spoken' if spoken else 'all slots'}"
    print(f"{name:28} F1 {score:5.1f}  right {right} gold {gold_pairs} predicted {predicted_pairs}  {dict(slots)}")
    return score


def _stripped(event: Event, *, spoken: bool) -> Event:
    update: dict[str, object] = {"incident": None}
    if spoken:
        update["place"] = event.place if event.place and event.place.span else None
        update["actor"] = event.actor if event.actor and event.actor.span else None
    return event.model_copy(update=update)


def _slot(event: Event, slot: str) -> object:
    if slot == "place":
        return event.place.name if event.place else None
    if slot == "actor":
        return event.actor.country if event.actor else None
    return event.type


def _show(event: Event) -> str:
    place, time = event.place.name if event.place else None, event.time
    return f"{event.id} {event.type} {event.trigger.text!r} {place} {time.start if time else None}"


def match_claims(claims: tuple[Claim, ...], gold: Gold, texts: dict[str, CodedStory]) -> dict[Key, Claim]:
    """For each gold claim (story, event, attribution) the predicted claim whose trigger overlaps its own."""
    found: dict[Key, Claim] = {}
    taken: set[str] = set()
    for entry in gold:
        for claim in entry["claims"]:
            event = next(e for e in texts[claim["story"]].events if e.id == claim["event"])
            fits = [c for c in claims if c.story == claim["story"] and c.event.trigger.overlaps(event.trigger)]
            fits = [c for c in fits if c.id not in taken] or fits
            if fits:
                stance = claim["stance"]
                best = min(fits, key=lambda c: (c.event.type != event.type, _far(c, event), c.stance != stance, c.id))
                found[claim["story"], claim["event"], claim["attribution"] or ""] = best
                taken.add(best.id)
    return found


def _far(claim: Claim, event: Event) -> float:
    one, two = claim.event.place, event.place
    if not one or not two or None in (one.lat, one.lon, two.lat, two.lon):
        return 9.0
    return round(abs((one.lat or 0) - (two.lat or 0)) + abs((one.lon or 0) - (two.lon or 0)), 2)


def truth_of(gold: Gold) -> dict[Key, str]:
    return {(c["story"], c["event"], c["attribution"] or ""): e["incident"] for e in gold for c in e["claims"]}


def pairs(home: dict[str, Incident], truth: dict[Key, str], matched: dict[Key, Claim]) -> float:
    right = gold_pairs = predicted = 0
    for one, two in combinations(truth, 2):
        same = truth[one] == truth[two]
        found = one in matched and two in matched and home[matched[one].id].id == home[matched[two].id].id
        right, gold_pairs, predicted = right + (same and found), gold_pairs + same, predicted + found
    score = f1(right, gold_pairs, predicted)
    counts = f"right {right} gold {gold_pairs} predicted {predicted}, claims matched {len(matched)}/{len(truth)}"
    print(f"across          pair F1 {score:5.1f}  {counts}")
    return score


def standings(home: dict[str, Incident], gold: Gold, matched: dict[Key, Claim], *, errors: bool) -> int:
    """How many happenings stand as in the gold."""
    table = {s: Counter[str]() for s in STANDINGS}
    exact = 0
    for entry in gold:
        keys = [k for k in _keys(entry) if k in matched]
        homes = Counter(home[matched[k].id].id for k in keys)
        best = next((home[matched[k].id] for k in keys if home[matched[k].id].id == homes.most_common(1)[0][0]), None)
        ours, wanted = {r.standing for r in best.standings} if best else set(), set(entry["standing"])
        exact += ours == wanted
        for s in STANDINGS:
            table[s].update({"right": s in ours & wanted, "gold": s in wanted, "predicted": s in ours})
        if errors and (ours != wanted or len(homes) != 1):
            print(f"  {entry['incident']}: wanted {sorted(wanted)} got {sorted(ours)}, in {dict(homes)}")
    print(f"standings       exact {exact}/{len(gold)}")
    for s, counts in table.items():
        print(f"  {s:14} right {counts['right']} gold {counts['gold']} predicted {counts['predicted']}")
    return exact


def _keys(entry: dict[str, Any]) -> list[Key]:
    return [(c["story"], c["event"], c["attribution"] or "") for c in entry["claims"]]


def claim_standings(home: dict[str, Incident], gold: Gold, matched: dict[Key, Claim], *, errors: bool) -> None:
    """How many claims are contested, superseded and withdrawn just as in the gold."""
    right = every = 0
    for entry in gold:
        for key, claim in zip(_keys(entry), entry["claims"], strict=True):
            if key not in matched:
                continue
            mine = _standing_of(home, matched[key])
            got = {r.standing for r in mine.standings}
            wrong = {s for s in ("superseded", "contested", "withdrawn") if (s in got) != (s in claim["standing"])}
            right, every = right + (not wrong), every + 1
            if errors and wrong - {"contested"}:
                print(f"    {mine.claim.id} {mine.claim.claimant} wanted {claim['standing']} got {sorted(got)}")
    print(f"claims          contested, superseded, withdrawn as in the gold {right}/{every}")


def _standing_of(home: dict[str, Incident], claim: Claim) -> StandingClaim:
    return next(s for s in home[claim.id].claims if s.claim.id == claim.id)


def mixed(home: dict[str, Incident], truth: dict[Key, str], matched: dict[Key, Claim]) -> None:
    kinds: dict[str, set[str]] = {}
    for key, claim in matched.items():
        kinds.setdefault(f"{home[claim.id].id} {home[claim.id].title}", set()).add(truth[key])
    for name, found in kinds.items():
        if len(found) > 1:
            print(f"  mixed: {name}: {sorted(found)}")


def control(statuses: tuple[PlaceStatus, ...], gold: Gold, *, errors: bool) -> float:
    """Lines that agree in place (3 km), holder and days (one either way); a killed story's line must not be there."""
    gold = [line for line in gold if "withdrawn" not in line["standing"]]
    left = list(statuses)
    right = 0
    for line in gold:
        hit = next((s for s in left if _same_line(s, line)), None)
        if hit:
            left.remove(hit)
            right += 1
        elif errors:
            print(f"  missed {line['place']} {line['from']} {line['to']} {line['status']} {line['standing']}")
    for s in left if errors else ():
        print(f"  extra  {s.place} {s.start} {s.end} {s.status} {s.standings} {s.claims[:3]}")
    score = f1(right, len(gold), len(statuses))
    print(f"control         line F1 {score:5.1f}  right {right} gold {len(gold)} predicted {len(statuses)}")
    return score


def _same_line(status: PlaceStatus, line: dict[str, Any]) -> bool:
    if status.status != line["status"] or status.lat is None or status.lon is None:
        return False
    if abs(status.lat - line["lat"]) > 0.03 or abs(status.lon - line["lon"]) > 0.04:
        return False
    return all(_near(a, b) for a, b in ((status.start, line["from"]), (status.end, line["to"])))


def _near(ours: str | None, theirs: str | None) -> bool:
    if ours is None or theirs is None:
        return ours is theirs
    return abs((ordinal(ours) or 0) - (ordinal(theirs) or 0)) <= 1


def across(*, pipeline: bool, errors: bool) -> tuple[float, int, float]:
    """Pair F1, happenings standing as in the gold, control line F1."""
    texts = gold_coded(SAMPLE)
    coded = pipeline_coded(SAMPLE) if pipeline else texts
    claims = claims_of_record(coded.values(), **changes(SAMPLE))
    incidents = find_incidents(claims)
    print(f"{len(claims)} claims, {len(incidents)} incidents")
    gold = json.loads((SAMPLE / "incidents.gold.json").read_text(encoding="utf-8"))
    matched, truth = match_claims(claims, gold, texts), truth_of(gold)
    home = {s.claim.id: i for i in incidents for s in i.claims}
    score = pairs(home, truth, matched)
    if errors:
        mixed(home, truth, matched)
    exact = standings(home, gold, matched, errors=errors)
    claim_standings(home, gold, matched, errors=errors)
    lines = json.loads((SAMPLE / "control.gold.json").read_text(encoding="utf-8"))
    return score, exact, control(place_statuses(incidents), lines, errors=errors)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pipeline", action="store_true")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--part", choices=("within", "across"))
    parser.add_argument("--gold", type=Path, default=SAMPLE, help="the folder for `within`")
    args = parser.parse_args()
    if args.part in (None, "within"):
        within(args.gold, errors=args.errors, spoken=False)
        within(args.gold, errors=args.errors, spoken=True)
    if args.part in (None, "across"):
        across(pipeline=args.pipeline, errors=args.errors)


if __name__ == "__main__":
    main()
